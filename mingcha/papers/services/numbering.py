"""Numbers of documents: a 代字 for each kind, the next number under a lock, and an explanation for each one
that stands on nothing here."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.ledger.services import record_act
from mingcha.papers.models import DocumentNumber, DocumentSeries
from mingcha.papers.policies import can_explain_numbers, can_set_series
from mingcha.papers.queries.numbers import number_of, series_of
from mingcha.papers.rules.kinds import NUMBERED
from mingcha.papers.rules.numbers import CODE, CODE_RULE, OUTSIDE, USED, VOID, parsed, written

CLAUSE = "GB/T 9704-2012 7.2.5"
AT_ONCE = 500


@dataclass(frozen=True)
class Bearer:
    """What a number stands on: a row of an upper app, in words, with its page."""

    subject: UUID
    title: str
    url: str


def set_series(*, actor: Actor, kind: str, code: str) -> DocumentSeries | None:
    """The kind is numbered with this 代字 from now on, without one no longer. Numbers given stay."""
    with transaction.atomic():
        _lock(actor.office_id)
        can_set_series(actor).require()
        code = "".join(code.split())
        if kind not in NUMBERED or (code and not CODE.fullmatch(code)):
            raise Refusal("series-code", CODE_RULE, title="不能保存：代字不对", clause=CLAUSE)
        row = DocumentSeries.objects.filter(office_id=actor.office_id, kind=kind).first()
        content = {"kind": kind, "code": code, "former": row.code if row else ""}
        if row and not code:
            record_act("papers.set_series", actor=actor, content=content, gone=[row])
            row.delete()
            return None
        if not code:
            return None
        row = row or DocumentSeries(office_id=actor.office_id, kind=kind)
        row.code = code
        row.save()
        record_act("papers.set_series", actor=actor, content=content, records=[row])
    return row


def take_number(*, actor: Actor, kind: str, bearer: Bearer) -> DocumentNumber | None:
    """The next number of the kind's series, or the one that the subject bears already; None while the office
    has set no 代字 for the kind. Part of another verb: the caller has asked its policy, holds the transaction
    and records the row."""
    _lock(actor.office_id)
    known = number_of(kind, bearer.subject)
    code = series_of(actor.office_id).get(kind, "")
    if known is not None or not code:
        return known
    year = moments.today().year
    return DocumentNumber.objects.create(
        office_id=actor.office_id,
        code=code,
        year=year,
        number=_last(actor.office_id, code, year) + 1,
        standing=USED,
        kind=kind,
        subject=bearer.subject,
        title=bearer.title[:200],
        url=bearer.url,
        taken_by=actor.name,
        taken_at=moments.now(),
    )


def void_number(*, actor: Actor, number: DocumentNumber, reason: str) -> DocumentNumber:
    """The number stands on nothing any more and is never given again. Part of another verb: the caller knows
    that nothing was issued with it, holds the transaction and records the row."""
    _lock(actor.office_id)
    number = DocumentNumber.objects.get(pk=number.pk)
    if number.standing != USED:
        raise Conflict("number-void", f"{number}已经作废。", title="不能作废：已经作废")
    _require(reason, "请写明为什么作废，例如会议取消。", "不能作废：没有理由")
    number.standing, number.reason = VOID, reason.strip()
    number.closed_by, number.closed_at = actor.name, moments.now()
    number.save()
    return number


def record_outside_numbers(
    *, actor: Actor, code: str, year: int, last: int, reason: str
) -> list[DocumentNumber]:
    """Every number of the series up to `last` that was not given here stands in the office's own book. So an
    office that begins in the middle of a year goes on where its book ended."""
    with transaction.atomic():
        _lock(actor.office_id)
        can_explain_numbers(actor).require()
        _require(reason, "请写明这些号用在哪里，例如启用前已在收发文登记簿使用。", "不能登记：没有说明")
        if code not in series_of(actor.office_id).values():
            raise Refusal("series-unknown", f"“{code}”不是本局设定的代字。", title="不能登记：没有这个代字")
        first = _last(actor.office_id, code, year) + 1
        _check_span(code, year, first, last)
        rows = [
            DocumentNumber.objects.create(
                office_id=actor.office_id,
                code=code,
                year=year,
                number=number,
                standing=OUTSIDE,
                reason=reason.strip(),
                taken_by=actor.name,
                taken_at=moments.now(),
            )
            for number in range(first, last + 1)
        ]
        content = {"code": code, "year": year, "first": first, "last": last}
        record_act("papers.record_outside_numbers", actor=actor, reason=reason, content=content, records=rows)
    return rows


def refuse_typed_number(office_id: UUID, text: str) -> None:
    """A number typed by hand may not be written like one that the system gives: `Refusal`."""
    found = parsed(text)
    if found and found[0] in series_of(office_id).values():
        raise Refusal(
            "number-of-a-series",
            f"“{found[0]}”的文号由系统依次编号，不能手工填写。",
            title="不能使用这个文号",
            clause=CLAUSE,
            remedy="请留空，由系统取下一个号；已在登记簿上用过的号，请政策法规岗位登记为系统外已用。",
        )


def typed_before(number: DocumentNumber, title: str) -> Conflict:
    """What to say where the next number was typed by hand on another paper before its series was set."""
    return Conflict(
        "number-typed-before",
        f"下一个号{number}在设定代字以前已经手工用过。",
        title=f"{title}：文号用过",
        clause=CLAUSE,
        remedy="请政策法规岗位在“抽取—文号”把用过的号登记为系统外已用，系统接着往下编。",
    )


def _check_span(code: str, year: int, first: int, last: int) -> None:
    if not first <= last < first + AT_ONCE:
        raise Refusal(
            "numbers-span",
            f"{code}〔{year}〕下一个号是{first}号，只能登记到{first}至{first + AT_ONCE - 1}号之间。",
            title="不能登记：号码不对",
            found=[("填写", written(code, year, last)), ("下一个号", written(code, year, first))],
            remedy="请按登记簿上最后一个号填写。",
        )


def _last(office_id: UUID, code: str, year: int) -> int:
    found = DocumentNumber.objects.filter(office_id=office_id, code=code, year=year)
    return found.aggregate(last=Max("number"))["last"] or 0


def _lock(office_id: UUID) -> None:
    lock(f"numbers/{office_id}")


def _require(reason: str, sentence: str, title: str) -> None:
    if not reason.strip():
        raise Refusal("no-reason", sentence, title=title)
