"""What goes to the party of the visit of `world_visits`: its notice, sealed and handed over, what it was
asked for, and a complaint."""

import io
from typing import Any
from uuid import UUID

from django.db import transaction

from mingcha.accounts.rules import INSPECTOR
from mingcha.common import moments
from mingcha.draws.tests.county import Ceremony
from mingcha.inspections.models import Inspection, Material, MaterialRequest
from mingcha.inspections.services import (
    Complaint,
    Handed,
    attach_visit_scan,
    complain,
    deliver_paper,
    issue_notice,
)
from mingcha.intake.services import Scan, keep_proof
from mingcha.ledger.services import record_act
from mingcha.papers.rules.kinds import INSPECTION_NOTICE


def party_of(ceremony: Ceremony, inspection: UUID, mark: str) -> dict[str, Any]:
    """Each text with its mark."""
    actor = ceremony.county.actor(INSPECTOR)
    notice = issue_notice(actor=actor, inspection=inspection)
    scan = attach_visit_scan(actor=actor, paper=notice.paper_id, scan=_scan(mark), note=mark)
    handed = Handed("post", moments.today(), mark, _scan(mark))
    delivery = deliver_paper(actor=actor, paper=notice.paper_id, handed=handed)
    feedback = complain(token=notice.token, complaint=Complaint(words=f"{mark}投诉"))
    request, material = _materials(ceremony, inspection, mark)
    return {
        "visit_kind": INSPECTION_NOTICE,
        "visit_paper": notice.paper_id,
        "visit_scan": scan.pk,
        "delivery": delivery.pk,
        "feedback": feedback.pk,
        "material_request": request.pk,
        "material": material.pk,
    }


def _materials(ceremony: Ceremony, inspection: UUID, mark: str) -> tuple[MaterialRequest, Material]:
    person, actor = ceremony.county.bureau.people[INSPECTOR], ceremony.county.actor(INSPECTOR)
    today, now = moments.today(), moments.now()
    with transaction.atomic():
        row = Inspection.objects.get(pk=inspection)
        asked: dict[str, Any] = {"words": f"{mark}台账", "due_on": today, "asked_by": person, "asked_at": now}
        request = MaterialRequest.objects.create(inspection=row, number=1, **asked)
        proof = keep_proof(actor=actor, file=_scan(mark).file, file_name=f"{mark}.pdf")
        came: dict[str, Any] = {"received_on": today, "received_by": person, "received_at": now}
        material = Material.objects.create(request=request, proof=proof, note=mark, **came)
        record_act("inspections.tests", actor=actor, records=[request, proof, material])
    return request, material


def _scan(mark: str) -> Scan:
    return Scan(io.BytesIO(f"%PDF-1.7 {mark}".encode()), f"{mark}.pdf")
