"""The page of one visit: who, where, what, how far it is, what comes next."""

from dataclasses import dataclass
from functools import cached_property

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision
from mingcha.common import moments
from mingcha.draws.models import MemberChange
from mingcha.draws.queries.results import UnitName, inspector_names, unit_names
from mingcha.draws.states import PROPOSED
from mingcha.inspections.models import (
    CallOff,
    FollowUp,
    Inspection,
    InspectionFile,
    InspectionRecord,
    Letter,
    Notice,
)
from mingcha.inspections.policies import (
    can_ask_call_off,
    can_confirm_record,
    can_decide_call_off,
    can_decide_change,
    can_decide_member_change,
    can_finish_follow_up,
    can_propose_member_change,
    can_resume_visit,
)
from mingcha.inspections.queries.burden import Burden, burdens
from mingcha.inspections.queries.contents import files_of
from mingcha.inspections.queries.fitness import Officer, Unfit, officers, unfit
from mingcha.inspections.queries.forms import asked_units
from mingcha.inspections.queries.records import coverage_of, versions
from mingcha.inspections.queries.staffing import call_offs_of, staffing_of
from mingcha.inspections.queries.substitutes import changes_of, is_drawn_here
from mingcha.inspections.queries.visible import Seen
from mingcha.inspections.rules.forms import AskedUnit
from mingcha.inspections.rules.steps import Facts, Step, next_step
from mingcha.inspections.states import (
    ASKED,
    ASKED_OFF,
    CONFIRMED,
    DRAFT,
    HANDED_IN,
    OPEN_RECORD,
    OVER,
    SUBMITTED,
)
from mingcha.ledger.queries import last_change


@dataclass(frozen=True)
class MemberLine:
    """A change of a member with names."""

    change: MemberChange
    left: str
    came: str


@dataclass(frozen=True)
class VisitPage:
    """Read as it is shown; each part asks the database once."""

    actor: Actor
    seen: Seen

    @property
    def row(self) -> Inspection:
        return self.seen.inspection

    @property
    def day(self) -> object:
        return self.row.planned_on or moments.today()

    @cached_property
    def team(self) -> list[Officer]:
        return officers(self.row.office_id, coverage_of(self.seen), self.row.planned_on or moments.today())

    @property
    def open_seats(self) -> int:
        """Seats that nobody holds."""
        return sum(1 for place in self.seen.coverage.places if not place.inspector)

    @cached_property
    def units(self) -> list[UnitName]:
        names = unit_names(self.row.office_id, self.seen.coverage.units)
        return [names[unit] for unit in self.seen.coverage.units]

    @cached_property
    def asked(self) -> list[AskedUnit]:
        return asked_units(self.actor, self.row, coverage_of(self.seen))

    def asked_in(self, record: InspectionRecord) -> list[AskedUnit]:
        """What was asked at the units of that version, with results that are offered no more."""
        return asked_units(self.actor, self.row, coverage_of(self.seen, record), with_retired=True)

    @cached_property
    def burdens(self) -> list[Burden]:
        return burdens(self.actor, self.row, self.seen.coverage, self.row.planned_on or moments.today())

    @cached_property
    def unfit(self) -> list[Unfit]:
        """Who of the team could not go on the day, asked until the record is confirmed."""
        if self.confirmed is not None or self.row.planned_on is None:
            return []
        return unfit(self.actor, self.seen.coverage, self.row.planned_on)

    @cached_property
    def is_drawn_here(self) -> bool:
        return is_drawn_here(self.row.campaign)

    @cached_property
    def member_changes(self) -> list[MemberLine]:
        """Every change of a member, the latest first, with the names of who left and who came."""
        found = changes_of(self.row)
        names = inspector_names(
            self.row.office_id, [who for one in found for who in (one.left, one.inspector)]
        )
        return [MemberLine(one, names[one.left], names[one.inspector]) for one in found]

    @property
    def open_member_change(self) -> MemberLine | None:
        return next((one for one in self.member_changes if one.change.state == PROPOSED), None)

    @property
    def member_change_seen(self) -> int:
        """The ledger's entry of the change that waits: who decides, decides on what was read."""
        one = self.open_member_change
        return last_change(one.change.pk) if one else -1

    @property
    def decided_member_changes(self) -> list[MemberLine]:
        return [one for one in self.member_changes if one.change.decided_at]

    @property
    def may_change_member(self) -> Decision:
        """Before the record is begun, where this system did not draw the team."""
        is_over = self.row.state in OVER or self.seen.coverage.is_void or self._is_begun
        if self.is_drawn_here or is_over or self.open_member_change:
            return Decision(False)
        team, own = self.seen.coverage.team, self.seen.sight.roster_no
        return can_propose_member_change(self.actor, self.row.campaign, team, own)

    @property
    def may_decide_member(self) -> Decision:
        if (one := self.open_member_change) is None:
            return Decision(False, "没有待确认的换人。")
        team, own = self.seen.coverage.team, self.seen.sight.roster_no
        return can_decide_member_change(self.actor, one.change, team, own)

    @property
    def may_read_grounds(self) -> bool:
        """Why a member left: who may propose or confirm it."""
        team, own = self.seen.coverage.team, self.seen.sight.roster_no
        may = can_propose_member_change(self.actor, self.row.campaign, team, own)
        return bool(may or self.may_decide_member)

    @cached_property
    def call_offs(self) -> list[CallOff]:
        return call_offs_of(self.row)

    @property
    def decided_call_offs(self) -> list[CallOff]:
        return [one for one in self.call_offs if one.decided_at]

    @property
    def open_call_off(self) -> CallOff | None:
        return next((one for one in self.call_offs if one.state == ASKED_OFF), None)

    @cached_property
    def is_lost(self) -> bool:
        """Nobody can make this visit; asked only where somebody is missing."""
        is_open = self.row.state not in OVER and not self.seen.coverage.is_void
        if not is_open or self._is_begun or not (self.open_seats or self.missing):
            return False
        return staffing_of(self.actor, self.seen).is_lost

    @cached_property
    def missing(self) -> list[Unfit]:
        """Who of the team could not go on the day, or today while there is none."""
        return self.unfit if self.row.planned_on else unfit(self.actor, self.seen.coverage, moments.today())

    @property
    def may_call_off(self) -> Decision:
        """Ask that it is not made, once nobody can make it."""
        if not self.is_lost or self.open_call_off:
            return Decision(False)
        team, own = self.seen.coverage.team, self.seen.sight.roster_no
        return can_ask_call_off(self.actor, self.row.campaign, team, own)

    @property
    def may_decide_call_off(self) -> Decision:
        if (one := self.open_call_off) is None:
            return Decision(False, "没有待决定的申请。")
        return can_decide_call_off(self.actor, one, self.seen.coverage.team, self.seen.sight.roster_no)

    @property
    def may_resume(self) -> Decision:
        return can_resume_visit(self.actor)

    @property
    def _is_begun(self) -> bool:
        return any(one.state in (DRAFT, *HANDED_IN) for one in self.records)

    @cached_property
    def records(self) -> list[InspectionRecord]:
        return versions(self.row)

    @property
    def open_record(self) -> InspectionRecord | None:
        return next((one for one in self.records if one.state in OPEN_RECORD), None)

    @property
    def confirmed(self) -> InspectionRecord | None:
        return next((one for one in self.records if one.state == CONFIRMED), None)

    @cached_property
    def notice(self) -> Notice | None:
        return self.row.notices.order_by("-edition").first()

    @property
    def needs_new_notice(self) -> bool:
        """The day, the team or a unit changed since it was made."""
        made = self.notice
        if made is None or self.confirmed is not None:
            return False
        now = (self.row.planned_on, list(self.seen.coverage.team), list(self.seen.coverage.units))
        return now != (made.visit_on, made.team, made.units)

    @cached_property
    def files(self) -> list[InspectionFile]:
        return files_of(self.row)

    @cached_property
    def letters(self) -> list[Letter]:
        return list(self.row.letters.order_by("unit", "number"))

    @cached_property
    def follow_ups(self) -> list[FollowUp]:
        return list(self.row.follow_ups.select_related("done_by").order_by("due_on", "pk"))

    @property
    def may_work(self) -> Decision:
        return self.seen.may_work(self.actor)

    @property
    def may_file(self) -> Decision:
        return self.may_work if self.may_work else self.may_finish

    @property
    def may_finish(self) -> Decision:
        return can_finish_follow_up(self.actor, self.row.campaign)

    @property
    def may_confirm(self) -> Decision:
        """Of the version that waits for it."""
        record = self.open_record
        if record is None or record.state != SUBMITTED:
            return Decision(False, "没有待确认的检查记录。")
        team = [one["roster"] for one in record.team]
        return can_confirm_record(self.actor, record, team, self.seen.sight.roster_no)

    @property
    def may_decide_change(self) -> Decision:
        record = self.open_record
        if record is None or record.state != ASKED:
            return Decision(False, "没有待批准的更正。")
        return can_decide_change(self.actor, record)

    @property
    def is_typing(self) -> bool:
        """The viewer has the draft in hand, or may take it over from one who goes no more."""
        record = self.open_record
        if record is None or record.state != DRAFT:
            return False
        number = getattr(getattr(record.typed_by, "inspector", None), "roster_no", "")
        is_left = not record.typed_by.is_active or number not in self.seen.coverage.team
        return record.typed_by_id == self.actor.person_id or is_left

    @property
    def may_give_up(self) -> Decision:
        """Of the draft, or the change that waits for its answer."""
        record = self.open_record
        if record is None or record.state == SUBMITTED:
            return Decision(False, "没有可以放弃的草稿。")
        is_own = record.typed_by_id == self.actor.person_id
        return Decision(is_own or (self.is_typing and bool(self.may_work)), "由填写的人放弃。")

    @property
    def next_step(self) -> Step:
        return next_step(
            Facts(
                state=self.row.state,
                record=self.open_record.state if self.open_record else "",
                is_confirmed=self.confirmed is not None,
                is_void=self.seen.coverage.is_void,
                is_unfit=bool(self.unfit),
                is_drawn_here=self.is_drawn_here,
                is_changing=self.open_member_change is not None,
                is_lost=self.is_lost,
                is_asked_off=self.open_call_off is not None,
                needs_new_notice=self.needs_new_notice,
                has_come=self.row.planned_on is not None and self.row.planned_on <= moments.today(),
                open_follow_ups=sum(1 for one in self.follow_ups if one.done_on is None),
            )
        )


def visit_page(scope: Actor, seen: Seen) -> VisitPage:
    """The page for this viewer."""
    return VisitPage(scope, seen)
