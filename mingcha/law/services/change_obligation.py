"""An obligation changes: one person proposes the next dated row, a leader who is another person decides."""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import LEADER
from mingcha.accounts.services.ask_role import ask_role, finish_work
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.law.models import Obligation, ObligationChange
from mingcha.law.policies import can_decide_change, can_propose_change, can_withdraw_change
from mingcha.law.queries import changes_of, find_change, latest_row
from mingcha.law.rules import BY_KEY, normal_value
from mingcha.law.states import CHANGE, PROPOSED
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act

DECIDE_WORK = "law.approve_change"
COLUMNS = ("key", "title", "value", "unit", "clause", "quote", "confidence", "in_force_from", "is_on")


@dataclass(frozen=True)
class ChangeFacts:
    """The next row as a person writes it: `value` like `5%`, `1/20`, `20`, empty where the rule has none."""

    clause: str
    in_force_from: datetime.date
    reason: str
    value: str = ""
    quote: str = ""
    confidence: str = "P"
    is_on: bool = True


def propose_change(*, actor: Actor, key: str, facts: ChangeFacts) -> ObligationChange:
    """Put before the leaders. `Refusal` when the value cannot be read, document or reason is missing, the day
    is not after the latest row's, nothing would change, or the program cannot do without the obligation;
    `Conflict` while another change of it waits."""
    with transaction.atomic():
        lock(f"law/{actor.office_id}")
        can_propose_change(actor).require()
        latest = latest_row(actor, key)
        change = _change(actor, latest, facts)
        _require_words(facts)
        _require_sound(latest, change)
        if changes_of(actor, key).filter(state=PROPOSED).exists():
            raise Conflict(
                "change-waits",
                f"“{latest.title}”已有一项变动等待批准。",
                title="不能提出：前一项还没有决定",
                remedy="请等局领导决定，或由提出人撤回后再提。",
            )
        change.save(force_insert=True)
        content = {"key": key, "old": latest.value, "new": change.value, "clause": change.clause}
        record_act("law.propose_change", actor=actor, reason=change.reason, content=content, records=[change])
        _ask_leaders(actor, change)
    return change


def approve_change(*, actor: Actor, change: ObligationChange, remark: str = "") -> Obligation:
    """The new row, in force from its day until further notice; the former ends the day before. Earlier rows
    are never edited otherwise, so the past keeps its figures."""
    with transaction.atomic():
        change = _decided(actor, change, "approve", remark)
        latest = latest_row(actor, change.key)
        _require_sound(latest, change)
        new = Obligation(office_id=change.office_id, **{name: getattr(change, name) for name in COLUMNS})
        latest.in_force_until = min(
            latest.in_force_until or datetime.date.max, change.in_force_from - datetime.timedelta(days=1)
        )
        latest.save()
        new.save(force_insert=True)
        _record("law.approve_change", actor, change, latest, new)
    return new


def decline_change(*, actor: Actor, change: ObligationChange, remark: str) -> ObligationChange:
    """Nothing changes; whoever proposed it reads why."""
    with transaction.atomic():
        change = _decided(actor, change, "decline", remark)
        if not remark.strip():
            raise Refusal("reason-missing", "不批准要写明理由，提出人能看到。", title="不能决定：没有理由")
        _record("law.decline_change", actor, change)
    return change


def withdraw_change(*, actor: Actor, change: ObligationChange) -> ObligationChange:
    """Taken back by whoever proposed it, before it is decided."""
    with transaction.atomic():
        change = _locked(actor, change)
        can_withdraw_change(actor, change).require()
        _move(actor, change, "withdraw", "")
        _record("law.withdraw_change", actor, change)
    return change


def _locked(actor: Actor, change: ObligationChange) -> ObligationChange:
    lock(f"law/{actor.office_id}")
    return find_change(actor, change.pk)


def _decided(actor: Actor, change: ObligationChange, act: str, remark: str) -> ObligationChange:
    change = _locked(actor, change)
    can_decide_change(actor, change).require()
    _move(actor, change, act, remark)
    return change


def _move(actor: Actor, change: ObligationChange, act: str, remark: str) -> None:
    change.state = CHANGE.after(act, change.state)
    change.decided_by, change.decided_at, change.remark = actor.name, moments.now(), remark.strip()
    change.save()
    finish_work(kind=DECIDE_WORK, subject=change.pk)


def _record(act: str, actor: Actor, change: ObligationChange, *rows: Record) -> None:
    content = {"key": change.key, "new": change.value, "clause": change.clause}
    record_act(act, actor=actor, reason=change.remark, content=content, records=[change, *rows])


def _change(actor: Actor, latest: Obligation, facts: ChangeFacts) -> ObligationChange:
    if actor.person_id is None:
        raise Refusal("person-needed", "变动要由登录的人提出。", title="不能提出")
    # A unit that the program has put right reaches the office with its next row.
    unit = BY_KEY[latest.key].unit if latest.key in BY_KEY else latest.unit
    return ObligationChange(
        office_id=actor.office_id,
        key=latest.key,
        title=latest.title,
        value=_read(facts.value, unit),
        unit=unit,
        clause=facts.clause.strip(),
        quote=facts.quote.strip(),
        confidence=facts.confidence,
        in_force_from=facts.in_force_from,
        is_on=facts.is_on,
        reason=facts.reason.strip(),
        proposer=actor.person_id,
        proposed_by=actor.name,
        proposed_at=moments.now(),
    )


def _ask_leaders(actor: Actor, change: ObligationChange) -> None:
    ask_role(
        office_id=actor.office_id,
        role=LEADER,
        kind=DECIDE_WORK,
        subject=change.pk,
        title=f"决定法定义务变动：{change}",
        why=f"{actor.name}提出，{change.in_force_from}起施行。依据{change.clause}",
        url=reverse("change_detail", args=[change.pk]),
        button="去决定",
        leave_out=actor.person_id,
    )


def _read(value: str, unit: str) -> str:
    if not unit:
        return ""
    try:
        return normal_value(value, unit)
    except ValueError as error:
        raise Refusal("figure-form", str(error), title="不能保存：数值读不出来") from error


def _require_words(facts: ChangeFacts) -> None:
    if not facts.clause.strip() or not facts.reason.strip():
        raise Refusal(
            "figure-without-clause",
            "变动要写明依据（文件和条款）和理由。",
            title="不能提出：缺少依据或理由",
            remedy="请填写出自哪个文件哪一条，以及为什么变动。",
        )


def _require_sound(latest: Obligation, change: ObligationChange) -> None:
    if change.in_force_from < moments.today():
        raise Refusal(
            "day-passed",
            f"施行日期{change.in_force_from}已经过去。数字从登记之后的日子起变动，已经编制、抽取的任务按当时的数字办理。",
            title="不能提出：施行日期已过",
            remedy="请填今天或以后的日期；文件更早施行的，在理由中写明文件的施行日期。等待批准时过了日期的，请撤回后重新提出。",
            found=[("填写", str(change.in_force_from)), ("最早", str(moments.today()))],
        )
    if change.in_force_from <= latest.in_force_from:
        raise Refusal(
            "figure-not-later",
            f"新的施行日期应当晚于最近一行的{latest.in_force_from}。",
            title="不能保存：施行日期早于最近一行",
            found=[("最近一行", f"{latest}，自{latest.in_force_from}"), ("填写", str(change.in_force_from))],
            remedy="请填写实际施行的日期；已经过去的数值不改写。",
        )
    compared = ("value", "unit", "is_on", "clause", "quote", "confidence")
    if all(getattr(latest, name) == getattr(change, name) for name in compared):
        raise Refusal("nothing-changes", "所填与最近一行相同，没有变动。", title="不能提出：没有变动")
    if not change.is_on:
        _require_dispensable(latest)


def _require_dispensable(latest: Obligation) -> None:
    rule = BY_KEY.get(latest.key)
    if rule and not rule.may_be_off:
        raise Refusal(
            "obligation-fixed",
            f"本程序始终按“{latest.title}”核对，不能停止执行。",
            title="不能停止执行",
            clause=latest.clause,
            remedy="规定有变的，请提出新的数值和依据。",
        )
