"""What a read file looks like: sheets, rows, cells as they stood, and the limits of reading."""

from dataclasses import asdict, dataclass
from datetime import date

Cell = str | int | float | bool | date | None
"""A cell as stored. Whole numbers up to 10¹⁵ are int, larger ones stay float (they have lost digits);
a date may be a datetime; an empty cell is None."""

Merge = tuple[int, int, int, int]
"""A merged area: first row, first column, last row, last column, counted from 0."""

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one reading. Bytes and seconds; `ratio` is unpacked size by packed size."""

    file_bytes: int = 20 * MEGABYTE
    unpacked_bytes: int = 200 * MEGABYTE
    ratio: int = 100
    members: int = 2000
    rows: int = 200_000
    columns: int = 500
    merges: int = 100_000
    text_bytes: int = 200 * MEGABYTE
    memory_bytes: int = 512 * MEGABYTE
    cpu_seconds: int = 30
    wall_seconds: int = 60

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


DEFAULT = Limits()


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
