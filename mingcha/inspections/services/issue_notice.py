"""The notice to the party: made by the team once the day is set, numbered, signed, in editions."""

import datetime
import secrets
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict
from mingcha.draws.policies import person_of
from mingcha.inspections.models import Approval, Inspection, Notice
from mingcha.inspections.queries.fitness import unfit
from mingcha.inspections.queries.papers.notices import (
    HEADING,
    digest_of,
    material_lines,
    notice_content,
    with_code,
)
from mingcha.inspections.queries.papers.shared import Content
from mingcha.inspections.queries.visible import Seen
from mingcha.inspections.rules.methods import ON_PAPER
from mingcha.inspections.rules.tokens import DIGEST_LENGTH, NO_NUMBER, SignedNotice, signed_text
from mingcha.inspections.services.locked import locked_inspection, require_within_cap, team_refusal
from mingcha.inspections.states import APPROVED, INSPECTION, NOTICED
from mingcha.ledger.models import Record
from mingcha.ledger.office_key import office_key
from mingcha.ledger.sealed_state import canonical
from mingcha.ledger.services import record_act
from mingcha.papers.models import DocumentNumber
from mingcha.papers.rules.kinds import INSPECTION_NOTICE
from mingcha.papers.services import Bearer, Draft, issue_paper, take_number

TITLE = "不能制作通知书"
CLAUSE = "国办发〔2024〕54号：检查前制作检查通知书"
TOKEN_BYTES = 12


def issue_notice(*, actor: Actor, inspection: UUID, reason: str = "") -> Notice:
    """The latest edition. With nothing changed it is the same one; a changed team, day or item is the next
    edition and needs a reason."""
    # Obligation check-notice of docs/law/obligations.yml.
    with transaction.atomic():
        seen = locked_inspection(actor, inspection)
        seen.may_work(actor).require()
        row = seen.inspection
        after = INSPECTION.after("notify", row.state)
        _require_ready(actor, seen)
        number = _number(actor, row)
        former = row.notices.select_related("paper").order_by("edition").last()
        if former is not None and _says_the_same(actor, seen, former, number):
            if row.state != NOTICED:
                _enter(actor, row, after, former, [])
            return former
        notice = _made(actor, seen, number, former, reason)
        _enter(actor, row, after, notice, [notice], reason)
    return notice


def _require_ready(actor: Actor, seen: Seen) -> None:
    row = seen.inspection
    if not Approval.objects.filter(campaign=row.campaign_id, state=APPROVED).exists():
        raise Conflict(
            "not-approved",
            "这个任务的检查还没有经局领导批准。",
            title=f"{TITLE}：没有批准",
            clause="国办发〔2024〕54号：实施行政检查须经行政机关负责人批准",
            remedy="请负责股室报批，批准后再制作。",
        )
    if seen.coverage.is_void:
        raise Conflict("nothing-to-visit", "这一户次的对象都已退出。", title=f"{TITLE}：没有检查对象")
    day = row.planned_on or moments.today()
    if day < moments.today():
        raise Conflict(
            "visit-past",
            f"安排的{day}已经过去。",
            title=f"{TITLE}：日期已过",
            remedy="请组长重新安排检查日期，再制作通知书。",
        )
    _require_materials(row)
    if found := unfit(actor, seen.coverage, day):
        raise team_refusal(TITLE, found, seen.inspection.campaign)
    require_within_cap(TITLE, actor, seen, day)


def _require_materials(row: Inspection) -> None:
    """A check on paper is what the party hands in: the notice has to say what."""
    if row.method == ON_PAPER and not material_lines(row):
        raise Conflict(
            "no-materials",
            "书面检查还没有写明要当事人提交什么材料。",
            title=f"{TITLE}：没有要求提交的材料",
            remedy="请先在这一户次的“书面材料”里逐项写明材料和提交期限，再制作通知书。",
        )


def _number(actor: Actor, row: Inspection) -> DocumentNumber | None:
    """One number for all editions. The register of numbers is read by many: its title names nobody."""
    bearer = Bearer(row.pk, f"{row}{HEADING}", reverse("inspection_detail", args=[row.pk]))
    return take_number(actor=actor, kind=INSPECTION_NOTICE, bearer=bearer)


def _says_the_same(actor: Actor, seen: Seen, former: Notice, number: DocumentNumber | None) -> bool:
    """Whether a notice made now says what the former one does, under its day and code."""
    content = notice_content(actor, seen, str(number or ""), former.paper.made_on)
    now = with_code(content, former.token, former.signed)
    return canonical(now) == canonical(former.paper.content)


def _made(
    actor: Actor, seen: Seen, number: DocumentNumber | None, former: Notice | None, reason: str
) -> Notice:
    row, today = seen.inspection, moments.today()
    edition = former.edition + 1 if former else 1
    content = notice_content(actor, seen, str(number or ""), today)
    token, signed = secrets.token_hex(TOKEN_BYTES), _signed(row, content, edition)
    draft = Draft(
        INSPECTION_NOTICE, row.pk, content["title"], with_code(content, token, signed), today, number=number
    )
    notice = Notice(
        inspection=row,
        edition=edition,
        paper=issue_paper(actor=actor, draft=draft, reason=reason),
        token=token,
        signed=signed,
        visit_on=row.planned_on or today,
        team=list(seen.coverage.team),
        units=list(seen.coverage.units),
        issued_by_id=person_of(actor),
        issued_at=moments.now(),
    )
    notice.save(force_insert=True)
    return notice


def _signed(row: Inspection, content: Content, edition: int) -> str:
    day = row.planned_on.isoformat() if isinstance(row.planned_on, datetime.date) else ""
    told = SignedNotice(
        office=row.office.code,
        number=content["document_no"] or NO_NUMBER,
        edition=str(edition),
        day=day,
        digest=digest_of(content)[:DIGEST_LENGTH],
    )
    return signed_text(told, office_key())


def _enter(
    actor: Actor, row: Inspection, after: str, notice: Notice, rows: list[Record], reason: str = ""
) -> None:
    row.state = after
    row.noticed_at = row.noticed_at or moments.now()
    row.save()
    content = {"campaign": row.campaign.number, "visit": row.code, "edition": notice.edition}
    record_act(
        "inspections.issue_notice", actor=actor, reason=reason.strip(), content=content, records=[row, *rows]
    )
