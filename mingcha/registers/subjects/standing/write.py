"""Standing facts of a file into the register, in bulk: an event for each change, the values in force on the
holders, and the risk class on their targets. The same result of a later day moves the day and is no event."""

import datetime
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.intake.models import ImportBatch
from mingcha.intake.subjects import Judged
from mingcha.ledger.models import Record
from mingcha.registers.models import Holder, Standing, StandingEvent, Target
from mingcha.registers.rules.standing import RISK_CLASS
from mingcha.registers.services.record_standing import present_value, set_fact
from mingcha.registers.subjects.known import CHUNK

BATCH = 500
COLUMNS = [field.name for field in Standing._meta.fields]


def write_facts(actor: Actor, batch: ImportBatch, rows: Sequence[Judged]) -> list[Record]:
    """Every saved holder, target and event."""
    holders: dict[UUID, Holder] = {}
    events: list[StandingEvent] = []
    classes: dict[UUID, tuple[str, datetime.date]] = {}
    for row in rows:
        holder = holders.setdefault(row.ties["holder"].pk, row.ties["holder"])
        for kind, value in row.ties["changes"].items():
            former, day = present_value(holder, kind), datetime.date.fromisoformat(row.values["stands_on"])
            if value != former:
                events.append(_event(actor, batch, row, kind, value, holder=holder, former=former))
            set_fact(holder, kind, value, day)
            if kind == RISK_CLASS:
                classes[holder.pk] = value, day
    targets = _follow(classes)
    Holder.objects.bulk_update(holders.values(), COLUMNS, batch_size=BATCH)
    Target.objects.bulk_update(targets, ["risk_class", "risk_on"], batch_size=BATCH)
    StandingEvent.objects.bulk_create(events, batch_size=BATCH)
    return [*holders.values(), *targets, *events]


def _follow(classes: dict[UUID, tuple[str, datetime.date]]) -> list[Target]:
    """The targets whose own class is not newer, with that of their holder."""
    found: list[Target] = []
    keys = list(classes)
    for start in range(0, len(keys), CHUNK):
        for target in Target.objects.filter(holder__in=keys[start : start + CHUNK]).order_by("code"):
            value, day = classes[target.holder_id]
            if target.risk_on is None or target.risk_on <= day:
                set_fact(target, RISK_CLASS, value, day)
                found.append(target)
    return found


def _event(
    actor: Actor, batch: ImportBatch, row: Judged, kind: str, value: str, *, holder: Holder, former: str
) -> StandingEvent:
    values: dict[str, Any] = row.values
    return StandingEvent(
        office_id=actor.office_id,
        holder=holder,
        kind=kind,
        value=value,
        former=former,
        stands_on=datetime.date.fromisoformat(values["stands_on"]),
        source=values["source"] or batch.source or batch.file_name[:64],
        document_no=values["document_no"],
        reason=(values["reason"] or batch.note or f"按导入的“{batch.file_name}”登记")[:200],
        person_id=actor.person_id,
        person_name=actor.name,
        batch=batch,
        recorded_at=moments.now(),
    )
