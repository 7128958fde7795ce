"""Who is drawn and who goes: names for those whom the policy lets see them."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from mingcha.common import moments
from mingcha.draws.models import Draw
from mingcha.draws.queries.attempts import file_content
from mingcha.draws.queries.changes import (
    became,
    covered_by,
    disclosed_without_teams,
    present_seats,
    result_of,
    substitutions,
    withdrawn_from,
)
from mingcha.draws.queries.named import Named
from mingcha.draws.queries.parsed import CLUSTERS, TEAMS, read_file_of
from mingcha.draws.rules.changes import (
    VACANCY_WORDS,
    WITHDRAWAL_WORDS,
    Covered,
    ReplacementRow,
    clusters_after,
)
from mingcha.draws.rules.committed import DrawnUnit, Seat, holder_of, read_result
from mingcha.draws.states import CONFIRMED
from mingcha.plans.models import Campaign
from mingcha.registers.models import Holder, Inspector, Target


@dataclass(frozen=True)
class UnitName:
    """A unit in words; a natural person's name stands masked in the register."""

    code: str
    name: str
    town: str


@dataclass(frozen=True)
class DrawnRow:
    """One drawn or reserve unit; `became` says what happened to it after the draw."""

    stratum: str
    rank: int
    unit: UnitName
    ticket: str
    is_drawn: bool
    became: str = ""

    @property
    def word(self) -> str:
        """How it stands after the changes."""
        return self.became or ("抽中" if self.is_drawn else "递补")


@dataclass(frozen=True)
class Member:
    """A seat and who holds it, `inspector` by roster number, empty where the seat is open. `refused` names
    were put aside by the rule; `before` are those who left it, with the reason."""

    inspector: str
    group: str
    title: str
    name: str
    licence: str
    refused: tuple[str, ...]
    before: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Nobody could take the seat."""
        return not self.inspector


@dataclass(frozen=True)
class GoneUnit:
    """A unit that left a visit after the draw, why, and in whose place somebody came."""

    unit: UnitName
    why: str
    has_substitute: bool


@dataclass(frozen=True)
class LeftBefore:
    """A unit that left before the teams were drawn: why, when that was confirmed, and who took its place."""

    unit: UnitName
    why: str
    at: datetime.datetime | None
    substitute: UnitName | None


@dataclass(frozen=True)
class VisitRow:
    """One visit with its team, `number` as on the sheet. It covers no unit where one left and the reserves
    were used up."""

    number: int
    stratum: str
    units: tuple[UnitName, ...]
    members: tuple[Member, ...]
    gone: tuple[GoneUnit, ...] = ()

    @property
    def town(self) -> str:
        return self.units[0].town if self.units else ""


@dataclass(frozen=True)
class LoadRow:
    """How often one inspector goes."""

    name: str
    level: int
    load: int


def drawn_rows(selection: Draw) -> Named[DrawnRow]:
    """Every drawn and reserve unit in the order of result.csv."""
    result = read_result(file_content(selection, "result.csv"))
    return rows_of(selection.office_id, result, became(selection))


def left_before_teams(selection: Draw) -> list[LeftBefore]:
    """Of a selection that was disclosed without teams, in the order of withdrawn.csv."""
    if not disclosed_without_teams(selection):
        return []
    _, rows = withdrawn_from(selection)
    names = unit_names(
        selection.office_id, [one for row in rows for one in (row.unit, row.substitute) if one]
    )
    confirmed = selection.withdrawals.filter(state=CONFIRMED, decided_at__isnull=False)
    when = dict(confirmed.values_list("unit", "decided_at"))
    return [
        LeftBefore(names[row.unit], WITHDRAWAL_WORDS[row.reason], when[row.unit], names.get(row.substitute))
        for row in rows
    ]


def rows_of(
    office_id: UUID, result: Sequence[DrawnUnit], became: Mapping[str, str] | None = None
) -> Named[DrawnRow]:
    """The rows of a result with their names, and what became of units after the draw."""
    return Named(result, partial(_rows_of, office_id, became or {}))


def _rows_of(office_id: UUID, became: Mapping[str, str], result: Sequence[DrawnUnit]) -> list[DrawnRow]:
    names = unit_names(office_id, [row.unit for row in result])
    return [
        DrawnRow(row.stratum, row.rank, names[row.unit], row.ticket, row.is_drawn, became.get(row.unit, ""))
        for row in result
    ]


def visit_rows(assignment: Draw, only: frozenset[str] | None = None) -> Named[VisitRow]:
    """Every visit with its units and its team as they are after the changes, by number; or `only` some."""
    covered = covered_by(assignment)
    before: dict[tuple[str, str, int], list[tuple[str, str]]] = defaultdict(list)
    for row in substitutions(assignment):
        before[row.visit, row.group, row.seat].append((row.left, VACANCY_WORDS[row.reason]))
    return visits_with_teams(
        assignment.campaign,
        result_of(assignment),
        {code: one for code, one in covered.items() if only is None or code in only},
        present_seats(assignment),
        before,
    )


def visit_rows_as_drawn(assignment: Draw) -> Named[VisitRow]:
    """Every visit with its units and its team as they were drawn, by number; no change is in it."""
    clusters = clusters_after(read_file_of(assignment.pk, CLUSTERS), ())
    seats = read_file_of(assignment.pk, TEAMS)
    return visits_with_teams(assignment.campaign, result_of(assignment), clusters, seats)


def visits_with_teams(
    campaign: Campaign,
    result: Sequence[DrawnUnit],
    clusters: Mapping[str, Covered],
    seats: Sequence[Seat],
    before: Mapping[tuple[str, str, int], Sequence[tuple[str, str]]] | None = None,
) -> Named[VisitRow]:
    """The visits of a result with the names of their units and of who sits in their teams; `before` has those
    who left a seat, with the reason in words."""
    strata = {row.unit: row.stratum for row in result}
    seated: dict[str, list[Seat]] = defaultdict(list)
    for seat in seats:
        seated[seat.visit].append(seat)

    def look_up(visits: Sequence[str]) -> list[VisitRow]:
        names = unit_names(campaign.office_id, [unit for visit in visits for unit in clusters[visit].ever])
        teams = _teams(campaign, [seat for visit in visits for seat in seated[visit]], before or {})
        return [
            VisitRow(
                number=int(visit.lstrip("v")),
                stratum=strata[clusters[visit].ever[0]],
                units=tuple(names[unit] for unit in clusters[visit].units),
                members=teams.get(visit, ()),
                gone=tuple(_gone(names, row) for row in clusters[visit].gone),
            )
            for visit in visits
        ]

    return Named(sorted(clusters), look_up)


def _gone(names: Mapping[str, UnitName], row: ReplacementRow) -> GoneUnit:
    return GoneUnit(names[row.unit], WITHDRAWAL_WORDS[row.reason], bool(row.substitute))


def load_rows(assignment: Draw) -> list[LoadRow]:
    """Loads by roster number, as the seats are held now."""
    lines = file_content(assignment, "levels.csv").decode("ascii").splitlines()[1:]
    levels = {who: int(level) for who, level, _ in (line.split(",") for line in lines)}
    held = Counter(seat.inspector for seat in present_seats(assignment))
    return loads_of(assignment.office_id, [(who, level, held[who]) for who, level in levels.items()])


def loads_of(office_id: UUID, loads: Sequence[tuple[str, int, int]]) -> list[LoadRow]:
    """(roster number, level, load) with names."""
    people = _inspectors(office_id, [who for who, _, _ in loads])
    return [LoadRow(people[who].name, level, load) for who, level, load in loads]


def unit_names(office_id: UUID, units: Iterable[str]) -> dict[str, UnitName]:
    """Names and towns of units as the register has them now; a code that is gone stands for itself."""
    units = list(units)
    holders = {
        code: (name, town)
        for code, name, town in Holder.objects.filter(
            office_id=office_id, code__in={holder_of(unit) for unit in units}
        ).values_list("code", "name", "town")
    }
    targets = Target.objects.filter(office_id=office_id, code__in=[unit for unit in units if "#" in unit])
    own = {target.code: target for target in targets.select_related("holder")}
    return {unit: _unit_name(unit, holders, own) for unit in units}


def units_gone(office_id: UUID, units: Sequence[str]) -> list[str]:
    """Those of the units, a holder or a target each, whose code the register has no more."""
    holders = {unit for unit in units if "#" not in unit}
    known = Holder.objects.filter(office_id=office_id, code__in=holders).values_list("code", flat=True)
    targets = Target.objects.filter(office_id=office_id, code__in={*units} - holders)
    there = {*known, *targets.values_list("code", flat=True)}
    return [unit for unit in units if unit not in there]


def _unit_name(unit: str, holders: dict[str, tuple[str, str]], targets: dict[str, Target]) -> UnitName:
    name, town = holders.get(holder_of(unit), (unit, ""))
    if unit in targets:
        target = targets[unit]
        return UnitName(unit, f"{name}（{target.name or target.category}）", target.town)
    return UnitName(unit, name, town)


def _teams(
    campaign: Campaign,
    seats: Sequence[Seat],
    before: Mapping[tuple[str, str, int], Sequence[tuple[str, str]]],
) -> dict[str, tuple[Member, ...]]:
    wanted = {seat.inspector for seat in seats} | {one for seat in seats for one in seat.refused}
    wanted |= {who for rows in before.values() for who, _ in rows}
    people = _inspectors(campaign.office_id, wanted - {""})
    groups = {group.code: (group.order, group.title) for group in campaign.team_groups.all()}
    teams: dict[str, list[tuple[int, Member]]] = {}
    for seat in seats:
        order, title = groups.get(seat.group, (0, seat.group))
        person = people.get(seat.inspector, OPEN_SEAT)
        left = before.get((seat.visit, seat.group, seat.seat), ())
        member = Member(
            inspector=seat.inspector,
            group=seat.group,
            title=title,
            name=person.name,
            licence=person.licence,
            refused=tuple(people[one].name for one in seat.refused),
            before=tuple(f"{people[who].name}（{why}）" for who, why in left),
        )
        teams.setdefault(seat.visit, []).append((order, member))
    return {
        visit: tuple(member for _, member in sorted(found, key=lambda pair: pair[0]))
        for visit, found in teams.items()
    }


def inspector_names(office_id: UUID, roster: Iterable[str]) -> dict[str, str]:
    """Names by roster number; a number that is gone stands for itself."""
    wanted = set(roster) - {""}
    return {number: person.name for number, person in _inspectors(office_id, wanted).items()}


@dataclass(frozen=True)
class _Inspector:
    name: str
    licence: str


OPEN_SEAT = _Inspector("席位空缺", "")


def _inspectors(office_id: UUID, roster: Iterable[str]) -> dict[str, _Inspector]:
    """Name and a licence in force (else the last one) of each; a number that is gone stands for itself."""
    roster = set(roster)
    found = Inspector.objects.filter(office_id=office_id, roster_no__in=roster).prefetch_related("licences")
    today = moments.today()
    known = {}
    for inspector in found:
        licences = sorted(inspector.licences.all(), key=lambda one: one.is_valid(today))
        known[inspector.roster_no] = _Inspector(inspector.name, licences[-1].number if licences else "")
    return {number: known.get(number, _Inspector(number, "")) for number in roster}
