"""Make a record public, correct what is public, take it back: each with what anybody was told, and why."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal, Unknown
from mingcha.common.locking import lock
from mingcha.disclosure.models import Disclosure
from mingcha.disclosure.policies import can_publish_records, can_withdraw_records
from mingcha.disclosure.queries.disclosed import snapshot_fields, versions_of
from mingcha.disclosure.queries.editions import carried_edition
from mingcha.disclosure.queries.kinds import HOLDER_CODE, Kind
from mingcha.disclosure.rules.fields import Row, kept, words_of
from mingcha.disclosure.states import DISCLOSURE, PUBLIC
from mingcha.intake.private import require_no_numbers
from mingcha.law.queries import figure_if_any
from mingcha.law.rules import WITHDRAW_PENALTY_DAYS
from mingcha.law.services import set_deadline
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act
from mingcha.registers.queries.told_names import require_nobody_told

CARRY_WITHDRAWAL, CARRY_CORRECTION = "carry-withdrawal", "carry-correction"
# What has to follow on the other web site, in the title of its clock and in words.
CARRIED = {
    CARRY_WITHDRAWAL: ("撤回的{}从公示网站上删除", "撤回，{}内从网站上删除"),
    CARRY_CORRECTION: ("更正的{}在公示网站上替换", "更正，{}内在网站上替换"),
}
TITLE = "不能公示"
CHECK_CLAUSE = "局实施方案 三（二）5：各监管股室对抽查结果的合法性、准确性和及时性负责"


def publish_record(*, actor: Actor, kind: Kind, record: str, reason: str = "") -> Disclosure:
    """The record as its source has it now, of which only the fields of the kind are kept. What is public
    already is corrected by it, with a reason that everybody reads; the same values again are a `Conflict`.
    Where the files lie on another web site, the days run until it is corrected there too."""
    # Obligation withdraw-penalty-days of docs/law/obligations.yml.
    with transaction.atomic():
        lock(f"disclosure/{kind.key}")
        can_publish_records(actor).require()
        fields = snapshot_fields(kind)
        values = kept(fields, _candidate(actor, kind, record))
        require_no_numbers(words_of(fields, values), title=TITLE)
        require_nobody_told(actor.office_id, [("更正理由", reason)], title=TITLE)
        before = versions_of(kind, record).filter(office_id=actor.office_id).first()
        written: list[Record] = []
        if before is not None and before.state == PUBLIC:
            _end_for_correction(actor, before, values, reason)
            written.append(before)
        row = Disclosure(
            office_id=actor.office_id,
            kind=kind.key,
            record=record,
            number=before.number + 1 if before else 1,
            values=values,
            holder_code=str(values.get(HOLDER_CODE) or ""),
            reason=reason.strip() if before else "",
            disclosed_by=actor.name,
            disclosed_at=moments.now(),
        )
        row.save(force_insert=True)
        act = "disclosure.correct_record" if written else "disclosure.publish_record"
        content = {"kind": kind.noun, "number": row.number}
        clock = _clock(actor, CARRY_CORRECTION, kind, row) if written else []
        record_act(act, actor=actor, reason=row.reason, content=content, records=[*written, row, *clock])
    return row


def withdraw_record(*, actor: Actor, kind: Kind, record: str, reason: str) -> Disclosure:
    """Nobody reads it any more: its page answers 410 with the reason and the day, and it is gone from lists,
    search and files. Where the files lie on another web site, the days run until it is gone there too."""
    # Obligation withdraw-penalty-days of docs/law/obligations.yml.
    with transaction.atomic():
        lock(f"disclosure/{kind.key}")
        can_withdraw_records(actor).require()
        row = versions_of(kind, record).filter(office_id=actor.office_id).first()
        if row is None:
            raise Unknown("no-such-record", "本局没有公示过这一条。", title="没有找到")
        row.state = DISCLOSURE.after("withdraw", row.state)
        if not reason.strip():
            raise _no_reason("不能撤回：没有理由")
        require_nobody_told(actor.office_id, [("撤回理由", reason)], title="不能撤回")
        row.withdrawal_reason, row.ended_by, row.ended_at = reason.strip(), actor.name, moments.now()
        row.save()
        record_act(
            "disclosure.withdraw_record",
            actor=actor,
            reason=row.withdrawal_reason,
            content={"kind": kind.noun, "number": row.number},
            records=[row, *_clock(actor, CARRY_WITHDRAWAL, kind, row)],
        )
    return row


def require_checked(is_checked: bool) -> None:
    """Whoever publishes says that it is lawful, right and in time."""
    if not is_checked:
        raise Refusal(
            "not-checked",
            "公示前须核对内容合法、准确、及时，并勾选。",
            title=f"{TITLE}：没有核对",
            clause=CHECK_CLAUSE,
        )


def _candidate(actor: Actor, kind: Kind, record: str) -> Row:
    rows = kind.candidates(actor.office_id, record) if kind.candidates else ()
    found = next((row for row in rows if row["record"] == record), None)
    if found is None:
        raise Unknown("no-such-candidate", "没有这一条可以公示，或者还没有到公示的时候。", title="没有找到")
    return found


def _end_for_correction(actor: Actor, before: Disclosure, values: Mapping[str, Any], reason: str) -> None:
    if before.values == values:
        raise Conflict(
            "same-as-public",
            "公示的内容与现在的记录相同，不用更正。",
            title=f"{TITLE}：没有变化",
            remedy="要更正的，请先按程序更正原记录。",
        )
    if not reason.strip():
        raise _no_reason("不能更正：没有理由")
    before.state = DISCLOSURE.after("correct", before.state)
    before.ended_by, before.ended_at = actor.name, moments.now()
    before.save()


def _clock(actor: Actor, change: str, kind: Kind, row: Disclosure) -> list[Record]:
    """Until the other web site has followed; nothing where nothing was carried or no figure is in force."""
    today = moments.today()
    if carried_edition(actor) is None or not figure_if_any(actor.office_id, WITHDRAW_PENALTY_DAYS, today):
        return []
    deadline = set_deadline(
        office_id=actor.office_id,
        kind=change,
        subject=row.pk,
        title=CARRIED[change][0].format(kind.noun),
        starts_on=today,
        figure_key=WITHDRAW_PENALTY_DAYS,
        url=reverse("disclosure_home"),
    )
    return [deadline]


def _no_reason(title: str) -> Refusal:
    return Refusal("no-reason", "理由随公示页公开，必须写明。", title=title, remedy="请填写理由。")
