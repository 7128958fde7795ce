"""The fields of the categories in one row: a column serves every category that has a field of its key."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mingcha.common.workbooks.refusals import CellRefused
from mingcha.common.workbooks.table import Mapped, SheetRow
from mingcha.common.workbooks.values import is_blank, read_text
from mingcha.intake.rules import without_private_numbers
from mingcha.registers.rules.categories import Definitions, FieldRule, column_key
from mingcha.registers.rules.field_values import TEXT_LENGTH, read_field

NOTE = "note"
PRIVATE_DIGITS = re.compile(r"\d{7,}")
UNIT = re.compile(r"公顷|平方公里|平方千米|平方米|亩|km²|km2|m²|m2|㎡")


@dataclass(frozen=True)
class _Place:
    """A column of the file that may hold the value of `key`; `rule` reads it, `is_own` when the category of
    the row has such a field."""

    key: str
    column: str
    unit: str
    rule: FieldRule
    is_own: bool


class FieldReader:
    """Reads the fields of rows of one file. What to look at is worked out once for each category."""

    def __init__(self, definitions: Definitions) -> None:
        self.definitions = definitions
        self.mapping: Mapping[str, Mapped] = {}
        self.places: dict[str, list[_Place]] = {}

    def read(
        self, row: SheetRow, mapping: Mapping[str, Mapped], category: str, warnings: list[str]
    ) -> dict[str, str]:
        """Key → value. Raises `CellRefused` for a cell that the category's own field cannot hold; under a
        field that the category does not have, the words are kept with a remark."""
        if mapping is not self.mapping:
            self.mapping, self.places = mapping, {}
        if category not in self.places:
            self.places[category] = self._places(category)
        found: dict[str, str] = {}
        for place in self.places[category]:
            cell = row[place.column]
            if place.key in found or is_blank(cell):
                continue
            value, remark = read_field(place.rule, cell, place.unit) if place.is_own else _kept(place, row)
            if not place.is_own:
                remark = f"“{category}”没有“{place.rule.title}”这一栏，已照表中登记，请核对。"
            warnings += [remark] if remark else []
            found[place.key] = _starred(value) if place.key == NOTE else value
        return {key: value for key, value in found.items() if value}

    def _places(self, category: str) -> list[_Place]:
        """The mapped columns by key, that of the category's own title first."""
        found = []
        for key, columns in self.definitions.column_keys.items():
            own = self.definitions.field_of(category, key)
            rule = own if own is not None and own.in_use else None
            mine = column_key(key, rule.title) if rule else ""
            for column in sorted(columns, key=lambda one: one != mine):
                if column in self.mapping:
                    other = next(
                        r for r in self.definitions.all_fields if column_key(r.key, r.title) == column
                    )
                    unit = _unit(self.mapping[column])
                    found.append(_Place(key, column, unit, rule or other, rule is not None))
        return found


def _kept(place: _Place, row: SheetRow) -> tuple[str, str]:
    cell = row[place.column]
    try:
        return read_field(place.rule, cell, place.unit)
    except CellRefused:
        return without_private_numbers(read_text(cell))[:TEXT_LENGTH], ""


def _starred(note: str) -> str:
    """A remark without numbers that may be somebody's."""
    return PRIVATE_DIGITS.sub(lambda digits: "*" * len(digits[0]), note)


def _unit(mapped: Mapped) -> str:
    """公顷 from `单位：公顷` below the heading or from `面积（公顷）` in it."""
    told = UNIT.search(f"{mapped.unit} {mapped.heading}")
    return told[0] if told else ""
