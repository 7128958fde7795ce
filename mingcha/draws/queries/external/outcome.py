"""The result of an external draw in the shape that our own draws have."""

from collections import Counter

from mingcha.draws.models import ExternalDraw, ExternalList
from mingcha.draws.queries.facts import FrameFacts, StratumFacts
from mingcha.draws.queries.named import Named
from mingcha.draws.queries.results import DrawnRow, LoadRow, VisitRow, loads_of, rows_of, visits_with_teams
from mingcha.draws.rules.changes import Covered
from mingcha.draws.rules.committed import DrawnUnit, Seat, teams_of_units, visits_of
from mingcha.draws.rules.external.lists import BaseLine, read_base, read_drawn, read_seats, strata_counts
from mingcha.draws.rules.external.words import BASE, DRAWN, TEAMS


def list_of(draw: ExternalDraw, kind: str) -> str:
    """The kept lines of one list."""
    return ExternalList.objects.values_list("content", flat=True).get(draw=draw, kind=kind)


def base_of(draw: ExternalDraw) -> list[BaseLine]:
    return read_base(list_of(draw, BASE))


def drawn_of(draw: ExternalDraw) -> list[DrawnUnit]:
    return read_drawn(list_of(draw, DRAWN))


def seats_of(draw: ExternalDraw) -> list[Seat]:
    return read_seats(list_of(draw, TEAMS))


def external_frame(draw: ExternalDraw) -> FrameFacts:
    """N and n of each stratum as the platform listed and drew; nothing was announced."""
    strata = draw.strata or strata_counts(base_of(draw), drawn_of(draw))
    return FrameFacts(tuple(StratumFacts(code, "", members, drawn, 0) for code, members, drawn in strata), ())


def external_rows(draw: ExternalDraw) -> Named[DrawnRow]:
    """Every drawn unit in the order of the platform's list."""
    return rows_of(draw.office_id, drawn_of(draw))


def external_visits(draw: ExternalDraw) -> Named[VisitRow]:
    """Every visit with its units and its team, by number."""
    result = drawn_of(draw)
    clusters = {visit.code: Covered(visit.units) for visit in visits_of(result)}
    return visits_with_teams(draw.campaign, result, clusters, seats_of(draw))


def external_teams(draw: ExternalDraw) -> dict[str, list[str]]:
    """By unit, the roster numbers of who goes there."""
    clusters = {visit.code: visit.units for visit in visits_of(drawn_of(draw))}
    return teams_of_units(clusters, seats_of(draw))


def external_loads(draw: ExternalDraw) -> list[LoadRow]:
    """How often each inspector goes, the busiest first."""
    counts = Counter(seat.inspector for seat in seats_of(draw))
    return loads_of(draw.office_id, [(who, 0, load) for who, load in counts.most_common()])
