"""依法不予公示: a record of any kind that the law keeps from the public, until the ground is gone; one person
asks, a leader decides."""

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
from mingcha.common.errors import Conflict, Refusal, Unknown
from mingcha.common.locking import lock
from mingcha.disclosure.models import Withholding
from mingcha.disclosure.policies import can_decide_withholding
from mingcha.disclosure.queries.kinds import PENALTIES, RESULTS
from mingcha.disclosure.queries.penalty_lines import PENALTY_DEADLINE
from mingcha.disclosure.states import LIFTING, WITHHOLDING
from mingcha.draws.policies import person_of
from mingcha.inspections.services.hand_in_record import RESULT_DEADLINE
from mingcha.law.models import Deadline
from mingcha.law.rules import PUBLISH_PENALTY_DAYS, PUBLISH_RESULT_DAYS
from mingcha.law.services import close_deadlines, set_deadline
from mingcha.ledger.services import record_act

WITHHOLD_WORK = "disclosure.withhold"
CLOCKS = {
    RESULTS: (RESULT_DEADLINE, PUBLISH_RESULT_DAYS),
    PENALTIES: (PENALTY_DEADLINE, PUBLISH_PENALTY_DAYS),
}
"""By kind the clock until it has to be public, and the figure that says how long."""
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
    row = Withholding.objects.create(
        office_id=actor.office_id,
        kind=matter.kind,
        record=str(matter.record),
        reason=ground.reason.strip()[:200],
        clause=ground.clause.strip()[:200],
        proposed_by_id=person_of(actor),
        proposed_at=moments.now(),
    )
    record_act("disclosure.propose_withholding", actor=actor, content=matter.content, records=[row])
    _ask_leaders(row, matter, "决定是否不予公示", row.reason)
    return row


def ask_to_lift(*, actor: Actor, matter: Matter, held: Withholding | None, reason: str) -> Withholding:
    """Ask a leader to let the public read what was kept back, as the ground is gone. Asked already it stands.
    The caller holds the lock of the kind and has asked who may."""
    if held is None:
        raise Conflict("not-withheld", "这一条没有不予公示，不用解除。", title="不能提出：没有不予公示")
    if held.state == LIFTING:
        return held
    held.state = WITHHOLDING.after("propose-lift", held.state)
    if not reason.strip():
        raise Refusal(
            "lift-reason",
            "解除不予公示要写明理由，例如保密期限已满。",
            title="不能提出：没有写理由",
        )
    held.lift_reason, held.lift_words = reason.strip()[:200], ""
    held.lift_proposed_by_id, held.lift_proposed_at = person_of(actor), moments.now()
    held.lift_decided_by_id, held.lift_decided_at = None, None
    held.save()
    record_act(
        "disclosure.propose_lifting",
        actor=actor,
        reason=held.lift_reason,
        content=matter.content,
        records=[held],
    )
    _ask_leaders(held, matter, "决定是否解除不予公示", held.lift_reason)
    return held


def decide_withholding(*, actor: Actor, withholding: UUID, approves: bool, words: str = "") -> Withholding:
    """What was asked of a leader. A record that is withheld is not published and its clock stops, that which
    was not has to be; once it is lifted, the clock that stopped begins anew on this day."""
    with transaction.atomic():
        known = Withholding.objects.filter(pk=withholding, office_id=actor.office_id).first()
        if known is None:
            raise Unknown("no-such-withholding", "没有提出过不予公示。", title="没有找到")
        lock(f"disclosure/{known.kind}")
        row = Withholding.objects.get(pk=withholding)
        can_decide_withholding(actor, row.asked_by_id).require()
        if not approves and not words.strip():
            raise Refusal("decline-words", "不批准要写明意见。", title="不能办理：没有意见")
        decide = _decide_lifting if row.state == LIFTING else _decide_asked
        decide(actor, row, approves, words.strip()[:200])
        OpenWork.objects.filter(kind=WITHHOLD_WORK, subject=row.pk).delete()
    return row


def _decide_asked(actor: Actor, row: Withholding, approves: bool, words: str) -> None:
    row.state = WITHHOLDING.after("approve" if approves else "decline", row.state)
    row.decided_by_id, row.decided_at, row.decision_words = actor.person_id, moments.now(), words
    row.save()
    kind, _ = CLOCKS[row.kind]
    subject = UUID(row.record)
    met = close_deadlines(office_id=row.office_id, kind=kind, subject=subject) if approves else []
    content = {"state": row.state}
    record_act(
        "disclosure.decide_withholding", actor=actor, reason=words, content=content, records=[row, *met]
    )


def _decide_lifting(actor: Actor, row: Withholding, approves: bool, words: str) -> None:
    row.state = WITHHOLDING.after("lift" if approves else "keep", row.state)
    row.lift_decided_by_id, row.lift_decided_at, row.lift_words = actor.person_id, moments.now(), words
    row.save()
    owed = _begin_clock(row) if approves else []
    content = {"state": row.state}
    record_act("disclosure.decide_lifting", actor=actor, reason=words, content=content, records=[row, *owed])


def _begin_clock(row: Withholding) -> list[Deadline]:
    """Anew from today where withholding it stopped one; what had been withdrawn before was not owed."""
    # Obligations publish-result-days and publish-penalty-days of docs/law/obligations.yml.
    kind, days = CLOCKS[row.kind]
    stopped = Deadline.objects.filter(
        office=row.office_id, kind=kind, subject=UUID(row.record), closed_at__gte=row.decided_at
    ).first()
    if stopped is None:
        return []
    return [
        set_deadline(
            office_id=row.office_id,
            kind=kind,
            subject=stopped.subject,
            title=stopped.title,
            starts_on=moments.today(),
            figure_key=days,
            url=stopped.url,
        )
    ]


def require_not_withheld(withholding: Withholding | None, word: str) -> None:
    """Nothing is published that somebody asked to keep back, unless a leader declined."""
    if withholding is not None:
        raise Conflict(
            "withheld",
            f"这一条{word}。",
            title="不能公示：不予公示",
            remedy="局领导不批准不予公示的，或者批准解除不予公示的，再公示。",
        )


def _ask_leaders(row: Withholding, matter: Matter, title: str, why: str) -> None:
    leaders = RoleGrant.objects.filter(person__office=row.office_id, role=LEADER, ended_at=None)
    people = Person.objects.filter(pk__in=leaders.values("person"), is_active=True)
    for person in people.exclude(pk=row.asked_by_id):
        OpenWork.objects.get_or_create(
            person=person,
            kind=WITHHOLD_WORK,
            subject=row.pk,
            defaults={
                "title": f"{title}：{matter.title}"[:120],
                "why": why,
                "url": reverse(PAGES[row.kind], args=[row.record]),
                "button": "去决定",
                "due_on": matter.due_on,
            },
        )
