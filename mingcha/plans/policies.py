"""Who may see, draft and settle campaigns."""

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision, allow_roles, both
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER, READERS
from mingcha.plans.models import Campaign
from mingcha.plans.states import CAMPAIGN


def can_view_campaigns(actor: Actor) -> Decision:
    return allow_roles(actor, *sorted(READERS))


def can_draft_campaign(actor: Actor) -> Decision:
    """Sections set their own ratio and rounds (local plan of 2022 二(四))."""
    return allow_roles(actor, BUSINESS, ENFORCEMENT)


def can_decide_campaigns(actor: Actor) -> Decision:
    """The head approves a check before it begins (国办发〔2024〕54号)."""
    return allow_roles(actor, LEADER)


def can_send_back_campaigns(actor: Actor) -> Decision:
    return allow_roles(actor, LEADER, BUSINESS, ENFORCEMENT)


def can_edit_campaign(actor: Actor, campaign: Campaign) -> Decision:
    return both(can_draft_campaign(actor), _in_state("edit", campaign))


def can_settle_campaign(actor: Actor, campaign: Campaign) -> Decision:
    return both(can_decide_campaigns(actor), _in_state("settle", campaign))


def can_reopen_campaign(actor: Actor, campaign: Campaign) -> Decision:
    return both(can_send_back_campaigns(actor), _in_state("reopen", campaign), not_held(campaign))


def can_cancel_campaign(actor: Actor, campaign: Campaign) -> Decision:
    return both(can_draft_campaign(actor), _in_state("cancel", campaign), not_held(campaign))


def not_held(campaign: Campaign) -> Decision:
    """An announced draw closes its campaign: what was committed is not changed behind it."""
    if not campaign.held_by:
        return Decision(True)
    return Decision(False, f"抽取{campaign.held_by}已公告，任务不再改动。作废该次抽取后才能退回或取消。")


def _in_state(act: str, campaign: Campaign) -> Decision:
    if CAMPAIGN.may(act, campaign.state):
        return Decision(True)
    word, _ = CAMPAIGN.words[campaign.state]
    return Decision(False, f"任务“{word}”，不能{CAMPAIGN.acts[act][0]}。")
