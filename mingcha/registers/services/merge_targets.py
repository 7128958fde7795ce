"""Several entries of one target become one, and apart again."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Conflict, Refusal
from mingcha.ledger.services import record_act
from mingcha.registers.models import Target
from mingcha.registers.queries import target_of
from mingcha.registers.services.carry_standing import carry_standing, give_back_standing, merged_above
from mingcha.registers.services.identity import begin, merge_members, require_free

TITLE, SPLIT_TITLE = "不能合并", "不能拆回"


def merge_targets(*, actor: Actor, keep: UUID, absorb: Sequence[UUID], reason: str) -> Target:
    """`keep` stands for all of them from now on; the others stay as rows under their codes and numbers, and
    `split_target` undoes it. Their holders may differ. `Conflict` when one is merged already or stands in an
    announced frame."""
    return merge_members(
        actor=actor,
        act="registers.merge_targets",
        find=target_of,
        keep=keep,
        absorb=absorb,
        reason=reason,
        require_fit=_require_fit,
        take_over=carry_standing,
    )


def split_target(*, actor: Actor, target: UUID, reason: str) -> Target:
    """The merged target stands for itself again, under the holder it had; `Conflict` when it is none."""
    with transaction.atomic():
        reason = begin(actor, SPLIT_TITLE, reason)
        found = target_of(actor, target)
        survivor = found.survivor
        if survivor is found:
            raise Conflict(
                "not-merged", f"{found.code}没有并入别的对象。", title=f"{SPLIT_TITLE}：没有合并过"
            )
        require_free(actor, SPLIT_TITLE, [survivor])
        above = merged_above(found)
        found.merged_into = None
        found.holder = found.holder.survivor
        found.save()
        returned = give_back_standing(actor, found, above, reason)
        record_act(
            "registers.split_target",
            actor=actor,
            reason=reason,
            content={"code": found.code, "from": survivor.code},
            records=[found, *returned],
        )
    return found


def _require_fit(kept: Target, other: Target) -> None:
    if kept.category != other.category:
        raise Refusal(
            "categories-differ",
            f"{kept.code}是{kept.category}，{other.code}是{other.category}，不是同一种对象。",
            title=f"{TITLE}：类别不同",
            remedy="请先核对对象类别。",
        )
    if other.licence_no and not kept.licence_no:
        raise Refusal(
            "keep-the-licensed",
            f"{other.code}有许可证号，要保留的{kept.code}没有。",
            title=f"{TITLE}：应保留有证号的",
            remedy="请改为保留有许可证号的那一个。",
        )
