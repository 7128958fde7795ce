"""公示异议: which are open, what the office reads of them, what whoever holds the receipt reads."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision
from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT, LEADER, LEGAL
from mingcha.common import moments
from mingcha.common.errors import Unknown
from mingcha.common.sealing import fingerprint
from mingcha.disclosure.models import Disclosure, Objection
from mingcha.disclosure.policies import can_answer_objection, can_decide_objection, can_read_objection
from mingcha.disclosure.queries.kinds import RESULTS
from mingcha.disclosure.rules.objections import UPHOLD
from mingcha.disclosure.states import ANSWERED, OPEN_OBJECTION, PUBLIC, UPHELD
from mingcha.inspections.models import Inspection, InspectionRecord
from mingcha.inspections.queries.public import PublicReceipt, public_receipt
from mingcha.intake.models import ProofFile
from mingcha.law.models import Deadline
from mingcha.plans.models import Campaign
from mingcha.registers.queries.interests import own_inspector_if_any

OBJECTION_DEADLINE = "disclosure.objection"
CODE_LENGTH = 10


def objections(scope: Actor) -> "QuerySet[Objection]":
    """The rows that this viewer may know of: of the office, and of a business section its own campaigns."""
    found = Objection.objects.filter(_seen_by(scope), office_id=scope.office_id)
    related = ("inspection__campaign__section", "disclosure", "answered_by", "decided_by", "entered_by")
    return found.select_related(*related, "proof", "outcome")


def _seen_by(scope: Actor) -> Q:
    if scope.has(ENFORCEMENT, LEADER, LEGAL, AUDITOR):
        return Q()
    if scope.has(BUSINESS) and scope.section_id is not None:
        return Q(inspection__campaign__section=scope.section_id)
    return Q(pk__in=[])


def find_objection(scope: Actor, pk: UUID) -> Objection:
    """One that the viewer may know of, or `Unknown`."""
    found = objections(scope).filter(pk=pk).first()
    if found is None:
        raise Unknown("no-such-objection", "没有这件异议，或者它不在您的职责范围内。", title="没有找到")
    return found


@dataclass(frozen=True)
class ObjectionLine:
    """One objection with the day by which it must be answered; None where the office counts no days."""

    row: Objection
    due_on: datetime.date | None
    is_provisional: bool
    today: datetime.date

    @property
    def is_open(self) -> bool:
        return self.row.state in OPEN_OBJECTION

    @property
    def days_late(self) -> int:
        """Calendar days since the last one."""
        return max((self.today - self.due_on).days, 0) if self.due_on else 0

    @property
    def days_left(self) -> int:
        return max((self.due_on - self.today).days, 0) if self.due_on else 0

    @property
    def order(self) -> tuple[bool, datetime.date, datetime.date]:
        """What is open first, by its day, else by the day it came."""
        return not self.is_open, self.due_on or datetime.date.max, self.row.received_on


def objection_lines(rows: Iterable[Objection]) -> list[ObjectionLine]:
    """Two queries."""
    found = list(rows)
    clocks = Deadline.objects.filter(kind=OBJECTION_DEADLINE, subject__in=[one.pk for one in found])
    open_clocks = {one.subject: one for one in clocks.filter(closed_at=None)}
    return [_line(one, open_clocks.get(one.pk)) for one in found]


def _line(row: Objection, clock: Deadline | None) -> ObjectionLine:
    due_on, is_provisional = (clock.due_on, clock.is_provisional) if clock else (None, False)
    return ObjectionLine(row, due_on, is_provisional, moments.today())


@dataclass(frozen=True)
class ObjectionPage:
    """One objection and what this viewer may do about it."""

    line: ObjectionLine
    may_answer: Decision
    may_decide: Decision
    # A correction or withdrawal of which the leader says whether it meets what is to be upheld.
    changed: Disclosure | None

    @property
    def row(self) -> Objection:
        return self.line.row


def objection_page(scope: Actor, pk: UUID) -> ObjectionPage:
    """For whom the words are; who made the visit is refused, with the reason."""
    row = find_objection(scope, pk)
    campaign, went = row.inspection.campaign, has_gone(scope, row.inspection)
    can_read_objection(scope, campaign, went=went).require()
    return ObjectionPage(
        objection_lines([row])[0],
        can_answer_objection(scope, campaign, went=went),
        can_decide_objection(scope, row.answered_by_id, went=went),
        change_since(row) if (row.state, row.verdict) == (ANSWERED, UPHOLD) else None,
    )


def code_of(row: Objection) -> str:
    """What whoever objects by the receipt is told once, to take the objection back with."""
    return fingerprint(f"{OBJECTION_DEADLINE}/{row.pk}")[:CODE_LENGTH]


def proof_of(row: Objection) -> ProofFile:
    """What came with it, or `Unknown`."""
    if row.proof is None:
        raise Unknown("no-proof", "这件异议没有附材料。", title="没有找到")
    return row.proof


def has_gone(scope: Actor, inspection: Inspection) -> bool:
    """Whether the viewer was on that visit or wrote its record, in any version."""
    own = own_inspector_if_any(scope)
    people = ("team", "typed_by", "confirmed_by", "asked_by")
    for team, *hands in InspectionRecord.objects.filter(inspection=inspection).values_list(*people):
        if scope.person_id in hands or (own and own.roster_no in {one["roster"] for one in team}):
            return True
    return False


def public_version(inspection: UUID) -> Disclosure | None:
    """The result of a visit as anybody reads it now."""
    return Disclosure.objects.filter(kind=RESULTS, record=str(inspection), state=PUBLIC).first()


def change_since(row: Objection) -> Disclosure | None:
    """The latest version of what was objected to, if it was taken back or tells something else."""
    rows = Disclosure.objects.filter(kind=RESULTS, record=str(row.inspection_id)).order_by("-number")
    last = rows.first()
    is_changed = last is not None and (last.is_withdrawn or last.values != row.disclosure.values)
    return last if is_changed else None


def upheld_of(inspection: UUID) -> list[Objection]:
    """Those that the next correction or withdrawal of this result will settle."""
    return list(Objection.objects.filter(inspection=inspection, state=UPHELD).order_by("number"))


def open_objections(campaigns: Iterable[Campaign]) -> Counter[UUID]:
    """How many of each campaign are not answered, or not followed by what the answer promised."""
    rows = Objection.objects.filter(inspection__campaign__in=list(campaigns), state__in=OPEN_OBJECTION)
    return Counter(rows.order_by().values_list("inspection__campaign", flat=True))


@dataclass(frozen=True)
class ReceiptObjections:
    """What whoever holds the receipt reads: no name and no word of who objected, the answers whole."""

    receipt: PublicReceipt
    public: Disclosure | None
    lines: tuple[ObjectionLine, ...]

    @property
    def inspection(self) -> Inspection:
        found: Inspection = self.receipt.record.inspection
        return found


def receipt_objections(token: str) -> ReceiptObjections:
    """By the code on the receipt, or `Unknown`."""
    receipt = public_receipt(token)
    inspection = receipt.record.inspection_id
    rows = Objection.objects.filter(inspection=inspection).select_related("outcome")
    lines = tuple(objection_lines(rows.order_by("-number")))
    return ReceiptObjections(receipt, public_version(inspection), lines)
