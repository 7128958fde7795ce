"""Who of the register could take a seat of a visit whose team was not drawn here. In a team that this system
drew nobody chooses: there the protocol draws the seat anew."""

import datetime
from functools import cached_property
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.draws.models import MemberChange
from mingcha.draws.queries.changes import final_assignment
from mingcha.draws.rules.committed import holder_of
from mingcha.draws.states import PROPOSED
from mingcha.inspections.models import Inspection
from mingcha.inspections.queries.coverage import Coverage, Place
from mingcha.inspections.queries.visible import Seen, find_inspection, no_such_inspection
from mingcha.law.queries import figure_by_day
from mingcha.law.rules import OFFICERS_PER_VISIT
from mingcha.plans.models import Campaign
from mingcha.registers.queries import Eligible, conflicts_by_day, eligible_by_day
from mingcha.registers.rules.qualifications import EXPERT, tag_words


def is_drawn_here(campaign: Campaign) -> bool:
    """Its teams come from a draw of this system, which the secret alone changes."""
    return final_assignment(campaign.pk) is not None


def day_of(inspection: Inspection) -> datetime.date:
    """The day on which whoever goes has to be able to: that of the visit, else today."""
    return max(inspection.planned_on or moments.today(), moments.today())


def place_of(coverage: Coverage, group: str, seat: int) -> Place | None:
    """That seat of the visit, if there is one."""
    return next((one for one in coverage.places if (one.group, one.seat) == (group, seat)), None)


def changes_of(inspection: Inspection) -> list[MemberChange]:
    """Every change of a member of this visit, the latest first."""
    rows = MemberChange.objects.filter(campaign=inspection.campaign_id, visit=inspection.code)
    return list(
        rows.select_related("proposed_by", "decided_by", "proof", "external").order_by("-proposed_at")
    )


def open_change(inspection: Inspection) -> MemberChange | None:
    return next((one for one in changes_of(inspection) if one.state == PROPOSED), None)


def find_change(scope: Actor, pk: UUID) -> tuple[Seen, MemberChange]:
    """One change with its visit, or `Unknown` for who does not see the visit."""
    rows = MemberChange.objects.filter(pk=pk, campaign__office=scope.office_id)
    change = rows.select_related("proof", "campaign").first()
    if change is None:
        raise no_such_inspection()
    row = Inspection.objects.filter(campaign=change.campaign, code=change.visit).first()
    if row is None:
        raise no_such_inspection()
    return find_inspection(scope, row.pk), change


class Staff:
    """What is known of the people of a campaign's visits on any day, read once however many days are asked.
    `sure_since` as `eligible_inspectors`."""

    def __init__(self, scope: Actor, campaign: Campaign, sure_since: datetime.datetime | None = None) -> None:
        self.people = eligible_by_day(scope, sure_since)
        self.conflicts = conflicts_by_day(scope)
        self.officers_asked = figure_by_day(scope.office_id, OFFICERS_PER_VISIT)
        self.requires = {one.code: frozenset(one.requires) for one in campaign.team_groups.all()}


class Bench:
    """Asked of one visit on its day, or another; `staff` where many days are asked."""

    def __init__(
        self, scope: Actor, seen: Seen, on: datetime.date | None = None, staff: Staff | None = None
    ) -> None:
        self.coverage = seen.coverage
        self.on = on or day_of(seen.inspection)
        self._staff = staff or Staff(scope, seen.inspection.campaign)

    @property
    def officers(self) -> int:
        """How many officers of the team may go that day; an expert assists and counts as none."""
        return sum(1 for one in set(self.coverage.team) if self._may_go(one) and not self._is_expert(one))

    @property
    def seated(self) -> int:
        """How many officers hold a seat, whether they may go or not."""
        return sum(1 for one in set(self.coverage.team) if one in self.people and not self._is_expert(one))

    @property
    def can_help(self) -> bool:
        """Somebody could take the seat of a member who may not go that day."""
        left = [one for one in self.coverage.places if one.inspector and not self._may_go(one.inspector)]
        return any(self.able(place) for place in left)

    def _may_go(self, roster_no: str) -> bool:
        person = self.people.get(roster_no)
        return person is not None and not person.reasons and roster_no not in self._barred

    def _is_expert(self, roster_no: str) -> bool:
        return self.people[roster_no].inspector.is_expert

    def able(self, place: Place) -> list[Eligible]:
        """Everybody who could take that seat, by roster number."""
        return [one for one in self.people.values() if not self.against(one.inspector.roster_no, place)]

    def against(self, roster_no: str, place: Place) -> list[str]:
        """Why this person cannot take that seat; empty where nothing speaks against it."""
        person = self.people.get(roster_no)
        if person is None:
            return ["名录库里没有这个人"]
        return [
            *(["已经在这个检查组"] if roster_no in self.coverage.team else []),
            *person.reasons,
            *(["与检查对象有利害关系，应当回避"] if roster_no in self._barred else []),
            *self._unlike(person, place),
        ]

    def name_of(self, roster_no: str) -> str:
        person = self.people.get(roster_no)
        return person.inspector.name if person else roster_no

    @cached_property
    def people(self) -> dict[str, Eligible]:
        return {one.inspector.roster_no: one for one in self._staff.people(self.on)}

    @cached_property
    def _barred(self) -> frozenset[str]:
        parties = {holder_of(unit) for unit in self.coverage.units}
        found = self._staff.conflicts(self.on)
        return frozenset(one.inspector.roster_no for one in found if one.holder_code in parties)

    def _unlike(self, person: Eligible, place: Place) -> list[str]:
        """What the seat asks for, and that two officers stay: an expert assists and counts as none."""
        requires = self._staff.requires.get(place.group, frozenset())
        missing = requires - set(person.tags)
        if missing:
            return [f"不具备这个席位要求的{tag_words(missing)}"]
        if person.inspector.is_expert and EXPERT not in requires:
            rule = self._staff.officers_asked(self.on)
            if self._officers_beside(place) < rule.as_count:
                return [f"专家协助检查，不算执法人员，换了以后执法人员不足{rule.words}"]
        return []

    def _officers_beside(self, place: Place) -> int:
        others = {one.inspector for one in self.coverage.places if one != place and one.inspector}
        return sum(1 for one in others if one in self.people and not self.people[one].inspector.is_expert)
