"""What others still have to do before this person's work goes on."""

import datetime
from collections.abc import Iterator

from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import LEADER
from mingcha.common import moments
from mingcha.draws.models import Draw
from mingcha.draws.policies import can_confirm_external, can_open_sitting
from mingcha.draws.queries.attempts import sittings
from mingcha.draws.queries.external.standing import external_draws
from mingcha.draws.states import ANNOUNCED, DRAWN, TAKEN_IN, WAITING
from mingcha.items.queries import lists_in_progress
from mingcha.items.states import SUBMITTED
from mingcha.oversight.queries.home.penalties import penalties_waiting
from mingcha.oversight.rules import Waiting
from mingcha.plans.policies import can_draft_campaign
from mingcha.plans.queries import campaigns, plans
from mingcha.plans.queries.standings import stopped_of
from mingcha.plans.states import READY


def waiting_of(scope: Actor, today: datetime.date) -> tuple[Waiting, ...]:
    """Submitted lists, settled campaigns nobody has drawn, draws that others enter or disclose."""
    return (
        *_lists(scope, today),
        *_plans(scope),
        *_campaigns(scope),
        *_throws(scope),
        *_external(scope),
        *_disclosures(scope),
        *penalties_waiting(scope),
    )


def _lists(scope: Actor, today: datetime.date) -> Iterator[Waiting]:
    for item_list in lists_in_progress(scope).filter(state=SUBMITTED):
        if scope.has(LEADER) and item_list.submitter != scope.person_id:
            continue
        sent = moments.local_day(item_list.submitted_at) if item_list.submitted_at else today
        days = (today - sent).days
        url = reverse("item_list_detail", args=[item_list.pk])
        yield Waiting(f"审定清单{item_list}", url, "局领导", f"已送{days}日" if days else "")


def _plans(scope: Actor) -> Iterator[Waiting]:
    for plan in plans(scope).filter(state=SUBMITTED):
        if not scope.has(LEADER) or plan.submitter == scope.person_id:
            yield Waiting(f"批准{plan}", reverse("plan_detail", args=[plan.pk]), "局领导")


def _campaigns(scope: Actor) -> Iterator[Waiting]:
    if can_open_sitting(scope) or not (scope.has(LEADER) or can_draft_campaign(scope)):
        return
    ready = list(campaigns(scope).filter(state=READY, sittings=None, held_by=""))
    stopped = stopped_of(scope, ready, moments.today())
    for campaign in (one for one in ready if one.pk not in stopped):
        elsewhere = campaign.drawing_platform
        who = f"{elsewhere}抽取，执法监察岗位导入结果" if elsewhere else "执法监察岗位召开抽取会"
        yield Waiting(f"抽取：{campaign.title}", reverse("campaign_detail", args=[campaign.pk]), who)


def _throws(scope: Actor) -> Iterator[Waiting]:
    for draw in Draw.objects.filter(office_id=scope.office_id, state=ANNOUNCED).select_related("sitting"):
        callers = {draw.sitting.caller_id: draw.sitting.caller, draw.sitting.witness_id: draw.sitting.witness}
        if scope.person_id in callers:
            continue
        names = "、".join(person.name for person in callers.values())
        url = reverse("draw_record", args=[draw.sitting_id])
        yield Waiting("录入公开事件", url, f"{names}，各自录入")


def _disclosures(scope: Actor) -> Iterator[Waiting]:
    if scope.has(LEADER):
        return
    for sitting in sittings(scope).filter(draws__state=DRAWN).distinct():
        url = reverse("draw_record", args=[sitting.pk])
        yield Waiting(f"公开抽取：{sitting.campaign.title}", url, "局领导，检查全部结束后")
    for draw in external_draws(scope).filter(state=TAKEN_IN):
        url = reverse("external_draw", args=[draw.pk])
        yield Waiting(f"公开平台抽取：{draw.campaign.title}", url, "局领导，检查全部结束后")


def _external(scope: Actor) -> Iterator[Waiting]:
    for draw in external_draws(scope).filter(state=WAITING):
        if not can_confirm_external(scope, draw):
            url = reverse("external_draw", args=[draw.pk])
            yield Waiting(f"确认平台抽取结果：{draw.campaign.title}", url, "另一名执法监察人员或局领导")
