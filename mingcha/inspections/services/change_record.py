"""A confirmed record is put right only by a new version: asked for with the reason, allowed by another."""

from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal, Unknown
from mingcha.draws.policies import person_of
from mingcha.inspections.models import InspectionRecord
from mingcha.inspections.policies import can_decide_change
from mingcha.inspections.queries.records import confirmed_record, open_record
from mingcha.inspections.queries.visible import Seen
from mingcha.inspections.services.keep_record import copied
from mingcha.inspections.services.locked import locked_inspection
from mingcha.inspections.states import ASKED, RECORD
from mingcha.ledger.services import record_act

TITLE = "不能申请更正"
ACTS = {"inspections.allow_change": "allow", "inspections.decline_change": "decline"}


def ask_change(*, actor: Actor, inspection: UUID, reason: str) -> InspectionRecord:
    """A member of the team asks to put the record right. Asked already it stands."""
    with transaction.atomic():
        seen = locked_inspection(actor, inspection)
        seen.may_work(actor).require()
        last = confirmed_record(seen.inspection)
        if last is None:
            raise Conflict("not-confirmed", "检查记录还没有确认，不用更正。", title=TITLE)
        known = open_record(seen.inspection)
        if known is not None and known.state == ASKED and known.asked_by_id == actor.person_id:
            return known
        if known is not None:
            raise Conflict("change-open", "已有一项更正在办理。", title=f"{TITLE}：正在办理")
        if not reason.strip():
            raise Refusal("change-reason", "更正要写明哪里错了、为什么。", title=f"{TITLE}：没有原因")
        last.inspection = seen.inspection
        record = copied(last)
        record.n = 1 + max(one.n for one in seen.inspection.records.all())
        record.state, record.reason = ASKED, reason.strip()[:200]
        record.typed_by_id = record.asked_by_id = person_of(actor)
        record.asked_at = moments.now()
        record.save(force_insert=True)
        _record("inspections.ask_change", actor, seen, record)
    return record


def allow_change(*, actor: Actor, inspection: UUID, words: str = "") -> InspectionRecord:
    """Enforcement or a leader, who had no hand in it: who asked may now write the new version."""
    return _decide(actor, inspection, "inspections.allow_change", words)


def decline_change(*, actor: Actor, inspection: UUID, words: str) -> InspectionRecord:
    """What stands stays, and so does the request with the answer."""
    if not words.strip():
        raise Refusal("decline-words", "不予更正要写明理由。", title="不能办理：没有理由")
    return _decide(actor, inspection, "inspections.decline_change", words)


def _decide(actor: Actor, inspection: UUID, act: str, words: str) -> InspectionRecord:
    with transaction.atomic():
        seen = locked_inspection(actor, inspection)
        record = open_record(seen.inspection)
        if record is None or record.asked_by_id is None:
            raise Unknown("no-change-asked", "没有待批准的更正。", title="没有找到")
        record.inspection = seen.inspection
        can_decide_change(actor, record).require()
        record.state = RECORD.after(ACTS[act], record.state)
        record.allowed_by_id, record.allowed_words = person_of(actor), words.strip()[:200]
        record.save()
        _record(act, actor, seen, record, words)
    return record


def _record(act: str, actor: Actor, seen: Seen, record: InspectionRecord, words: str = "") -> None:
    row = seen.inspection
    content = {"campaign": row.campaign.number, "visit": row.code, "version": record.n}
    record_act(act, actor=actor, reason=words or record.reason, content=content, records=[record])
