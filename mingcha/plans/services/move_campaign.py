"""Send a campaign back to drafting, call it off; and what the draws write: held by an announcement, drawn."""

import datetime
from collections.abc import Mapping, Sequence

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act
from mingcha.plans.models import Campaign, DrawnUnit
from mingcha.plans.policies import (
    can_cancel_campaign,
    can_draft_campaign,
    can_reopen_campaign,
    can_send_back_campaigns,
    not_a_clue,
)
from mingcha.plans.queries import find_campaign, settings_of
from mingcha.plans.queries.frames import narrowed
from mingcha.plans.queries.settings import inspected, items_of
from mingcha.plans.states import CAMPAIGN, READY
from mingcha.registers.services import hold_frame, release_frame


def reopen_campaign(*, actor: Actor, campaign: Campaign, reason: str) -> Campaign:
    """Back to draft, with the reason why; refused while an announced draw holds it."""
    with transaction.atomic():
        can_send_back_campaigns(actor).require()
        campaign = _locked(actor, campaign)
        state = CAMPAIGN.after("reopen", campaign.state)
        can_reopen_campaign(actor, campaign).require()
        _require_reason("reopen", reason)
        return _record("plans.reopen_campaign", actor, campaign, state, reason=reason.strip())


def reopen_team(*, actor: Actor, campaign: Campaign, reason: str) -> Campaign:
    """Back to draft for its team alone: who is drawn is drawn, and `edit_campaign` keeps the rest as it is.
    For the draws, which know that the selection is drawn and no assignment announced."""
    with transaction.atomic():
        can_send_back_campaigns(actor).require()
        campaign = _locked(actor, campaign)
        not_a_clue(campaign).require()
        state = CAMPAIGN.after("reopen", campaign.state)
        return _record("plans.reopen_campaign", actor, campaign, state, reason=reason)


def cancel_campaign(*, actor: Actor, campaign: Campaign, reason: str) -> Campaign:
    """Called off for good, with the reason why; refused while an announced draw holds it."""
    with transaction.atomic():
        can_draft_campaign(actor).require()
        campaign = _locked(actor, campaign)
        state = CAMPAIGN.after("cancel", campaign.state)
        can_cancel_campaign(actor, campaign).require()
        _require_reason("cancel", reason)
        return _record("plans.cancel_campaign", actor, campaign, state, reason=reason.strip())


def hold_campaign(*, actor: Actor, campaign: Campaign, draw: str) -> Campaign:
    """An announced draw closes the campaign for changes. `Conflict` unless it is ready and free.

    This and the two below are for the draws, in their transaction; they have asked who may draw."""
    with transaction.atomic():
        campaign = _locked(actor, campaign)
        if campaign.state != READY or campaign.held_by not in {"", draw}:
            word, _ = CAMPAIGN.words[campaign.state]
            raise Conflict(
                "campaign-not-ready",
                f"任务“{word}”{'，已有公告中的抽取' if campaign.held_by else ''}，不能公告抽取。",
                title="不能公告：任务未定案或正在抽取",
                remedy="请先由局领导定案；正在进行的抽取办结或作废后才能再公告。",
            )
        held = [] if campaign.held_by else _hold_frame(actor, campaign, draw)
        campaign.held_by = draw
        return _record("plans.hold_campaign", actor, campaign, campaign.state, draw=draw, more=held)


def release_campaign(*, actor: Actor, campaign: Campaign) -> Campaign:
    """The announced attempt was annulled: the campaign may be announced again or reopened."""
    with transaction.atomic():
        campaign = _locked(actor, campaign)
        draw, campaign.held_by = campaign.held_by, ""
        released = release_frame(actor=actor, draw=draw)
        return _record("plans.release_campaign", actor, campaign, campaign.state, draw=draw, more=released)


def mark_campaign_drawn(
    *,
    actor: Actor,
    campaign: Campaign,
    draw: str,
    units: Sequence[tuple[str, str]],
    teams: Mapping[str, Sequence[str]],
    drawn_on: datetime.date | None = None,
) -> Campaign:
    """The draws are made; `draw` is the id of the last one, `units` are the drawn ones as (unit, holder
    code), drawn today unless another day is given; `teams` says by roster number who goes to which unit."""
    with transaction.atomic():
        campaign = _locked(actor, campaign)
        released = release_frame(actor=actor, draw=campaign.held_by)
        campaign.held_by, campaign.drawn_as = "", draw
        state = CAMPAIGN.after("draw", campaign.state)
        drawn = [
            DrawnUnit(
                campaign=campaign,
                unit=unit,
                holder_code=holder,
                drawn_on=drawn_on or moments.today(),
                draw=draw,
                team=list(teams.get(unit, ())),
            )
            for unit, holder in units
        ]
        more = [*released, *DrawnUnit.objects.bulk_create(drawn)]
        return _record("plans.mark_campaign_drawn", actor, campaign, state, draw=draw, more=more)


def give_back_campaign(*, actor: Actor, campaign: Campaign, reason: str) -> Campaign:
    """An external draw is withdrawn: its units stay on record and count no more, and the campaign waits to be
    drawn again. For the draws, which know that nothing stands on it."""
    with transaction.atomic():
        campaign = _locked(actor, campaign)
        draw, campaign.drawn_as = campaign.drawn_as, ""
        state = CAMPAIGN.after("give_back", campaign.state)
        return _record("plans.give_back_campaign", actor, campaign, state, reason=reason, draw=draw)


def _locked(actor: Actor, campaign: Campaign) -> Campaign:
    lock(f"plans/{actor.office_id}")
    return find_campaign(actor, campaign.pk)


def _require_reason(act: str, reason: str) -> None:
    if not reason.strip():
        name = CAMPAIGN.acts[act][0]
        raise Refusal("no-reason", f"{name}要写明理由，理由记入留痕日志。", title=f"不能{name}：没有理由")


def _hold_frame(actor: Actor, campaign: Campaign, draw: str) -> list[Record]:
    """What the campaign may draw from keeps its holder and code until the draw is over."""
    settings = settings_of(campaign)
    categories = narrowed(inspected(settings, items_of(settings, actor.office_id)), settings.categories)
    if categories is None:
        return []
    return [hold_frame(actor=actor, draw=draw, categories=categories, towns=settings.towns)]


def _record(
    act: str,
    actor: Actor,
    campaign: Campaign,
    state: str,
    *,
    reason: str = "",
    draw: str = "",
    more: Sequence[Record] = (),
) -> Campaign:
    campaign.state = state
    campaign.save()
    content = {"draw": draw} if draw else None
    record_act(act, actor=actor, reason=reason, content=content, records=[campaign, *more])
    return campaign
