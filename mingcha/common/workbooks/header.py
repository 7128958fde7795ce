"""Finds the heading of a table: titles above are passed over, several lines and merged cells are joined."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from mingcha.common.workbooks.book import Cell, Sheet
from mingcha.common.workbooks.columns import Column, match_columns, normal

DEEPEST = 3  # lines of a heading
LOOKED_AT = 60  # rows from the top in which a heading may begin
FEWEST = 2  # recognised columns that make a heading
WORD = (
    r"单位:.{1,8}|%|[万千]?(公顷|亩|平方米|平方公里|平方千米|米|m2|m3|立方米|吨|元)(/[年月日天])?"
    r"|个|家|名|人|户次?|年月日|[年月日]|次/年|是/否|有/无"
)
UNIT = re.compile(rf"{WORD}|\(({WORD})\)")
ORDINAL = re.compile(r"\d{1,3}|[a-z]|[甲乙丙丁戊己庚辛壬癸]")


@dataclass(frozen=True, slots=True)
class Header:
    """Rows `first`–`last` (from 0) of a sheet and, per sheet column, the heading's lines from above."""

    first: int
    last: int
    headings: tuple[tuple[str, ...], ...]
    units: dict[int, str]
    mapping: dict[str, int]


def text_of(cell: Cell) -> str:
    """A cell as text for looking at, not for storing."""
    return "" if cell is None else str(cell).strip()


def _merged_text(sheet: Sheet, first: int, last: int) -> dict[tuple[int, int], str]:
    """Texts that merged cells lend to the places they cover, within the given rows."""
    lent = {}
    for top, left, bottom, right in sheet.merged:
        if first <= top <= last:
            text = text_of(sheet.cell(top, left))
            for row in range(top, min(bottom, last) + 1):
                lent.update({(row, column): text for column in range(left, right + 1)})
    return lent


def _lines(sheet: Sheet, first: int, last: int) -> list[list[str]]:
    """The texts of the rows, merged cells spread, an upper line carried right over its group."""
    lent = _merged_text(sheet, first, last)
    width = max((len(row) for row in sheet.rows[first : last + 1]), default=0)
    width = max([width, *(column + 1 for _, column in lent)])
    lines = [
        [lent.get((row, column)) or text_of(sheet.cell(row, column)) for column in range(width)]
        for row in range(first, last + 1)
    ]
    for upper, lower in pairwise(lines):
        for column in range(1, width):
            if not upper[column] and lower[column] and lower[column - 1]:
                upper[column] = upper[column - 1]
    return lines


def read_header(sheet: Sheet, first: int, last: int, columns: tuple[Column, ...]) -> Header:
    """The heading that stands in the given rows; a unit below a heading is no part of it."""
    headings, units = [], {}
    for index, parts in enumerate(zip(*_lines(sheet, first, last), strict=True)):
        texts = list(dict.fromkeys(part for part in parts if part))
        if len(texts) > 1 and is_unit_line(texts[-1:]):
            units[index] = unit_of(texts.pop())
        headings.append(tuple(texts))
    return Header(first, last, tuple(headings), units, match_columns(headings, columns))


def _deeper(sheet: Sheet, header: Header) -> int:
    """The last row of a heading whose merged cells reach further down, or stand over a line of parts."""
    last = header.last
    groups: set[int] = set()
    for top, left, bottom, right in sheet.merged:
        if header.first <= top <= header.last:
            last = max(last, min(bottom, header.first + DEEPEST - 1))
            if right > left and bottom == header.last:
                groups.update(range(left, right + 1))
    below = sheet.rows[header.last + 1] if header.last + 1 < len(sheet.rows) else []
    filled = {column for column, cell in enumerate(below) if text_of(cell)}
    under_groups = len(filled) > 1 and filled <= groups and not is_unit_line(below)
    return max(last, header.last + 1) if under_groups else last


def _candidates(sheet: Sheet, columns: tuple[Column, ...]) -> Iterator[Header]:
    for first in range(min(len(sheet.rows), LOOKED_AT)):
        for last in range(first, min(first + DEEPEST, len(sheet.rows))):
            if any(text_of(cell) for cell in sheet.rows[first]):
                yield read_header(sheet, first, last, columns)


def find_header(sheet: Sheet, columns: tuple[Column, ...]) -> Header | None:
    """The heading that explains most columns in fewest lines; None when fewer than two are recognised."""
    best = max(
        _candidates(sheet, columns),
        key=lambda one: (len(one.mapping), one.first - one.last, -one.first),
        default=None,
    )
    if best is None or len(best.mapping) < min(FEWEST, len(columns)):
        return None
    last = _deeper(sheet, best)
    return best if last == best.last else read_header(sheet, best.first, last, columns)


def is_unit_line(row: Sequence[Cell]) -> bool:
    """Whether a row holds 单位：公顷, （%）, 公顷 … and nothing else."""
    texts = [_plain(cell) for cell in row if text_of(cell)]
    return bool(texts) and all(UNIT.fullmatch(text) for text in texts)


def is_ordinal_line(row: Sequence[Cell]) -> bool:
    """The numbers of the columns under a heading: 1 2 3 …, A B C …, 甲 乙 1 2 …"""
    texts = [normal(cell) for cell in row if text_of(cell)]
    return len(texts) > 3 and len(set(texts)) == len(texts) and all(ORDINAL.fullmatch(text) for text in texts)


def unit_of(text: str) -> str:
    """The unit a unit line names.

    >>> unit_of("（单位：公顷）")
    '公顷'
    """
    return re.sub(r"^\(?(单位:)?|\)$", "", _plain(text))


def _plain(cell: Cell) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text_of(cell))).lower()
