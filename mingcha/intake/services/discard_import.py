"""Give a preview up: its rows are destroyed, the fact stays."""

from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.locking import lock
from mingcha.intake.models import ImportBatch
from mingcha.intake.queries import batch_of
from mingcha.intake.states import IMPORT
from mingcha.intake.subjects import Subject
from mingcha.ledger.services import record_act


def discard_import(*, actor: Actor, subject: Subject, batch: UUID, reason: str = "") -> ImportBatch:
    """The batch, closed. Nothing had been written."""
    with transaction.atomic():
        lock(f"intake/{actor.office_id}/{subject.kind}")
        found = batch_of(actor, subject, batch)
        subject.can_import(actor).require()
        found.state = IMPORT.after("discard", found.state)
        found.closed_at = moments.now()
        found.staged.all().delete()
        found.save()
        record_act(
            "intake.discard_import", actor=actor, reason=reason, content={"kind": found.kind}, records=[found]
        )
    return found
