"""Work on visits: to ask for the approval, to arrange, to go, to confirm, to follow up. No party is named:
the home page is seen over a shoulder."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.draws.models import MemberChange
from mingcha.draws.states import PROPOSED
from mingcha.inspections.models import CallOff, FollowUp, Inspection, InspectionRecord
from mingcha.inspections.policies import (
    can_decide_call_off,
    can_decide_change,
    can_decide_member_change,
    can_finish_follow_up,
    can_propose_approval,
)
from mingcha.inspections.queries.concerning import campaigns_that_may_name
from mingcha.inspections.queries.listing import progress_of
from mingcha.inspections.queries.visible import Sight, inspections, sight_of, sights_of
from mingcha.inspections.states import ASKED, ASKED_OFF, OPEN, OVER, RETURNED, SUBMITTED, WAITING
from mingcha.oversight.rules import Due
from mingcha.plans.models import Campaign
from mingcha.registers.queries.interests import own_inspector_if_any

AHEAD = datetime.timedelta(weeks=1)


def approvals_to_ask(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Campaigns whose teams are drawn and whose visits nobody has asked to approve, or that were returned."""
    for one in progress_of(scope, today):
        if one.is_empty or (one.approval is not None and one.approval.state != RETURNED):
            continue
        if can_propose_approval(scope, one.campaign):
            url = reverse("approval_propose", args=[one.campaign.pk])
            why = "检查组已经抽出；检查须经局领导批准（国办发〔2024〕54号）。"
            if one.approval is not None:
                why = f"局领导退回：{one.approval.decision_words}"
            yield Due(f"报批检查：{one.campaign.title}", why, url, "去报批", one.campaign.starts_on)


def own_visits_to_make(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """What the viewer has to do on visits of his own: set days, go, confirm what a colleague typed."""
    own = own_inspector_if_any(scope)
    if own is None:
        return
    unfinished = inspections(scope).exclude(state__in=OVER).values("campaign")
    changing = InspectionRecord.objects.filter(state=SUBMITTED, inspection__office_id=scope.office_id)
    wanted = campaigns_that_may_name(scope, own.roster_no).filter(
        Q(pk__in=unfinished) | Q(pk__in=changing.values("inspection__campaign"))
    )
    sights = [one for one in sights_of(scope, wanted.order_by("number")) if one.own]
    rows = _own_rows(scope, sights)
    waiting = _waiting(scope, [row for found in rows.values() for row in found])
    for sight in sights:
        found = rows[sight.campaign.pk]
        yield from _to_arrange(sight.campaign, sight, found)
        yield from _to_go(sight.campaign, sight, found, today)
        yield from _to_confirm(sight.campaign, waiting[sight.campaign.pk])


def _own_rows(scope: Actor, sights: Sequence[Sight]) -> dict[UUID, list[Inspection]]:
    """By campaign, the own visits: counted and dated here, named nowhere."""
    codes = {one.campaign.pk: one.own for one in sights}
    found: dict[UUID, list[Inspection]] = defaultdict(list)
    any_code = {code for own in codes.values() for code in own}
    for row in inspections(scope).filter(campaign__in=codes, code__in=any_code).order_by("number"):
        if row.code in codes[row.campaign_id]:
            found[row.campaign_id].append(row)
    return found


def _waiting(scope: Actor, rows: Sequence[Inspection]) -> dict[UUID, list[InspectionRecord]]:
    """By campaign, the records of these visits that a colleague handed in."""
    of_campaign: dict[UUID, list[InspectionRecord]] = defaultdict(list)
    records = InspectionRecord.objects.filter(inspection__in=rows, state=SUBMITTED)
    for record in records.exclude(typed_by=scope.person_id).select_related("inspection", "typed_by"):
        of_campaign[record.inspection.campaign_id].append(record)
    return of_campaign


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
        if row.state in (WAITING, *OVER) or row.planned_on is None or row.planned_on > until:
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


def _to_confirm(campaign: Campaign, waiting: Sequence[InspectionRecord]) -> Iterator[Due]:
    for record in waiting:
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


def member_changes_to_decide(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Whom a platform drew anew, or a leader is to send, before a second person. No visit is told: its page
    asks for a look."""
    rows = MemberChange.objects.filter(campaign__office=scope.office_id, state=PROPOSED)
    for change in rows.select_related("campaign__clue_check", "proposed_by"):
        if not can_decide_member_change(scope, change, (), ""):
            continue  # of whatever team: who goes there need not be read
        sight = sight_of(scope, change.campaign)
        team = sight.covered[change.visit].team if change.visit in sight.covered else ()
        visit = inspections(scope).filter(campaign=change.campaign, code=change.visit).first()
        if visit and can_decide_member_change(scope, change, team, sight.roster_no):
            url = reverse("inspection_detail", args=[visit.pk])
            why = f"{change.proposed_by.name}提出，附有证明；确认以后检查组重新制作通知书。"
            yield Due(f"确认换人：{change.campaign.title}", why, url, "去确认", today)


def call_offs_to_decide(scope: Actor, today: datetime.date) -> Iterator[Due]:
    """Visits that nobody can make, before a leader who did not ask and is not of the team."""
    rows = CallOff.objects.filter(inspection__office_id=scope.office_id, state=ASKED_OFF)
    for row in rows.select_related("inspection__campaign", "asked_by"):
        visit = row.inspection
        if not can_decide_call_off(scope, row, (), ""):
            continue  # of whatever team
        sight = sight_of(scope, visit.campaign)
        team = sight.covered[visit.code].team if visit.code in sight.covered else ()
        if can_decide_call_off(scope, row, team, sight.roster_no):
            url = reverse("inspection_detail", args=[visit.pk])
            why = f"{row.asked_by.name}申请，系统核对：{row.found}。"
            yield Due(f"决定户次是否不再实施：{visit.campaign.title}", why, url, "去决定", today)


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
