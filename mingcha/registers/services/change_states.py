"""A target goes out of business or comes back; an inspector leaves duty or returns."""

from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Conflict, Refusal, Unknown
from mingcha.common.locking import lock
from mingcha.ledger.services import record_act
from mingcha.registers.models import Inspector, Target
from mingcha.registers.policies import can_change_inspector, can_change_target
from mingcha.registers.queries import inspector_of, target_of
from mingcha.registers.states import INSPECTOR, TARGET


def change_target_state(*, actor: Actor, target: UUID, act: str, reason: str) -> Target:
    """`act` is one of `states.TARGET`. `Conflict` when the target is not in a state it may start from."""
    with transaction.atomic():
        lock(f"register/{actor.office_id}")
        can_change_target(actor).require()
        found = target_of(actor, target)
        _require(act in TARGET.acts, reason)
        _require_current(found)
        before, found.state = found.state, TARGET.after(act, found.state)
        found.save()
        content = {"code": found.code, "act": act, "old": before, "new": found.state}
        record_act(
            "registers.change_target_state", actor=actor, reason=reason, content=content, records=[found]
        )
    return found


def change_inspector_state(*, actor: Actor, inspector: UUID, act: str, reason: str) -> Inspector:
    """`act` is one of `states.INSPECTOR`. `Conflict` when the inspector is not in a state it may start
    from."""
    with transaction.atomic():
        lock(f"register/{actor.office_id}")
        can_change_inspector(actor).require()
        found = inspector_of(actor, inspector)
        _require(act in INSPECTOR.acts, reason)
        before, found.state = found.state, INSPECTOR.after(act, found.state)
        found.save()
        content = {"roster_no": found.roster_no, "act": act, "old": before, "new": found.state}
        record_act(
            "registers.change_inspector_state", actor=actor, reason=reason, content=content, records=[found]
        )
    return found


def _require_current(found: Target) -> None:
    if found.merged_into_id is not None:
        raise Conflict(
            "merged",
            f"{found.code}已并入{found.survivor.code}，状态以后者为准。",
            title="不能办理：已并入别的对象",
            remedy="请在保留的对象上办理。",
        )


def _require(is_known: bool, reason: str) -> None:
    if not is_known:
        raise Unknown("no-such-act", "没有这种办理。", title="不能办理")
    if not reason.strip():
        raise Refusal(
            "reason-missing",
            "没有写明理由。状态改动记入留痕日志，须说明来源或原因。",
            title="不能办理：没有理由",
            remedy="请写明理由，例如登记机关注销通知的日期和文号。",
        )
