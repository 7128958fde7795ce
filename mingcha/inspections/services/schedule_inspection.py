"""The team leader sets the day, the hour and the way of a visit."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.draws.policies import person_of
from mingcha.inspections.models import Inspection
from mingcha.inspections.policies import can_schedule
from mingcha.inspections.queries.burden import warnings
from mingcha.inspections.queries.fitness import officers, unfit
from mingcha.inspections.queries.records import open_record
from mingcha.inspections.queries.visible import Seen
from mingcha.inspections.rules.hours import DAY_BEGINS, DAY_ENDS
from mingcha.inspections.rules.methods import METHODS, ON_SITE
from mingcha.inspections.services.locked import locked_inspection, require_within_cap, team_refusal
from mingcha.inspections.states import INSPECTION
from mingcha.law.queries.calendar import calendar_of
from mingcha.ledger.services import record_act

TITLE = "不能安排"
MOST_MINUTES = 12 * 60


@dataclass(frozen=True)
class VisitPlan:
    """When and how the team goes; `reason` explains what is out of the ordinary."""

    on: datetime.date
    at: datetime.time
    minutes: int
    method: str
    reason: str = ""


def schedule_inspection(*, actor: Actor, inspection: UUID, plan: VisitPlan) -> Inspection:
    """The visit on that day. Another day after the notice was made asks for a new notice. The same plan again
    changes nothing."""
    with transaction.atomic():
        seen = locked_inspection(actor, inspection)
        row = seen.inspection
        _require_may(actor, seen)
        if _plan_of(row) == plan:
            return row
        after = INSPECTION.after("schedule", row.state)
        _require_no_record(row)
        _check(plan)
        _require_fit(actor, seen, plan)
        require_within_cap(TITLE, actor, seen, plan.on)
        _require_reason(actor, seen, plan)
        row.state, row.method = after, plan.method
        row.planned_on, row.planned_at, row.planned_minutes = plan.on, plan.at, plan.minutes
        row.day_reason = plan.reason.strip()[:200]
        row.scheduled_by_id, row.scheduled_at = person_of(actor), moments.now()
        row.save()
        content = {"campaign": row.campaign.number, "visit": row.code}
        record_act(
            "inspections.schedule_visit", actor=actor, reason=row.day_reason, content=content, records=[row]
        )
    return row


def _require_may(actor: Actor, seen: Seen) -> None:
    covered, row = seen.coverage, seen.inspection
    people = {one.roster_no: one for one in officers(row.office_id, covered, moments.today())}
    head = people.get(covered.leader)
    led = head is not None and head.has_account
    can_schedule(actor, covered.leader, covered.team, seen.sight.roster_no, led=led).require()


def _plan_of(row: Inspection) -> VisitPlan | None:
    if row.planned_on is None or row.planned_at is None or row.planned_minutes is None:
        return None
    return VisitPlan(row.planned_on, row.planned_at, row.planned_minutes, row.method, row.day_reason)


def _require_no_record(row: Inspection) -> None:
    if open_record(row) is not None:
        raise Conflict(
            "record-begun",
            "这一户次的检查记录已经开始填写，不能改日期。",
            title=f"{TITLE}：已经开始检查",
            remedy="实际日期与安排不同的，在检查记录里写明原因。",
        )


def _check(plan: VisitPlan) -> None:
    if plan.method not in METHODS:
        raise Refusal("visit-method", "请选择检查方式。", title=f"{TITLE}：没有检查方式")
    if not 0 < plan.minutes <= MOST_MINUTES:
        raise Refusal(
            "visit-length",
            f"预计时长应在1至{MOST_MINUTES}分钟之间。",
            title=f"{TITLE}：时长不对",
            clause="局实施方案 四（三）：不得妨碍正常的生产经营活动",
        )
    if plan.on < moments.today():
        raise Refusal("visit-past", f"{plan.on}已经过去。", title=f"{TITLE}：日期已过")


def _require_fit(actor: Actor, seen: Seen, plan: VisitPlan) -> None:
    if seen.coverage.is_void:
        raise Conflict(
            "nothing-to-visit",
            "这一户次的对象都已退出，递补已用完。",
            title=f"{TITLE}：没有检查对象",
        )
    if found := unfit(actor, seen.coverage, plan.on):
        raise team_refusal(TITLE, found, seen.inspection.campaign)


def _require_reason(actor: Actor, seen: Seen, plan: VisitPlan) -> None:
    asked = list(_unusual(actor, seen, plan))
    if asked and not plan.reason.strip():
        raise Refusal(
            "visit-reason",
            "；".join(asked) + "。请写明原因。",
            title=f"{TITLE}：没有说明原因",
            clause="局实施方案 四（三）：不得妨碍正常的生产经营活动",
            found=[("要说明的", one) for one in asked],
        )


def _unusual(actor: Actor, seen: Seen, plan: VisitPlan) -> Iterator[str]:
    campaign = seen.inspection.campaign
    if campaign.starts_on and plan.on < campaign.starts_on:
        yield f"{plan.on}早于任务的检查期间（{campaign.starts_on}起）"
    if campaign.ends_on and plan.on > campaign.ends_on:
        yield f"{plan.on}晚于任务的检查期间（到{campaign.ends_on}）"
    if plan.method == ON_SITE:
        if not calendar_of(actor.office_id).is_working_day(plan.on):
            yield f"{plan.on}是休息日或者节假日"
        end = datetime.datetime.combine(plan.on, plan.at) + datetime.timedelta(minutes=plan.minutes)
        if plan.at < DAY_BEGINS or end.date() > plan.on or end.time() > DAY_ENDS:
            yield f"检查在{DAY_BEGINS:%H:%M}以前或者{DAY_ENDS:%H:%M}以后"
    for rule, fact in warnings(actor, seen.inspection, seen.coverage, plan.on):
        yield f"{fact}（{rule.clause}）"
