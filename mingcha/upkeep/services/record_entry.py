"""Record that a plan or a draw was entered into the platform of a superior body."""

import datetime
from dataclasses import dataclass

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.intake.services import Scan, keep_scan
from mingcha.ledger.services import record_act
from mingcha.upkeep.models import PlatformEntry
from mingcha.upkeep.policies import can_record_entry
from mingcha.upkeep.queries import platform_lines
from mingcha.upkeep.rules import PLATFORMS, Subject

CLAUSE = "国发〔2019〕5号"
TITLE = "不能登记平台录入"


@dataclass(frozen=True)
class EntryFacts:
    """What somebody says of an entry. `seen` is the number of the last one the page showed (0: none); a
    correction of that one needs a reason."""

    platform: str
    entered_on: datetime.date
    entered_by: str
    entry_no: str = ""
    scan: Scan | None = None
    reason: str = ""
    seen: int = 0


def record_platform_entry(*, actor: Actor, subject: Subject, facts: EntryFacts) -> PlatformEntry:
    """The row that counts from now on. `Refusal` without a number or a receipt, for a day before the subject
    could be entered or after today; `Conflict` when somebody was faster. The caller has found `subject` in
    the actor's office."""
    with transaction.atomic():
        lock(f"platforms/{actor.office_id}")
        can_record_entry(actor).require()
        subject.require()
        _require_unmoved(actor, subject, facts)
        _require_told(subject, facts)
        receipts = keep_scan(actor, facts.scan)
        entry = PlatformEntry(
            office_id=actor.office_id,
            kind=subject.kind,
            subject=subject.pk,
            title=subject.title[:120],
            platform=facts.platform,
            number=facts.seen + 1,
            entered_on=facts.entered_on,
            entered_by=facts.entered_by.strip(),
            entry_no=facts.entry_no.strip(),
            receipt=receipts[0] if receipts else None,
            reason=facts.reason.strip() if facts.seen else "",
            recorded_by=actor.name,
            recorded_at=moments.now(),
        )
        entry.save(force_insert=True)
        content = {"kind": subject.kind, "platform": facts.platform, "number": entry.number}
        record_act(
            "upkeep.record_platform_entry",
            actor=actor,
            reason=entry.reason,
            content=content,
            records=[*receipts, entry],
        )
    return entry


def _require_unmoved(actor: Actor, subject: Subject, facts: EntryFacts) -> None:
    lines = {line.platform: line for line in platform_lines(actor, subject.kind, subject.pk)}
    if facts.platform not in lines:
        raise Refusal("no-platform", "没有这个平台。", title=TITLE, remedy="请从所列的平台中选择。")
    latest = lines[facts.platform].latest
    if (latest.number if latest else 0) != facts.seen:
        raise Conflict(
            "entry-moved",
            f"{PLATFORMS[facts.platform]}的录入已有新的登记，与打开本页时不同。",
            title=TITLE,
            remedy="请查看新的登记，确有不同再更正。",
        )


def _require_told(subject: Subject, facts: EntryFacts) -> None:
    if facts.seen and not facts.reason.strip():
        raise Refusal("reason-missing", "已经登记过，更正要写明理由。", title=TITLE)
    if not facts.entered_by.strip():
        raise Refusal("no-name", "请写明由谁录入。", title=TITLE)
    if not facts.entry_no.strip() and facts.scan is None:
        raise Refusal(
            "no-trace",
            "平台编号和回执至少有一项，否则无从核对。",
            title=TITLE,
            clause=CLAUSE,
            remedy="请填平台给出的编号，或附上录入成功页面的截图。",
        )
    today = moments.today()
    if not subject.since <= facts.entered_on <= today:
        raise Refusal(
            "entry-day",
            f"录入日期{facts.entered_on}应当在{subject.since}至今天之间。",
            title=TITLE,
            found=[("最早可以录入", str(subject.since)), ("填写", str(facts.entered_on))],
            remedy="请填写实际录入平台的日期。",
        )
