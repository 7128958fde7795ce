"""Choices from a short list, and several values in one cell."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from mingcha.common.workbooks.book import Cell
from mingcha.common.workbooks.columns import heading_forms
from mingcha.common.workbooks.refusals import CellRefused
from mingcha.common.workbooks.values.text import as_text, compact_text, is_blank, read_text

T = TypeVar("T")
APART = re.compile(r"[、，,；;\n\r]+")
PAIRS = {"（": "）", "(": ")", "《": "》", "〔": "〕", "“": "”", "【": "】"}
NUMBERING = re.compile(r"^(\d{1,2}[.、．)](?!\d)|[（(]\d{1,2}[)）]|[①-⑳]|[一二三四五六七八九十]{1,3}、)\s*")
BEFORE_TITLE = re.compile(r"[、，,；;。\s]*(?:\d{1,2}[.、．]|[（(]\d{1,2}[)）])?\s*(?=《)")


def read_choice(cell: Cell, choices: Mapping[str, T], *, field: str, default: T | None = None) -> T | None:
    """The value a word stands for, by the word, the word without its brackets, or the words inside them;
    `default` for an empty cell. `choices`: words and synonyms → value. Raises CellRefused with the list."""
    if is_blank(cell):
        return default
    text = read_text(cell)
    known = {form: value for word, value in choices.items() for form in heading_forms(word)[:1]}
    for form in heading_forms(text):
        if form in known:
            return known[form]
    words = "、".join(dict.fromkeys(choices))
    raise CellRefused(f"{field}“{text}”不在可选的范围内，可填：{words}。")


def _outside_brackets(text: str) -> Iterable[str]:
    """Pieces between separators that stand outside brackets."""
    closing: list[str] = []
    piece = ""
    for sign in text:
        if sign in PAIRS and PAIRS[sign] in text:
            closing.append(PAIRS[sign])
        elif closing and sign == closing[-1]:
            closing.pop()
        if not closing and APART.fullmatch(sign):
            yield piece
            piece = ""
        else:
            piece += sign
    yield piece


def read_list(cell: Cell) -> list[str]:
    """Several texts in one cell, parted by 、 ， ； or line breaks outside brackets, numbering dropped.

    >>> read_list("张三、李四（组长、专家）；王五")
    ['张三', '李四（组长、专家）', '王五']
    """
    if is_blank(cell):
        return []
    text = as_text(cell)
    pieces = (NUMBERING.sub("", piece.strip()) for piece in _outside_brackets(text))
    return [compact_text(piece) for piece in pieces if not is_blank(piece)]


def read_each(cell: Cell, reader: Callable[[Cell], T]) -> list[T]:
    """Every value of a cell, each read by `reader`, as in read_each(cell, read_date). A number is one value.

    Raises what the reader raises."""
    if is_blank(cell):
        return []
    return [reader(piece) for piece in read_list(cell)] if isinstance(cell, str) else [reader(cell)]


def read_in_place(cell: Cell, reader: Callable[[Cell], T]) -> list[T | None]:
    """As `read_each`, but a sign for nothing keeps its place: 2030-1-1、/ is a day and None."""
    if is_blank(cell) or not isinstance(cell, str):
        return list(read_each(cell, reader))
    pieces = (NUMBERING.sub("", piece.strip()) for piece in _outside_brackets(cell))
    return [None if is_blank(piece) else reader(compact_text(piece)) for piece in pieces if piece]


def read_citations(cell: Cell) -> list[str]:
    """Legal bases in one cell, each with its articles: parted before every title 《…》, by line and by ；.

    >>> read_citations("1.《甲法》第一条、第二条；2.《乙条例》（2024年修订）第三条")
    ['《甲法》第一条、第二条', '《乙条例》（2024年修订）第三条']
    """
    if is_blank(cell):
        return []
    lines = re.split(r"[\n\r；;]+", as_text(cell))
    pieces = (piece for line in lines for piece in BEFORE_TITLE.split(line))
    plain = (compact_text(NUMBERING.sub("", piece.strip())).strip("、，；。") for piece in pieces)
    return [piece for piece in plain if not is_blank(piece)]
