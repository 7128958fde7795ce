"""A declared interest is over: from the next day on it bars no more."""

import datetime
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.ledger.services import record_act
from mingcha.registers.models import ConflictOfInterest
from mingcha.registers.policies import can_declare_conflict
from mingcha.registers.queries import conflict_of
from mingcha.registers.states import CONFLICT


def end_conflict(*, actor: Actor, conflict: UUID, until_on: datetime.date, reason: str) -> ConflictOfInterest:
    """The conflict with its last day. `Conflict` when it has one already."""
    with transaction.atomic():
        lock(f"register/{actor.office_id}")
        can_declare_conflict(actor).require()
        found = conflict_of(actor, conflict)
        if found.until_on is not None:
            raise Conflict(
                "conflict-ended", f"这项利害关系已于{found.until_on}终止。", title="不能终止：已终止"
            )
        if found.from_on is not None and until_on < found.from_on:
            raise Refusal("conflict-dates", "终止日期早于开始日期。", title="不能终止：日期前后颠倒")
        if not reason.strip():
            raise Refusal("reason-missing", "终止利害关系要写明理由。", title="不能终止：没有理由")
        found.state, found.until_on = CONFLICT.after("end", found.state), until_on
        found.save()
        record_act(
            "registers.end_conflict",
            actor=actor,
            reason=reason,
            content={"roster_no": found.inspector.roster_no, "until_on": until_on.isoformat()},
            records=[found],
        )
    return found
