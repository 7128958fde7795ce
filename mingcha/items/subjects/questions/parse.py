"""One row of 检查单题目, read by itself."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from mingcha.common.workbooks import Cell, CellRefused, Mapped, SheetRow
from mingcha.common.workbooks.values import read_choice, read_code, read_list, read_number, read_text
from mingcha.intake.subjects import Parsed
from mingcha.items.models import ChecklistQuestion
from mingcha.items.rules.checklists import CHOICE, NOT_APPLICABLE, NUMBER
from mingcha.items.subjects.questions.columns import FIELDS, KIND_WORDS, TITLES, YES_WORDS

OF_KIND = {"choices": CHOICE, "unit": NUMBER, "lowest": NUMBER, "highest": NUMBER}
"""Columns that say something for one way of answering only."""
LIMITS = ("lowest", "highest")


def parse_question(row: SheetRow, mapping: Mapping[str, Mapped]) -> Parsed:
    """The question of a row, or the reason why it cannot be read."""
    told = (str(row[key]).strip() for key in ("code", "words") if row[key])
    parsed = Parsed(row.number, label="　".join(told)[:120])
    try:
        parsed.values = _values(row, mapping)
    except CellRefused as refused:
        parsed.refused = refused.sentence
    return parsed


def as_stored(values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a question as the model holds them."""
    limits = {key: None if values[key] == "" else Decimal(values[key]) for key in LIMITS if key in values}
    return {key: values[key] for key in values if key in FIELDS and key != "number"} | limits


def _values(row: SheetRow, mapping: Mapping[str, Mapped]) -> dict[str, Any]:
    values = {key: READERS[key](row[key]) for key in FIELDS if key in mapping}
    values["code"] = read_code(row["code"], field=TITLES["code"]) if row["code"] is not None else ""
    for key in ("code", "words", "kind"):
        if not values.get(key):
            ways = f"可填：{'、'.join(dict.fromkeys(KIND_WORDS))}。" if key == "kind" else "请填写。"
            raise CellRefused(f"没有填写{TITLES[key]}，{ways}")
    _refuse_long(values)
    silent = {"choices": [], "unit": "", "lowest": "", "highest": ""}
    others = {key: silent[key] for key, kind in OF_KIND.items() if key in values and values["kind"] != kind}
    return values | others


def _refuse_long(values: Mapping[str, Any]) -> None:
    for key in ("words", "unit", "basis"):
        limit = getattr(ChecklistQuestion._meta.get_field(key), "max_length", None)
        if limit and len(values.get(key, "")) > limit:
            raise CellRefused(f"{TITLES[key]}有{len(values[key])}字，最多{limit}字，请缩短。")


def _number(cell: Cell) -> int | None:
    number = read_number(cell, field=TITLES["number"])
    if number is None:
        return None
    if number != int(number) or not 1 <= number <= 999:
        raise CellRefused(f"序号“{read_text(cell)}”应是1到999的整数。")
    return int(number)


def _limit(key: str) -> Callable[[Cell], str]:
    def read(cell: Cell) -> str:
        limit = read_number(cell, field=TITLES[key])
        if limit is None:
            return ""
        if limit != round(limit, 4) or abs(limit) >= 10**12:
            raise CellRefused(f"{TITLES[key]}“{read_text(cell)}”最多12位整数、4位小数，请改正。")
        return str(limit)

    return read


READERS: dict[str, Callable[[Cell], Any]] = {
    "number": _number,
    "words": read_text,
    "kind": lambda cell: read_choice(cell, KIND_WORDS, field=TITLES["kind"], default=""),
    "choices": lambda cell: [word for word in read_list(cell) if word != NOT_APPLICABLE],
    "unit": read_text,
    "lowest": _limit("lowest"),
    "highest": _limit("highest"),
    "finding_answers": read_list,
    "needs_photo": lambda cell: read_choice(cell, YES_WORDS, field=TITLES["needs_photo"], default=False),
    "basis": read_text,
}
