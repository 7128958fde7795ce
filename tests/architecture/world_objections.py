"""An objection to the result of the visit of `world_visits`, answered and waiting for the leader. What it was
about is withdrawn by now, so that nothing of it is public."""

import io
from typing import Any
from uuid import UUID

from django.db import transaction

from mingcha.accounts.rules import ENFORCEMENT
from mingcha.common import moments
from mingcha.disclosure.models import Disclosure, Objection
from mingcha.disclosure.states import ANSWERED, WITHDRAWN
from mingcha.draws.tests.county import Ceremony
from mingcha.inspections.models import Inspection
from mingcha.intake.services import keep_proof
from mingcha.ledger.services import record_act


def objection_of(ceremony: Ceremony, inspection: UUID, mark: str) -> dict[str, Any]:
    """Each text with its mark."""
    actor, person = ceremony.county.actor(ENFORCEMENT), ceremony.county.bureau.people[ENFORCEMENT]
    now, visit = moments.now(), Inspection.objects.get(pk=inspection)
    with transaction.atomic():
        was = Disclosure.objects.create(
            office=visit.office,
            kind="results",
            record=str(visit.pk),
            number=1,
            state=WITHDRAWN,
            values={"holder": mark, "found": mark},
            disclosed_by=person.name,
            disclosed_at=now,
            ended_at=now,
            withdrawal_reason="登记有误",
        )
        proof = keep_proof(actor=actor, file=io.BytesIO(b"%PDF-1.7 letter"), file_name=f"{mark}.pdf")
        row = Objection(
            office=visit.office,
            inspection=visit,
            disclosure=was,
            number=1,
            state=ANSWERED,
            way="letter",
            received_on=moments.today(),
            proof=proof,
            entered_by=person,
            entered_at=now,
            verdict="dismiss",
            answer=mark,
            answered_by=person,
            answered_at=now,
        )
        row.objector, row.ground, row.contact = mark, mark, mark
        row.save(force_insert=True)
        record_act("disclosure.tests", actor=actor, records=[was, proof, row])
    return {"objection": row.pk}
