"""Read a workbook and lay its rows out for the user to check. Nothing enters a register."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.intake.models import ImportBatch, ImportSource
from mingcha.intake.queries import source_of
from mingcha.intake.reading import Reading, read_workbook
from mingcha.intake.staging import reading_of, stage_missing, stage_rows
from mingcha.intake.subjects import CHANGED, NEW, Judged, Missing, Subject
from mingcha.intake.traces import missing_from
from mingcha.ledger.services import record_act

NAME_LENGTH = 200
SHEET_LENGTH = 64


def preview_import(
    *,
    actor: Actor,
    subject: Subject,
    path: Path,
    file_name: str,
    mapping: Mapping[str, int | None] | None = None,
    sheet: str | None = None,
    strict: bool = True,
    feed: UUID | None = None,
) -> ImportBatch:
    """The saved preview. `WorkbookRefused` when the file as a whole is not what was expected: then nothing is
    stored. `mapping` (column key → column of the sheet from 0, None: none) corrects the recognised columns;
    without `strict` missing columns are left for the user to name on the preview. `feed` is the source
    that the file comes from: a full one's records that it no longer names are laid out too."""
    subject.can_import(actor).require()
    source = source_of(actor, subject, feed) if feed else None
    reading = read_workbook(actor, subject, path, sheet=sheet, mapping=mapping, strict=strict, source=source)
    with transaction.atomic():
        missing = missing_from(actor, subject, source, reading.rows)
        batch = new_batch(actor, subject, reading, file_name, source=source, missing=missing)
        batch.save(force_insert=True)
        stage_missing(batch, missing)
        stage_rows(batch, reading.rows, {row.number: row.values for row in reading.table.rows})
        record_act(
            "intake.preview_import",
            actor=actor,
            content={"kind": batch.kind, "file_sha256": batch.file_sha256, "counts": batch.counts},
            records=[batch],
        )
    return batch


def new_batch(
    actor: Actor,
    subject: Subject,
    reading: Reading,
    file_name: str,
    *,
    source: ImportSource | None,
    missing: Sequence[Missing],
) -> ImportBatch:
    """The unsaved batch of a reading."""
    return ImportBatch(
        office_id=actor.office_id,
        kind=subject.kind,
        file_name=file_name[:NAME_LENGTH],
        file_sha256=reading.sha256,
        sheet_name=reading.table.sheet_name[:SHEET_LENGTH],
        feed=source,
        source=source.name if source else "",
        counts=counts_of(reading.rows, missing),
        reading=reading_of(reading.table, encoding=reading.encoding),
        uploaded_by=actor.name,
        uploaded_at=moments.now(),
    )


def counts_of(rows: Iterable[Judged], missing: Sequence[Missing]) -> dict[str, int]:
    """Rows by verdict; `asked` are the refused ones that wait for a decision, `warned` those to be written
    with a remark, `gone` no rows but records that the source no longer names."""
    rows = list(rows)
    found = Counter(row.verdict for row in rows)
    return {
        "rows": len(rows),
        "new": found["new"],
        "changed": found["changed"],
        "unchanged": found["unchanged"],
        "refused": found["refused"],
        "asked": sum(1 for row in rows if row.choices),
        "warned": sum(1 for row in rows if row.warnings and row.verdict in (NEW, CHANGED)),
        "gone": len(missing),
    }
