"""A section puts a campaign into the drafted plan: a new one, or one that stood outside."""

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Conflict
from mingcha.ledger.services import record_act
from mingcha.plans.models import Campaign, Plan
from mingcha.plans.policies import can_draft_campaign, can_edit_campaign, can_propose_line
from mingcha.plans.queries import Settings, find_campaign
from mingcha.plans.services.draft_campaign import require_same_year, write_campaign
from mingcha.plans.services.planning import locked_plan
from mingcha.plans.states import CAMPAIGN, DRAFT, PLAN


def propose_campaign(*, actor: Actor, plan: Plan, settings: Settings) -> Campaign:
    """A new line of the plan. `Conflict` unless the plan is a draft; `Refusal` for a period of another year.
    Findings of the arbiter do not prevent saving."""
    with transaction.atomic():
        plan = _drafted(actor, plan)
        campaign = Campaign(office_id=actor.office_id, plan=plan, state=DRAFT)
        saved, _ = write_campaign(actor, campaign, settings)
        content = {"number": settings.number, "year": plan.year}
        record_act("plans.propose_campaign", actor=actor, content=content, records=saved)
    return campaign


def enter_campaign(*, actor: Actor, plan: Plan, campaign: Campaign) -> Campaign:
    """A campaign that was drafted outside becomes a line of the plan."""
    with transaction.atomic():
        plan = _drafted(actor, plan)
        campaign = find_campaign(actor, campaign.pk)
        CAMPAIGN.after("edit", campaign.state)
        can_edit_campaign(actor, campaign).require()
        if campaign.plan_id is not None:
            raise Conflict(
                "line-known", f"“{campaign}”已在{campaign.plan}内。", title="不能列入计划：已在计划内"
            )
        campaign.plan = plan
        campaign.section_id = campaign.section_id or actor.section_id
        require_same_year(campaign)
        campaign.save()
        content = {"number": campaign.number, "year": plan.year}
        record_act("plans.enter_campaign", actor=actor, content=content, records=[campaign])
    return campaign


def _drafted(actor: Actor, plan: Plan) -> Plan:
    can_draft_campaign(actor).require()
    plan = locked_plan(actor, plan)
    PLAN.after("edit", plan.state)
    can_propose_line(actor, plan).require()
    return plan
