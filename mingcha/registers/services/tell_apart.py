"""Rows that look alike are not the same: decided once, asked again only when something changes."""

from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.ledger.services import record_act
from mingcha.registers.models import Distinction
from mingcha.registers.queries import question_of
from mingcha.registers.services.identity import begin

TITLE = "不能登记"


def tell_apart(*, actor: Actor, kind: str, member: UUID, facts: str, reason: str) -> Distinction:
    """The question of this kind that `member` belongs to is answered with no. `facts` is what the page
    showed: `Unknown` when the rows have changed since."""
    with transaction.atomic():
        reason = begin(actor, TITLE, reason)
        question = question_of(actor, kind, member, facts=facts)
        decided = Distinction.objects.create(
            office_id=actor.office_id,
            kind=kind,
            facts=question.facts,
            codes=[one.code for one in question.members],
            reason=reason,
            decided_by=actor.name,
            decided_at=moments.now(),
        )
        record_act(
            "registers.tell_apart",
            actor=actor,
            reason=reason,
            content={"kind": kind, "codes": decided.codes},
            records=[decided],
        )
    return decided
