"""An objection comes in: by whoever holds the receipt, without login, or on paper, entered by the office."""

import datetime
import hashlib
import io
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.disclosure.models import Disclosure, Objection
from mingcha.disclosure.policies import can_answer_objection
from mingcha.disclosure.queries.kinds import RESULTS
from mingcha.disclosure.queries.objections import OBJECTION_DEADLINE, has_gone, public_version
from mingcha.disclosure.queries.result_lines import find_result
from mingcha.disclosure.rules.objections import (
    CLAUSE,
    CONTACT_LIMIT,
    GROUND_LIMIT,
    LETTER,
    NAME_LIMIT,
    OBJECTIONS_A_DAY,
    ONLINE,
)
from mingcha.disclosure.states import RECEIVED, WITHDRAWN
from mingcha.draws.policies import person_of
from mingcha.inspections.models import Inspection
from mingcha.inspections.queries.public import public_receipt
from mingcha.inspections.services.take_feedback import PARTY
from mingcha.intake.rules import PROOF_BYTES
from mingcha.intake.services import Scan, keep_scan
from mingcha.law.models import Deadline
from mingcha.law.queries import figure_if_any
from mingcha.law.rules import ANSWER_OBJECTION_DAYS
from mingcha.law.services import set_deadline
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act

TITLE = "不能提出异议"
ENTERING = "不能登记异议"


@dataclass(frozen=True)
class Said:
    """Who objects, to what and why; how to reach them, if that is wanted; what proves it."""

    objector: str
    ground: str
    contact: str = ""
    scan: Scan | None = None


@dataclass(frozen=True)
class Letter:
    """What came on paper, and the day on which it was received."""

    said: Said
    received_on: datetime.date


def take_objection(*, token: str, said: Said) -> Objection:
    """By the code on the receipt, once the result is public. The same ground again the same day is one, and
    a proof that comes after is kept with it while nobody has answered; another proof is another objection.
    After a few a day the party is asked to come or to write."""
    with transaction.atomic():
        lock(f"disclosure/{RESULTS}")
        inspection = public_receipt(token).record.inspection
        public = _require_public(inspection, TITLE)
        _require_words(said, TITLE)
        today = moments.today()
        given = list(inspection.objections.filter(way=ONLINE, received_on=today))
        party = Actor(None, PARTY, inspection.office_id, None, frozenset())
        standing = [one for one in given if one.state != WITHDRAWN]
        same = [one for one in standing if one.ground == said.ground.strip()[:GROUND_LIMIT]]
        content = _read(said.scan)
        scan = _again(said.scan, content)
        known = _repeated(party, same, scan, content)
        if known is not None:
            return known
        if len(given) >= OBJECTIONS_A_DAY:
            raise Conflict(
                "objections-a-day",
                f"对这一户次的结果今天已经收到{OBJECTIONS_A_DAY}件异议，明天可以再提出。",
                title=f"{TITLE}：今天已满",
                remedy="急需办理的，请直接到本机构提出，或者寄送书面异议。",
            )
        row = _new(public, inspection, said)
        row.way, row.received_on = ONLINE, today
        _keep("disclosure.take_objection", party, row, scan)
    return row


def _repeated(party: Actor, same: list[Objection], scan: Scan | None, content: bytes) -> Objection | None:
    """The one of the same ground to which this belongs: it brings no proof, or the one known already, or the
    first one; none where it is the next objection."""
    if scan is None or not same:
        return same[0] if same else None
    digest = hashlib.sha256(content).hexdigest()
    known = next((one for one in same if one.proof and one.proof.sha256 == digest), None)
    lacking = next((one for one in same if one.proof is None and one.state == RECEIVED), None)
    if known is None and lacking is not None:
        (lacking.proof,) = keep_scan(party, scan)
        lacking.save()
        record_act(
            "disclosure.add_objection_proof",
            actor=party,
            content=_told(lacking),
            records=[lacking.proof, lacking],
        )
    return known or lacking


def enter_objection(*, actor: Actor, inspection: UUID, letter: Letter) -> Objection:
    """A letter or a visit to the office: the paper is attached, the days run from its receipt. The same paper
    again is the same objection."""
    with transaction.atomic():
        lock(f"disclosure/{RESULTS}")
        row = find_result(actor, inspection).inspection
        can_answer_objection(actor, row.campaign, went=has_gone(actor, row)).require()
        public = _require_public(row, ENTERING)
        _require_words(letter.said, ENTERING)
        _require_day(letter.received_on, public)
        content = _content(letter.said.scan)
        known = _same_paper(row, content)
        if known is not None:
            return known
        found = _new(public, row, letter.said)
        found.way, found.received_on, found.entered_by_id = LETTER, letter.received_on, person_of(actor)
        scan = _again(letter.said.scan, content)
        _keep("disclosure.enter_objection", actor, found, scan)
    return found


def _require_public(inspection: Inspection, title: str) -> Disclosure:
    found = public_version(inspection.pk)
    if found is None:
        raise Conflict(
            "not-public",
            "这一户次的检查结果没有在公示，没有可以提出异议的内容。",
            title=f"{title}：没有公示",
            clause=CLAUSE,
            remedy="对检查过程有意见的，可以用检查通知书上的二维码评价或者投诉。",
        )
    return found


def _require_words(said: Said, title: str) -> None:
    if not said.objector.strip():
        raise Refusal("objector", "请写明是谁提出异议。", title=f"{title}：没有提出人", clause=CLAUSE)
    if not said.ground.strip():
        raise Refusal(
            "ground",
            "请写明公示的哪一项不对，理由是什么。",
            title=f"{title}：没有内容和理由",
            clause=CLAUSE,
        )


def _require_day(received_on: datetime.date, public: Disclosure) -> None:
    first = Disclosure.objects.filter(kind=RESULTS, record=public.record).order_by("number").first()
    since = moments.local_day((first or public).disclosed_at)
    if not since <= received_on <= moments.today():
        raise Refusal(
            "received-on",
            f"收到日期{received_on}不在公示之日{since}至今天之间。",
            title=f"{ENTERING}：收到日期不对",
            remedy="请按收文登记的日期填写。",
        )


def _content(scan: Scan | None) -> bytes:
    if scan is None:
        raise Refusal(
            "no-paper", "来信、来访提出的异议要附书面材料或者笔录的扫描件。", title=f"{ENTERING}：没有材料"
        )
    return _read(scan)


def _read(scan: Scan | None) -> bytes:
    return scan.file.read(PROOF_BYTES + 1) if scan else b""


def _again(scan: Scan | None, content: bytes) -> Scan | None:
    """To be read once more by whoever keeps it."""
    return Scan(io.BytesIO(content), scan.file_name) if scan else None


def _same_paper(inspection: Inspection, content: bytes) -> Objection | None:
    digest = hashlib.sha256(content).hexdigest()
    return inspection.objections.filter(way=LETTER, proof__sha256=digest).first()


def _new(public: Disclosure, inspection: Inspection, said: Said) -> Objection:
    row = Objection(
        office_id=inspection.office_id,
        inspection=inspection,
        disclosure=public,
        number=inspection.objections.count() + 1,
        entered_at=moments.now(),
    )
    row.objector = said.objector.strip()[:NAME_LIMIT]
    row.ground = said.ground.strip()[:GROUND_LIMIT]
    row.contact = said.contact.strip()[:CONTACT_LIMIT]
    return row


def _keep(act: str, actor: Actor, row: Objection, scan: Scan | None) -> None:
    """The act names the visit; who objects and why are sealed, and the history tells neither."""
    proofs = keep_scan(actor, scan)
    row.proof = proofs[0] if proofs else None
    row.save(force_insert=True)
    records: list[Record] = [*proofs, row, *_clock(row)]
    record_act(act, actor=actor, content=_told(row), records=records)


def _told(row: Objection) -> dict[str, object]:
    return {
        "campaign": row.inspection.campaign.number,
        "visit": row.inspection.code,
        "number": row.number,
    }


def _clock(row: Objection) -> list[Deadline]:
    """Counted from the receipt; none where the office works by no figure."""
    # Obligation answer-objection-days of docs/law/obligations.yml.
    if not figure_if_any(row.office_id, ANSWER_OBJECTION_DAYS, row.received_on):
        return []
    deadline = set_deadline(
        office_id=row.office_id,
        kind=OBJECTION_DEADLINE,
        subject=row.pk,
        title=f"答复对检查结果的异议：{row.inspection}",
        starts_on=row.received_on,
        figure_key=ANSWER_OBJECTION_DAYS,
        url=reverse("objection_detail", args=[row.pk]),
    )
    return [deadline]
