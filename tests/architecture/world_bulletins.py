"""The bulletin of the drawn campaign of the two offices of `worlds`, in draft."""

from typing import Any

from django.db import transaction

from mingcha.accounts.rules import ENFORCEMENT
from mingcha.common import moments
from mingcha.disclosure.models import Bulletin
from mingcha.disclosure.queries.bulletins.figures import figures_of
from mingcha.draws.tests.county import Ceremony
from mingcha.ledger.services import record_act


def bulletin_of(ceremony: Ceremony, mark: str) -> dict[str, Any]:
    """Each text with its mark."""
    county = ceremony.county
    person = county.bureau.people[ENFORCEMENT]
    with transaction.atomic():
        row = Bulletin.objects.create(
            office=county.bureau.office,
            campaign=county.campaign,
            number=1,
            text={"basis": f"{mark}抽中{{抽中}}家。"},
            figures=figures_of(county.campaign).plain(),
            figures_at=moments.now(),
            hands=[str(person.pk)],
            drafted_by=person,
            drafted_at=moments.now(),
            decision_words=mark,
        )
        record_act("disclosure.tests", actor=county.actor(ENFORCEMENT), records=[row])
    return {"bulletin": row.pk}
