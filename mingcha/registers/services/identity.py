"""What merging, splitting and telling apart have in common: who may, on what, and why not."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act
from mingcha.registers.models import Holder, Target
from mingcha.registers.policies import can_decide_duplicates
from mingcha.registers.queries import held_by

Member = Holder | Target
M = TypeVar("M", Holder, Target)


def begin(actor: Actor, title: str, reason: str) -> str:
    """Take the register's locks in the order of imports, ask who may, demand a reason; returns it trimmed."""
    lock(f"intake/{actor.office_id}/targets")
    lock(f"register/{actor.office_id}")
    can_decide_duplicates(actor).require()
    if not reason.strip():
        raise Refusal(
            "reason-missing",
            "没有写明理由。谁和谁是不是同一个，凭什么认定，须记入留痕日志。",
            title=f"{title}：没有理由",
            remedy="请写明依据，例如登记机关的变更通知、营业执照、现场核实的日期。",
        )
    return reason.strip()[:200]


def require_free(actor: Actor, title: str, members: Sequence[Member]) -> None:
    """Not yet merged, and in no announced frame."""
    for member in members:
        if member.merged_into_id is not None:
            raise Conflict(
                "merged-already",
                f"{member.code}已并入{member.survivor.code}。",
                title=f"{title}：已经合并",
                remedy="请刷新页面，从现在的主体办理。",
            )
    draw = held_by(actor, members)
    if draw:
        raise Conflict(
            "frame-held",
            f"抽取{draw}已经公告，还没有办结，名单内的对象不能改动归属。",
            title=f"{title}：在公告的抽取名单中",
            remedy="请等这次抽取办结或作废后再办理。",
        )


def require_others(title: str, keep: M, others: Iterable[M]) -> list[M]:
    """At least one other row, each once."""
    found = {other.pk: other for other in others if other.pk != keep.pk}
    if not found:
        raise Refusal(
            "nothing-chosen", "没有选中要并入的。", title=f"{title}：没有选择", remedy="请至少勾选一个。"
        )
    return list(found.values())


def merge_members(
    *,
    actor: Actor,
    act: str,
    find: Callable[[Actor, UUID], M],
    keep: UUID,
    absorb: Sequence[UUID],
    reason: str,
    require_fit: Callable[[M, M], None],
    take_over: Callable[[Actor, M, M, str], list[Record]],
) -> M:
    """`keep` stands for all of them from now on: each of the others must fit, points to it, and gives over
    what `take_over` says (`kept`, `other`, reason → rows saved). One act for all."""
    title = "不能合并"
    with transaction.atomic():
        reason = begin(actor, title, reason)
        kept: M = find(actor, keep)
        others: list[M] = require_others(title, kept, [find(actor, pk) for pk in absorb])
        require_free(actor, title, [kept, *others])
        records: list[Record] = []
        other: M
        for other in others:
            require_fit(kept, other)
            other.merged_into = kept
            other.save()
            records += [other, *take_over(actor, kept, other, reason)]
        kept.save()
        content = {"kept": kept.code, "merged": [one.code for one in others]}
        record_act(act, actor=actor, reason=reason, content=content, records=[kept, *records])
    return kept
