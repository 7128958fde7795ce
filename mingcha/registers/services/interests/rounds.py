"""The yearly question to every inspector. One answers for oneself; who has no account answers on paper."""

import datetime
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.intake.services import Scan, keep_scan
from mingcha.ledger.services import record_act
from mingcha.registers.models import Declaration, DeclarationRound, Inspector
from mingcha.registers.policies import can_lead_round
from mingcha.registers.queries import inspector_of
from mingcha.registers.queries.interests import open_interests, own_inspector, round_of
from mingcha.registers.states import OPEN_ROUND, ROUND


def open_round(*, actor: Actor, year: int, due_on: datetime.date, reason: str = "") -> DeclarationRound:
    """The round of that year, asked of everybody on the office's own roster. `Conflict` when there is one, or
    another is still open; `Refusal` when it would be over before it begins."""
    with transaction.atomic():
        lock(f"register/{actor.office_id}")
        can_lead_round(actor).require()
        if due_on < moments.today():
            raise Refusal("round-dates", "截止日期在今天之前。", title="不能发起：日期不对")
        others = DeclarationRound.objects.filter(office_id=actor.office_id)
        if others.filter(year=year).exists() or others.filter(state=OPEN_ROUND).exists():
            raise Conflict(
                "round-once",
                "这一年度的申报已经发起，或上一次申报还没有截止。",
                title="不能发起：已有申报",
                remedy="请先截止正在进行的申报。",
            )
        asked = DeclarationRound.objects.create(
            office_id=actor.office_id,
            year=year,
            opened_on=moments.today(),
            due_on=due_on,
            opened_by=actor.name,
        )
        content = {"number": str(year), "until_on": due_on.isoformat()}
        record_act("registers.open_round", actor=actor, reason=reason, content=content, records=[asked])
    return asked


def answer_round(*, actor: Actor, asked: UUID) -> Declaration:
    """One's own answer: what stands on one's page is all there is to declare."""
    with transaction.atomic():
        lock(f"register/{actor.office_id}")
        return _answer(actor, round_of(actor, asked), own_inspector(actor), None)


def answer_on_paper(*, actor: Actor, asked: UUID, inspector: UUID, scan: Scan | None) -> Declaration:
    """The signed answer of somebody else, entered by the legal section with its scan."""
    with transaction.atomic():
        lock(f"register/{actor.office_id}")
        can_lead_round(actor).require()
        if scan is None:
            raise Refusal("paper-missing", "书面答复要附本人签字的扫描件。", title="不能登记：没有书面答复")
        return _answer(actor, round_of(actor, asked), inspector_of(actor, inspector), scan)


def close_round(*, actor: Actor, asked: UUID, reason: str = "") -> DeclarationRound:
    """No answer is taken any more; who has not answered stays on the list."""
    with transaction.atomic():
        lock(f"register/{actor.office_id}")
        can_lead_round(actor).require()
        found = round_of(actor, asked)
        found.state = ROUND.after("close", found.state)
        found.save()
        content = {"number": str(found.year)}
        record_act("registers.close_round", actor=actor, reason=reason, content=content, records=[found])
    return found


def _answer(actor: Actor, asked: DeclarationRound, inspector: Inspector, scan: Scan | None) -> Declaration:
    if asked.state != OPEN_ROUND:
        raise Conflict("round-closed", "这次年度申报已经截止。", title="不能答复：已经截止")
    if Declaration.objects.filter(round=asked, inspector=inspector).exists():
        raise Conflict(
            "answered",
            f"{inspector.name}已经答复。",
            title="不能答复：已经答复",
            remedy="有新的利害关系，可以随时另行申报。",
        )
    proofs = keep_scan(actor, scan)
    declaration = Declaration.objects.create(
        round=asked,
        inspector=inspector,
        declared=len(open_interests(inspector)),
        answered_on=moments.today(),
        entered_by=actor.name,
        on_paper=scan is not None,
        proof=proofs[0] if proofs else None,
    )
    content = {"roster_no": inspector.roster_no, "number": str(asked.year)}
    record_act("registers.answer_round", actor=actor, content=content, records=[*proofs, declaration])
    return declaration
