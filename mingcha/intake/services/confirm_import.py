"""Write a previewed import into its register: one transaction, one ledger entry."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.intake.models import ImportBatch
from mingcha.intake.queries import CONFIRMED_ACT, batch_of
from mingcha.intake.staging import judged_row, parsed_row
from mingcha.intake.states import IMPORT
from mingcha.intake.subjects import CHANGED, NEW, REFUSED, Judged, Subject
from mingcha.ledger.services import record_act


def confirm_import(
    *,
    actor: Actor,
    subject: Subject,
    batch: UUID,
    accepted: Collection[int] | None = None,
    source: str = "",
    note: str = "",
) -> ImportBatch:
    """Write the new rows, the accepted changes and the answered questions. `accepted` (row numbers) overrides
    the stored ticks. `Conflict` when the import is no longer open or the register has moved since the
    preview; `Refusal` when there is nothing to write."""
    with transaction.atomic():
        lock(f"intake/{actor.office_id}/{subject.kind}")
        found = batch_of(actor, subject, batch)
        subject.can_import(actor).require()
        found.state = IMPORT.after("confirm", found.state)
        found.source, found.note = source, note
        rows = _judge_again(actor, subject, found)
        chosen = _chosen(found, rows, accepted)
        if not chosen:
            raise Refusal(
                "nothing-to-write",
                "这次导入没有要写入的内容：没有新增，也没有采纳的变化。",
                title="不能确认：没有要写入的内容",
                remedy="请放弃这次导入。",
            )
        write_rows(actor=actor, subject=subject, batch=found, rows=chosen)
        found.staged.exclude(verdict=REFUSED).delete()
        found.staged.filter(number__in=[row.number for row in chosen]).delete()
    return found


def write_rows(*, actor: Actor, subject: Subject, batch: ImportBatch, rows: list[Judged]) -> None:
    """Write the rows, close the batch (a new one is inserted) and make the one entry of all of it."""
    records = subject.write(actor=actor, batch=batch, rows=rows)
    batch.closed_at = moments.now()
    batch.counts = batch.counts | {"written": len(rows)}
    batch.save(force_insert=batch._state.adding)
    record_act(
        CONFIRMED_ACT,
        actor=actor,
        content={"kind": batch.kind, "file_sha256": batch.file_sha256, "counts": batch.counts},
        records=[batch, *records],
    )


def _judge_again(actor: Actor, subject: Subject, batch: ImportBatch) -> list[Judged]:
    """The rows against the register as it is now, which must say what the user saw."""
    seen = [judged_row(staged) for staged in batch.staged.exclude(verdict=REFUSED, asks=False)]
    rows = subject.judge(actor, [parsed_row(row) for row in seen])
    if _verdicts(seen) != _verdicts(rows):
        raise Conflict(
            "register-moved",
            "核对之后，名录库里的内容又有变动，表中各行的结论与预览时不同。",
            title="不能确认：名录库已有变动",
            remedy="请点“重新核对”，看过新的结论再确认。",
        )
    return rows


def _verdicts(rows: Iterable[Judged]) -> dict[int, tuple[str, list[tuple[str, str, str]]]]:
    """What the user saw of the rows that asked nothing."""
    return {row.number: (row.verdict, row.differences) for row in rows if not row.answer and not row.choices}


def _chosen(batch: ImportBatch, rows: Iterable[Judged], accepted: Collection[int] | None) -> list[Judged]:
    if accepted is None:
        ticked = batch.staged.filter(verdict=CHANGED, accepted=True)
        accepted = set(ticked.values_list("number", flat=True))
    return [
        row
        for row in rows
        if row.verdict == NEW or (row.verdict == CHANGED and (row.answer or row.number in accepted))
    ]
