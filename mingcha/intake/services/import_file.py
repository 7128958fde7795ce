"""A workbook in one step, for the command line: what is in order is written, the rest is reported."""

from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common.locking import lock
from mingcha.intake.models import ImportBatch
from mingcha.intake.reading import read_workbook
from mingcha.intake.rules import without_identity_numbers
from mingcha.intake.services.confirm_import import write_rows
from mingcha.intake.services.preview_import import new_batch
from mingcha.intake.states import IMPORT, PREVIEWED
from mingcha.intake.subjects import CHANGED, NEW, REFUSED, Judged, Subject


@dataclass(frozen=True)
class Outcome:
    """Counts of data rows (`rows` = new + changed + unchanged + refused), and each refused row's number in
    the sheet with its reason. `batch` is None when nothing was written."""

    rows: int
    new: int
    changed: int
    unchanged: int
    refused: list[tuple[int, str]]
    batch: ImportBatch | None


def import_file(
    *, actor: Actor, subject: Subject, path: Path, sheet: str | None = None, file_name: str = ""
) -> Outcome:
    """Take in the whole file: new rows and all changes are written in one transaction with one entry; an open
    question is refused with its reason. A file that changes nothing leaves no trace. `WorkbookRefused` when
    the file as a whole is not what was expected."""
    subject.can_import(actor).require()
    with transaction.atomic():
        lock(f"intake/{actor.office_id}/{subject.kind}")
        reading = read_workbook(actor, subject, path, sheet=sheet)
        chosen = [row for row in reading.rows if row.verdict in (NEW, CHANGED)]
        batch = new_batch(actor, subject, reading, file_name or path.name) if chosen else None
        if batch is not None:
            batch.state = IMPORT.after("confirm", PREVIEWED)
            write_rows(actor=actor, subject=subject, batch=batch, rows=chosen)
    return _outcome(reading.rows, batch)


def _outcome(rows: list[Judged], batch: ImportBatch | None) -> Outcome:
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
    )
