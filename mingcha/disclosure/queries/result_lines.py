"""How far the publication of each result is."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Unknown
from mingcha.disclosure.models import Disclosure, Withholding
from mingcha.disclosure.queries.disclosed import snapshot_fields
from mingcha.disclosure.queries.kinds import RESULTS, find_kind
from mingcha.disclosure.queries.results import rows_of
from mingcha.disclosure.queries.withholdings import withholdings
from mingcha.disclosure.rules.fields import Row, kept
from mingcha.disclosure.states import APPROVED, LIFTING, PROPOSED, WITHDRAWN
from mingcha.draws.queries.changes import without_visits
from mingcha.inspections.models import Inspection, InspectionRecord
from mingcha.inspections.policies import can_see_noticed
from mingcha.inspections.services.hand_in_record import RESULT_DEADLINE
from mingcha.inspections.states import CONFIRMED, OVER
from mingcha.law.models import Deadline
from mingcha.plans.models import Campaign
from mingcha.plans.states import DRAWN

TO_PUBLISH, TO_CORRECT, SHOWN, BACK = "to-publish", "to-correct", "public", "withdrawn"
ASKED, WITHHELD, LIFT_ASKED = "asked", "withheld", "lift-asked"
STANDINGS: dict[str, tuple[str, str]] = {
    TO_PUBLISH: ("待公示", "is-due"),
    TO_CORRECT: ("待更正", "is-due"),
    SHOWN: ("已公示", "is-done"),
    BACK: ("已撤回", "is-off"),
    ASKED: ("不予公示待批", "is-due"),
    WITHHELD: ("不予公示", "is-off"),
    LIFT_ASKED: ("解除不予公示待批", "is-due"),
}
WITH_LEADER = (ASKED, LIFT_ASKED)
OPEN = (TO_PUBLISH, TO_CORRECT, *WITH_LEADER)
HELD = {PROPOSED: ASKED, APPROVED: WITHHELD, LIFTING: LIFT_ASKED}
"""How it stands, by the state of what keeps it back."""


@dataclass(frozen=True)
class ResultLine:
    """The result of one visit, and how far its publication is."""

    record: InspectionRecord
    row: Row
    standing: str
    due_on: datetime.date | None
    shown: Disclosure | None
    withholding: Withholding | None

    @property
    def inspection(self) -> Inspection:
        return self.record.inspection

    @property
    def status(self) -> tuple[str, str]:
        """Word and class."""
        return STANDINGS[self.standing]

    @property
    def is_open(self) -> bool:
        return self.standing in OPEN


def campaigns_with_results(scope: Actor) -> list[Campaign]:
    """The campaigns whose visits the viewer may see and that have a visit that is over, or had nobody left to
    visit, the latest first."""
    done = Inspection.objects.filter(office_id=scope.office_id, state__in=OVER).values("campaign")
    drawn = Campaign.objects.filter(office_id=scope.office_id, state=DRAWN)
    empty = without_visits(list(drawn.values_list("pk", flat=True)))
    found = Campaign.objects.filter(Q(pk__in=done) | Q(pk__in=empty))
    found = found.select_related("section").order_by("-year", "-number")
    return [one for one in found if can_see_noticed(scope, one)]


def result_lines(scope: Actor, campaigns: Iterable[Campaign]) -> list[ResultLine]:
    """Every confirmed result of these campaigns, what is due coming first. A fixed number of queries."""
    records = InspectionRecord.objects.filter(
        inspection__office_id=scope.office_id, inspection__campaign__in=list(campaigns), state=CONFIRMED
    )
    return _lines(list(records.select_related("inspection__campaign__clue_check", "inspection__office")))


def find_result(scope: Actor, inspection: UUID) -> ResultLine:
    """The result of one visit, or `Unknown` for whom it is not."""
    records = InspectionRecord.objects.filter(
        inspection=inspection, inspection__office_id=scope.office_id, state=CONFIRMED
    ).select_related("inspection__campaign__clue_check", "inspection__office")
    record = records.first()
    if record is None or not can_see_noticed(scope, record.inspection.campaign):
        raise Unknown(
            "no-such-result", "没有这一户次的检查结果，或者它不在您的职责范围内。", title="没有找到"
        )
    return _lines([record])[0]


def _lines(records: Sequence[InspectionRecord]) -> list[ResultLine]:
    keys = [str(record.inspection_id) for record in records]
    versions = Disclosure.objects.filter(kind=RESULTS, record__in=keys).order_by("number")
    shown = {one.record: one for one in versions}
    withheld = withholdings(RESULTS, keys)
    clocks = Deadline.objects.filter(kind=RESULT_DEADLINE, subject__in=[one.inspection_id for one in records])
    due = dict(clocks.filter(closed_at=None).values_list("subject", "due_on"))
    lines = [
        ResultLine(
            record,
            row,
            _standing(row, shown.get(key), withheld.get(key)),
            due.get(record.inspection_id),
            shown.get(key),
            withheld.get(key),
        )
        for record, row, key in zip(records, rows_of(records), keys, strict=True)
    ]
    return sorted(lines, key=_order)


def _order(one: ResultLine) -> tuple[bool, datetime.date, str]:
    return not one.is_open, one.due_on or datetime.date.max, str(one.row["holder"])


def _standing(row: Row, shown: Disclosure | None, held: Withholding | None) -> str:
    if held is not None:
        return HELD[held.state]
    if shown is None:
        return TO_PUBLISH
    if shown.state == WITHDRAWN:
        return BACK
    same = kept(snapshot_fields(find_kind(RESULTS)), row) == shown.values
    return SHOWN if same else TO_CORRECT
