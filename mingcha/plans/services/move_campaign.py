"""Send a campaign back to drafting, call it off, note that it was drawn."""

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision
from mingcha.common.errors import Refusal
from mingcha.common.locking import lock
from mingcha.ledger.services import record_act
from mingcha.plans.models import Campaign
from mingcha.plans.policies import can_cancel_campaign, can_reopen_campaign
from mingcha.plans.queries import find_campaign
from mingcha.plans.states import CAMPAIGN


def reopen_campaign(*, actor: Actor, campaign: Campaign, reason: str) -> Campaign:
    """Back to draft, with the reason why. Whether an announced draw forbids it, the draws know: they lock
    the campaign by an open attempt and refuse before calling this."""
    return _move("reopen", actor, campaign, reason, needs_reason=True)


def cancel_campaign(*, actor: Actor, campaign: Campaign, reason: str) -> Campaign:
    """Called off for good, with the reason why."""
    return _move("cancel", actor, campaign, reason, needs_reason=True)


def mark_campaign_drawn(*, actor: Actor, campaign: Campaign, draw: str) -> Campaign:
    """Both draws are made; `draw` is the id of the last one. Called by the draws in their transaction, which
    have asked who may draw: here only office and state count."""
    return _move("draw", actor, campaign, "", content={"draw": draw})


def _move(
    act: str,
    actor: Actor,
    campaign: Campaign,
    reason: str,
    *,
    needs_reason: bool = False,
    content: dict[str, str] | None = None,
) -> Campaign:
    with transaction.atomic():
        lock(f"plans/{actor.office_id}")
        campaign = find_campaign(actor, campaign.pk)
        state = CAMPAIGN.after(act, campaign.state)
        _permission(act, actor, campaign).require()
        if needs_reason and not reason.strip():
            name = CAMPAIGN.acts[act][0]
            raise Refusal("no-reason", f"{name}要写明理由，理由记入留痕日志。", title=f"不能{name}：没有理由")
        campaign.state = state
        campaign.save()
        record_act(
            f"plans.{VERBS[act]}", actor=actor, reason=reason.strip(), content=content, records=[campaign]
        )
    return campaign


def _permission(act: str, actor: Actor, campaign: Campaign) -> Decision:
    policy = {"reopen": can_reopen_campaign, "cancel": can_cancel_campaign}.get(act)
    return policy(actor, campaign) if policy else Decision(True)


VERBS = {"reopen": "reopen_campaign", "cancel": "cancel_campaign", "draw": "mark_campaign_drawn"}
