"""A penalty decision of the two offices of `worlds`, entered and not yet checked."""

import io
from typing import Any

from django.db import transaction

from mingcha.accounts.rules import ENFORCEMENT
from mingcha.common import moments
from mingcha.disclosure.models import Penalty
from mingcha.draws.tests.county import Ceremony
from mingcha.intake.services import keep_proof
from mingcha.ledger.services import record_act


def penalty_of(ceremony: Ceremony, mark: str) -> dict[str, Any]:
    """Each text with its mark."""
    bureau = ceremony.county.bureau
    actor = bureau.actor(ENFORCEMENT)
    person = bureau.people[ENFORCEMENT]
    texts = dict.fromkeys(("document_no", "party", "breach", "facts", "basis", "content", "remarks"), mark)
    with transaction.atomic():
        paper = keep_proof(actor=actor, file=io.BytesIO(b"%PDF-1.7 decision"), file_name=f"{mark}.pdf")
        row = Penalty.objects.create(
            office=bureau.office,
            number=1,
            section=bureau.sections[0],
            party_kind="company",
            categories=["警告"],
            decided_on=moments.today(),
            paper=paper,
            hands=[str(person.pk)],
            entered_by=person,
            entered_at=moments.now(),
            **texts,
        )
        record_act("disclosure.tests", actor=actor, records=[paper, row])
    return {"penalty": row.decision, "penalty_version": 1}
