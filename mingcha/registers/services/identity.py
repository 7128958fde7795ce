"""What merging, splitting and telling apart have in common: who may, on what, and why not."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
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
