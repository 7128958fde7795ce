"""抽后变动 of one sitting: what anybody in charge may know in numbers, and the rows for who looked."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision
from mingcha.common import moments
from mingcha.common.errors import Conflict, Unknown
from mingcha.draws.models import (
    ASSIGNMENT,
    SELECTION,
    Draw,
    NameLook,
    Sitting,
    UnitWithdrawal,
    Vacancy,
    VacancyProposal,
)
from mingcha.draws.policies import (
    NamesDecision,
    can_decide_unit_withdrawal,
    can_decide_unit_withdrawal_at_all,
    can_decide_vacancy,
    can_list_looks,
    can_see_names,
    can_see_seats,
)
from mingcha.draws.queries.attempts import final_draw, find_sitting
from mingcha.draws.queries.changes import (
    ChangeCounts,
    counts_shown,
    covered_by,
    present_seats,
    withdrawals_of,
)
from mingcha.draws.queries.fitness import Fitness
from mingcha.draws.queries.looks import looks_at
from mingcha.draws.queries.results import UnitName, inspector_names, unit_names
from mingcha.draws.rules.committed import Seat
from mingcha.draws.states import PROPOSED
from mingcha.registers.models import ConflictOfInterest
from mingcha.registers.policies import can_decide_conflict
from mingcha.registers.queries.people import every_conflict
from mingcha.registers.queries.people import parties as holders_of
from mingcha.registers.states import PENDING


@dataclass(frozen=True)
class SeatLine:
    """One seat with who holds it now; `against` says why that person should not."""

    seat: Seat
    number: int
    title: str
    name: str
    against: str = ""

    @property
    def key(self) -> str:
        return f"{self.seat.visit}/{self.seat.group}/{self.seat.seat}/{self.seat.inspector}"

    @property
    def word(self) -> str:
        return f"第{self.number}户次{self.title}：{self.name}"


@dataclass(frozen=True)
class VacancyLine:
    """A change of a seat in words; `decide` when the viewer may decide on the interest behind it."""

    row: Vacancy
    number: int
    title: str
    left: str
    picked: str
    conflict: ConflictOfInterest | None
    has_proof: bool


@dataclass(frozen=True)
class InterestLine:
    """An interest declared on a visit of the draw; `decide` when the viewer may decide on it."""

    row: ConflictOfInterest
    party: str
    decide: bool


@dataclass(frozen=True)
class ProposalLine:
    """A change of a seat that waits for a second person; `may_decide` says who may."""

    row: VacancyProposal
    number: int
    title: str
    left: str
    may_decide: Decision


@dataclass(frozen=True)
class WithdrawalLine:
    """A withdrawal with its unit and what took its place; `may_decide` says who may."""

    row: UnitWithdrawal
    unit: UnitName
    substitute: UnitName | None
    may_decide: Decision


@dataclass(frozen=True)
class ChangePage:
    """Everything of one sitting's campaign after the draw, as far as this viewer may see it."""

    sitting: Sitting
    assignment: Draw | None
    selection: Draw
    counts: ChangeCounts | None
    names: NamesDecision
    seats_seen: NamesDecision
    seats: tuple[SeatLine, ...]
    vacancies: tuple[VacancyLine, ...]
    interests: tuple[InterestLine, ...]
    proposals: tuple[ProposalLine, ...]
    withdrawals: tuple[WithdrawalLine, ...]
    waiting: int
    looks: tuple[NameLook, ...]

    @property
    def is_public(self) -> bool:
        return self.selection.disclosed_at is not None

    @property
    def unfit(self) -> list[SeatLine]:
        """Seats whose holder should not go."""
        return [line for line in self.seats if line.against]


def change_page(scope: Actor, pk: UUID, *, rows: bool = True) -> ChangePage:
    """`Conflict` before anything is drawn. Without `rows` only what may be seen, for pages of one
    change."""
    sitting = find_sitting(scope, pk)
    selection = final_draw(sitting.campaign_id, SELECTION)
    if selection is None:
        raise Conflict("nothing-drawn", "检查对象还没有抽出。", title="还没有抽后变动")
    assignment = final_draw(sitting.campaign_id, ASSIGNMENT)
    asked = {"is_disclosed": selection.disclosed_at is not None, "has_teams": assignment is not None}
    names = can_see_names(scope, sitting.campaign_id, **asked)
    seats_seen = can_see_seats(scope, sitting.campaign_id, **asked)
    withdrawals = withdrawals_of(selection) if rows else []
    tells = bool(names) or assignment is None
    listed = assignment if rows and seats_seen else None
    return ChangePage(
        sitting=sitting,
        assignment=assignment,
        selection=selection,
        counts=counts_shown(assignment, names=bool(names), seats=bool(seats_seen))
        if assignment and rows
        else None,
        names=names,
        seats_seen=seats_seen,
        seats=tuple(seat_lines(scope, listed, names)) if listed else (),
        vacancies=tuple(_vacancies(scope, listed, names)) if listed else (),
        interests=tuple(_interests(scope, listed)) if listed and names else (),
        proposals=tuple(_proposals(scope, listed)) if listed else (),
        withdrawals=tuple(_withdrawals(scope, withdrawals)) if tells else (),
        waiting=sum(one.decided_at is None for one in withdrawals) if tells or _decides(scope) else 0,
        looks=tuple(looks_at(scope, sitting.campaign_id)) if rows and can_list_looks(scope, sitting) else (),
    )


def _decides(scope: Actor) -> bool:
    """Who decides on what waits is told that it waits."""
    return bool(can_decide_unit_withdrawal_at_all(scope))


def seat_lines(scope: Actor, assignment: Draw, parties: Decision, visit: str | None = None) -> list[SeatLine]:
    """Every seat, or those of one visit, as held now, in the order of the visits. That an interest speaks
    against somebody is told only to who may see the `parties`: else an interest entered for a try would tell
    who is visited."""
    found = [seat for seat in present_seats(assignment) if visit in (None, seat.visit)]
    seats = sorted(found, key=lambda one: one.visit)
    names = inspector_names(assignment.office_id, [seat.inspector for seat in seats])
    titles = _titles(assignment)
    fitness = Fitness(scope, assignment) if assignment.disclosed_at is None else None
    return [
        SeatLine(
            seat,
            _number(seat.visit),
            titles.get(seat.group, seat.group),
            names.get(seat.inspector, "席位空缺"),
            _against(fitness, seat, parties),
        )
        for seat in seats
    ]


def visit_of(assignment: Draw, number: int) -> str | None:
    """The visit of this number on the lists, if the draw has it."""
    return next((visit for visit in covered_by(assignment) if _number(visit) == number), None)


def _against(fitness: Fitness | None, seat: Seat, parties: Decision) -> str:
    if fitness is None or not seat.inspector:
        return ""
    who = seat.inspector
    found = fitness.against(who, seat.visit) if parties else fitness.kept_away(who)
    return found.words if found else ""


def _vacancies(scope: Actor, assignment: Draw, parties: Decision) -> list[VacancyLine]:
    """An interest tells its party, so its papers and its decision are for who may see the `parties`."""
    rows: Sequence[Vacancy] = list(
        assignment.vacancies.select_related("conflict__inspector", "entered_by", "proof")
    )
    names = inspector_names(assignment.office_id, [who for row in rows for who in (row.left, row.inspector)])
    titles = _titles(assignment)
    return [
        VacancyLine(
            row=row,
            number=_number(row.visit),
            title=titles.get(row.group, row.group),
            left=names.get(row.left, row.left),
            picked=names.get(row.inspector, "席位空缺"),
            conflict=row.conflict,
            has_proof=bool(row.proof_id or (parties and row.conflict and row.conflict.proof_id)),
        )
        for row in rows
    ]


def _proposals(scope: Actor, assignment: Draw) -> list[ProposalLine]:
    rows = list(assignment.vacancy_proposals.filter(state=PROPOSED).select_related("proposed_by"))
    names = inspector_names(assignment.office_id, [row.left for row in rows])
    titles = _titles(assignment)
    return [
        ProposalLine(
            row,
            _number(row.visit),
            titles.get(row.group, row.group),
            names.get(row.left, row.left),
            can_decide_vacancy(scope, row),
        )
        for row in rows
    ]


def _interests(scope: Actor, assignment: Draw) -> list[InterestLine]:
    found = every_conflict(scope).filter(declared_for=assignment.draw_id)
    today = moments.today()
    return [
        InterestLine(
            row, party_of(scope, row), row.state == PENDING and bool(can_decide_conflict(scope, row, today))
        )
        for row in found
    ]


def interest_on_visit(scope: Actor, pk: UUID) -> tuple[ConflictOfInterest, Draw]:
    """One interest declared on a visit, and its draw; `Unknown` for any other."""
    row = every_conflict(scope).filter(pk=pk).exclude(declared_for="").first()
    draw = Draw.objects.filter(office=scope.office_id, draw_id=row.declared_for).first() if row else None
    if row is None or draw is None:
        raise Unknown("no-such-interest", "没有在户次上申报过这项利害关系。", title="没有找到")
    return row, draw


def party_of(scope: Actor, conflict: ConflictOfInterest) -> str:
    """The party of an interest by its name in the register."""
    names = "、".join(holder.name for holder in holders_of(scope, [conflict])[conflict.pk])
    return names or conflict.named_masked or conflict.holder_code


def _withdrawals(scope: Actor, rows: Sequence[UnitWithdrawal]) -> list[WithdrawalLine]:
    swapped = {row.pk: getattr(row, "replacement", None) for row in rows}
    codes = [row.unit for row in rows] + [
        one.substitute for one in swapped.values() if one and one.substitute
    ]
    names = unit_names(scope.office_id, codes)
    return [
        WithdrawalLine(
            row=row,
            unit=names[row.unit],
            substitute=names[one.substitute] if (one := swapped[row.pk]) and one.substitute else None,
            may_decide=can_decide_unit_withdrawal(scope, row),
        )
        for row in rows
    ]


def _titles(assignment: Draw) -> dict[str, str]:
    return {group.code: group.title for group in assignment.campaign.team_groups.all()}


def _number(visit: str) -> int:
    return int(visit.lstrip("v"))
