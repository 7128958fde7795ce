"""Write a previewed import into its register: one transaction, one ledger entry."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.bulk import count_anew
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.locking import lock
from mingcha.intake.models import ImportBatch
from mingcha.intake.progress import tell
from mingcha.intake.queries import CONFIRMED_ACT, batch_of
from mingcha.intake.staging import judged_row, parsed_row
from mingcha.intake.states import IMPORT
from mingcha.intake.subjects import CHANGED, GONE, NEW, REFUSED, Judged, Missing, Subject
from mingcha.intake.traces import missing_from, trace_rows
from mingcha.ledger.services import record_act

STEPS = 3  # judge again, write, record
MANY = 5000  # records after which the database looks at their tables anew


def confirm_import(
    *,
    actor: Actor,
    subject: Subject,
    batch: UUID,
    source: str = "",
    note: str = "",
    reason: str = "",
) -> ImportBatch:
    """Write the ticked new rows and changes and the answered questions, and carry out what was decided on
    records that the source no longer names, for this `reason`. `Conflict` when the import is no longer open
    or the register has moved since the preview; `Refusal` when there is nothing to write. A file of a known
    source may change nothing: that it agrees with the register is worth an entry."""
    with transaction.atomic():
        lock(f"intake/{actor.office_id}/{subject.kind}")
        found = batch_of(actor, subject, batch)
        subject.can_import(actor).require()
        found.state = IMPORT.after("confirm", found.state)
        found.source, found.note = found.source or source, note
        tell(1, STEPS, "按名录现在的内容再核对一遍")
        rows = _judge_again(actor, subject, found)
        chosen = _chosen(found, rows)
        ends = _decided(actor, subject, found, missing_from(actor, subject, found.feed, rows))
        if not chosen and not ends and found.feed is None:
            raise Refusal(
                "nothing-to-write",
                "这次导入没有要写入的内容：没有新增，也没有采纳的变化。",
                title="不能确认：没有要写入的内容",
                remedy="请放弃这次导入。",
            )
        _require_reason(ends, reason)
        write_rows(
            actor=actor, subject=subject, batch=found, rows=chosen, named=rows, ends=ends, reason=reason
        )
        found.staged.exclude(verdict=REFUSED).delete()
        found.staged.filter(number__in=[row.number for row in chosen]).delete()
    return found


def write_rows(
    *,
    actor: Actor,
    subject: Subject,
    batch: ImportBatch,
    rows: list[Judged],
    named: Sequence[Judged],
    ends: Mapping[UUID, str],
    reason: str = "",
) -> None:
    """Write the rows, end the records decided upon (record → act), close the batch (a new one is inserted)
    and make the one entry of all of it. `named` are all rows of the file that speak of a record."""
    tell(2, STEPS, f"写入{len(rows):,}{subject.measure}")
    records = subject.write(actor=actor, batch=batch, rows=rows) if rows else []
    if ends:
        records += subject.end(actor=actor, decisions=ends)
    batch.closed_at = moments.now()
    left = batch.counts["gone"] - len(ends)
    batch.counts = batch.counts | {"written": len(rows), "ended": len(ends), "left": left}
    batch.save(force_insert=batch._state.adding)
    trace_rows(subject, batch, named)
    if len(records) >= MANY:
        count_anew({record._meta.db_table for record in records})
    tell(3, STEPS, "登记留痕日志")
    record_act(
        CONFIRMED_ACT,
        actor=actor,
        reason=reason,
        content={
            "kind": batch.kind,
            "file_sha256": batch.file_sha256,
            "counts": batch.counts,
            **({"feed": batch.source} if batch.feed_id else {}),
        },
        records=[batch, *records],
    )


def _judge_again(actor: Actor, subject: Subject, batch: ImportBatch) -> list[Judged]:
    """The rows against the register as it is now, which must say what the user saw."""
    laid_out = batch.staged.exclude(verdict=REFUSED, asks=False).exclude(verdict=GONE)
    seen = [judged_row(staged) for staged in laid_out]
    rows = subject.judge(actor, [parsed_row(row) for row in seen])
    if _verdicts(seen) != _verdicts(rows):
        raise _moved()
    return rows


def _moved() -> Conflict:
    return Conflict(
        "register-moved",
        "核对之后，系统里的内容又有变动，表中各行的结论与预览时不同。",
        title="不能确认：核对之后又有变动",
        remedy="请点“重新核对”，看过新的结论再确认。",
    )


def _verdicts(rows: Iterable[Judged]) -> dict[int, tuple[str, list[tuple[str, str, str]]]]:
    """What the user saw of the rows that asked nothing."""
    return {row.number: (row.verdict, row.differences) for row in rows if not row.answer and not row.choices}


def _chosen(batch: ImportBatch, rows: Iterable[Judged]) -> list[Judged]:
    """Rows with their tick, and those that the user's answer made new or changed."""
    ticked = batch.staged.filter(verdict__in=(NEW, CHANGED), accepted=True)
    accepted = set(ticked.values_list("number", flat=True))
    return [row for row in rows if row.verdict in (NEW, CHANGED) and (row.answer or row.number in accepted)]


def _decided(
    actor: Actor, subject: Subject, batch: ImportBatch, missing: Collection[Missing]
) -> dict[UUID, str]:
    """Record → act of the missing records that the user decided upon; each must still be missing."""
    answered = batch.staged.filter(verdict=GONE).exclude(answer="")
    decisions = {UUID(staged.content["values"]["record"]): staged.answer for staged in answered}
    if decisions:
        subject.can_end(actor).require()
    acts = {one.record: dict(one.acts) for one in missing}
    if any(act not in acts.get(record, {}) for record, act in decisions.items()):
        raise _moved()
    return decisions


def _require_reason(ends: Mapping[UUID, str], reason: str) -> None:
    if ends and not reason.strip():
        raise Refusal(
            "reason-missing",
            f"有{len(ends)}条记录因来源中不再有而要改变状态，须写明理由。理由记入留痕日志。",
            title="不能确认：没有理由",
            remedy="请写明来源名称、截至日期和核实情况；尚未核实的请选“暂不处理”。",
        )
