"""The public front page and the figures: of each kind how much is public, never more than its rows tell."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mingcha.disclosure.models import Disclosure
from mingcha.disclosure.queries.disclosed import withdrawn_of
from mingcha.disclosure.queries.kinds import (
    HOLDER_CODE,
    OF_YEAR,
    STANDING,
    Kind,
    all_kinds,
    public_rows,
    remembered_of,
)
from mingcha.disclosure.rules.fields import Row
from mingcha.ledger.models import Checkpoint


@dataclass(frozen=True)
class Part:
    """One kind on the front page."""

    kind: Kind
    count: int


@dataclass(frozen=True)
class Figure:
    """How much of one kind a year has, each standing apart, and of how many companies."""

    kind: Kind
    year: int
    count: int
    holders: int
    standings: tuple[tuple[str, int], ...]


def parts() -> list[Part]:
    """Every kind, an empty one too: that nothing is public yet is said on its own page."""
    return [Part(kind, len(public_rows(kind))) for kind in all_kinds()]


@dataclass(frozen=True)
class Listed:
    """One kind as its list shows it: every public row, those of each year, the latest year first, and what
    was taken back."""

    rows: tuple[Row, ...]
    by_year: Mapping[int, tuple[Row, ...]]
    withdrawn: tuple[Disclosure, ...]

    def of_year(self, year: int | None) -> Sequence[Row]:
        """All of them where no year is asked for."""
        return self.rows if year is None else self.by_year.get(year, ())


def listed(kind: Kind) -> Listed:
    """Kept like the rows, so that a page of a long list is only cut out."""
    return remembered_of([kind], lambda: _listed(kind), "listed")


def _listed(kind: Kind) -> Listed:
    rows, by_year = public_rows(kind), defaultdict[int, list[Row]](list)
    for row in rows:
        by_year[int(str(row[OF_YEAR]))].append(row)
    years = {year: tuple(by_year[year]) for year in sorted(by_year, reverse=True)}
    return Listed(rows, years, tuple(withdrawn_of(kind)) if kind.candidates else ())


def figures() -> list[tuple[int, list[Figure]]]:
    """The years, the latest first, each with what it has of every kind."""
    found = [figure for kind in all_kinds() for figure in _figures(kind)]
    years = sorted({one.year for one in found}, reverse=True)
    return [(year, [one for one in found if one.year == year]) for year in years]


def _figures(kind: Kind) -> list[Figure]:
    return [_figure(kind, year, rows) for year, rows in listed(kind).by_year.items()]


def _figure(kind: Kind, year: int, rows: Sequence[Row]) -> Figure:
    standings = Counter(str(row[STANDING]) for row in rows) if kind.has_standing else Counter[str]()
    holders = {row[HOLDER_CODE] for row in rows} - {""} if kind.names_holders else set()
    return Figure(kind, year, len(rows), len(holders), tuple(standings.most_common()))


def last_checkpoint() -> Checkpoint | None:
    """The signed note over the longest log that was ever signed."""
    return Checkpoint.objects.order_by("-size").first()
