"""Work on draws: to hold, to lead, to disclose. What callers enter and the recording that is missing stand
among the open work that the draws themselves write."""

import datetime
from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.draws.models import SELECTION, AnnulmentProposal, Draw, EventCorrection, Sitting
from mingcha.draws.policies import (
    can_compute,
    can_confirm_annulment,
    can_confirm_external,
    can_confirm_withdrawal,
    can_disclose,
    can_explain_recording,
    can_open_sitting,
    can_take_in_external,
)
from mingcha.draws.queries.attempts import final_draw, is_settled, sittings, throw_states
from mingcha.draws.queries.changes import is_nobody_left
from mingcha.draws.queries.computing import computing_of
from mingcha.draws.queries.external.standing import external_draws
from mingcha.draws.queries.listing import waiting_elsewhere
from mingcha.draws.queries.recording_story import not_filmed_whole
from mingcha.draws.queries.recordings import is_explained, is_under_way, recording_due
from mingcha.draws.states import ANNULLED, DISCLOSED, DRAWN, OPEN, TAKEN_IN, WAITING
from mingcha.oversight.rules import Due
from mingcha.plans.policies import can_send_back_campaigns
from mingcha.plans.queries import every_campaign
from mingcha.plans.queries.standings import stopped_of
from mingcha.plans.states import READY


def sittings_to_lead(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Sittings of this operator that are not finished."""
    for sitting in sittings(scope).filter(operator_id=scope.person_id):
        if not _is_finished(sitting):
            draw = _open_draw(sitting)
            due_on = moments.local_day(draw.draw_by) if draw and draw.draw_by else None
            yield Due(
                f"主持抽取：{sitting.campaign.title}",
                _stand(draw),
                _page("sitting", sitting),
                "进入会场",
                due_on,
            )


def campaigns_to_draw(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Settled campaigns that no sitting has begun to draw."""
    if not can_open_sitting(scope):
        return
    ready = list(every_campaign(scope).filter(state=READY, sittings=None, drawing_platform=""))
    stopped = stopped_of(scope, ready, today)
    for campaign in ready:
        if campaign.pk in stopped:
            continue
        why = "任务已定案。须三人到场：主持、录入、见证。"
        yield Due(
            f"召开抽取会：{campaign.title}",
            why,
            reverse("sitting_open") + f"?campaign={campaign.pk}",
            "去准备",
            campaign.starts_on,
        )


def campaigns_stopped(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Settled campaigns that are not to be drawn as law and list are now: who may send them back does."""
    if not can_send_back_campaigns(scope):
        return
    ready = list(every_campaign(scope).filter(state=READY, held_by=""))
    stopped = stopped_of(scope, ready, today)
    for campaign in ready:
        if found := stopped.get(campaign.pk):
            url = reverse("campaign_detail", args=[campaign.pk])
            why = f"{found[0].title}。退回修改后由局领导重新定案。"
            yield Due(f"不能抽取：{campaign.title}", why, url, "去处理", campaign.starts_on)


def draws_to_disclose(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Sittings whose draws are complete and not yet public; due when the campaign's visits end. What an
    annulled attempt would have drawn goes with them, or follows where it was computed after them."""
    if not can_disclose(scope):
        return
    late = Q(draws__state=ANNULLED, draws__drawn_at__isnull=False, draws__disclosed_at=None)
    after = Q(campaign__draws__state=DISCLOSED)
    waiting = sittings(scope).filter(Q(draws__state=DRAWN) | late & after).distinct()
    for sitting in waiting:
        if why := _why_disclosed(sitting):
            yield Due(
                f"公开抽取：{sitting.campaign.title}",
                why,
                _page("draw_disclose", sitting),
                "去公开",
                sitting.campaign.ends_on,
            )


def sittings_without_recording(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Drawn, annulled or not, not public, and not filmed from the first step to the last: not complete, and a
    leader answers for it. A reason that was given settles it."""
    if not can_explain_recording(scope):
        return
    ended = Q(draws__state=DRAWN) | Q(draws__state=ANNULLED, draws__drawn_at__isnull=False)
    drawn = sittings(scope).filter(ended, draws__disclosed_at=None).distinct()
    for sitting in not_filmed_whole(drawn):
        if is_explained(sitting) or is_under_way(sitting):
            continue
        due = recording_due(sitting)
        who = f"{sitting.caller.name}、{sitting.witness.name}"
        why = f"没有全程录音录像，不算完成。{who}可以附上文件；没有的，写明理由。"
        url = _page("recording_reason", sitting)
        yield Due(f"缺录音录像：{sitting.campaign.title}", why, url, "去说明", due.day if due else None)


def external_draws_to_take_in(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Settled campaigns that a platform draws and whose result is not here."""
    if not can_take_in_external(scope):
        return
    for campaign in waiting_elsewhere(scope):
        why = f"由{campaign.drawing_platform}抽取，抽取后导入基数名单、抽中名单、检查组和截图。"
        url = reverse("external_take_in", args=[campaign.pk])
        yield Due(f"导入平台抽取结果：{campaign.title}", why, url, "去导入", campaign.starts_on)


def external_draws_to_decide(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Results of platforms that wait for a second person: to be confirmed, or to be withdrawn."""
    for draw in external_draws(scope).filter(state__in=[WAITING, TAKEN_IN]):
        url = reverse("external_draw", args=[draw.pk])
        if draw.state == WAITING and can_confirm_external(scope, draw):
            why = f"{draw.taken_in_by.name}导入，请对照平台截图确认。"
            yield Due(f"确认平台抽取结果：{draw.campaign.title}", why, url, "去确认", today)
        if draw.awaits_withdrawal and can_confirm_withdrawal(scope, draw):
            yield Due(f"决定是否撤回：{draw.campaign.title}", draw.withdrawal_reason, url, "去决定", today)


def external_draws_to_disclose(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Results of platforms that are not yet public; due when the campaign's visits end."""
    if not can_disclose(scope):
        return
    for draw in external_draws(scope).filter(state=TAKEN_IN):
        why = "检查全部结束后公开名单；非本系统抽取、不可复算。"
        url = reverse("external_draw", args=[draw.pk])
        yield Due(f"公开平台抽取：{draw.campaign.title}", why, url, "去公开", draw.campaign.ends_on)


def annulments_to_confirm(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Proposed annulments that a second person decides."""
    proposals = AnnulmentProposal.objects.filter(draw__office_id=scope.office_id, confirmed_at=None)
    for proposal in proposals.select_related("draw__sitting__campaign", "proposed_by"):
        if can_confirm_annulment(scope, proposal):
            title = f"决定是否作废：{proposal.draw.sitting.campaign.title}"
            why = f"{proposal.proposed_by.name}提出：{proposal.words}"
            yield Due(title, why, _page("draw_annul", proposal.draw.sitting), "去决定", today)


def corrections_to_confirm(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Proposed corrections of what was said of lotteries, that a second person decides."""
    proposals = EventCorrection.objects.filter(draw__office_id=scope.office_id, confirmed_at=None)
    for proposal in proposals.select_related("draw__sitting__campaign", "proposed_by"):
        if proposal.draw.may_be_corrected and can_confirm_annulment(scope, proposal):
            title = f"决定是否更正开奖情况：{proposal.draw.campaign.title}"
            why = f"{proposal.proposed_by.name}提出：{proposal.words}"
            yield Due(title, why, reverse("event_correct", args=[proposal.draw_id]), "去决定", today)


def corrected_to_compute(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Annulled attempts that were owed again by a correction, and whose numbers are entered."""
    owed = Draw.objects.filter(office_id=scope.office_id, state=ANNULLED, event_happened=True, drawn_at=None)
    for draw in owed.filter(corrections__confirmed_at__isnull=False).distinct().select_related("sitting"):
        is_entered = computing_of(draw).is_owed and all(state.is_agreed for state in throw_states(draw))
        if is_entered and can_compute(scope, draw):
            why = f"{draw}已作废，号码已经补录，推算出本来的结果才能公开。"
            url = reverse("event_correct", args=[draw.pk])
            yield Due(f"推算作废的抽取：{draw.campaign.title}", why, url, "去推算", today)


def _is_finished(sitting: Sitting) -> bool:
    """Drawn, sent back, or meanwhile to be drawn by a platform."""
    campaign = sitting.campaign
    return is_settled(campaign.pk) or campaign.state != READY or bool(campaign.drawing_platform)


def _why_disclosed(sitting: Sitting) -> str:
    """Why its draws may become public now; "" while the teams are still to be drawn."""
    selection = final_draw(sitting.campaign_id, SELECTION)
    if is_settled(sitting.campaign_id) or (selection and selection.disclosed_at):
        return "检查全部结束后公开抽取文件，任何人都能核验。"
    if selection and is_nobody_left(selection):
        return "抽中的对象和递补全部退出，没有可以检查的户次，公开以后起草通报、办结任务。"
    return ""


def _open_draw(sitting: Sitting) -> Draw | None:
    return sitting.draws.filter(state__in=OPEN).order_by("-frozen_at").first()


def _stand(draw: Draw | None) -> str:
    if draw is None:
        return "接着办理下一步。"
    words = {"frozen": "名单已封存，等待公告。", "announced": "已公告，等待两人录入公开事件。"}
    return f"{draw.get_kind_display()}：{words.get(draw.state, '公开事件已记录，等待抽取。')}"


def _page(name: str, sitting: Sitting) -> str:
    return reverse(name, args=[sitting.pk])
