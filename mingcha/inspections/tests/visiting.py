"""A drawn county whose visits are approved, and its people at work, for tests."""

import datetime
import io
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import ENFORCEMENT, LEADER, LEGAL
from mingcha.common import moments
from mingcha.draws.policies import look_key
from mingcha.draws.rules.changes import ALL, OWN
from mingcha.draws.services.changes import look_at_names
from mingcha.draws.tests.changing import account_of
from mingcha.draws.tests.county import Ceremony, Clock
from mingcha.inspections.models import Approval, Inspection, InspectionRecord
from mingcha.inspections.queries.coverage import Coverage, coverages
from mingcha.inspections.queries.forms import asked_units
from mingcha.inspections.queries.visible import find_inspection
from mingcha.inspections.rules.forms import Answer, Result
from mingcha.inspections.rules.methods import ON_SITE
from mingcha.inspections.rules.outcomes import NONE_FOUND
from mingcha.inspections.rules.signing import SIGNED
from mingcha.inspections.services import (
    Typed,
    VisitPlan,
    approve_inspections,
    begin_record,
    confirm_record,
    propose_approval,
    save_record,
    schedule_inspection,
    submit_record,
)
from mingcha.intake.services import Scan
from mingcha.items.models import Checklist, ChecklistQuestion, InspectionItem
from mingcha.ledger.services import record_act
from mingcha.plans.states import SENT
from mingcha.registers.models import Absence, Inspector

PHOTO = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64
VISIT_DAY = datetime.date(2026, 6, 18)


def photo(name: str = "现场.png") -> Scan:
    return Scan(io.BytesIO(PHOTO), name)


def away(
    visiting: "Visiting",
    *roster: str,
    first: datetime.date | None = None,
    until: datetime.date | None = None,
    is_sure: bool = True,
) -> Absence:
    """On leave, from today unless told, as one person of the legal section entered it; `is_sure` by a second.
    The last of several."""
    people, entered = visiting.ceremony.county.bureau.people, moments.now()
    rows = [
        Absence.objects.create(
            inspector=Inspector.objects.get(roster_no=number),
            kind="leave",
            from_on=first or moments.today(),
            until_on=until,
            entered_by=people[LEGAL],
            entered_at=entered,
            confirmed_by=people[LEADER] if is_sure else None,
            confirmed_at=entered if is_sure else None,
        )
        for number in roster
    ]
    return rows[-1]


@dataclass
class Visiting:
    """One drawn campaign, approved; every inspector of it can log in."""

    ceremony: Ceremony
    clock: Clock
    approval: Approval
    looks: set[tuple[UUID | None, str]] = field(default_factory=set)

    @property
    def campaign_pk(self) -> UUID:
        return self.approval.campaign_id

    @property
    def rows(self) -> list[Inspection]:
        return list(Inspection.objects.filter(campaign=self.approval.campaign).order_by("number"))

    @property
    def first(self) -> Inspection:
        return self.rows[0]

    def coverage(self, row: Inspection) -> Coverage:
        return coverages(self.approval.campaign)[row.code]

    def member(self, row: Inspection, place: int = 0) -> Actor:
        """Who holds that place of the team, in a login that looked at the own visits."""
        number = self.coverage(row).team[place]
        return self._look(Actor.of(account_of(self.ceremony, number)), OWN)

    def reader(self, role: str) -> Actor:
        """A person of that role in a login that looked at all names, where that role may."""
        actor = self.ceremony.county.actor(role)
        may = role in (ENFORCEMENT, LEADER) and self._is_open
        return self._look(actor, ALL) if may else actor

    def _look(self, actor: Actor, scope: str) -> Actor:
        """In a login that looked; the first look lasts."""
        if (actor.person_id, scope) not in self.looks and self._is_open:
            look_at_names(actor=actor, campaign=self.approval.campaign, scope=scope)
            self.looks.add((actor.person_id, scope))
        return replace(actor, opened=frozenset({look_key(self.campaign_pk, scope)}))

    @property
    def _is_open(self) -> bool:
        campaign = self.approval.campaign
        is_sent = campaign.state == SENT
        return not is_sent and not campaign.draws.filter(disclosed_at__isnull=False).exists()

    def schedule(
        self, row: Inspection, on: datetime.date = VISIT_DAY, method: str = ON_SITE, minutes: int = 120
    ) -> Inspection:
        plan = VisitPlan(on, datetime.time(9), minutes, method, "")
        return schedule_inspection(actor=self.member(row), inspection=row.pk, plan=plan)

    def notify(self, row: Inspection) -> Inspection:
        """The notice was made."""
        with transaction.atomic():
            found = Inspection.objects.get(pk=row.pk)
            found.state, found.noticed_at = "noticed", found.noticed_at or moments.now()
            found.save()
            record_act("inspections.tests", actor=self.member(row), records=[found])
        return found

    def on_the_day(self, row: Inspection) -> InspectionRecord:
        """Scheduled, noticed, the day has come, the first member has begun to type."""
        self.schedule(row)
        self.notify(row)
        return self.begin(row)

    def begin(self, row: Inspection) -> InspectionRecord:
        """The day has come, the first member has begun to type."""
        if moments.today() < VISIT_DAY:
            self.clock.now = datetime.datetime(2026, 6, 18, 3, 30, tzinfo=datetime.UTC)
        return begin_record(actor=self.member(row), inspection=row.pk)

    def typed(self, row: Inspection, **changes: object) -> Typed:
        """A whole record in which nothing was found."""
        coverage = self.coverage(row)
        seen = find_inspection(self.member(row), row.pk)
        asked = asked_units(self.member(row), seen.inspection, coverage)
        plain = Typed(
            began_at=datetime.datetime(2026, 6, 18, 1, 10, tzinfo=datetime.UTC),
            ended_at=datetime.datetime(2026, 6, 18, 2, 40, tzinfo=datetime.UTC),
            place="矿区办公室",
            attended=coverage.team,
            answers={
                (unit.code, one.key): Answer("是")
                for unit in asked
                for item in unit.items
                for one in item.questions
            },
            results=tuple(
                Result(unit.code, item.code, NONE_FOUND, words="" if item.questions else "证照齐全")
                for unit in asked
                for item in unit.items
            ),
            situation="查看了证照、台账和采场。",
            party="张得宝",
            party_post="矿长",
            signing=SIGNED,
        )
        return replace(plain, **changes)  # type: ignore[arg-type]  # names of its fields

    def save(self, row: Inspection, **changes: object) -> InspectionRecord:
        record = InspectionRecord.objects.filter(inspection=row).latest("n")
        return save_record(
            actor=self.member(row),
            inspection=row.pk,
            revision=record.revision,
            typed=self.typed(row, **changes),
        )

    def hand_in(self, row: Inspection, **changes: object) -> InspectionRecord:
        record = self.save(row, **changes)
        return submit_record(actor=self.member(row), inspection=row.pk, revision=record.revision)

    def confirm(self, row: Inspection, version: int = 1) -> InspectionRecord:
        return confirm_record(actor=self.member(row, 1), inspection=row.pk, version=version)

    def whole(self, row: Inspection, **changes: object) -> InspectionRecord:
        """From the schedule to the confirmation."""
        self.on_the_day(row)
        self.hand_in(row, **changes)
        return self.confirm(row)


def begin_visiting(ceremony: Ceremony, clock: Clock) -> Visiting:
    """Drawn, proposed by enforcement and approved by the leader; everybody drawn has an account."""
    ceremony.select()
    ceremony.assign()
    campaign = ceremony.county.campaign
    campaign.refresh_from_db()
    for number in Inspector.objects.filter(office=campaign.office).values_list("roster_no", flat=True):
        account_of(ceremony, number)
    approval = propose_approval(
        actor=ceremony.operator, campaign=campaign, words="六月中下旬分组检查，每组两人。"
    )
    approve_inspections(actor=ceremony.leader, approval=approval)
    return Visiting(ceremony, clock, Approval.objects.get(pk=approval.pk))


def give_checklist(ceremony: Ceremony, **question: object) -> ChecklistQuestion:
    """The item asks one question: yes or no, and 否 is a finding."""
    item = InspectionItem.objects.get(item_list__office=ceremony.county.bureau.office)
    facts: dict[str, object] = {
        "number": 1,
        "words": "是否按批准的范围开采",
        "kind": "yes_no",
        "finding_answers": ["否"],
        **question,
    }
    with transaction.atomic():
        known = Checklist.objects.filter(item=item).first()
        checklist = known or Checklist.objects.create(item=item, title="采矿权检查单")
        row = ChecklistQuestion.objects.create(checklist=checklist, **facts)
        record_act("items.tests", actor=ceremony.operator, records=[checklist, row])
    return row
