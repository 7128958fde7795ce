"""Plots of numbers, as plain SVG beside a table with the same numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

ROW, BAR, LABEL, LENGTH = 32, 20, 150, 330
LONGEST_LABEL = 8
PLAIN = "bar"  # tones: bar, main, due, late, bg, next, off
Amount = Fraction | int


@dataclass(frozen=True)
class Piece:
    """A part of a bar in one tone."""

    start: int
    width: int
    tone: str = PLAIN


@dataclass(frozen=True)
class Bar:
    """One bar: `words` stand behind it; all places in units of the plot. `mark` is where the limit of this
    bar stands, if it has one."""

    label: str
    words: str
    top: int
    pieces: tuple[Piece, ...]
    tone: str = PLAIN
    mark: int | None = None

    @property
    def baseline(self) -> int:
        return self.top + 15

    @property
    def width(self) -> int:
        return sum(piece.width for piece in self.pieces)

    @property
    def end(self) -> int:
        """Where the words begin: behind the bar, and behind its mark where that is farther."""
        return max(LABEL + self.width, self.mark or 0) + 8

    @property
    def mark_from(self) -> int:
        return self.top - 5

    @property
    def mark_to(self) -> int:
        return self.top + BAR + 5


@dataclass(frozen=True)
class BarPlot:
    """Bars one below the other, the longest as long as the plot is wide."""

    bars: tuple[Bar, ...]
    start: int = LABEL
    thickness: int = BAR

    @property
    def height(self) -> int:
        return ROW * len(self.bars)


@dataclass(frozen=True)
class Row:
    """What one bar shows: amounts from 0 with their tones side by side, and the limit they are measured by.
    `tone` is that of the words."""

    label: str
    parts: tuple[tuple[Amount, str], ...]
    words: str
    limit: Amount | None = None
    tone: str = PLAIN

    @property
    def reach(self) -> Amount:
        return max(sum(amount for amount, _ in self.parts), self.limit or 0)


def bar_plot(rows: Sequence[tuple[str, Amount, str]]) -> BarPlot:
    """A bar for each (label, value from 0, words of the value), in this order."""
    return plot_of([Row(label, ((value, PLAIN),), words) for label, value, words in rows])


def plot_of(rows: Sequence[Row]) -> BarPlot:
    """A bar for each row, in this order; the farthest of bars and limits is as long as the plot is wide."""
    longest = max((row.reach for row in rows), default=0) or 1

    def length(amount: Amount) -> int:
        return int(amount * LENGTH / longest)

    return BarPlot(tuple(_bar(row, place, length) for place, row in enumerate(rows)))


def _bar(row: Row, place: int, length: Callable[[Amount], int]) -> Bar:
    pieces, start = [], LABEL
    for amount, tone in row.parts:
        if width := length(amount):
            pieces.append(Piece(start, width, tone))
            start += width
    mark = None if row.limit is None else LABEL + length(row.limit)
    return Bar(row.label, row.words, place * ROW + (ROW - BAR) // 2, tuple(pieces), row.tone, mark)


def short_label(text: str) -> str:
    """As much as stands before a bar."""
    return text if len(text) <= LONGEST_LABEL else text[: LONGEST_LABEL - 1] + "…"
