"""A workbook in one step, for the command line: what is in order is written, the rest is reported."""

from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common.locking import lock
from mingcha.intake.models import ImportBatch, ImportSource
from mingcha.intake.reading import read_workbook
from mingcha.intake.rules import without_identity_numbers
from mingcha.intake.services.confirm_import import write_rows
from mingcha.intake.services.preview_import import new_batch
from mingcha.intake.states import IMPORT, PREVIEWED
from mingcha.intake.subjects import CHANGED, NEW, REFUSED, Judged, Missing, Subject
from mingcha.intake.traces import missing_from


@dataclass(frozen=True)
class Outcome:
    """Counts of data rows (`rows` = new + changed + unchanged + refused), and each refused row's number in
    the sheet with its reason. `gone` are labels of records that a full source no longer names, None without a
    source: they are only told. `batch` is None when nothing was written."""

    rows: int
    new: int
    changed: int
    unchanged: int
    refused: list[tuple[int, str]]
    batch: ImportBatch | None
    gone: list[str] | None = None


def import_file(
    *,
    actor: Actor,
    subject: Subject,
    path: Path,
    sheet: str | None = None,
    file_name: str = "",
    source: ImportSource | None = None,
) -> Outcome:
    """Take in the whole file: new rows and all changes are written in one transaction with one entry; an open
    question is refused with its reason. A file without a source that changes nothing leaves no trace; records
    that its source no longer names are told and left as they are. `WorkbookRefused` when the file as a whole
    is not what was expected."""
    subject.can_import(actor).require()
    with transaction.atomic():
        lock(f"intake/{actor.office_id}/{subject.kind}")
        reading = read_workbook(actor, subject, path, sheet=sheet, source=source)
        reading.table.rows.clear()  # judged; a large file's cells take much memory
        missing = missing_from(actor, subject, source, reading.rows)
        chosen = [row for row in reading.rows if row.verdict in (NEW, CHANGED)]
        batch = None
        if chosen or source is not None:
            name = file_name or path.name
            batch = new_batch(actor, subject, reading, name, source=source, missing=missing)
            batch.state = IMPORT.after("confirm", PREVIEWED)
            write_rows(actor=actor, subject=subject, batch=batch, rows=chosen, named=reading.rows, ends={})
    return _outcome(reading.rows, batch, missing if source else None)


def _outcome(rows: list[Judged], batch: ImportBatch | None, missing: list[Missing] | None) -> Outcome:
    verdicts = [row.verdict for row in rows]
    return Outcome(
        rows=len(rows),
        new=verdicts.count("new"),
        changed=verdicts.count("changed"),
        unchanged=verdicts.count("unchanged"),
        refused=[
            (row.number, without_identity_numbers(row.refused)) for row in rows if row.verdict == REFUSED
        ],
        batch=batch,
        gone=None if missing is None else [one.label for one in missing],
    )
