"""Reading campaigns, always within the viewer's office."""

from mingcha.plans.queries.campaigns import (
    announced_number,
    campaigns,
    every_campaign,
    find_campaign,
    scope_choices,
    suggest_number,
    unsettled_campaigns,
)
from mingcha.plans.queries.examination import campaign_findings, examination_of, lifted
from mingcha.plans.queries.forecasts import year_forecast
from mingcha.plans.queries.frames import Frame, campaign_frame, frame_of, planned_frame
from mingcha.plans.queries.plan_examination import examination_of_plan, owed_to_the_round, plan_loads
from mingcha.plans.queries.plan_findings import PlanFinding, plan_findings
from mingcha.plans.queries.plan_standing import standing_findings_of
from mingcha.plans.queries.plans import find_plan, latest_version, lines_of, plan_of_year, plans
from mingcha.plans.queries.protocol import assignment_rule, protocol_rule, visit_groups
from mingcha.plans.queries.recent_changes import RecentChanges, recent_changes
from mingcha.plans.queries.settings import Settings, settings_of

__all__ = [
    "Frame",
    "PlanFinding",
    "RecentChanges",
    "Settings",
    "announced_number",
    "assignment_rule",
    "campaign_findings",
    "campaign_frame",
    "campaigns",
    "every_campaign",
    "examination_of",
    "examination_of_plan",
    "find_campaign",
    "find_plan",
    "frame_of",
    "latest_version",
    "lifted",
    "lines_of",
    "owed_to_the_round",
    "plan_findings",
    "plan_loads",
    "plan_of_year",
    "planned_frame",
    "plans",
    "protocol_rule",
    "recent_changes",
    "scope_choices",
    "settings_of",
    "standing_findings_of",
    "suggest_number",
    "unsettled_campaigns",
    "visit_groups",
    "year_forecast",
]
