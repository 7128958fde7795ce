"""The user says which column is which, or the register moved on: the preview is judged anew."""

from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common.locking import lock
from mingcha.common.workbooks.table import Mapped
from mingcha.intake.models import ImportBatch
from mingcha.intake.queries import batch_of
from mingcha.intake.reading import judge_rows, remember_columns
from mingcha.intake.services.preview_import import counts_of
from mingcha.intake.staging import mapping_of, sheet_rows, stage_missing, stage_rows
from mingcha.intake.states import IMPORT
from mingcha.intake.subjects import Subject
from mingcha.intake.traces import missing_from
from mingcha.ledger.services import record_act


def map_columns(*, actor: Actor, subject: Subject, batch: UUID, columns: Mapping[int, str]) -> ImportBatch:
    """Read the preview's rows by these columns (place in the sheet from 0 → column key, empty: left out) and
    remember the headings for the next files of its source, else of the office."""
    with transaction.atomic():
        found = _open(actor, subject, batch)
        headings = found.reading["headings"]
        mapping = {
            key: Mapped(index, headings[index], _unit(found, index)) for index, key in columns.items() if key
        }
        remember_columns(actor, subject, _taught(found, columns), found.feed)
        return _judge_anew(actor, subject, found, mapping)


def recheck_import(*, actor: Actor, subject: Subject, batch: UUID) -> ImportBatch:
    """Judge the preview against the register as it is now."""
    with transaction.atomic():
        found = _open(actor, subject, batch)
        return _judge_anew(actor, subject, found, mapping_of(found))


def _open(actor: Actor, subject: Subject, batch: UUID) -> ImportBatch:
    lock(f"intake/{actor.office_id}/{subject.kind}")
    found = batch_of(actor, subject, batch)
    subject.can_import(actor).require()
    found.state = IMPORT.after("map_columns", found.state)
    return found


def _judge_anew(
    actor: Actor, subject: Subject, batch: ImportBatch, mapping: Mapping[str, Mapped]
) -> ImportBatch:
    rows = list(sheet_rows(batch, mapping))
    read = subject.reader(actor)
    judged = judge_rows(actor, subject, [read(row, mapping) for row in rows])
    batch.reading = batch.reading | {"mapping": {k: [m.index, m.heading, m.unit] for k, m in mapping.items()}}
    missing = missing_from(actor, subject, batch.feed, judged)
    batch.counts = counts_of(judged, missing)
    batch.staged.all().delete()
    stage_missing(batch, missing)
    stage_rows(batch, judged, {row.number: row.values for row in rows})
    batch.save()
    record_act(
        "intake.map_columns",
        actor=actor,
        content={"kind": batch.kind, "columns": sorted(mapping), "counts": batch.counts},
        records=[batch],
    )
    return batch


def _taught(batch: ImportBatch, columns: Mapping[int, str]) -> dict[str, str]:
    """The headings that the user reads otherwise than we did."""
    read = {index: key for key, (index, *_) in batch.reading["mapping"].items()}
    headings = batch.reading["headings"]
    return {headings[i]: key for i, key in columns.items() if headings[i] and key != read.get(i, "")}


def _unit(batch: ImportBatch, index: int) -> str:
    units = {i: unit for i, _, unit in batch.reading["mapping"].values()}
    return str(units.get(index, ""))
