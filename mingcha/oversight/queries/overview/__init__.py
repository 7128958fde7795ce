"""总览: a year of the office, or of one section, in five figures; each number opens the rows it counts."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Unknown
from mingcha.oversight.queries.overview import burden, coverage, outcomes, progress, timeliness
from mingcha.oversight.queries.overview.shapes import Figure, Rows
from mingcha.oversight.queries.overview.span import Span, sections, span_of, years
from mingcha.plans.queries.embargo import embargoed
from mingcha.registers.queries.remembered import Memory

__all__ = [
    "FIGURES",
    "Figure",
    "Rows",
    "Span",
    "afresh",
    "figure_of",
    "overview",
    "rows_of",
    "sections",
    "span_of",
    "years",
]


@dataclass(frozen=True)
class Kind:
    """A figure: how it is made, how the rows behind a number are, and which rows its workbook gets."""

    make: Callable[[Actor, Span], Figure]
    rows: Callable[[Actor, Span, str, str], Rows]
    whole: str


FIGURES: dict[str, Kind] = {
    coverage.KEY: Kind(coverage.coverage, coverage.coverage_rows, coverage.UNITS),
    progress.KEY: Kind(progress.progress, progress.progress_rows, progress.ALL),
    timeliness.KEY: Kind(timeliness.timeliness, timeliness.timeliness_rows, timeliness.EVERY),
    outcomes.KEY: Kind(outcomes.outcomes, outcomes.outcome_rows, outcomes.ENTRIES),
    burden.KEY: Kind(burden.burden, burden.burden_rows, burden.HOLDERS),
}


# What an entry of the log must touch for a figure to be counted anew.
ROOMS = ("accounts", "law", "registers", "items", "plans", "draws", "inspections", "disclosure")
_MEMORY = Memory(reduce(or_, (Q(table__startswith=f"{room}_") for room in ROOMS)))


def overview(scope: Actor, span: Span) -> list[Figure]:
    """Every figure, in their order; from memory while nothing changed that they rest on. What a viewer may
    know of a figure depends on the office, the section, and the draws that are not told yet."""
    key = (scope.office_id, span.year, span.today, span.section_id, frozenset(embargoed(scope)))
    return _MEMORY.remembered(key, lambda: afresh(scope, span))


def afresh(scope: Actor, span: Span) -> list[Figure]:
    """The same as they are now."""
    return [kind.make(scope, span) for kind in FIGURES.values()]


def figure_of(scope: Actor, span: Span, key: str) -> tuple[Figure, Rows | None]:
    """One figure with all rows that it counts; none while it has no line."""
    kind = _kind(key)
    made = kind.make(scope, span)
    return made, kind.rows(scope, span, kind.whole, "") if made.lines else None


def rows_of(scope: Actor, span: Span, key: str, of: str, line: str) -> Rows:
    """The rows behind one number."""
    return _kind(key).rows(scope, span, of, line)


def _kind(key: str) -> Kind:
    if key not in FIGURES:
        raise Unknown("no-such-figure", "总览没有这项数字。", title="没有找到")
    return FIGURES[key]
