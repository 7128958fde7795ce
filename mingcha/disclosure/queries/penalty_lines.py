"""How far the publication of each penalty decision is, by whom and until when."""

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import Q, QuerySet

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import RoleGrant
from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT, LEADER, LEGAL
from mingcha.common import moments
from mingcha.common.errors import Unknown
from mingcha.disclosure.models import Disclosure, Penalty, Withholding
from mingcha.disclosure.queries.disclosed import is_over
from mingcha.disclosure.queries.kinds import PENALTIES
from mingcha.disclosure.queries.result_lines import (
    ASKED,
    BACK,
    HELD,
    LIFT_ASKED,
    SHOWN,
    STANDINGS,
    TO_CORRECT,
    TO_PUBLISH,
    WITH_LEADER,
    WITHHELD,
)
from mingcha.disclosure.queries.withholdings import withholdings
from mingcha.disclosure.states import CHECKED, ENTERED, RETURNED, VOID
from mingcha.law.models import Deadline
from mingcha.law.queries.calendar import calendar_of
from mingcha.plans.models import Campaign

PENALTY_DEADLINE = "disclosure.penalty"
SENT_BACK, ENDED, DROPPED = "sent-back", "ended", "dropped"
PENALTY_STANDINGS: dict[str, tuple[str, str]] = {
    TO_PUBLISH: ("待核对公示", "is-due"),
    SENT_BACK: ("退回重填", "is-due"),
    TO_CORRECT: ("待核对更正", "is-due"),
    **{key: STANDINGS[key] for key in (SHOWN, ASKED, WITHHELD, LIFT_ASKED, BACK)},
    ENDED: ("公示期满", "is-off"),
    DROPPED: ("录入作废", "is-off"),
}
OPEN = (TO_PUBLISH, SENT_BACK, TO_CORRECT, *WITH_LEADER)


@dataclass(frozen=True)
class PenaltyLine:
    """One decision: its last version, and how far its publication is."""

    penalty: Penalty
    standing: str
    deadline: Deadline | None
    shown: Disclosure | None
    withholding: Withholding | None

    @property
    def status(self) -> tuple[str, str]:
        """Word and class."""
        return PENALTY_STANDINGS[self.standing]

    @property
    def is_open(self) -> bool:
        return self.standing in OPEN

    @property
    def is_shown(self) -> bool:
        """Made public and not taken back, whatever is done about it inside; its last day may be over."""
        return self.shown is not None and not self.shown.is_withdrawn

    @property
    def is_read(self) -> bool:
        """Anybody reads it now."""
        return self.is_shown and not _is_ended(self.shown)

    @property
    def due_on(self) -> datetime.date | None:
        return self.deadline.due_on if self.deadline else None

    @cached_property
    def days_late(self) -> int:
        """By how many working days; 0 where it is not late."""
        today = moments.today()
        if self.deadline is None or self.deadline.due_on >= today:
            return 0
        return calendar_of(self.penalty.office_id).count_working_days(self.deadline.due_on, today)

    @property
    def keeper(self) -> str:
        """Whose turn it is."""
        if self.standing == SENT_BACK:
            return self.penalty.entered_by.name
        if self.standing in WITH_LEADER:
            return "局领导"
        if not has_second_person(self.penalty):
            return "局领导"
        return f"{self.penalty.section or '执法监察'}的另一人"


def has_second_person(row: Penalty) -> bool:
    """Somebody of enforcement or of the section can check it, so that no leader has to."""
    working = RoleGrant.objects.filter(person__office=row.office_id, person__is_active=True, ended_at=None)
    of_section = Q(role=BUSINESS, person__section=row.section_id) if row.section_id else Q(pk=None)
    return working.filter(Q(role=ENFORCEMENT) | of_section).exclude(person__in=row.hands).exists()


def visible_penalties(scope: Actor) -> "QuerySet[Penalty]":
    """The versions that the viewer may read: those in charge, the legal section and the auditor all of them,
    a business section its own. What is public of them anybody reads."""
    rows = Penalty.objects.filter(office_id=scope.office_id)
    if scope.has(ENFORCEMENT, LEADER, LEGAL, AUDITOR):
        return rows
    own = scope.section_id if scope.has(BUSINESS) else None
    return rows.filter(section_id=own) if own else rows.none()


def penalty_lines(scope: Actor) -> list[PenaltyLine]:
    """Every decision that the viewer may see, what is due coming first. A fixed number of queries."""
    return sorted(_lines(visible_penalties(scope)), key=_order)


def penalty_lines_of(scope: Actor, inspection: UUID) -> list[PenaltyLine]:
    """Those that came from one visit."""
    found = visible_penalties(scope).filter(inspection=inspection).values("decision")
    return sorted(_lines(visible_penalties(scope).filter(decision__in=found)), key=_order)


def find_penalty(scope: Actor, decision: UUID) -> PenaltyLine:
    """One decision, or `Unknown` for whom it is not."""
    found = _lines(visible_penalties(scope).filter(decision=decision))
    if not found:
        raise Unknown("no-such-penalty", "没有这件处罚决定，或者它不在您的职责范围内。", title="没有找到")
    return found[0]


def versions_of_penalty(scope: Actor, decision: UUID) -> list[Penalty]:
    """Every version, the latest first."""
    rows = visible_penalties(scope).filter(decision=decision)
    return list(rows.select_related("entered_by", "checked_by", "paper").order_by("-number"))


def open_penalties(campaigns: Sequence[Campaign]) -> Counter[UUID]:
    """How many decisions that came from the visits of each campaign are neither public nor withheld."""
    rows = Penalty.objects.filter(inspection__campaign__in=list(campaigns))
    visits = (one.penalty.inspection for one in _lines(rows) if one.is_open)
    return Counter(visit.campaign_id for visit in visits if visit is not None)


def _lines(rows: "QuerySet[Penalty]") -> list[PenaltyLine]:
    with_all = rows.select_related("office", "section", "entered_by", "checked_by", "inspection__campaign")
    last: dict[UUID, Penalty] = {}
    # A correction that was dropped hides nothing: the version before it counts.
    for row in with_all.order_by("number"):
        if row.state != VOID or row.decision not in last:
            last[row.decision] = row
    keys = [str(key) for key in last]
    versions = Disclosure.objects.filter(kind=PENALTIES, record__in=keys).order_by("number")
    shown = {one.record: one for one in versions}
    held = withholdings(PENALTIES, keys)
    clocks = Deadline.objects.filter(kind=PENALTY_DEADLINE, subject__in=list(last), closed_at=None)
    due = {one.subject: one for one in clocks}
    return [
        PenaltyLine(
            row,
            _standing(row, shown.get(str(key)), held.get(str(key))),
            due.get(key),
            shown.get(str(key)),
            held.get(str(key)),
        )
        for key, row in last.items()
    ]


def _standing(last: Penalty, shown: Disclosure | None, held: Withholding | None) -> str:
    if held is not None:
        return HELD[held.state]
    if last.state == RETURNED:
        return SENT_BACK
    if last.state == ENTERED:
        return TO_PUBLISH if shown is None or shown.is_withdrawn else TO_CORRECT
    if shown is None:
        return DROPPED
    if shown.is_withdrawn:
        return BACK
    return ENDED if _is_ended(shown) else SHOWN


def _is_ended(shown: Disclosure | None) -> bool:
    until = shown.values.get("public_until") if shown else None
    return is_over(until and datetime.date.fromisoformat(until), moments.today())


def _order(one: PenaltyLine) -> tuple[bool, datetime.date, datetime.timedelta]:
    """What is open first, by its last day; then the latest decision."""
    newest = datetime.date.max - one.penalty.decided_on
    return not one.is_open, one.due_on or datetime.date.max, newest


def public_penalties(scope: Actor) -> list[Penalty]:
    """What is public now of those that the viewer may see, as it was checked, the latest decision first."""
    shown = [one.penalty.decision for one in penalty_lines(scope) if one.is_read]
    rows = visible_penalties(scope).filter(decision__in=shown, state=CHECKED)
    return list(rows.select_related("office").order_by("-decided_on", "document_no"))


def last_authority_code(scope: Actor) -> str:
    """The office's own code as it was typed last."""
    codes = visible_penalties(scope).exclude(authority_code="").order_by("-entered_at")
    return codes.values_list("authority_code", flat=True).first() or ""
