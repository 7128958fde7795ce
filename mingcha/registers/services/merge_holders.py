"""Several entries of one market entity become one: its targets, conflicts and codes come together."""

from collections.abc import Sequence
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.ledger.models import Record
from mingcha.registers.models import MERGED, Holder, Target, TargetMove
from mingcha.registers.queries import holder_of
from mingcha.registers.services.carry_standing import carry_standing
from mingcha.registers.services.identity import merge_members

TITLE = "不能合并"


def merge_holders(*, actor: Actor, keep: UUID, absorb: Sequence[UUID], reason: str) -> Holder:
    """`keep` stands for all of them from now on. The others stay as rows under their codes and names, so that
    past draws, conflicts of interest and later imports that use them lead to it; `split_holder` undoes it.
    `Conflict` when one is merged already or stands in an announced frame."""
    return merge_members(
        actor=actor,
        act="registers.merge_holders",
        find=holder_of,
        keep=keep,
        absorb=absorb,
        reason=reason,
        require_fit=_require_fit,
        take_over=_take_over,
    )


def _require_fit(kept: Holder, other: Holder) -> None:
    if kept.kind != other.kind:
        raise Refusal(
            "kinds-differ",
            f"{kept.code}是{kept.get_kind_display()}，{other.code}是{other.get_kind_display()}。",
            title=f"{TITLE}：主体性质不同",
            remedy="请先核对主体类型。",
        )
    if _rank(kept) < _rank(other):
        raise Refusal(
            "keep-the-coded",
            f"{other.code}有{'统一社会信用代码' if other.uscc else '注册号'}，要保留的{kept.code}没有。",
            title=f"{TITLE}：应保留有代码的",
            remedy="请改为保留有统一社会信用代码的那一个。",
        )


def _rank(holder: Holder) -> int:
    return 2 if holder.uscc else 1 if holder.register_no else 0


def _take_over(actor: Actor, kept: Holder, other: Holder, reason: str) -> list[Record]:
    """What weighs against the other weighs against `kept`, and its targets move."""
    carried = carry_standing(actor, kept, other, reason)
    moved = move_targets(actor, list(other.targets.all()), kept, MERGED, reason)
    return [*carried, *moved]


def move_targets(
    actor: Actor, targets: Sequence[Target], to: Holder, manner: str, reason: str
) -> list[Record]:
    """Give the targets another holder; each with the row that says where it came from."""
    now = moments.now()
    moves = []
    for target in targets:
        move = TargetMove(
            target=target, from_holder_id=target.holder_id, to_holder=to, manner=manner, reason=reason
        )
        move.moved_by, move.moved_at = actor.name, now
        target.holder = to
        target.save()
        move.save(force_insert=True)
        moves.append(move)
    return [*targets, *moves]
