"""What a read file looks like: sheets, rows, cells as they stood."""

from dataclasses import dataclass
from datetime import date

from mingcha.common.reader.limits import Merge

Cell = str | int | float | bool | date | None
"""A cell as stored. Whole numbers up to 10¹⁵ are int, larger ones stay float (they have lost digits);
a date may be a datetime; an empty cell is None."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `rows[n]` is row n + 1 of the sheet; rows are cut after their last filled cell."""

    name: str
    rows: list[list[Cell]]
    merged: tuple[Merge, ...] = ()
    hidden: bool = False

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a place counted from 0, None outside."""
        line = self.rows[row] if row < len(self.rows) else []
        return line[column] if column < len(line) else None


@dataclass(frozen=True, slots=True)
class Book:
    """A read file: `kind` is xlsx, xls or csv; `encoding` and `delimiter` are set for csv."""

    kind: str
    sheets: list[Sheet]
    encoding: str = ""
    delimiter: str = ""
