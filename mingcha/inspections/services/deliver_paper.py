"""A notice was handed to the party: when, how, and with what proof."""

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.draws.policies import person_of
from mingcha.inspections.models import Delivery
from mingcha.inspections.queries.papers.lines import LETTERS, may_give
from mingcha.inspections.queries.papers.reading import readable_paper, visit_of
from mingcha.inspections.rules.deliveries import DELIVERIES, NEEDS_PROOF, NEEDS_WORDS
from mingcha.inspections.services.locked import locked_inspection
from mingcha.intake.services import Scan, keep_scan
from mingcha.ledger.services import record_act

TITLE = "不能登记送达"
CLAUSE = "参照《中华人民共和国行政处罚法》第六十一条、《中华人民共和国民事诉讼法》送达的规定"


@dataclass(frozen=True)
class Handed:
    """How and when it was handed over."""

    manner: str
    on: datetime.date
    words: str = ""
    scan: Scan | None = None


def deliver_paper(*, actor: Actor, paper: UUID, handed: Handed) -> Delivery:
    """The entry; the same manner and day said twice is one."""
    with transaction.atomic():
        seen = locked_inspection(actor, visit_of(actor, readable_paper(actor, paper)).inspection.pk)
        found = readable_paper(actor, paper)
        may_give(actor, seen).require()
        if found.kind not in LETTERS:
            raise Conflict("not-delivered", f"{found}不用送达当事人。", title=TITLE)
        same = Delivery.objects.filter(paper=found, manner=handed.manner, delivered_on=handed.on).first()
        if same is not None:
            return same
        _check(handed, found.made_on)
        proofs = keep_scan(actor, handed.scan)
        row = Delivery.objects.create(
            inspection=seen.inspection,
            paper=found,
            manner=handed.manner,
            delivered_on=handed.on,
            words=handed.words.strip()[:200],
            proof=proofs[0] if proofs else None,
            entered_by_id=person_of(actor),
            entered_at=moments.now(),
        )
        content = {"campaign": seen.inspection.campaign.number, "visit": seen.inspection.code}
        told = content | {"kind": found.kind, "edition": found.edition, "manner": handed.manner}
        record_act("inspections.deliver_paper", actor=actor, content=told, records=[*proofs, row])
    return row


def _check(handed: Handed, made_on: datetime.date) -> None:
    if handed.manner not in DELIVERIES:
        raise Refusal("manner", "请选择送达方式。", title=f"{TITLE}：没有送达方式")
    if not made_on <= handed.on <= moments.today():
        raise Refusal(
            "delivered-on",
            f"送达日期应在文书制作的{made_on}以后、今天以前。",
            title=f"{TITLE}：日期不对",
        )
    manner = DELIVERIES[handed.manner]
    if handed.manner in NEEDS_WORDS and not handed.words.strip():
        raise Refusal(
            "delivery-words",
            f"{manner}的，写明拒收的情况、留置的地点和见证人。",
            title=f"{TITLE}：没有写明情况",
            clause=CLAUSE,
        )
    if handed.manner in NEEDS_PROOF and handed.scan is None:
        raise Refusal(
            "delivery-proof",
            f"{manner}的，附送达回证、照片或者邮件回执的扫描件。",
            title=f"{TITLE}：没有证明",
            clause=CLAUSE,
        )
