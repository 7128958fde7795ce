"""One row of 随机抽查事项清单, read by itself."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from mingcha.common.workbooks import Cell, CellRefused, Mapped, SheetRow
from mingcha.common.workbooks.values import (
    is_blank,
    read_choice,
    read_code,
    read_date,
    read_list,
    read_period,
    read_ratio,
    read_text,
)
from mingcha.intake.subjects import Parsed
from mingcha.items.models import InspectionItem
from mingcha.items.rules import EVERY_CATEGORY, FIELD_TITLES
from mingcha.items.rules.fields import GENERAL, KEY, frequency_words, named_methods
from mingcha.law.rules import fraction_text
from mingcha.registers.rules.categories import Definitions

KIND_WORDS = {"一般": GENERAL, "一般检查事项": GENERAL, "重点": KEY, "重点检查事项": KEY}
YES_WORDS = {"是": True, "否": False, "涉企": True, "非涉企": False, "不涉企": False}
TEXTS = ("power_code", "category", "name", "body", "section_name", "level", "frequency_basis", "note")
LONG_TEXTS = ("contents", "basis", "ratio_basis", "standard")


def parse_item(row: SheetRow, mapping: Mapping[str, Mapped]) -> Parsed:
    """The row's fields, or the reason why it cannot be read."""
    label = _label(row)
    warnings: list[str] = []
    try:
        values = _values(row, mapping, warnings)
    except CellRefused as refused:
        return Parsed(row.number, refused=str(refused), label=label)
    return Parsed(row.number, values, warnings=warnings, label=label)


def as_read(field: str, value: Any) -> Any:
    """A value of the list as the reader gives it back: what was typed by hand may be spelt otherwise."""
    try:
        return AGAIN[field](value) if field in AGAIN and value else value
    except CellRefused:
        return value


def in_categories(row: Parsed, definitions: Definitions) -> Parsed:
    """The targets that an item names, by the names of the register's categories. A word that means none of
    them is kept as it was written: nothing would be drawn for it, which is said."""
    written = row.values.get("target_categories")
    if written == [EVERY_CATEGORY]:
        row.values["target_categories"] = []
        return row
    if not written:
        return row
    found = [definitions.find(word) for word in written]
    pairs = list(zip(written, found, strict=True))
    row.values["target_categories"] = list(dict.fromkeys(one.name if one else word for word, one in pairs))
    unknown = "、".join(word for word, one in pairs if one is None)
    if unknown:
        row.warnings.append(f"检查对象“{unknown}”不是名录库的对象类别，抽取时没有对象可抽，请核对")
    return row


def with_dates(values: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the model holds them: dates from their ISO text."""
    dates = {
        field: read_date(values[field]) for field in ("in_force_from", "in_force_until") if field in values
    }
    return {**values, **dates}


def _label(row: SheetRow) -> str:
    cells = (row["code"], row["name"], row["contents"])
    return "　".join(str(cell).strip() for cell in cells if cell)[:120]


def _values(row: SheetRow, mapping: Mapping[str, Mapped], warnings: list[str]) -> dict[str, Any]:
    """The fields that the file has a column for. `CellRefused` for what cannot be read."""
    values: dict[str, Any] = {}
    for key in mapping:
        if key in READERS:
            values[key] = READERS[key](row[key])
        elif key in {"ratio", "ratio_and_frequency"}:
            values["ratio"] = _ratio(row[key], warnings)
    if "frequency" in mapping:
        values["frequency"] = frequency_words(row["frequency"])
    elif "ratio_and_frequency" in mapping:
        values["frequency"] = _frequency_beside_ratio(row["ratio_and_frequency"], warnings)
    values |= _in_force(row["in_force"])
    if not values.get("name"):
        raise CellRefused("没有抽查事项名称，请填写。")
    _refuse_long(values)
    return values


def _refuse_long(values: Mapping[str, Any]) -> None:
    for field, title in FIELD_TITLES.items():
        limit = getattr(InspectionItem._meta.get_field(field), "max_length", None)
        if limit and len(values.get(field) or "") > limit:
            raise CellRefused(
                f"{title}有{len(values[field])}字，最多{limit}字，请缩短，全文可写在抽查内容中。"
            )


def _ratio(cell: Cell, warnings: list[str]) -> str:
    ratio = read_ratio(cell)
    written = read_text(cell)
    if ratio is None and written:
        warnings.append(f"抽查比例写的是“{written}”，没有登记比例")
    return fraction_text(ratio) if ratio is not None else ""


def _frequency_beside_ratio(cell: Cell, warnings: list[str]) -> str:
    """The frequency of a cell that also holds the ratio; what cannot be told leaves the ratio standing."""
    try:
        return frequency_words(cell)
    except CellRefused:
        warnings.append(f"抽查频次没有登记：“{read_text(cell)}”认不出一年几次")
        return ""


def _in_force(cell: Cell) -> dict[str, str]:
    """Both days from one cell; a single one could be either."""
    if is_blank(cell):
        return {}
    period = read_period(cell, field="生效、失效日期")
    if period is None:
        raise CellRefused(
            f"生效、失效日期“{read_text(cell)}”要写明起止两个日期，例如2026年1月1日至2028年12月31日。"
        )
    days = {"in_force_from": period[0], "in_force_until": period[1]}
    return {field: on.isoformat() for field, on in days.items() if on}


def _methods(cell: Cell) -> list[str]:
    return named_methods(read_list(cell))


def _day(cell: Cell, field: str) -> str | None:
    day = read_date(cell, field=field)
    return day.isoformat() if day else None


READERS: dict[str, Callable[[Cell], Any]] = {
    **dict.fromkeys(TEXTS, read_text),
    **{field: lambda cell: read_text(cell, keep_lines=True) for field in LONG_TEXTS},
    "code": lambda cell: read_code(cell, field="事项编码") if cell is not None else "",
    "target_categories": read_list,
    "requires": read_list,
    "methods": _methods,
    "kind": lambda cell: read_choice(cell, KIND_WORDS, field="事项类别", default=GENERAL),
    "concerns_enterprises": lambda cell: read_choice(cell, YES_WORDS, field="是否涉企检查", default=True),
    "in_force_from": lambda cell: _day(cell, "生效日期"),
    "in_force_until": lambda cell: _day(cell, "失效日期"),
}
AGAIN: dict[str, Callable[[Any], Any]] = {
    **{field: READERS[field] for field in (*TEXTS, *LONG_TEXTS, "code")},
    "methods": named_methods,
    "frequency": frequency_words,
    "ratio": lambda text: fraction_text(Fraction(text)),
}
