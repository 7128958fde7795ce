"""Scans and photos of a visit, letters to a party that cannot be found, what follows from a result."""

import datetime
import hashlib
import io
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal, Unknown
from mingcha.draws.policies import person_of
from mingcha.inspections.models import Approval, FollowUp, InspectionFile, Letter
from mingcha.inspections.policies import can_finish_follow_up
from mingcha.inspections.queries.visible import Seen
from mingcha.inspections.rules.files import FILE_KINDS
from mingcha.inspections.services.locked import locked_inspection
from mingcha.inspections.states import CONFIRMED, DRAFT, FOLLOW_UP, SUBMITTED, WAITING
from mingcha.intake.rules import PROOF_BYTES
from mingcha.intake.services import Scan, keep_scan
from mingcha.items.models import ChecklistQuestion
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act

TITLE = "不能附上"
LETTER_TITLE = "不能登记信函"
LETTER_CLAUSE = "《企业经营异常名录管理暂行办法》：两次专用信函无人签收的，认定无法联系"


@dataclass(frozen=True)
class Enclosure:
    """A file as it is handed in, and what it shows."""

    kind: str
    scan: Scan | None
    caption: str = ""
    unit: str = ""
    question: UUID | None = None


def attach_file(*, actor: Actor, inspection: UUID, enclosure: Enclosure) -> InspectionFile:
    """A scan or photo, kept as it came, with its digest in the ledger. The same bytes for the same purpose
    again are the same file."""
    with transaction.atomic():
        seen = locked_inspection(actor, inspection)
        _may_file(actor, seen).require()
        _check(seen, enclosure)
        scan, digest = _read(enclosure.scan)
        if (same := _same(seen, enclosure, digest)) is not None:
            return same
        proof = keep_scan(actor, scan)[0]
        row = InspectionFile.objects.create(
            inspection=seen.inspection,
            kind=enclosure.kind,
            proof=proof,
            caption=enclosure.caption.strip()[:120],
            unit=enclosure.unit,
            question_id=enclosure.question,
            added_by_id=person_of(actor),
            added_at=moments.now(),
        )
        _record("inspections.attach_file", actor, seen, [proof, row])
    return row


def void_file(*, actor: Actor, file: UUID, reason: str) -> InspectionFile:
    """Attached by mistake: it counts no more, and stays with the reason."""
    with transaction.atomic():
        found = InspectionFile.objects.filter(pk=file, inspection__office_id=actor.office_id).first()
        if found is None:
            raise Unknown("no-such-file", "没有这份附件。", title="没有找到")
        seen = locked_inspection(actor, found.inspection_id)
        _may_file(actor, seen).require()
        row = InspectionFile.objects.get(pk=file)
        if row.void_reason:
            return row
        _require_no_evidence(seen, row)
        if not reason.strip():
            raise Refusal("void-reason", "作废附件要写明原因。", title="不能作废：没有原因")
        row.void_reason, row.voided_by_id = reason.strip()[:200], person_of(actor)
        row.save()
        _record("inspections.void_file", actor, seen, [row], reason)
    return row


def _require_no_evidence(seen: Seen, row: InspectionFile) -> None:
    """What a record that was handed in rests on stays, unless a new version is being written."""
    records = list(seen.inspection.records.all())
    is_open = any(one.state == DRAFT for one in records)
    bound = {file[2] for one in records if one.state in (SUBMITTED, CONFIRMED) for file in one.files}
    if row.proof.sha256 in bound and not is_open:
        raise Conflict(
            "is-evidence",
            "这份附件已随检查记录提交，是记录的证据。",
            title="不能作废：已经是证据",
            remedy="确实附错的，先申请更正检查记录，批准以后再作废。",
        )


def _read(scan: Scan | None) -> tuple[Scan | None, str]:
    """The same file to be read anew, and its digest."""
    if scan is None:
        return None, ""
    content = scan.file.read(PROOF_BYTES + 1)
    return Scan(io.BytesIO(content), scan.file_name), hashlib.sha256(content).hexdigest()


def _same(seen: Seen, told: Enclosure, digest: str) -> InspectionFile | None:
    rows = seen.inspection.files.filter(void_reason="", kind=told.kind, unit=told.unit)
    return rows.filter(question=told.question, proof__sha256=digest).first()


def _may_file(actor: Actor, seen: Seen) -> Decision:
    """The team, and who is in charge of its papers."""
    team = seen.may_work(actor)
    return team if team else can_finish_follow_up(actor, seen.inspection.campaign)


def _check(seen: Seen, told: Enclosure) -> None:
    if seen.inspection.state == WAITING:
        raise Conflict("not-scheduled", "检查还没有安排。", title=f"{TITLE}：还没有安排")
    if told.kind not in FILE_KINDS:
        raise Refusal("file-kind", "请选择附件的种类。", title=f"{TITLE}：没有种类")
    if told.scan is None:
        raise Refusal("no-file", "没有收到文件。", title=f"{TITLE}：没有文件")
    if told.unit and told.unit not in seen.coverage.units:
        raise Unknown("no-such-unit", "这一户次没有这个检查对象。", title="没有找到")
    if told.question and not ChecklistQuestion.objects.filter(pk=told.question).exists():
        raise Unknown("no-such-question", "检查单里没有这一题。", title="没有找到")


@dataclass(frozen=True)
class Sent:
    """A letter to the registered address of a unit."""

    unit: str
    sent_on: datetime.date
    tracking_no: str


def send_letter(*, actor: Actor, inspection: UUID, sent: Sent) -> Letter:
    """A letter was posted; two of them that came back prove that nobody can be reached."""
    with transaction.atomic():
        seen = locked_inspection(actor, inspection)
        _may_file(actor, seen).require()
        if sent.unit not in seen.coverage.units:
            raise Unknown("no-such-unit", "这一户次没有这个检查对象。", title="没有找到")
        first = _approved_on(seen)
        if not first <= sent.sent_on <= moments.today() or not sent.tracking_no.strip():
            raise Refusal(
                "letter-facts",
                f"寄出日期应在{first}（检查批准）至今天之间，邮件号要填写。",
                title=f"{LETTER_TITLE}：内容不全",
                clause=LETTER_CLAUSE,
            )
        known = seen.inspection.letters.filter(unit=sent.unit)
        if (same := known.filter(tracking_no=sent.tracking_no.strip()).first()) is not None:
            return same
        row = Letter.objects.create(
            inspection=seen.inspection,
            unit=sent.unit,
            number=known.count() + 1,
            sent_on=sent.sent_on,
            tracking_no=sent.tracking_no.strip()[:32],
            entered_by_id=person_of(actor),
            entered_at=moments.now(),
        )
        _record("inspections.send_letter", actor, seen, [row])
    return row


def _approved_on(seen: Seen) -> datetime.date:
    """No letter of a visit is older than its approval."""
    decided = Approval.objects.get(campaign=seen.inspection.campaign_id).decided_at
    return moments.local_day(decided) if decided else moments.today()


def return_letter(
    *, actor: Actor, letter: UUID, returned_on: datetime.date, outcome: str, scan: Scan | None
) -> Letter:
    """It came back, with the envelope or the carrier's word as proof."""
    with transaction.atomic():
        found = Letter.objects.filter(pk=letter, inspection__office_id=actor.office_id).first()
        if found is None:
            raise Unknown("no-such-letter", "没有登记过这封信函。", title="没有找到")
        seen = locked_inspection(actor, found.inspection_id)
        _may_file(actor, seen).require()
        row = Letter.objects.get(pk=letter)
        if row.returned_on is not None:
            return row
        if not row.sent_on <= returned_on <= moments.today() or scan is None or not outcome.strip():
            raise Refusal(
                "letter-return",
                "退回日期应在寄出以后、今天以前，写明投递结果，附退信或者投递记录的扫描件。",
                title=f"{LETTER_TITLE}：内容不全",
                clause=LETTER_CLAUSE,
            )
        proof = keep_scan(actor, scan)[0]
        row.returned_on, row.outcome, row.proof = returned_on, outcome.strip()[:100], proof
        row.save()
        _record("inspections.return_letter", actor, seen, [proof, row])
    return row


def finish_follow_up(
    *, actor: Actor, follow_up: UUID, done_on: datetime.date, words: str, scan: Scan | None = None
) -> FollowUp:
    """It was done: when, how, with a paper where there is one. Done already it stands."""
    with transaction.atomic():
        found = FollowUp.objects.filter(pk=follow_up, inspection__office_id=actor.office_id).first()
        if found is None:
            raise Unknown("no-such-follow-up", "没有这项后续办理。", title="没有找到")
        seen = locked_inspection(actor, found.inspection_id)
        can_finish_follow_up(actor, seen.inspection.campaign).require()
        row = FollowUp.objects.get(pk=follow_up)
        if row.state == FOLLOW_UP.acts["finish"][2]:
            return row
        row.state = FOLLOW_UP.after("finish", row.state)
        if done_on > moments.today() or not words.strip():
            raise Refusal(
                "follow-up-facts", "办结日期不能晚于今天，办理情况要写明。", title="不能办结：内容不全"
            )
        proofs = keep_scan(actor, scan)
        row.done_on, row.done_words, row.done_by_id = done_on, words.strip()[:200], person_of(actor)
        row.proof = proofs[0] if proofs else None
        row.save()
        _record("inspections.finish_follow_up", actor, seen, [*proofs, row])
    return row


def _record(act: str, actor: Actor, seen: Seen, rows: list[Record], reason: str = "") -> None:
    row = seen.inspection
    content = {"campaign": row.campaign.number, "visit": row.code}
    record_act(act, actor=actor, reason=reason.strip(), content=content, records=rows)
