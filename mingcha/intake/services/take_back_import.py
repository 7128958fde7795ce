"""Undo a confirmed import whole, while nothing stands on it: the ledger knows every row as it was before."""

import copy
import json
from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.db.models import Max, ProtectedError

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.common.locking import lock
from mingcha.intake.models import ImportBatch
from mingcha.intake.queries import batch_of, obstacles_to_taking_back, written_versions
from mingcha.intake.states import IMPORT
from mingcha.intake.subjects import Subject
from mingcha.intake.traces import forget_traces
from mingcha.ledger.models import Record, Version
from mingcha.ledger.sealed_state import bound_fields, restored
from mingcha.ledger.services import record_act

CHUNK = 500


def take_back_import(*, actor: Actor, subject: Subject, batch: UUID, reason: str) -> ImportBatch:
    """New rows leave the register, changed rows are as before. `Refusal` when something stands on the import:
    rows changed since, a draw, a submitted list; nothing is taken back in part."""
    with transaction.atomic():
        lock(f"intake/{actor.office_id}/{subject.kind}")
        found = batch_of(actor, subject, batch)
        subject.can_import(actor).require()
        found.state = IMPORT.after("take_back", found.state)
        _require_reason(reason)
        subject.hold(actor)
        _require_nothing_above(subject, found)
        restored, removed = _restore(found)
        found.closed_at = moments.now()
        found.staged.all().delete()
        forget_traces(found)
        found.save()
        record_act(
            "intake.take_back_import",
            actor=actor,
            reason=reason,
            content={"kind": found.kind, "restored": len(restored), "removed": len(removed)},
            records=[found, *restored],
            gone=removed,
        )
    return found


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refusal("reason-missing", "撤回要写明理由，理由记入留痕日志。", title="不能撤回：没有理由")


def _require_nothing_above(subject: Subject, batch: ImportBatch) -> None:
    obstacles = obstacles_to_taking_back(subject, batch)
    if obstacles:
        raise _stands(obstacles)


def _stands(obstacles: Sequence[str]) -> Refusal:
    return Refusal(
        "import-is-relied-on",
        "这次导入的内容之后已被用到，整批撤回会使后面的记录失去依据。",
        title="不能撤回：已有后续事项",
        found=[("后续", obstacle) for obstacle in obstacles],
        remedy="请改为导入更正后的表格，或在名录库中逐个更正。",
    )


def _restore(batch: ImportBatch) -> tuple[list[Record], list[Record]]:
    """Rows back in their former state, and rows that had none removed; children first."""
    restored: list[Record] = []
    removed: list[Record] = []
    versions = written_versions(batch)
    by_table = _by_table(versions)
    for model, rows in reversed(list(by_table.items())):
        for chunk in _chunks(rows):
            before = _states_before(chunk, versions[0].entry_id)
            restored += _put_back(model, {row: state for row, state in before.items() if state})
            removed += _remove(model, [row for row in chunk if not before.get(row)])
    return restored, removed


def _by_table(versions: Iterable[Version]) -> dict[type[Record], list[UUID]]:
    tables = {model._meta.db_table: model for model in apps.get_models() if issubclass(model, Record)}
    rows: dict[type[Record], list[UUID]] = {}
    for version in versions:
        rows.setdefault(tables[version.table], []).append(version.row)
    return rows


def _states_before(rows: Sequence[UUID], entry: int) -> dict[UUID, str]:
    """The last state of each row before that entry; missing or empty when it did not exist."""
    earlier = Version.objects.filter(row__in=rows, entry__lt=entry)
    latest = earlier.values("row").annotate(last=Max("entry")).values_list("row", "last")
    wanted = dict(latest)
    versions = earlier.filter(entry__in=set(wanted.values()))
    return {v.row: v.state for v in versions if wanted[v.row] == v.entry_id}


def _put_back(model: type[Record], states: dict[UUID, str]) -> list[Record]:
    rows: list[Record] = [restored(model, json.loads(state)) for state in states.values()]
    for row in rows:
        row.derive()
    names = [field.name for field in bound_fields(model) if not field.primary_key] + list(model.derived)
    if rows:
        model._default_manager.bulk_update(rows, names, batch_size=200)
    return rows


def _remove(model: type[Record], rows: Sequence[UUID]) -> list[Record]:
    found = list(model._default_manager.filter(pk__in=rows))
    gone = [copy.copy(record) for record in found]
    try:
        model._default_manager.filter(pk__in=rows).delete()
    except ProtectedError as error:
        names = sorted({str(one._meta.verbose_name) for one in error.protected_objects})
        raise _stands([f"{model._meta.verbose_name}已被{'、'.join(names)}引用"]) from error
    return gone


def _chunks(rows: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    for start in range(0, len(rows), CHUNK):
        yield rows[start : start + CHUNK]
