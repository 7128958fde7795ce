"""Verbs of campaigns."""

from mingcha.plans.services.draft_campaign import create_campaign, edit_campaign
from mingcha.plans.services.move_campaign import (
    cancel_campaign,
    hold_campaign,
    mark_campaign_drawn,
    release_campaign,
    reopen_campaign,
    reopen_team,
)
from mingcha.plans.services.settle_campaign import settle_campaign

__all__ = [
    "cancel_campaign",
    "create_campaign",
    "edit_campaign",
    "hold_campaign",
    "mark_campaign_drawn",
    "release_campaign",
    "reopen_campaign",
    "reopen_team",
    "settle_campaign",
]
