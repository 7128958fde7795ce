"""The public front page and the figures: of each kind how much is public, never more than its rows tell."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from mingcha.disclosure.queries.kinds import HOLDER_CODE, OF_YEAR, STANDING, Kind, all_kinds, public_rows
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


def rows_of_year(kind: Kind, year: int | None) -> Sequence[Row]:
    """The rows of that year; all of them where no year is asked for."""
    found = public_rows(kind)
    return found if year is None else [row for row in found if row[OF_YEAR] == year]


def years_of(kind: Kind) -> list[int]:
    return sorted({int(str(row[OF_YEAR])) for row in public_rows(kind)}, reverse=True)


def figures() -> list[tuple[int, list[Figure]]]:
    """The years, the latest first, each with what it has of every kind."""
    found = [figure for kind in all_kinds() for figure in _figures(kind)]
    years = sorted({one.year for one in found}, reverse=True)
    return [(year, [one for one in found if one.year == year]) for year in years]


def _figures(kind: Kind) -> list[Figure]:
    return [_figure(kind, year, rows_of_year(kind, year)) for year in years_of(kind)]


def _figure(kind: Kind, year: int, rows: Sequence[Row]) -> Figure:
    standings = Counter(str(row[STANDING]) for row in rows) if kind.has_standing else Counter[str]()
    holders = {row[HOLDER_CODE] for row in rows} - {""} if kind.names_holders else set()
    return Figure(kind, year, len(rows), len(holders), tuple(standings.most_common()))


def last_checkpoint() -> Checkpoint | None:
    """The signed note over the longest log that was ever signed."""
    return Checkpoint.objects.order_by("-size").first()
