"""The categories of targets: added, described anew, taken out of use and back. Names never change."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.common.workbooks.columns import normal
from mingcha.ledger.services import record_act
from mingcha.registers.models import TargetCategory
from mingcha.registers.policies import can_keep_categories
from mingcha.registers.queries import category_of
from mingcha.registers.queries.categories import definitions_of


@dataclass(frozen=True)
class CategoryFacts:
    """What a category is, except its name: other ways of writing it, the form of its licence number, the
    basis on which the office keeps it."""

    synonyms: tuple[str, ...] = ()
    licence_form: str = ""
    clause: str = ""


def add_category(*, actor: Actor, name: str, facts: CategoryFacts, reason: str) -> TargetCategory:
    """A new category, behind the others. `Conflict` when the name, or another way of writing it, already
    means a category of the office."""
    with transaction.atomic():
        lock(f"register/{actor.office_id}")
        can_keep_categories(actor).require()
        require_reason(reason)
        category = TargetCategory(office_id=actor.office_id, name=name.strip(), place=_next_place(actor))
        if not category.name:
            raise Refusal("category-without-name", "对象类别要写明名称。", title="不能新增：没有名称")
        _describe(actor, category, facts)
        category.save(force_insert=True)
        content = {"name": category.name}
        record_act("registers.add_category", actor=actor, reason=reason, content=content, records=[category])
    return category


def change_category(*, actor: Actor, category: UUID, facts: CategoryFacts, reason: str) -> TargetCategory:
    """The category with these facts; its name stays."""

    def change(found: TargetCategory) -> None:
        _describe(actor, found, facts)

    return _act("registers.change_category", actor, category, reason, change)


def retire_category(*, actor: Actor, category: UUID, reason: str) -> TargetCategory:
    """From today on no new target enters it. Its targets stay, are drawn and can be changed."""

    def retire(found: TargetCategory) -> None:
        if not found.in_use:
            raise Conflict("category-retired", f"“{found.name}”已经停用。", title="不能停用：已经停用")
        found.in_use_until = moments.today()

    return _act("registers.retire_category", actor, category, reason, retire)


def restore_category(*, actor: Actor, category: UUID, reason: str) -> TargetCategory:
    """In use again."""

    def restore(found: TargetCategory) -> None:
        if found.in_use:
            raise Conflict("category-in-use", f"“{found.name}”正在使用。", title="不能恢复：没有停用")
        found.in_use_until = None

    return _act("registers.restore_category", actor, category, reason, restore)


def require_reason(reason: str) -> None:
    """`Refusal` without a reason: the ledger keeps why a register changed its form."""
    if not reason.strip():
        raise Refusal(
            "reason-missing",
            "没有写明理由。对象类别和栏目的改动记入留痕日志，须说明原因。",
            title="不能办理：没有理由",
            remedy="请写明理由，例如上级要求的文件名称和文号。",
        )


def _act(
    act: str, actor: Actor, category: UUID, reason: str, change: Callable[[TargetCategory], None]
) -> TargetCategory:
    with transaction.atomic():
        lock(f"register/{actor.office_id}")
        can_keep_categories(actor).require()
        require_reason(reason)
        found = category_of(actor, category)
        change(found)
        found.save()
        record_act(act, actor=actor, reason=reason, content={"name": found.name}, records=[found])
    return found


def _describe(actor: Actor, category: TargetCategory, facts: CategoryFacts) -> None:
    """Every word means one category."""
    for word in (category.name, *facts.synonyms):
        known = definitions_of(actor).find(word)
        if known is not None and (category._state.adding or known.name != category.name):
            raise Conflict(
                "category-word-taken",
                f"“{word}”已经是对象类别“{known.name}”的名称或写法，导入时分不清是哪一类。",
                title="不能保存：名称或写法重复",
                remedy="请换一个名称，或在原类别中去掉这个写法。",
            )
    own = normal(category.name)
    category.synonyms = [word for word in dict.fromkeys(facts.synonyms) if normal(word) != own]
    category.licence_form, category.clause = facts.licence_form, facts.clause.strip()


def _next_place(actor: Actor) -> int:
    rows = TargetCategory.objects.filter(office_id=actor.office_id)
    return int(rows.aggregate(last=Max("place"))["last"] or 0) + 1
