"""A published plan is amended, or closed at the end of its year."""

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Refusal
from mingcha.ledger.services import record_act
from mingcha.plans.models import Plan
from mingcha.plans.policies import can_amend_plan, can_close_plan, can_handle_plan, can_lead_plan
from mingcha.plans.queries.plans import unfinished_lines
from mingcha.plans.services.planning import locked_plan, require_public_words, require_reason, told_lines
from mingcha.plans.states import PLAN


def amend_plan(*, actor: Actor, plan: Plan, reason: str) -> Plan:
    """The plan back in draft under the next amendment number, with the reason that will be published. The
    former version stays public until then; what is drawn stays drawn."""
    with transaction.atomic():
        can_lead_plan(actor).require()
        plan = locked_plan(actor, plan)
        state = PLAN.after("amend", plan.state)
        can_amend_plan(actor, plan).require()
        plan.amendment_reason = require_reason("amend", reason)
        require_public_words(plan, "amend", plan.amendment_reason, [])
        plan.state, plan.amendment = state, plan.amendment + 1
        plan.submitted_at, plan.submitted_by, plan.submitter = None, "", None
        plan.approved_at, plan.approved_by = None, ""
        plan.save()
        content = {"year": plan.year, "amendment": plan.amendment}
        record_act("plans.amend_plan", actor=actor, reason=reason.strip(), content=content, records=[plan])
    return plan


def close_plan(*, actor: Actor, plan: Plan, reason: str = "") -> Plan:
    """The plan, done. `Refusal` while a line is neither drawn nor called off with its reason."""
    with transaction.atomic():
        can_handle_plan(actor).require()
        plan = locked_plan(actor, plan)
        state = PLAN.after("close", plan.state)
        can_close_plan(actor, plan).require()
        left = list(unfinished_lines(plan))
        if left:
            raise Refusal(
                "lines-left",
                f"还有{len(left)}个任务没有抽取，也没有取消。",
                title=f"不能办结：{len(left)}个任务未完成",
                remedy="请抽取这些任务；不再进行的，写明理由取消。",
                found=told_lines(left),
            )
        plan.state = state
        plan.save()
        record_act(
            "plans.close_plan", actor=actor, reason=reason, content={"year": plan.year}, records=[plan]
        )
    return plan
