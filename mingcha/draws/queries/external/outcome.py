"""The result of an external draw in the shape that our own draws have."""

from collections import Counter, defaultdict

from mingcha.draws.models import ExternalDraw, ExternalList, MemberChange
from mingcha.draws.queries.facts import FrameFacts, StratumFacts
from mingcha.draws.queries.named import Named
from mingcha.draws.queries.results import DrawnRow, LoadRow, VisitRow, loads_of, rows_of, visits_with_teams
from mingcha.draws.rules.changes import VACANCY_WORDS, Covered
from mingcha.draws.rules.committed import DrawnUnit, Seat, teams_of_units, visits_of
from mingcha.draws.rules.external.lists import BaseLine, read_base, read_drawn, read_seats, strata_counts
from mingcha.draws.rules.external.words import BASE, DRAWN, TEAMS
from mingcha.draws.states import CONFIRMED


def list_of(draw: ExternalDraw, kind: str) -> str:
    """The kept lines of one list."""
    return ExternalList.objects.values_list("content", flat=True).get(draw=draw, kind=kind)


def base_of(draw: ExternalDraw) -> list[BaseLine]:
    return read_base(list_of(draw, BASE))


def drawn_of(draw: ExternalDraw) -> list[DrawnUnit]:
    return read_drawn(list_of(draw, DRAWN))


def seats_of(draw: ExternalDraw) -> list[Seat]:
    """As the platform listed them."""
    return read_seats(list_of(draw, TEAMS))


def member_changes_of(draw: ExternalDraw) -> list[MemberChange]:
    """The seats that were confirmed to go to somebody else, in time."""
    return list(draw.member_changes.filter(state=CONFIRMED).order_by("decided_at"))


def present_external_seats(draw: ExternalDraw) -> list[Seat]:
    """The seats with who holds each now."""
    holders = {row.place: row.inspector for row in member_changes_of(draw)}
    return [
        seat._replace(inspector=holders.get((seat.visit, seat.group, seat.seat), seat.inspector))
        for seat in seats_of(draw)
    ]


def external_frame(draw: ExternalDraw) -> FrameFacts:
    """N and n of each stratum as the platform listed and drew; nothing was announced."""
    strata = draw.strata or strata_counts(base_of(draw), drawn_of(draw))
    return FrameFacts(tuple(StratumFacts(code, "", members, drawn, 0) for code, members, drawn in strata), ())


def external_rows(draw: ExternalDraw) -> Named[DrawnRow]:
    """Every drawn unit in the order of the platform's list."""
    return rows_of(draw.office_id, drawn_of(draw))


def external_visits(draw: ExternalDraw) -> Named[VisitRow]:
    """Every visit with its units and its team as it is now, by number."""
    result = drawn_of(draw)
    clusters = {visit.code: Covered(visit.units) for visit in visits_of(result)}
    before: dict[tuple[str, str, int], list[tuple[str, str]]] = defaultdict(list)
    for row in member_changes_of(draw):
        before[row.place].append((row.left, VACANCY_WORDS[row.reason]))
    return visits_with_teams(draw.campaign, result, clusters, present_external_seats(draw), before)


def external_teams(draw: ExternalDraw) -> dict[str, list[str]]:
    """By unit, the roster numbers of those whom the platform listed to go there."""
    clusters = {visit.code: visit.units for visit in visits_of(drawn_of(draw))}
    return teams_of_units(clusters, seats_of(draw))


def present_external_teams(draw: ExternalDraw) -> dict[str, list[str]]:
    """By unit, who goes there now."""
    clusters = {visit.code: visit.units for visit in visits_of(drawn_of(draw))}
    return teams_of_units(clusters, present_external_seats(draw))


def external_loads(draw: ExternalDraw) -> list[LoadRow]:
    """How often each inspector goes, the busiest first."""
    counts = Counter(seat.inspector for seat in present_external_seats(draw))
    return loads_of(draw.office_id, [(who, 0, load) for who, load in counts.most_common()])
