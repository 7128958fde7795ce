"""The heading of a table exactly as it stood, so that refused rows can go back in the same form."""

from dataclasses import dataclass

from mingcha.common.reader.limits import Merge
from mingcha.common.workbooks.book import Sheet
from mingcha.common.workbooks.header import text_of


@dataclass(frozen=True, slots=True)
class Layout:
    """`lines`: rows of the heading with its unit line, as text; `merged`: areas within them, from 0;
    `kind`: xlsx, xls or csv."""

    kind: str
    lines: tuple[tuple[str, ...], ...]
    merged: tuple[Merge, ...]

    @classmethod
    def of(cls, sheet: Sheet, first: int, last: int, width: int, kind: str) -> "Layout":
        """The heading in the given rows (from 0) of a sheet."""
        lines = tuple(
            tuple(text_of(sheet.cell(row, column)) for column in range(width))
            for row in range(first, last + 1)
        )
        inside = [area for area in sheet.merged if first <= area[0] and area[2] <= last and area[3] < width]
        return cls(kind, lines, tuple((a - first, b, c - first, d) for a, b, c, d in inside))

    def as_json(self) -> dict[str, object]:
        """Plain lists, to be kept with an import."""
        return {
            "kind": self.kind,
            "lines": [list(x) for x in self.lines],
            "merged": [list(x) for x in self.merged],
        }

    @classmethod
    def from_json(cls, stored: dict[str, object]) -> "Layout":
        lines, merged = stored["lines"], stored["merged"]
        if not isinstance(lines, list) or not isinstance(merged, list):
            raise TypeError("not a layout")
        return cls(
            str(stored["kind"]),
            tuple(tuple(str(cell) for cell in line) for line in lines),
            tuple((a, b, c, d) for a, b, c, d in merged),
        )
