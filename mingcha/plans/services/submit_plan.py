"""Submit a drafted plan, or its amendment, for approval."""

import datetime

from django.db import transaction
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import LEADER
from mingcha.accounts.services.ask_role import ask_role
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.ledger.services import record_act
from mingcha.plans.models import Plan
from mingcha.plans.policies import can_lead_plan, can_submit_plan
from mingcha.plans.queries import lines_of, plan_findings
from mingcha.plans.queries.plan_lines import plan_lines
from mingcha.plans.services.planning import APPROVAL_WORK, locked_plan, require_clear, require_public_words
from mingcha.plans.states import PLAN


def submit_plan(*, actor: Actor, plan: Plan, complete_from: datetime.date, reason: str = "") -> Plan:
    """The plan, waiting for a leader. `Refusal` while it has no line or a finding of the arbiter blocks it.
    `complete_from` is the day from which this system holds all plans and draws of the office."""
    with transaction.atomic():
        can_lead_plan(actor).require()
        plan = locked_plan(actor, plan)
        state = PLAN.after("submit", plan.state)
        can_submit_plan(actor, plan).require()
        if not lines_of(plan).exists():
            raise Refusal(
                "empty-plan",
                f"{plan}还没有任务。",
                title="不能送审：计划是空的",
                remedy="请各股室提出任务，或导入计划表。",
            )
        require_clear("submit", plan_findings(actor, plan))
        require_public_words(plan, "submit", plan.amendment_reason, plan_lines(actor, plan))
        plan.state, plan.complete_from = state, complete_from
        plan.submitted_at, plan.submitted_by, plan.submitter = moments.now(), actor.name, actor.person_id
        plan.save()
        content = {"year": plan.year, "amendment": plan.amendment}
        record_act("plans.submit_plan", actor=actor, reason=reason, content=content, records=[plan])
        _ask_leaders(actor, plan)
    return plan


def _ask_leaders(actor: Actor, plan: Plan) -> None:
    what = f"{plan}第{plan.amendment}次修订" if plan.amendment else str(plan)
    ask_role(
        office_id=actor.office_id,
        role=LEADER,
        kind=APPROVAL_WORK,
        subject=plan.pk,
        title=f"批准{what}",
        why=f"{actor.name}送审。批准、公布后任务才能定案、抽取",
        url=reverse("plan_detail", args=[plan.pk]),
        button="去审看",
        leave_out=actor.person_id,
    )
