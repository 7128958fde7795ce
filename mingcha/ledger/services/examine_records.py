"""Compare every row of every record table with the last version of it that the log binds."""

import json
from collections.abc import Iterator
from uuid import UUID

from django.apps import apps
from django.db.models import Max, OuterRef, Subquery

from mingcha.ledger.models import Record, Version
from mingcha.ledger.readable import UNREADABLE, readable_rows
from mingcha.ledger.sealed_state import completed, state_of
from mingcha.ledger.services.finding import Finding


def examine_records() -> Iterator[Finding]:
    """Rows changed, added or removed behind the program, each by table, row and columns."""
    for model in apps.get_models():
        if issubclass(model, Record):
            yield from _examine_table(model)


def _examine_table(model: type[Record]) -> Iterator[Finding]:
    table = model._meta.db_table
    bound = _last_states(table)
    for key, row in readable_rows(model):
        place = f"{table} {key if row is None else row.pk}"
        if row is None:
            yield Finding(place, "这一行的内容读不出来。")
        else:
            yield from _compare(place, row, bound.pop(row.pk, ""))
    for gone in sorted(key for key, state in bound.items() if state):
        yield Finding(f"{table} {gone}", "记录不见了，日志中没有删除。")


def _last_states(table: str) -> dict[UUID, str]:
    latest = (
        Version.objects.filter(row=OuterRef("row")).values("row").annotate(last=Max("entry")).values("last")
    )
    versions = Version.objects.filter(table=table, entry=Subquery(latest)).values_list("row", "state")
    return dict(versions.iterator())


def _compare(place: str, row: Record, bound: str) -> Iterator[Finding]:
    if not bound:
        yield Finding(place, "日志中没有这条记录，不是经本系统写入的。")
        return
    try:
        present = state_of(row)
    except UNREADABLE:
        yield Finding(place, "这一行的内容读不出来。")
        return
    if present == bound:
        return
    after = json.loads(present)
    try:
        before = json.loads(bound)
    except ValueError:
        yield Finding(place, "日志中这条记录的版本读不出来。")
        return
    before = completed(type(row), before)
    columns = sorted(key for key, value in after.items() if before[key] != value)
    if columns:
        yield Finding(place, f"与日志所记不同的列：{'、'.join(columns)}。")
