"""Enter the State Council's holidays of a year, or correct what was entered."""

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.law.models import HolidayNotice
from mingcha.law.policies import can_enter_notice
from mingcha.law.queries.calendar import calendar_with, neighbours, notice_versions, statutory_days
from mingcha.law.queries.deadlines import Moved
from mingcha.law.rules.notices import Notice, as_stored, clashes, read_document_no, shortcomings
from mingcha.law.services.keep_deadlines import recount_deadlines
from mingcha.ledger.services import record_act

TITLE = "不能登记放假安排"
LAW = "《全国年节及纪念日放假办法》"


def enter_notice(
    *, actor: Actor, notice: Notice, seen: int = 0, reason: str = "", count_note: str = ""
) -> HolidayNotice:
    """The row that holds for that year from now on; every open deadline is counted anew in the same
    transaction, and what moved stands in the row and in the ledger.

    `seen` is the number of the version the actor looked at (0: none yet); a correction needs a reason.
    `Refusal` when no notice can say this, or when the days off are not as many as the law gives and
    `count_note` does not say why; `Conflict` when somebody else was faster."""
    with transaction.atomic():
        lock(f"law/{actor.office_id}")
        can_enter_notice(actor).require()
        _require_unmoved(actor, notice.year, seen)
        notice = check_notice(actor, notice)
        _require_reason(seen, reason)
        _require_count(actor, notice, count_note)
        moved = recount_deadlines(office_id=actor.office_id, calendar=calendar_with(actor.office_id, notice))
        entered = _row(actor, notice, seen + 1, moved)
        entered.reason, entered.count_note = reason.strip() if seen else "", count_note.strip()
        entered.save(force_insert=True)
        _record(actor, entered, moved)
    return entered


def check_notice(scope: Actor, notice: Notice) -> Notice:
    """The notice with its document number in the one form; `Refusal` when no notice can say this. Writes
    nothing: the page asks it before it shows what the year would look like."""
    notice = _checked(notice)
    _require_possible(scope, notice)
    return notice


def _row(actor: Actor, notice: Notice, number: int, moved: list[Moved]) -> HolidayNotice:
    return HolidayNotice(
        office_id=actor.office_id,
        year=notice.year,
        number=number,
        document_no=notice.document_no,
        issued_on=notice.issued_on,
        holidays=as_stored(notice.holidays),
        entered_by=actor.name,
        entered_at=moments.now(),
        moved=[one.stored for one in moved],
    )


def _record(actor: Actor, entered: HolidayNotice, moved: list[Moved]) -> None:
    record_act(
        "law.enter_notice",
        actor=actor,
        reason=entered.reason,
        content={
            "year": entered.year,
            "document_no": entered.document_no,
            "moved": [str(one) for one in moved],
        },
        records=[entered, *(one.deadline for one in moved)],
    )


def _checked(notice: Notice) -> Notice:
    """With the document number in its one form."""
    try:
        document_no = read_document_no(notice.document_no)
    except ValueError as error:
        raise Refusal("notice-document", str(error), title=f"{TITLE}：文号读不出来") from error
    return Notice(notice.year, document_no, notice.issued_on, notice.holidays)


def _require_unmoved(actor: Actor, year: int, seen: int) -> None:
    latest = notice_versions(actor, year).first()
    if (latest.number if latest else 0) != seen:
        raise Conflict(
            "notice-moved",
            f"{year}年的放假安排刚刚由{latest.entered_by if latest else '他人'}登记过，与打开本页时不同。",
            title=f"{TITLE}：已有新的登记",
            remedy="请查看新的登记，确有不同再更正。",
        )


def _require_possible(actor: Actor, notice: Notice) -> None:
    wrong = shortcomings(notice) or clashes(notice, neighbours(actor.office_id, notice.year))
    if not notice.year - 1 <= notice.issued_on.year <= notice.year or notice.issued_on > moments.today():
        wrong = [
            f"印发日期{notice.issued_on}应当在{notice.year - 1}年或{notice.year}年，不晚于今天。",
            *wrong,
        ]
    if wrong:
        raise Refusal(
            "notice-impossible",
            f"{notice.year}年的放假安排有{len(wrong)}处读不通。",
            title=f"{TITLE}：与通知不可能一致",
            clause=LAW,
            remedy="请对照通知原文更正，已填写的内容都还在。",
            found=[(f"第{place}处", sentence) for place, sentence in enumerate(wrong, start=1)],
        )


def _require_reason(seen: int, reason: str) -> None:
    if seen and not reason.strip():
        raise Refusal(
            "notice-without-reason",
            "这一年已经登记过，更正要写明理由。",
            title=f"{TITLE}：缺少更正理由",
            remedy="请写明原来错在哪里，或依据哪份新的通知。",
        )


def _require_count(actor: Actor, notice: Notice, count_note: str) -> None:
    expected = statutory_days(actor.office_id, notice.year)
    if expected is None or notice.extra_days_off == expected or count_note.strip():
        return
    raise Refusal(
        "notice-count",
        f"放假日减去调休上班日，比双休日多放{notice.extra_days_off}天，法定是{expected}天。"
        "多半是漏填或填错了某一天。",
        title=f"{TITLE}：天数对不上",
        clause=f"{LAW}第二条",
        found=[("按所填计算", f"{notice.extra_days_off}天"), ("法定", f"{expected}天")],
        remedy="请逐日对照通知；通知确实如此的，在“天数说明”里写明原因再登记。",
    )
