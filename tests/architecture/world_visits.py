"""The visits of the two offices of `worlds`: an approved campaign, one visit under way."""

import datetime
import io
from typing import Any
from uuid import UUID

from django.db import transaction

from mingcha.accounts.rules import ENFORCEMENT, INSPECTOR
from mingcha.common import moments
from mingcha.disclosure.models import Withholding
from mingcha.draws.models import MemberChange
from mingcha.draws.tests.county import Ceremony
from mingcha.inspections.models import (
    CallOff,
    FollowUp,
    Inspection,
    InspectionFile,
    InspectionRecord,
    ItemOutcome,
    Letter,
)
from mingcha.inspections.services import approve_inspections, propose_approval
from mingcha.inspections.states import NOTICED
from mingcha.intake.services import keep_proof
from mingcha.ledger.services import record_act
from mingcha.plans.models import Campaign

NOT_CHECKED = "not-checked"


def visits_of(ceremony: Ceremony, code: str, mark: str) -> dict[str, Any]:
    """`code` is the visit of whoever logs in as the inspector, who has its record in hand."""
    campaign = Campaign.objects.get(pk=ceremony.county.campaign.pk)
    approval = propose_approval(actor=ceremony.operator, campaign=campaign, words=f"{mark}分组检查")
    approve_inspections(actor=ceremony.leader, approval=approval)
    row = Inspection.objects.get(campaign=campaign, code=code)
    with transaction.atomic():
        parts = _parts(ceremony, row, mark)
        record_act("inspections.tests", actor=ceremony.operator, records=list(parts.values()))
    return {"approval": approval.pk, "record_version": 1, **{word: one.pk for word, one in parts.items()}}


def exchanged_on(ceremony: Ceremony, things: dict[str, Any], mark: str) -> UUID:
    """Somebody else is to go on the visit of whoever logs in as the inspector, drawn by a platform."""
    row = Inspection.objects.get(pk=things["inspection"])
    with transaction.atomic():
        change = MemberChange(
            campaign=row.campaign,
            external_id=things["external_drawn"],
            visit=row.code,
            group="member",
            seat=1,
            left="J998",
            inspector="J999",
            reason="ill",
            made_on=moments.today(),
            receipt_no=mark,
            proof_id=things["inspection_proof"],
            proposed_by=ceremony.county.bureau.people[INSPECTOR],
            proposed_at=moments.now(),
        )
        change.ground = mark
        change.save(force_insert=True)
        record_act("inspections.tests", actor=ceremony.operator, records=[change])
    return change.pk


def _parts(ceremony: Ceremony, row: Inspection, mark: str) -> dict[str, Any]:
    person = ceremony.county.bureau.people[INSPECTOR]
    today, now = moments.today(), moments.now()
    row.state, row.method, row.noticed_at = NOTICED, "on_site", now
    row.planned_on, row.planned_at, row.planned_minutes = today, datetime.time(9), 60
    row.day_reason = mark
    row.save()
    unit = f"{mark}对象"
    record = InspectionRecord.objects.create(inspection=row, n=1, typed_by=person, place=mark)
    operator = ceremony.county.actor(ENFORCEMENT)
    proof = keep_proof(actor=operator, file=io.BytesIO(b"%PDF-1.7 photo"), file_name=f"{mark}.pdf")
    file = InspectionFile.objects.create(
        inspection=row, kind="other", proof=proof, caption=mark, added_by=person, added_at=now
    )
    letter = Letter.objects.create(
        inspection=row,
        unit=unit,
        number=1,
        sent_on=today,
        tracking_no=mark,
        entered_by=person,
        entered_at=now,
    )
    follow_up = FollowUp.objects.create(
        inspection=row, record=record, unit=unit, outcome=NOT_CHECKED, words=mark
    )
    outcome = ItemOutcome.objects.create(
        office=row.office,
        item_code="K01",
        code="own-1",
        title=f"{mark}批不合格",
        family="found",
        is_problem=True,
        national="8",
        added_by=mark,
        added_at=now,
    )
    withholding = Withholding.objects.create(
        office=row.office,
        kind="results",
        record=str(row.pk),
        reason=mark,
        clause=mark,
        proposed_by=person,
        proposed_at=now,
    )
    call_off = CallOff.objects.create(
        inspection=row, found=mark, reason=mark, proof=proof, asked_by=person, asked_at=now
    )
    return {
        "call_off": call_off,
        "withholding": withholding,
        "item_outcome": outcome,
        "inspection": row,
        "inspection_record": record,
        "inspection_proof": proof,
        "inspection_file": file,
        "letter": letter,
        "follow_up": follow_up,
    }
