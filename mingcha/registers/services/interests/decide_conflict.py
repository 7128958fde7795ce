"""A declared interest is decided: by the head or a delegate; on a head's own, by the collective
(行政处罚法第四十三条)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import LEADER
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.common.locking import lock
from mingcha.intake.models import ProofFile
from mingcha.intake.services import Scan, keep_scan
from mingcha.ledger.services import record_act
from mingcha.registers.models import ConflictDecision, ConflictOfInterest
from mingcha.registers.policies import can_decide_conflict, delegation_of, needs_collective
from mingcha.registers.queries import conflict_of
from mingcha.registers.services.staff.changing import require_reason
from mingcha.registers.states import CONFLICT

CLAUSE = "《中华人民共和国行政处罚法》第四十三条"
FEWEST_DECIDERS = 2


@dataclass(frozen=True)
class Collective:
    """Who decided together, and the number of the minutes."""

    deciders: tuple[str, ...] = ()
    minutes_no: str = ""


def decide_conflict(
    *,
    actor: Actor,
    conflict: UUID,
    act: str,
    ground: str,
    collective: Collective | None = None,
    scan: Scan | None = None,
) -> ConflictOfInterest:
    """`act` is `uphold` or `dismiss`. `Forbidden` for the person concerned and everybody without the power,
    `Conflict` when it is decided already, `Refusal` without a ground or, on a head's own interest, without
    two named deciders and minutes."""
    with transaction.atomic():
        lock(f"register/{actor.office_id}")
        return _decide(actor, conflict, act, ground, collective or Collective(), keep_scan(actor, scan))


def decide_conflicts(
    *, actor: Actor, conflicts: Sequence[UUID], act: str, ground: str
) -> list[ConflictOfInterest]:
    """All of these for one reason, each with an entry of its own; one that cannot be decided so refuses all
    of them. A head's own interest is left to the collective."""
    with transaction.atomic():
        lock(f"register/{actor.office_id}")
        if not conflicts:
            raise Refusal("nothing-chosen", "没有勾选要决定的利害关系。", title="不能决定：没有勾选")
        return [_decide(actor, one, act, ground, Collective(), []) for one in conflicts]


def _decide(
    actor: Actor,
    conflict: UUID,
    act: str,
    ground: str,
    together: Collective,
    proofs: Sequence[ProofFile],
) -> ConflictOfInterest:
    found, today = conflict_of(actor, conflict, is_told=False), moments.today()
    can_decide_conflict(actor, found, today).require()
    found.state = CONFLICT.after("uphold" if act == "uphold" else "dismiss", found.state)
    require_reason(ground, "不能决定：没有理由")
    if needs_collective(found):
        _require_collective(found, together)
    found.save()
    decision = ConflictDecision.objects.create(
        conflict=found,
        outcome=found.state,
        decided_on=today,
        decided_by="、".join(together.deciders) or actor.name,
        delegation=None if actor.has(LEADER) else delegation_of(actor, today),
        deciders=list(together.deciders),
        minutes_no=together.minutes_no,
        ground=ground.strip()[:200],
        proof=proofs[0] if proofs else None,
    )
    record_act(
        "registers.decide_conflict",
        actor=actor,
        reason=ground,
        content={"roster_no": found.inspector.roster_no, "new": found.state},
        records=[*proofs, found, decision],
    )
    return found


def _require_collective(conflict: ConflictOfInterest, together: Collective) -> None:
    others: Sequence[str] = sorted(set(together.deciders) - {conflict.inspector.name})
    if len(others) < FEWEST_DECIDERS or not together.minutes_no.strip():
        raise Refusal(
            "not-collective",
            f"{conflict.inspector.name}是局领导，他的回避由集体讨论决定：须写明至少{FEWEST_DECIDERS}名参加决定的人员"
            "（不含本人）和会议纪要号。",
            title="不能决定：须集体决定",
            clause=CLAUSE,
            remedy="请提交局长办公会讨论，再按纪要登记。",
        )
