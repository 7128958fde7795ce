"""Work on visits: to ask for the approval, to arrange, to go, to confirm, to follow up. No party is named:
the home page is seen over a shoulder."""

import datetime
from collections.abc import Iterator

from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.inspections.models import FollowUp, Inspection, InspectionRecord
from mingcha.inspections.policies import can_decide_change, can_finish_follow_up, can_propose_approval
from mingcha.inspections.queries.listing import progress_of
from mingcha.inspections.queries.visible import Sight, inspections, sight_of
from mingcha.inspections.states import ASKED, OPEN, RECORDED, RETURNED, SUBMITTED, WAITING
from mingcha.oversight.rules import Due
from mingcha.plans.models import Campaign
from mingcha.registers.queries.interests import own_inspector_if_any

AHEAD = datetime.timedelta(weeks=1)


def approvals_to_ask(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Campaigns whose teams are drawn and whose visits nobody has asked to approve, or that were returned."""
    for one in progress_of(scope, today):
        if one.approval is not None and one.approval.state != RETURNED:
            continue
        if can_propose_approval(scope, one.campaign):
            url = reverse("approval_propose", args=[one.campaign.pk])
            why = "检查组已经抽出；检查须经局领导批准（国办发〔2024〕54号）。"
            if one.approval is not None:
                why = f"局领导退回：{one.approval.decision_words}"
            yield Due(f"报批检查：{one.campaign.title}", why, url, "去报批", one.campaign.starts_on)


def own_visits_to_make(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """What the viewer has to do on visits of his own: set days, go, confirm what a colleague typed."""
    if own_inspector_if_any(scope) is None:
        return
    unfinished = inspections(scope).exclude(state=RECORDED).values("campaign")
    changing = InspectionRecord.objects.filter(state=SUBMITTED, inspection__office_id=scope.office_id)
    wanted = Campaign.objects.filter(pk__in=unfinished) | Campaign.objects.filter(
        pk__in=changing.values("inspection__campaign")
    )
    for campaign in wanted.distinct().order_by("number"):
        sight = sight_of(scope, campaign)
        rows = list(inspections(scope).filter(campaign=campaign, code__in=sight.own).order_by("number"))
        yield from _to_arrange(campaign, sight, rows)
        yield from _to_go(campaign, sight, rows, today)
        yield from _to_confirm(scope, campaign, rows)


def _to_arrange(campaign: Campaign, sight: Sight, rows: list[Inspection]) -> Iterator[Due]:
    led = [
        row
        for row in rows
        if row.state == WAITING
        and sight.covered[row.code].leader in ("", sight.roster_no)
        and not sight.covered[row.code].is_void
    ]
    if led:
        why = f"本人任组长的{len(led)}户次还没有定日期。"
        url = reverse("my_inspections")
        yield Due(f"安排检查：{campaign.title}", why, url, "去安排", campaign.ends_on)


def _to_go(campaign: Campaign, sight: Sight, rows: list[Inspection], today: datetime.date) -> Iterator[Due]:
    until = today + AHEAD
    for row in rows:
        if row.state in (WAITING, RECORDED) or row.planned_on is None or row.planned_on > until:
            continue
        at = f"{row.planned_at:%H:%M}" if row.planned_at else ""
        url = reverse("inspection_detail", args=[row.pk])
        yield Due(
            f"检查：{campaign.title}第{row.number}户次",
            f"{at}，{row.get_method_display()}，{row.get_state_display()}。",
            url,
            "打开",
            row.planned_on,
        )


def _to_confirm(scope: Actor, campaign: Campaign, rows: list[Inspection]) -> Iterator[Due]:
    waiting = InspectionRecord.objects.filter(inspection__in=rows, state=SUBMITTED)
    for record in waiting.exclude(typed_by=scope.person_id).select_related("inspection", "typed_by"):
        url = reverse("record_view", args=[record.pk])
        why = f"{record.typed_by.name}填写，请核对后确认。"
        yield Due(
            f"确认检查记录：{campaign.title}第{record.inspection.number}户次",
            why,
            url,
            "去确认",
            record.inspection.planned_on,
        )


def record_changes_to_decide(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Confirmed records that a team asks to put right."""
    rows = InspectionRecord.objects.filter(inspection__office_id=scope.office_id, state=ASKED)
    for record in rows.select_related("inspection__campaign", "asked_by"):
        if can_decide_change(scope, record):
            url = reverse("inspection_detail", args=[record.inspection_id])
            title = f"决定是否更正：{record.inspection}"
            yield Due(
                title,
                f"{record.asked_by.name if record.asked_by else ''}：{record.reason}",
                url,
                "去决定",
                today,
            )


def follow_ups_to_finish(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """What results ask to be done."""
    rows = FollowUp.objects.filter(inspection__office_id=scope.office_id, state=OPEN)
    for one in rows.select_related("inspection__campaign"):
        if can_finish_follow_up(scope, one.inspection.campaign):
            url = reverse("inspection_detail", args=[one.inspection_id]) + "#follow-ups"
            yield Due(f"{one.words}：{one.inspection}", f"结果为“{one.outcome}”。", url, "去办理", one.due_on)


def visits_that_are_late(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Campaigns with visits whose day has passed, for the section that is responsible."""
    for one in progress_of(scope, today):
        if one.late and can_finish_follow_up(scope, one.campaign):
            url = reverse("campaign_inspections", args=[one.campaign.pk])
            why = f"{one.late}户次已过安排的日期或者任务期限，检查记录还没有确认。"
            yield Due(f"催办检查：{one.campaign.title}", why, url, "去看", one.campaign.ends_on)
