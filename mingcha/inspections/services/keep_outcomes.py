"""事项专用结果: an office adds a result of one item, with the national class it stands for, or retires it."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal, Unknown
from mingcha.common.locking import lock
from mingcha.inspections.models import ItemOutcome
from mingcha.inspections.policies import can_keep_outcomes
from mingcha.inspections.rules.outcomes import FAMILIES, FOUND, NATIONAL, NONE_FOUND, NOT_CHECKED, STANDARD
from mingcha.items.models import InspectionItem
from mingcha.ledger.services import record_act

TITLE = "不能登记结果"
CLAUSE = "国家企业信用信息公示系统抽查结果分类"


@dataclass(frozen=True)
class OutcomeFacts:
    """What an office says of a result of its own."""

    item_code: str
    title: str
    family: str
    national: str
    is_problem: bool = False


def add_item_outcome(*, actor: Actor, facts: OutcomeFacts) -> ItemOutcome:
    """Offered from now on for this item. `Conflict` for a name that is offered already."""
    with transaction.atomic():
        can_keep_outcomes(actor).require()
        lock(f"inspections.outcomes.{actor.office_id}")
        _check(actor, facts)
        known = ItemOutcome.objects.filter(office_id=actor.office_id, item_code=facts.item_code)
        if known.filter(title=facts.title.strip(), is_retired=False).exists():
            raise Conflict("outcome-known", f"“{facts.title}”已经登记过。", title=f"{TITLE}：已经登记")
        again = known.filter(title=facts.title.strip()).first()
        every = ItemOutcome.objects.filter(office_id=actor.office_id).count()
        row = again or ItemOutcome(
            office_id=actor.office_id, item_code=facts.item_code, code=f"own-{every + 1}"
        )
        row.title, row.family, row.national = facts.title.strip(), facts.family, facts.national
        row.is_problem, row.is_retired = facts.is_problem, False
        row.added_by, row.added_at = actor.name, moments.now()
        row.save()
        _record("inspections.add_outcome", actor, row)
    return row


def retire_item_outcome(*, actor: Actor, outcome: UUID) -> ItemOutcome:
    """Offered no more; records that have it keep it."""
    with transaction.atomic():
        can_keep_outcomes(actor).require()
        lock(f"inspections.outcomes.{actor.office_id}")
        row = ItemOutcome.objects.filter(office_id=actor.office_id, pk=outcome).first()
        if row is None:
            raise Unknown("no-such-outcome", "没有登记过这种结果。", title="没有找到")
        if not row.is_retired:
            row.is_retired = True
            row.save()
            _record("inspections.retire_outcome", actor, row)
    return row


def _check(actor: Actor, facts: OutcomeFacts) -> None:
    if not InspectionItem.objects.filter(item_list__office_id=actor.office_id, code=facts.item_code).exists():
        raise Unknown("no-such-item", "清单里没有这个事项。", title="没有找到")
    title = facts.title.strip()
    if not title or title in {kind.title for kind in STANDARD}:
        raise Refusal("outcome-title", "请写一个与通用结果不同的名称。", title=f"{TITLE}：名称不对")
    if facts.family not in FAMILIES or facts.national not in NATIONAL:
        raise Refusal(
            "outcome-class",
            "请选择结果类别和对应的国家分类。",
            title=f"{TITLE}：没有分类",
            clause=CLAUSE,
        )
    if _contradicts(facts):
        raise Refusal(
            "outcome-contradicts",
            "属于发现问题的，不能对应“未发现问题”，也不能归入无法检查；不属于发现问题的检查结果，对应“未发现问题”。",
            title=f"{TITLE}：分类矛盾",
            clause=CLAUSE,
        )


def _contradicts(facts: OutcomeFacts) -> bool:
    """A problem that nationally is none, or none that nationally is one; a class of the other family."""
    families = {kind.national: kind.family for kind in STANDARD if kind.national}
    if facts.family != families[facts.national] or (facts.family == NOT_CHECKED and facts.is_problem):
        return True
    clean = next(kind.national for kind in STANDARD if kind.code == NONE_FOUND)
    return facts.family == FOUND and facts.is_problem == (facts.national == clean)


def _record(act: str, actor: Actor, row: ItemOutcome) -> None:
    record_act(act, actor=actor, content={"item": row.item_code, "title": row.title}, records=[row])
