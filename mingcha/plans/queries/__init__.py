"""Reading campaigns, always within the viewer's office."""

from mingcha.plans.queries.campaigns import (
    campaigns,
    find_campaign,
    scope_choices,
    suggest_number,
    unsettled_campaigns,
)
from mingcha.plans.queries.examination import campaign_findings, examination_of
from mingcha.plans.queries.frames import Frame, campaign_frame, frame_of
from mingcha.plans.queries.protocol import assignment_rule, protocol_rule, visit_groups
from mingcha.plans.queries.settings import Settings, settings_of

__all__ = [
    "Frame",
    "Settings",
    "assignment_rule",
    "campaign_findings",
    "campaign_frame",
    "campaigns",
    "examination_of",
    "find_campaign",
    "frame_of",
    "protocol_rule",
    "scope_choices",
    "settings_of",
    "suggest_number",
    "unsettled_campaigns",
    "visit_groups",
]
