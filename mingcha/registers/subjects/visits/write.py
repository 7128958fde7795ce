"""Past visits of a file into the register, in bulk."""

import datetime
from collections.abc import Sequence

from mingcha.accounts.actors import Actor
from mingcha.intake.models import ImportBatch
from mingcha.intake.subjects import Judged
from mingcha.ledger.models import Record
from mingcha.registers.models import OTHER, VisitFact

BATCH = 500


def write_visits(actor: Actor, batch: ImportBatch, rows: Sequence[Judged]) -> list[Record]:
    """Every saved visit."""
    added: list[VisitFact] = []
    changed: list[VisitFact] = []
    for row in rows:
        known: VisitFact | None = row.ties.get("visit")
        if known is None:
            added.append(_visit(actor, batch, row))
        else:
            known.result = row.values["result"] or known.result
            known.manner = known.manner if row.values["manner"] == OTHER else row.values["manner"]
            changed.append(known)
    VisitFact.objects.bulk_create(added, batch_size=BATCH)
    VisitFact.objects.bulk_update(changed, ["result", "manner"], batch_size=BATCH)
    return [*added, *changed]


def _visit(actor: Actor, batch: ImportBatch, row: Judged) -> VisitFact:
    values = row.values
    return VisitFact(
        office_id=actor.office_id,
        holder=row.ties["holder"],
        target=row.ties["target"],
        body=values["body"],
        visited_on=datetime.date.fromisoformat(values["visited_on"]),
        item=values["item"],
        manner=values["manner"],
        result=values["result"],
        source=values["source"] or batch.source or batch.file_name[:64],
        batch=batch,
    )
