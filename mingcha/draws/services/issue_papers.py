"""Issue the papers of a sitting, give the sitting its number or take it back, attach what was sealed."""

import datetime
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.draws.models import Sitting
from mingcha.draws.policies import can_issue_papers
from mingcha.draws.queries.papers.drafts import PaperLine, draft_of, find_line, is_announced
from mingcha.draws.queries.papers.reading import outdated_on, readable_paper
from mingcha.draws.queries.record import record_of
from mingcha.draws.services.locked import locked_sitting
from mingcha.intake.services import Scan
from mingcha.ledger.services import record_act
from mingcha.papers.models import DocumentNumber, Paper, PaperScan
from mingcha.papers.queries.numbers import number_of
from mingcha.papers.rules.kinds import SITTING
from mingcha.papers.services import Bearer, attach_scan, issue_paper, take_number, typed_before, void_number

TITLE = "不能作废文号"


def issue_sitting_paper(
    *, actor: Actor, sitting: Sitting, kind: str, part: str = "", reason: str = ""
) -> Paper:
    """The kept paper, with a number of its own where the office numbers this kind, else with that of the
    sitting. `part` is the attempt of an announcement. Issued again with a change it needs a reason."""
    with transaction.atomic():
        sitting = locked_sitting(actor, sitting)
        can_issue_papers(actor).require()
        record = record_of(actor, sitting.pk)
        line = find_line(actor, record, kind, part)
        line.may_be_made.require()
        number = _number(actor, sitting, line)
        draft = draft_of(actor, record, line, str(number or sitting.document_no), number)
        return issue_paper(actor=actor, draft=draft, reason=reason)


def number_sitting(actor: Actor, sitting: Sitting) -> list[DocumentNumber]:
    """The next number of the office's series for sittings, written on the sitting; none without a series.
    Part of opening it."""
    url = reverse("draw_record", args=[sitting.pk])
    title = f"{sitting.campaign.title}（第{sitting.number}次会）"
    number = take_number(actor=actor, kind=SITTING, bearer=Bearer(sitting.pk, title, url))
    if number is None:
        return []
    if Sitting.objects.filter(office_id=actor.office_id, document_no=str(number)).exists():
        raise typed_before(number, "不能开始抽取")
    sitting.document_no = str(number)
    sitting.save()
    return [number]


def void_sitting_number(*, actor: Actor, sitting: Sitting, reason: str) -> DocumentNumber:
    """The number of a sitting in which nothing was announced or printed is explained and stands on nothing.
    `Conflict` once it went into an announcement or onto a paper."""
    with transaction.atomic():
        sitting = locked_sitting(actor, sitting)
        can_issue_papers(actor).require()
        number = number_of(SITTING, sitting.pk)
        if number is None:
            raise Conflict("no-number", "这次会没有系统编的文号，或者已经作废。", title=f"{TITLE}：没有文号")
        if is_announced(sitting.pk) or Paper.objects.filter(subject=sitting.pk).exists():
            raise Conflict(
                "number-in-use",
                f"{number}已经写进公告或者印在文书上。",
                title=f"{TITLE}：已经使用",
                remedy="抽取不成的，作废的是抽取，文号保留在公告上。",
            )
        number = void_number(actor=actor, number=number, reason=reason)
        sitting.document_no = ""
        sitting.save()
        content = {"number": str(number), "sitting": sitting.number}
        record_act(
            "draws.void_sitting_number",
            actor=actor,
            reason=reason,
            content=content,
            records=[number, sitting],
        )
    return number


def attach_paper_scan(
    *, actor: Actor, paper: UUID, scan: Scan, note: str = "", signed_on: datetime.date | None = None
) -> PaperScan:
    """The signed and sealed paper as a scan, with its digest in the ledger. Of an edition that was overtaken,
    only what was signed before."""
    with transaction.atomic():
        can_issue_papers(actor).require()
        found = readable_paper(actor, paper)
        _require_signed_in_time(found, outdated_on(found), signed_on)
        return attach_scan(actor=actor, paper=found, scan=scan, note=note, signed_on=signed_on)


def _require_signed_in_time(
    paper: Paper, outdated: datetime.date | None, signed_on: datetime.date | None
) -> None:
    if outdated is None and signed_on is None:
        return
    title = "不能附上扫描件"
    made, last = moments.local_day(paper.made_at), outdated or moments.today()
    if signed_on is None:
        raise Conflict(
            "edition-outdated",
            f"第{paper.edition}版制作以后，{last:%Y-%m-%d}名单有变动或者另做了新版。",
            title=f"{title}：不是现在的版本",
            remedy="变动以前已经签字盖章的，填签字日期，附在这一版；还没有签的，请重新制作后再签。",
        )
    if not made <= signed_on <= last:
        raise Refusal(
            "signed-outside",
            f"第{paper.edition}版{made:%Y-%m-%d}制作，{last:%Y-%m-%d}以后不再是现在的版本，"
            f"不能附{signed_on:%Y-%m-%d}签字的扫描件。",
            title=f"{title}：签字日期不对",
            remedy="变动以后签字的，请重新制作，附在新的一版。",
        )


def _number(actor: Actor, sitting: Sitting, line: PaperLine) -> DocumentNumber | None:
    """The number of an announcement; other kinds have none of their own."""
    if line.draw is None:
        return None
    url = f"{reverse('draw_record', args=[sitting.pk])}#papers"
    return take_number(actor=actor, kind=line.kind, bearer=Bearer(line.draw.pk, line.title, url))
