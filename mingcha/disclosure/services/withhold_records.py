"""依法不予公示: a record of any kind that the law keeps from the public; one person asks, a leader
decides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import OpenWork, Person, RoleGrant
from mingcha.accounts.rules import LEADER
from mingcha.common import moments
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.common.locking import lock
from mingcha.disclosure.models import Withholding
from mingcha.disclosure.policies import can_decide_withholding
from mingcha.disclosure.queries.kinds import PENALTIES, RESULTS
from mingcha.disclosure.queries.penalty_lines import PENALTY_DEADLINE
from mingcha.disclosure.states import WITHHOLDING
from mingcha.inspections.services.hand_in_record import RESULT_DEADLINE
from mingcha.law.services import close_deadlines
from mingcha.ledger.services import record_act

WITHHOLD_WORK = "disclosure.withhold"
CLOCKS = {RESULTS: RESULT_DEADLINE, PENALTIES: PENALTY_DEADLINE}
PAGES: Mapping[str, str] = {RESULTS: "result_detail", PENALTIES: "penalty_detail"}
"""The page of staff that shows a record of the kind."""


@dataclass(frozen=True)
class Ground:
    """Why the law keeps a record from the public."""

    reason: str
    clause: str


@dataclass(frozen=True)
class Matter:
    """The record as the leader is asked about it; `content` is what the log says of it."""

    kind: str
    record: UUID
    title: str
    content: Mapping[str, str]
    due_on: date | None


def ask_to_withhold(*, actor: Actor, matter: Matter, ground: Ground, is_public: bool) -> Withholding:
    """Ask a leader not to publish a record. What is public is withdrawn instead. The caller holds the lock of
    the kind and has asked who may."""
    if is_public:
        raise Conflict("is-public", "已经公示的，按撤回办理。", title="不能提出：已经公示")
    if not ground.reason.strip() or not ground.clause.strip():
        raise Refusal(
            "withhold-ground",
            "不予公示要写明理由和法律依据。",
            title="不能提出：理由或者依据没有写",
            clause="国办发〔2018〕118号：依法不得公开的除外",
        )
    if actor.person_id is None:
        raise Forbidden("person-needed", "须由登录的人员办理。", title="没有权限")
    row = Withholding.objects.create(
        office_id=actor.office_id,
        kind=matter.kind,
        record=str(matter.record),
        reason=ground.reason.strip()[:200],
        clause=ground.clause.strip()[:200],
        proposed_by_id=actor.person_id,
        proposed_at=moments.now(),
    )
    record_act("disclosure.propose_withholding", actor=actor, content=matter.content, records=[row])
    _ask_leaders(row, matter)
    return row


def decide_withholding(*, actor: Actor, withholding: UUID, approves: bool, words: str = "") -> Withholding:
    """Approved, the record is not published and its clock stops; declined, it has to be published."""
    with transaction.atomic():
        known = Withholding.objects.filter(pk=withholding, office_id=actor.office_id).first()
        if known is None:
            raise Unknown("no-such-withholding", "没有提出过不予公示。", title="没有找到")
        lock(f"disclosure/{known.kind}")
        row = Withholding.objects.get(pk=withholding)
        can_decide_withholding(actor, row.proposed_by_id).require()
        if not approves and not words.strip():
            raise Refusal("decline-words", "不批准要写明意见。", title="不能办理：没有意见")
        row.state = WITHHOLDING.after("approve" if approves else "decline", row.state)
        row.decided_by_id, row.decided_at = actor.person_id, moments.now()
        row.decision_words = words.strip()[:200]
        row.save()
        OpenWork.objects.filter(kind=WITHHOLD_WORK, subject=row.pk).delete()
        clock = CLOCKS[row.kind]
        met = (
            close_deadlines(office_id=actor.office_id, kind=clock, subject=UUID(row.record))
            if approves
            else []
        )
        content = {"state": row.state}
        record_act(
            "disclosure.decide_withholding", actor=actor, reason=words, content=content, records=[row, *met]
        )
    return row


def require_not_withheld(withholding: Withholding | None, word: str) -> None:
    """Nothing is published that somebody asked to keep back, unless a leader declined."""
    if withholding is not None:
        raise Conflict(
            "withheld",
            f"这一条{word}。",
            title="不能公示：不予公示",
            remedy="局领导不批准不予公示的，再公示。",
        )


def _ask_leaders(row: Withholding, matter: Matter) -> None:
    leaders = RoleGrant.objects.filter(person__office=row.office_id, role=LEADER, ended_at=None)
    people = Person.objects.filter(pk__in=leaders.values("person"), is_active=True)
    for person in people.exclude(pk=row.proposed_by_id):
        OpenWork.objects.get_or_create(
            person=person,
            kind=WITHHOLD_WORK,
            subject=row.pk,
            defaults={
                "title": f"决定是否不予公示：{matter.title}"[:120],
                "why": row.reason,
                "url": reverse(PAGES[row.kind], args=[row.record]),
                "button": "去决定",
                "due_on": matter.due_on,
            },
        )
