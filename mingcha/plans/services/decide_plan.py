"""What follows a submission: sent back with remarks, or approved."""

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.accounts.services.ask_role import finish_work
from mingcha.common import moments
from mingcha.ledger.services import record_act
from mingcha.plans.models import Plan
from mingcha.plans.policies import (
    can_approve_plan,
    can_decide_campaigns,
    can_handle_plan,
    can_return_plan,
)
from mingcha.plans.queries import plan_findings
from mingcha.plans.services.planning import APPROVAL_WORK, locked_plan, require_clear, require_reason
from mingcha.plans.states import PLAN


def return_plan(*, actor: Actor, plan: Plan, reason: str) -> Plan:
    """The plan back in draft, with the remarks what to mend."""
    with transaction.atomic():
        can_handle_plan(actor).require()
        plan = locked_plan(actor, plan)
        state = PLAN.after("return", plan.state)
        can_return_plan(actor, plan).require()
        reason = require_reason("return", reason)
        plan.state = state
        plan.submitted_at, plan.submitted_by, plan.submitter = None, "", None
        plan.approved_at, plan.approved_by = None, ""
        plan.save()
        record_act("plans.return_plan", actor=actor, reason=reason, records=[plan])
        finish_work(kind=APPROVAL_WORK, subject=plan.pk)
    return plan


def approve_plan(*, actor: Actor, plan: Plan, reason: str = "") -> Plan:
    """The plan, approved by a leader who is not the one who submitted it. The arbiter is asked again: the
    registers and the law may have moved since."""
    with transaction.atomic():
        can_decide_campaigns(actor).require()
        plan = locked_plan(actor, plan)
        state = PLAN.after("approve", plan.state)
        can_approve_plan(actor, plan).require()
        require_clear("approve", plan_findings(actor, plan))
        plan.state, plan.approved_at, plan.approved_by = state, moments.now(), actor.name
        plan.save()
        content = {"year": plan.year, "amendment": plan.amendment}
        record_act("plans.approve_plan", actor=actor, reason=reason, content=content, records=[plan])
        finish_work(kind=APPROVAL_WORK, subject=plan.pk)
    return plan
