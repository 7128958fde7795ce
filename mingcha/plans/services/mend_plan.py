"""A plan that was begun wrong, before anything of it was published: its number or year put right, or the plan
discarded, so that its year is free again."""

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Conflict, Refusal
from mingcha.ledger.services import record_act
from mingcha.plans.models import Plan
from mingcha.plans.policies import can_change_plan, can_discard_plan, can_lead_plan
from mingcha.plans.queries import lines_of
from mingcha.plans.queries.plans import begun_lines
from mingcha.plans.services.planning import (
    locked_plan,
    plan_number,
    require_free_year,
    require_reason,
    told_lines,
)
from mingcha.plans.states import PLAN


def change_plan(*, actor: Actor, plan: Plan, year: int, number: str, reason: str) -> Plan:
    """The plan under another number, or of another year while nothing was proposed to it. `Refusal` when
    nothing is different, `Conflict` when that year has its plan or a line stands in the former one."""
    with transaction.atomic():
        can_lead_plan(actor).require()
        plan = locked_plan(actor, plan)
        plan.state = PLAN.after("change", plan.state)
        can_change_plan(actor, plan).require()
        reason, number = require_reason("change", reason), plan_number(number)
        former = {"year": plan.year, "number": plan.number}
        if former == {"year": year, "number": number}:
            raise Refusal("nothing-changed", "年度和编号与现在的相同，没有要保存的改动。", title="没有改动")
        if year != plan.year:
            _require_no_lines_begun(plan)
            require_free_year(actor, year, "更正")
        plan.year, plan.number = year, number
        plan.save()
        content = {"year": year, "number": number, "former": former}
        record_act("plans.change_plan", actor=actor, reason=reason, content=content, records=[plan])
    return plan


def discard_plan(*, actor: Actor, plan: Plan, reason: str) -> Plan:
    """The plan, off for good with the reason why; its history stays, its year may be planned anew.
    `Conflict` while a line stands in it: what sections proposed they call off themselves, with a reason."""
    with transaction.atomic():
        can_lead_plan(actor).require()
        plan = locked_plan(actor, plan)
        state = PLAN.after("discard", plan.state)
        can_discard_plan(actor, plan).require()
        reason = require_reason("discard", reason)
        left = list(lines_of(plan))
        if left:
            raise Conflict(
                "lines-left",
                f"{plan}中还有{len(left)}个任务。",
                title=f"不能作废：计划中还有{len(left)}个任务",
                remedy="请先打开这些任务，写明理由取消；只是编号不对的，更正编号即可。",
                found=told_lines(left),
            )
        plan.state = state
        plan.save()
        content = {"year": plan.year, "number": plan.number}
        record_act("plans.discard_plan", actor=actor, reason=reason, content=content, records=[plan])
    return plan


def _require_no_lines_begun(plan: Plan) -> None:
    """Periods and items of a line were chosen for its year."""
    count = begun_lines(plan).count()
    if count:
        raise Conflict(
            "lines-begun",
            f"已向{plan}提出过{count}个任务，任务的起止时间都在{plan.year}年内。",
            title="不能更正年度：计划中提出过任务",
            remedy="请取消其中的任务，作废这份计划，再编制正确年度的计划。",
        )
