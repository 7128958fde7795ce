"""A draw after its changes: who sits where now, what each visit covers now, what reserves are left."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from django.db.models import Max, Min

import drawproof
from drawproof.assignment.draw import Seat as ProtocolSeat
from drawproof.canonical import tables
from drawproof.files import plan_of, read_files
from mingcha.accounts.actors import Actor
from mingcha.common.errors import Unknown
from mingcha.draws.models import (
    ASSIGNMENT,
    COMMITTED,
    SELECTION,
    Draw,
    Replacement,
    UnitWithdrawal,
    Vacancy,
    VacancyProposal,
)
from mingcha.draws.queries.attempts import file_content, files_of, final_draw, selection_of
from mingcha.draws.queries.parsed import CLUSTERS, TEAMS, read_file_of, read_files_of
from mingcha.draws.rules.changes import (
    REPLACEMENTS,
    SUBSTITUTIONS,
    Covered,
    ReplacementRow,
    Reserves,
    WithdrawnRow,
    clusters_after,
    shortfalls,
    withdraw_before,
)
from mingcha.draws.rules.committed import DrawnUnit, Seat, read_result, read_teams
from mingcha.draws.states import CONFIRMED, DISCLOSED, FINAL, PROPOSED

Place = tuple[str, str, int]


def substitutions(assignment: Draw) -> list[drawproof.Substitution]:
    """The rows of substitutions.csv in time."""
    return [_substitution(row) for row in assignment.vacancies.order_by("n")]


def _substitution(row: Vacancy) -> drawproof.Substitution:
    return drawproof.Substitution(
        row.n, row.visit, row.group, row.seat, row.event, row.left, row.reason, row.inspector
    )


def replacements(assignment: Draw) -> list[ReplacementRow]:
    """The rows of replacements.csv in time."""
    return [_replacement(row) for row in assignment.replacements.order_by("n")]


def _replacement(row: Replacement) -> ReplacementRow:
    return ReplacementRow(row.n, row.visit, row.unit, row.reason, row.substitute)


def withdrawn_before(assignment: Draw) -> list[WithdrawnRow]:
    """The rows of withdrawn.csv: who left before the teams were drawn."""
    content = file_content(assignment, "withdrawn.csv")
    return [WithdrawnRow(*row) for row in tables.read("withdrawn.csv", content)]


def change_files(draw: Draw) -> dict[str, bytes]:
    """The files of changes as they stand, only those that have rows (drawproof/1 section 8)."""
    made = {
        SUBSTITUTIONS: drawproof.substitutions_csv(rows) if (rows := substitutions(draw)) else b"",
        REPLACEMENTS: tables.write(REPLACEMENTS, swaps) if (swaps := replacements(draw)) else b"",
    }
    return {name: content for name, content in made.items() if content}


def result_of(assignment: Draw) -> list[DrawnUnit]:
    return read_result(file_content(selection_of(assignment), "result.csv"))


def roster_of(assignment: Draw) -> drawproof.Roster:
    """Who sits where after every change, as the protocol's own code keeps it."""
    plan = plan_of(read_files("assignment", files_of(assignment, COMMITTED)))
    drawn = [ProtocolSeat(*seat) for seat in read_teams(file_content(assignment, "teams.csv"))]
    return drawproof.Roster.after(plan, drawn, substitutions(assignment))


def present_seats(assignment: Draw) -> list[Seat]:
    """The seats in draw order with who holds each now; `inspector` is empty where a seat is open."""
    drawn: list[Seat] = read_file_of(assignment.pk, TEAMS)
    return seated_now(drawn, substitutions(assignment))


def seated_now(drawn: Iterable[Seat], changes: Iterable[drawproof.Substitution]) -> list[Seat]:
    """Drawn seats after changes of them in time."""
    holders = {(row.visit, row.group, row.seat): row.inspector for row in changes}
    if not holders:
        return list(drawn)
    return [
        seat._replace(inspector=holders.get((seat.visit, seat.group, seat.seat), seat.inspector))
        for seat in drawn
    ]


def covered_by(assignment: Draw) -> dict[str, Covered]:
    """What each visit covers now, and what left it."""
    return clusters_after(read_file_of(assignment.pk, CLUSTERS), replacements(assignment))


@dataclass(frozen=True)
class Assigned:
    """An assignment as it stands: its seats in draw order, what each visit covers."""

    seats: list[Seat]
    covered: dict[str, Covered]


def final_assignments(campaigns: Collection[UUID]) -> dict[UUID, Assigned]:
    """By campaign, the assignment that counts; one that has none is left out. As many queries for a hundred
    campaigns as for one."""
    draws = Draw.objects.filter(campaign__in=campaigns, kind=ASSIGNMENT, state__in=FINAL)
    found = dict(draws.values_list("pk", "campaign"))
    seats, clusters = read_files_of(found, TEAMS), read_files_of(found, CLUSTERS)
    left: dict[UUID, list[drawproof.Substitution]] = defaultdict(list)
    for row in Vacancy.objects.filter(draw__in=found).order_by("n"):
        left[row.draw_id].append(_substitution(row))
    gone: dict[UUID, list[ReplacementRow]] = defaultdict(list)
    for one in Replacement.objects.filter(draw__in=found).order_by("n"):
        gone[one.draw_id].append(_replacement(one))
    return {
        campaign: Assigned(seated_now(seats[draw], left[draw]), clusters_after(clusters[draw], gone[draw]))
        for draw, campaign in found.items()
    }


def reserves_of(assignment: Draw) -> Reserves:
    """The reserves that have not taken a place yet."""
    before, after = withdrawn_before(assignment), replacements(assignment)
    used = [*(row.substitute for row in before), *(row.substitute for row in after)]
    return Reserves.of(result_of(assignment), used)


def shortfall_of(assignment: Draw) -> dict[str, int]:
    """How many units of each stratum left and were replaced by nobody."""
    stratum = {row.unit: row.stratum for row in result_of(assignment)}
    return shortfalls(stratum, [*withdrawn_before(assignment), *replacements(assignment)])


def open_seats(assignment: Draw) -> list[Place]:
    """The seats that nobody holds."""
    return [(one.visit, one.group, one.seat) for one in present_seats(assignment) if not one.inspector]


def final_assignment(campaign_id: UUID) -> Draw | None:
    return final_draw(campaign_id, ASSIGNMENT)


def confirmed_reasons(selection: Draw) -> Mapping[str, str]:
    """By unit, why it was confirmed to be withdrawn."""
    found = selection.withdrawals.filter(state=CONFIRMED)
    return dict(found.values_list("unit", "reason"))


def withdrawals_of(selection: Draw) -> list[UnitWithdrawal]:
    """Every withdrawal that was proposed, the latest first."""
    found = selection.withdrawals.select_related("proposed_by", "decided_by", "proof", "replacement")
    return list(found.order_by("-proposed_at"))


def waiting_withdrawals(selection: Draw) -> list[UnitWithdrawal]:
    return list(selection.withdrawals.filter(state=PROPOSED).select_related("proposed_by"))


def withdrawn_from(selection: Draw) -> tuple[list[DrawnUnit], list[WithdrawnRow]]:
    """The drawn units and reserves of a selection less those that were withdrawn before its teams are drawn,
    and the rows of withdrawn.csv that this makes."""
    result = read_result(file_content(selection, "result.csv"))
    return withdraw_before(result, confirmed_reasons(selection))


def is_nobody_left(selection: Draw) -> bool:
    """Every drawn unit was withdrawn before the teams were drawn, and every reserve with them."""
    left, _ = withdrawn_from(selection)
    return not any(row.is_drawn for row in left)


def without_visits(campaigns: Collection[UUID]) -> set[UUID]:
    """Those whose selection was disclosed without teams, since nobody was left."""
    disclosed = Draw.objects.filter(campaign__in=campaigns, kind=SELECTION, state=DISCLOSED)
    assigned = Draw.objects.filter(kind=ASSIGNMENT, state__in=FINAL).values("campaign")
    return set(disclosed.exclude(campaign__in=assigned).values_list("campaign", flat=True))


def disclosed_without_teams(selection: Draw) -> bool:
    return selection.state == DISCLOSED and final_assignment(selection.campaign_id) is None


def became(selection: Draw) -> dict[str, str]:
    """What happened to units of a final selection after it, in words."""
    before, after = _left(selection)
    pairs = [*((row.unit, row.substitute) for row in before), *((row.unit, row.substitute) for row in after)]
    told = {substitute: "递补启用" for _, substitute in pairs if substitute}
    return told | {unit: "已退出" for unit, _ in pairs}


def _left(selection: Draw) -> tuple[list[WithdrawnRow], list[ReplacementRow]]:
    """Who left before the teams were drawn, and after."""
    assignment = None if selection.is_annulled else final_assignment(selection.campaign_id)
    if assignment is not None:
        return withdrawn_before(assignment), replacements(assignment)
    return (withdrawn_from(selection)[1] if disclosed_without_teams(selection) else []), []


@dataclass(frozen=True)
class ChangeCounts:
    """The changes in numbers, and what is short. `units` is None for who may see the seats alone."""

    seats: int
    units: int | None
    open_seats: int
    short: tuple[tuple[str, int], ...]

    @property
    def any(self) -> bool:
        return bool(self.seats or self.units)

    @property
    def words(self) -> str:
        """A line for papers; "" when nothing changed."""
        if not self.any:
            return ""
        parts = [f"席位变动{self.seats}次"]
        if self.units is not None:
            parts.append(f"退出对象{self.units}个")
        if self.open_seats:
            parts.append(f"席位空缺{self.open_seats}个")
        if self.missing:
            short = "、".join(f"层{code}缺{count}个" for code, count in self.short)
            parts.append(f"递补已用完，{short}，不再另抽")
        return "，".join(parts)

    @property
    def missing(self) -> int:
        return sum(count for _, count in self.short)


def change_counts(assignment: Draw) -> ChangeCounts:
    """The changes of a computed assignment in numbers."""
    units = len(withdrawn_before(assignment)) + assignment.replacements.count()
    return ChangeCounts(
        seats=assignment.vacancies.count(),
        units=units,
        open_seats=len(open_seats(assignment)),
        short=tuple(shortfall_of(assignment).items()),
    )


def counts_without_teams(selection: Draw | None) -> ChangeCounts | None:
    """The same of a selection that was disclosed without teams; None of any other."""
    if selection is None or not disclosed_without_teams(selection):
        return None
    left, rows = withdrawn_from(selection)
    short = shortfalls({row.unit: row.stratum for row in left}, rows)
    return ChangeCounts(seats=0, units=len(rows), open_seats=0, short=tuple(short.items()))


def counts_shown(assignment: Draw, *, names: bool, seats: bool) -> ChangeCounts | None:
    """As far as the viewer may see whom they are about. How many units are gone tells, of one that is known
    to be, whether it was drawn; how many seats changed tells as much of a person."""
    if not seats:
        return None
    found = change_counts(assignment)
    return found if names else replace(found, units=None, short=())


def last_change(campaign_id: UUID) -> datetime.datetime | None:
    """When a seat or a unit of the campaign's draws changed last."""
    moments = [
        kind.objects.filter(draw__campaign=campaign_id).aggregate(last=Max("entered_at"))["last"]
        for kind in (Vacancy, Replacement)
    ]
    return max(filter(None, moments), default=None)


def first_change(campaign_id: UUID, since: datetime.datetime) -> datetime.datetime | None:
    """When a seat or a unit of the campaign's draws first changed after a moment."""
    moments = [
        kind.objects.filter(draw__campaign=campaign_id, entered_at__gt=since).aggregate(
            first=Min("entered_at")
        )["first"]
        for kind in (Vacancy, Replacement)
    ]
    return min(filter(None, moments), default=None)


def withdrawal_of(scope: Actor, pk: UUID) -> UnitWithdrawal:
    """One withdrawal of the viewer's office, or `Unknown`."""
    found = UnitWithdrawal.objects.filter(pk=pk, draw__office=scope.office_id)
    row = found.select_related("draw__campaign", "proof").first()
    if row is None:
        raise Unknown("no-such-withdrawal", "没有提出过这项退出。", title="没有找到")
    return row


def vacancy_proposal_of(scope: Actor, pk: UUID) -> VacancyProposal:
    """A change of a seat that was proposed, or `Unknown` in another office."""
    found = VacancyProposal.objects.filter(pk=pk, draw__office=scope.office_id)
    row = found.select_related("draw", "proof").first()
    if row is None:
        raise Unknown("no-such-proposal", "没有提出过这项席位变动。", title="没有找到")
    return row


def vacancy_of(scope: Actor, pk: UUID) -> Vacancy:
    """One change of a seat in the viewer's office, or `Unknown`."""
    found = Vacancy.objects.filter(pk=pk, draw__office=scope.office_id)
    row = found.select_related("draw__campaign", "proof", "conflict").first()
    if row is None:
        raise Unknown("no-such-vacancy", "没有登记过这次席位变动。", title="没有找到")
    return row
