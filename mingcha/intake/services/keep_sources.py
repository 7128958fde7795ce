"""Name a source of workbooks, and correct what is said of it."""

from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.common.locking import lock
from mingcha.intake.models import ImportSource
from mingcha.intake.queries import source_of
from mingcha.intake.subjects import Subject
from mingcha.ledger.services import record_act


def add_source(
    *, actor: Actor, subject: Subject, name: str, organisation: str = "", is_full: bool = False
) -> ImportSource:
    """A source of this kind; its name stands once in an office."""
    with transaction.atomic():
        lock(f"intake/{actor.office_id}/{subject.kind}")
        subject.can_import(actor).require()
        source = ImportSource(office_id=actor.office_id, kind=subject.kind, added_at=moments.now())
        return _save(
            actor, source, "intake.add_source", name=name, organisation=organisation, is_full=is_full
        )


def change_source(
    *, actor: Actor, subject: Subject, source: UUID, name: str, organisation: str = "", is_full: bool = False
) -> ImportSource:
    """Correct a source. What its files named stays known, whether they are full or not."""
    with transaction.atomic():
        lock(f"intake/{actor.office_id}/{subject.kind}")
        subject.can_import(actor).require()
        found = source_of(actor, subject, source)
        return _save(
            actor, found, "intake.change_source", name=name, organisation=organisation, is_full=is_full
        )


def _save(
    actor: Actor, source: ImportSource, act: str, *, name: str, organisation: str, is_full: bool
) -> ImportSource:
    source.name, source.organisation, source.is_full = name.strip(), organisation.strip(), is_full
    same = ImportSource.objects.filter(office_id=source.office_id, kind=source.kind, name=source.name)
    if not source.name or same.exclude(pk=source.pk).exists():
        raise Refusal(
            "source-name",
            f"已有名为“{source.name}”的资料来源。" if source.name else "没有填写来源名称。",
            title="不能登记资料来源",
            remedy="请换一个能分清的名称，例如“省厅采矿权系统导出”。",
        )
    source.save(force_insert=source._state.adding)
    content = {"kind": source.kind, "name": source.name, "is_full": source.is_full}
    record_act(act, actor=actor, content=content, records=[source])
    return source
