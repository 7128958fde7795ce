"""A past visit that was entered wrongly is put right, made void, or counted again."""

import datetime
from dataclasses import dataclass, replace
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal, Unknown
from mingcha.common.locking import lock
from mingcha.ledger.services import record_act
from mingcha.registers.models import VisitFact
from mingcha.registers.policies import can_correct_visit
from mingcha.registers.rules.bodies import OWN, meant_by
from mingcha.registers.services.staff.changing import require_reason

TITLE = "不能更正"


@dataclass(frozen=True)
class VisitFacts:
    """What a visit says; whom it was paid to stands: a visit to somebody else is void."""

    body: str
    visited_on: datetime.date
    item: str
    manner: str
    result: str
    is_void: bool = False


def correct_visit(*, actor: Actor, visit: UUID, facts: VisitFacts, reason: str) -> VisitFact:
    """The visit as these facts say. `Refusal` without a reason or for a day to come, `Conflict` when the same
    visit is known already or nothing would change."""
    with transaction.atomic():
        lock(f"register/{actor.office_id}")
        can_correct_visit(actor).require()
        found = visit_of(actor, visit)
        require_reason(reason, f"{TITLE}：没有理由")
        if facts.visited_on > moments.today():
            raise Refusal("visit-day", f"检查日期{facts.visited_on}还没有到。", title=f"{TITLE}：日期在将来")
        if meant_by(facts.body, found.office.name) == OWN:
            facts = replace(facts, body=found.office.name)
        before = facts_of(found)
        if facts == before:
            raise Conflict("visit-same", "填写的内容与登记的相同。", title=f"{TITLE}：没有变化")
        _require_once(found, facts)
        for name, value in vars(facts).items():
            setattr(found, name, value)
        found.save()
        content = {"code": found.holder.code}
        record_act("registers.correct_visit", actor=actor, reason=reason, content=content, records=[found])
    return found


def visit_of(scope: Actor, visit: UUID) -> VisitFact:
    """One past visit of the viewer's office, or `Unknown`."""
    found = VisitFact.objects.filter(office_id=scope.office_id, pk=visit).select_related("holder", "target")
    one = found.first()
    if one is None:
        raise Unknown("no-such-visit", "本机构没有登记这次检查。", title="没有找到这次检查")
    return one


def facts_of(visit: VisitFact) -> VisitFacts:
    """What the visit says now."""
    return VisitFacts(**{name: getattr(visit, name) for name in VisitFacts.__dataclass_fields__})


def _require_once(visit: VisitFact, facts: VisitFacts) -> None:
    """What makes it one visit is written down once (see the constraints)."""
    same = VisitFact.objects.filter(
        holder=visit.holder_id,
        target=visit.target_id,
        body=facts.body,
        visited_on=facts.visited_on,
        item=facts.item,
    )
    if same.exclude(pk=visit.pk).exists():
        raise Conflict(
            "visit-once",
            f"{facts.body}{facts.visited_on}的这次检查已经登记。",
            title=f"{TITLE}：已登记过",
            remedy="重复登记的，请把其中一条作废。",
        )
