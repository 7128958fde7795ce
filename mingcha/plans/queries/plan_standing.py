"""How a saved campaign stands to the plan of its year."""

from mingcha.accounts.actors import Actor
from mingcha.plans.models import Campaign
from mingcha.plans.queries.participations import unanswered_partners
from mingcha.plans.queries.plans import has_published_plan
from mingcha.plans.rules.findings import Finding
from mingcha.plans.rules.joint import unanswered
from mingcha.plans.rules.plan_standing import PlanStanding, standing_findings
from mingcha.plans.states import IN_FORCE


def plan_standing(scope: Actor, campaign: Campaign) -> PlanStanding:
    plan = campaign.plan
    if plan is not None:
        return PlanStanding(
            campaign.year,
            plan=str(plan),
            plan_state=plan.get_state_display(),
            is_in_force=plan.state in IN_FORCE,
        )
    basis = (campaign.outside_body, campaign.outside_document, campaign.outside_reason)
    return PlanStanding(
        campaign.year,
        year_has_plan=has_published_plan(scope, campaign.year),
        outside="　".join(basis) if all(basis) else "",
    )


def standing_findings_of(scope: Actor, campaign: Campaign) -> list[Finding]:
    """What the plan says to settling this campaign, and who of its partners has not answered."""
    missing, waiting = unanswered_partners(campaign)
    return [*standing_findings(plan_standing(scope, campaign)), *unanswered(missing, waiting)]
