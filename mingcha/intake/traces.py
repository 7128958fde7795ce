"""Which records the files of a source named, and which of those its new file names no more."""

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from django.db.models import F

from mingcha.accounts.actors import Actor
from mingcha.intake.models import ImportBatch, ImportSource, SourceTrace
from mingcha.intake.subjects import Judged, Missing, Subject

CHUNK = 2000


def missing_from(
    scope: Actor, subject: Subject, source: ImportSource | None, rows: Iterable[Judged]
) -> list[Missing]:
    """Records in play that this source named before and no row names now. Only of a full source: what a
    partial one leaves out says nothing."""
    if source is None or not source.is_full or not subject.ends_records:
        return []
    traced = set(SourceTrace.objects.filter(source=source).values_list("record", flat=True))
    traced.difference_update(_named(subject, rows))
    return subject.missing(scope, traced) if traced else []


def trace_rows(subject: Subject, batch: ImportBatch, rows: Iterable[Judged]) -> None:
    """Keep that the batch's source named these records; nothing for a file without a source."""
    if batch.feed_id is None:
        return
    for chunk in _chunks(sorted(set(_named(subject, rows)))):
        known = SourceTrace.objects.filter(source_id=batch.feed_id, record__in=chunk)
        known.update(before=F("batch"), batch=batch)
        fresh = (SourceTrace(source_id=batch.feed_id, record=record, batch=batch) for record in chunk)
        SourceTrace.objects.bulk_create(fresh, ignore_conflicts=True)


def forget_traces(batch: ImportBatch) -> None:
    """The batch was taken back: what it alone named is forgotten, the rest is as the file before it said."""
    named = SourceTrace.objects.filter(batch=batch)
    named.filter(before=None).delete()
    named.update(batch=F("before"), before=None)
    SourceTrace.objects.filter(before=batch).update(before=None)


def _named(subject: Subject, rows: Iterable[Judged]) -> Iterator[UUID]:
    return (record for row in rows for record in subject.named_by(row))


def _chunks(records: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for start in range(0, len(records), CHUNK):
        yield records[start : start + CHUNK]
