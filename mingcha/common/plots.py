"""Plots of numbers, as plain SVG beside a table with the same numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

ROW, BAR, LABEL, LENGTH = 32, 20, 150, 330


@dataclass(frozen=True)
class Bar:
    """One bar: `words` stand behind it; all places in units of the plot."""

    label: str
    words: str
    top: int
    width: int

    @property
    def baseline(self) -> int:
        return self.top + 15

    @property
    def end(self) -> int:
        return LABEL + self.width + 8


@dataclass(frozen=True)
class BarPlot:
    """Bars one below the other, the longest as long as the plot is wide."""

    bars: tuple[Bar, ...]
    start: int = LABEL
    thickness: int = BAR

    @property
    def height(self) -> int:
        return ROW * len(self.bars)


def bar_plot(rows: Sequence[tuple[str, Fraction | int, str]]) -> BarPlot:
    """A bar for each (label, value from 0, words of the value), in this order."""
    longest = max((value for _, value, _ in rows), default=0) or 1
    return BarPlot(
        tuple(
            Bar(label, words, place * ROW + (ROW - BAR) // 2, int(value * LENGTH / longest))
            for place, (label, value, words) in enumerate(rows)
        )
    )
