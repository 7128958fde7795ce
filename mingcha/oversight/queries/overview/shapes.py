"""What the overview is made of: figures as a plot beside a table, and the rows that each number counts."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from mingcha.common.plots import BarPlot
from mingcha.common.templatetags.mc import DASH, hdate, number
from mingcha.common.workbooks.writer import Value, as_text
from mingcha.draws.queries.named import Named


@dataclass(frozen=True)
class Cell:
    """One cell of a figure's table. `of` names the rows that it counts, empty where it counts none, and
    `amount` says how many they are; `status` is a class of status words; `note` stands below; `value` is what
    a workbook gets instead of the text."""

    text: str
    of: str = ""
    status: str = ""
    note: str = ""
    value: Value = None
    is_words: bool = False
    amount: int = 0

    @property
    def exported(self) -> Value:
        said = self.text if self.value is None else self.value
        return f"{said}（{self.note}）" if self.note else said


def counted(amount: int, of: str = "", *, unit: str = "", status: str = "", note: str = "") -> Cell:
    """A number with its rows; a nought opens nothing."""
    shown = bool(amount)
    return Cell(
        f"{number(amount)}{unit}", of if shown else "", status if shown else "", note, amount, amount=amount
    )


@dataclass(frozen=True)
class Line:
    """One row of a figure's table; `key` names it in the address of its rows."""

    key: str
    title: str
    cells: tuple[Cell, ...]
    note: str = ""
    is_total: bool = False


@dataclass(frozen=True)
class Figure:
    """A figure of the overview: its conclusion as title, definition and clause below it, the plot, the table.
    Without lines `title` says why there are none and `note` what comes next."""

    key: str
    name: str
    title: str
    note: str
    heading: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...] = ()
    plot: BarPlot | None = None
    remark: str = ""

    @property
    def has_totals(self) -> bool:
        return any(line.is_total for line in self.lines)

    @property
    def columns(self) -> list[tuple[str, bool]]:
        """Each heading, and whether words stand below it."""
        cells = self.lines[0].cells if self.lines else ()
        return [(heading, cell.is_words) for heading, cell in zip(self.headings, cells, strict=True)]


@dataclass(frozen=True)
class Row:
    """One row behind a number, with its page where the viewer may open it."""

    cells: tuple[Value, ...]
    url: str = ""

    @property
    def texts(self) -> list[str]:
        return [_text(value) for value in self.cells]


def _text(value: Value) -> str:
    if isinstance(value, datetime.date):
        return hdate(value)
    return number(value) if isinstance(value, int) else as_text(value) or DASH


@dataclass(frozen=True)
class Rows:
    """The rows behind a number, looked up a page at a time; `unit` is what they are counted in."""

    title: str
    headings: tuple[str, ...]
    rows: Named[Row] = field(default_factory=Named)
    unit: str = "户次"
    note: str = ""


def rows_from(
    title: str,
    headings: Sequence[str],
    keys: Iterable[object],
    look_up: Callable[[Sequence[object]], Sequence[Row]],
    *,
    unit: str,
    note: str = "",
) -> Rows:
    """Rows made from keys that are all known."""
    return Rows(title, tuple(headings), Named(list(keys), look_up), unit, note)
