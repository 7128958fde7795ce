"""不再实施: a visit that nobody can make any more is called off by a leader, and taken up again once somebody
can. It is no way to skip a party: the system itself has to find that nobody is left who may go."""

from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal, Unknown
from mingcha.draws.policies import person_of
from mingcha.inspections.models import Approval, CallOff, Inspection
from mingcha.inspections.policies import can_ask_call_off, can_decide_call_off, can_resume_visit
from mingcha.inspections.queries.staffing import Staffing, staffing_of, standing_call_off
from mingcha.inspections.queries.visible import Seen
from mingcha.inspections.services.locked import TEAM_CLAUSE, lock_what_counts, locked_inspection
from mingcha.inspections.states import ASKED_OFF, CALL_OFF, CALLED_OFF, DRAFT, HANDED_IN, INSPECTION
from mingcha.intake.services import Scan, keep_scan
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act
from mingcha.plans.models import Campaign
from mingcha.plans.services import call_off_drawn_units

TITLE = "不能申请不再实施"


def ask_call_off(*, actor: Actor, inspection: UUID, reason: str, scan: Scan | None = None) -> CallOff:
    """The team, the section or enforcement asks. Asked already by the same person it stands."""
    with transaction.atomic():
        seen = locked_inspection(actor, inspection)
        row = seen.inspection
        can_ask_call_off(actor, row.campaign, seen.coverage.team, seen.sight.roster_no).require()
        known = standing_call_off(row)
        if known is not None and known.state == ASKED_OFF:
            return _same(known, actor)
        INSPECTION.after("call_off", row.state)
        if not reason.strip():
            raise Refusal("call-off-reason", "请写明为什么不能再检查这一户次。", title=f"{TITLE}：没有理由")
        _require_no_record(row)
        staffing = _require_lost(actor, seen)
        proofs = keep_scan(actor, scan)
        found = CallOff(
            inspection=row,
            found=staffing.found,
            reason=reason.strip()[:200],
            proof=proofs[0] if proofs else None,
            asked_by_id=person_of(actor),
            asked_at=moments.now(),
        )
        found.save(force_insert=True)
        _record("inspections.ask_call_off", actor, row, found.reason, *proofs, found)
    return found


def approve_call_off(*, actor: Actor, inspection: UUID, words: str = "") -> CallOff:
    """By a leader who did not ask and is not on the team, if still nobody can go."""
    with transaction.atomic():
        seen, found = _asked(actor, inspection)
        row = seen.inspection
        row.state = INSPECTION.after("call_off", row.state)
        _require_no_record(row)
        found.found = _require_lost(actor, seen).found
        _decide(actor, found, "approve", words)
        row.save()
        _tell_the_plans(actor, seen, is_called_off=True)
        _record("inspections.approve_call_off", actor, row, words, found, row)
    return found


def decline_call_off(*, actor: Actor, inspection: UUID, words: str) -> CallOff:
    """The visit stays to be made."""
    with transaction.atomic():
        seen, found = _asked(actor, inspection)
        if not words.strip():
            raise Refusal("decline-words", "不予批准要写明理由。", title="不能办理：没有理由")
        _decide(actor, found, "decline", words)
        _record("inspections.decline_call_off", actor, seen.inspection, words, found)
    return found


def resume_visit(*, actor: Actor, inspection: UUID, reason: str) -> CallOff:
    """Somebody can go again: the visit waits for its day, as long as its campaign is not closed."""
    with transaction.atomic():
        seen = locked_inspection(actor, inspection)
        row = seen.inspection
        can_resume_visit(actor).require()
        found = standing_call_off(row)
        if found is None or found.state != CALLED_OFF:
            raise Unknown("not-called-off", "这一户次没有不再实施。", title="没有找到")
        _require_not_closed(row.campaign)
        if not reason.strip():
            raise Refusal("resume-reason", "请写明为什么恢复实施。", title="不能恢复：没有理由")
        row.state = INSPECTION.after("resume", row.state)
        row.method, row.day_reason = "", ""
        row.planned_on = row.planned_at = row.planned_minutes = None
        row.scheduled_by = row.scheduled_at = None
        row.save()
        found.state = CALL_OFF.after("resume", found.state)
        found.resumed_by_id, found.resumed_at = person_of(actor), moments.now()
        found.resumed_for = reason.strip()[:200]
        found.save()
        _tell_the_plans(actor, seen, is_called_off=False)
        _record("inspections.resume_visit", actor, row, found.resumed_for, found, row)
    return found


def note_closing(*, actor: Actor, campaign: Campaign) -> None:
    """The campaign was closed: its visits stay as they are. Part of another verb, which asks its policy."""
    for approval in Approval.objects.filter(campaign=campaign, closed_at=None):
        approval.closed_at = moments.now()
        approval.save()
        content = {"campaign": campaign.number}
        record_act("inspections.note_closing", actor=actor, content=content, records=[approval])


def _asked(actor: Actor, inspection: UUID) -> tuple[Seen, CallOff]:
    seen = locked_inspection(actor, inspection)
    found = standing_call_off(seen.inspection)
    if found is None or found.state != ASKED_OFF:
        raise Unknown("no-call-off", "没有待决定的申请。", title="没有找到", remedy="请刷新页面。")
    can_decide_call_off(actor, found, seen.coverage.team, seen.sight.roster_no).require()
    return seen, found


def _tell_the_plans(actor: Actor, seen: Seen, *, is_called_off: bool) -> None:
    lock_what_counts(actor)
    units, campaign = seen.coverage.units, seen.inspection.campaign
    call_off_drawn_units(actor=actor, campaign=campaign, units=units, is_called_off=is_called_off)


def _same(known: CallOff, actor: Actor) -> CallOff:
    if known.asked_by_id == actor.person_id:
        return known
    raise Conflict(
        "call-off-known",
        f"{known.asked_by.name}已经申请这一户次不再实施，等局领导决定。",
        title=f"{TITLE}：已经申请",
    )


def _require_no_record(row: Inspection) -> None:
    if row.records.filter(state__in=(DRAFT, *HANDED_IN)).exists():
        raise Conflict(
            "record-begun",
            "这一户次已经开始填写检查记录。",
            title=f"{TITLE}：已经开始检查",
            remedy="没有查成的，请先放弃草稿；查了的，照实填写结果。",
        )


def _require_lost(actor: Actor, seen: Seen) -> Staffing:
    if seen.coverage.is_void:
        raise Conflict(
            "nothing-to-visit",
            "这一户次的对象都已退出，不计户次，不用申请。",
            title=f"{TITLE}：没有检查对象",
        )
    staffing = staffing_of(actor, seen)
    if not staffing.is_lost:
        raise Conflict(
            "can-be-made",
            "抽中的户次都要检查；只有执法人员不够法定人数、按规则又没有人可以替补的，才不再实施。",
            title=f"{TITLE}：这一户次还能检查",
            clause=TEAM_CLAUSE,
            remedy=staffing.instead,
        )
    return staffing


def _require_not_closed(campaign: Campaign) -> None:
    if Approval.objects.filter(campaign=campaign, closed_at__isnull=False).exists():
        raise Conflict(
            "campaign-closed",
            "这个任务已经办结，不再恢复检查。",
            title="不能恢复：任务已经办结",
            remedy="确需检查的，列入下一轮抽查，或者有线索的另办线索核查。",
        )


def _decide(actor: Actor, found: CallOff, act: str, words: str) -> None:
    found.state = CALL_OFF.after(act, found.state)
    found.decided_by_id, found.decided_at = person_of(actor), moments.now()
    found.decision_words = words.strip()[:200]
    found.save()


def _record(act: str, actor: Actor, row: Inspection, reason: str, *rows: Record) -> None:
    content = {"campaign": row.campaign.number, "visit": row.code}
    record_act(act, actor=actor, reason=reason.strip(), content=content, records=list(rows))
