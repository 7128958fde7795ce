"""书面检查: what the party is asked to hand in, and what came."""

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.draws.policies import person_of
from mingcha.inspections.models import Material, MaterialRequest
from mingcha.inspections.queries.materials import find_request
from mingcha.inspections.queries.papers.lines import may_give
from mingcha.inspections.queries.visible import Seen
from mingcha.inspections.rules.methods import ON_SITE
from mingcha.inspections.services.locked import locked_inspection
from mingcha.inspections.states import OVER, WAITING
from mingcha.intake.services import Scan, keep_scan
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act

TITLE = "不能登记材料"


@dataclass(frozen=True)
class Came:
    """A file as it was handed in, and on which day."""

    scan: Scan | None
    on: datetime.date
    note: str = ""


def ask_material(*, actor: Actor, inspection: UUID, words: str, due_on: datetime.date) -> MaterialRequest:
    """One thing to be handed in by a day. Asked with the same words it stands."""
    with transaction.atomic():
        seen = locked_inspection(actor, inspection)
        may_give(actor, seen).require()
        _require_open(seen)
        words = words.strip()[:200]
        if not words or due_on < moments.today():
            raise Refusal("material-facts", "写明要提交什么，期限不能早于今天。", title=f"{TITLE}：内容不全")
        known = seen.inspection.material_requests.filter(words=words, due_on=due_on, void_reason="").first()
        if known is not None:
            return known
        row = MaterialRequest.objects.create(
            inspection=seen.inspection,
            number=seen.inspection.material_requests.count() + 1,
            words=words,
            due_on=due_on,
            asked_by_id=person_of(actor),
            asked_at=moments.now(),
        )
        _record("inspections.ask_material", actor, seen, [row])
    return row


def cancel_material(*, actor: Actor, request: UUID, reason: str) -> MaterialRequest:
    """Not asked any more; the row stays with the reason."""
    with transaction.atomic():
        found = find_request(actor, request)
        seen = locked_inspection(actor, found.inspection_id)
        may_give(actor, seen).require()
        row = MaterialRequest.objects.get(pk=found.pk)
        if row.void_reason:
            return row
        if not reason.strip():
            raise Refusal("material-reason", "取消要写明原因。", title=f"{TITLE}：没有原因")
        if row.materials.exists():
            raise Conflict("material-came", "这项材料已经收到，不能取消。", title=f"{TITLE}：已经收到")
        row.void_reason = reason.strip()[:200]
        row.save()
        _record("inspections.cancel_material", actor, seen, [row], reason)
    return row


def receive_material(*, actor: Actor, request: UUID, came: Came) -> Material:
    """A file with its digest. The same file twice is one."""
    with transaction.atomic():
        found = find_request(actor, request)
        seen = locked_inspection(actor, found.inspection_id)
        may_give(actor, seen).require()
        row = MaterialRequest.objects.get(pk=found.pk)
        if row.void_reason:
            raise Conflict("material-void", "这项材料已经取消。", title=f"{TITLE}：已经取消")
        if came.scan is None or not moments.local_day(row.asked_at) <= came.on <= moments.today():
            raise Refusal(
                "material-facts", "附收到的材料；收到日期应在提出以后、今天以前。", title=f"{TITLE}：内容不全"
            )
        proof = keep_scan(actor, came.scan)[0]
        if (same := row.materials.filter(proof__sha256=proof.sha256).first()) is not None:
            transaction.set_rollback(True)
            return same
        material = Material.objects.create(
            request=row,
            proof=proof,
            note=came.note.strip()[:200],
            received_on=came.on,
            received_by_id=person_of(actor),
            received_at=moments.now(),
        )
        _record("inspections.receive_material", actor, seen, [proof, material])
    return material


def _require_open(seen: Seen) -> None:
    row = seen.inspection
    if row.state == WAITING or row.method == ON_SITE:
        raise Conflict(
            "not-on-paper",
            "只有书面检查和远程检查才向当事人要材料。",
            title=f"{TITLE}：不是书面检查",
            remedy="请先安排检查，检查方式选书面检查或者远程检查。",
        )
    if row.state in OVER:
        raise Conflict("recorded", "检查记录已经确认。", title=f"{TITLE}：已经检查")


def _record(act: str, actor: Actor, seen: Seen, rows: list[Record], reason: str = "") -> None:
    row = seen.inspection
    content = {"campaign": row.campaign.number, "visit": row.code}
    record_act(act, actor=actor, reason=reason.strip(), content=content, records=rows)
