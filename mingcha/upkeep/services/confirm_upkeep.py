"""Say that a register is current: by looking it through, or by publishing the list anew."""

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.common.locking import lock
from mingcha.law.models import Deadline
from mingcha.law.queries import open_deadlines
from mingcha.law.rules import LIST_AFTER_LAW
from mingcha.law.services import close_deadlines
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act
from mingcha.upkeep.models import Upkeep
from mingcha.upkeep.policies import can_confirm_upkeep
from mingcha.upkeep.queries import upkeep_of
from mingcha.upkeep.rules import CONFIRMED, ITEMS, PUBLISHED


def confirm_upkeep(*, actor: Actor, kind: str, reason: str) -> Upkeep:
    """The row, current as of today: its keeper has compared the register with what it rests on, and says in
    `reason` with what. For the list this also meets every change of law that has taken effect."""
    with transaction.atomic():
        lock(f"upkeep/{actor.office_id}")
        upkeep = upkeep_of(actor.office_id, kind)
        can_confirm_upkeep(actor, upkeep).require()
        if not reason.strip():
            raise Refusal(
                "no-reason",
                "请写明与什么核对过，例如与行政审批系统9月底的清册逐条核对。",
                title="不能确认：没有写明怎样核对",
            )
        met = _met(actor) if kind == ITEMS else []
        _renew(upkeep, actor, CONFIRMED)
        content = {"kind": kind, "met": [deadline.title for deadline in met]}
        records: list[Record] = [upkeep, *met]
        record_act("upkeep.confirm_upkeep", actor=actor, reason=reason, content=content, records=records)
    return upkeep


def note_publication(*, actor: Actor) -> list[Record]:
    """The list is current because a version is published; the rows, saved. Part of publishing: the caller
    holds the transaction and records them in its own entry."""
    lock(f"upkeep/{actor.office_id}")
    upkeep = upkeep_of(actor.office_id, ITEMS)
    _renew(upkeep, actor, PUBLISHED)
    return [upkeep, *_met(actor)]


def _renew(upkeep: Upkeep, actor: Actor, how: str) -> None:
    upkeep.confirmed_on, upkeep.confirmed_how, upkeep.confirmed_by = moments.today(), how, actor.name
    upkeep.save()


def _met(actor: Actor) -> list[Deadline]:
    """The changes of law that the list has now followed, closed; one that is still to take effect stays."""
    begun = open_deadlines(actor.office_id, LIST_AFTER_LAW).filter(starts_on__lte=moments.today())
    return [
        closed
        for deadline in list(begun)
        for closed in close_deadlines(
            office_id=actor.office_id, kind=LIST_AFTER_LAW, subject=deadline.subject
        )
    ]
