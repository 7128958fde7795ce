"""Reading the ledger: the history of a record, proofs, the size of the log."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import Max, Min

from drawproof import merkle, notes
from mingcha.ledger.models import Entry, Node, Record, Version
from mingcha.ledger.office_key import office_key
from mingcha.ledger.sealed_state import restored

# Asked for by every page, of readers without login too, and therefore as plain as it can be.
LAST_ENTRY = f'SELECT "index", leaf_hash FROM {Entry._meta.db_table} ORDER BY "index" DESC LIMIT 1'  # noqa: S608

R = TypeVar("R", bound=Record)
CHUNK = 2000


@dataclass(frozen=True)
class Event:
    """One act in the life of a record: `state` is the record's columns after it, empty when taken back."""

    index: int
    at: datetime
    act: str
    actor_name: str
    reason: str
    content: dict[str, Any]
    state: dict[str, Any]


def history(row: UUID) -> list[Event]:
    """Everything that ever happened to one record, the latest first."""
    versions = Version.objects.filter(row=row).select_related("entry__opening").order_by("-entry")
    return [
        Event(
            index=version.entry_id,
            at=version.entry.at,
            act=version.entry.opening.act,
            actor_name=version.entry.opening.actor_name,
            reason=version.entry.opening.reason,
            content=json.loads(version.entry.opening.content),
            state=json.loads(version.state or "{}"),
        )
        for version in versions
    ]


def last_change(row: UUID) -> int:
    """The number of the last entry that wrote this record; -1 when there is none."""
    last: int | None = Version.objects.filter(row=row).aggregate(last=Max("entry"))["last"]
    return -1 if last is None else last


def first_change(row: UUID) -> int:
    """The number of the entry that wrote this record first; -1 when there is none."""
    first: int | None = Version.objects.filter(row=row).aggregate(first=Min("entry"))["first"]
    return -1 if first is None else first


def first_written(rows: Iterable[UUID]) -> dict[UUID, datetime]:
    """When each of these records was written first; one of which the log holds nothing is left out."""
    found = Version.objects.filter(row__in=rows).values_list("row").annotate(at=Min("entry__at"))
    return dict(found.order_by())


def written_since(rows: Iterable[UUID], moment: datetime) -> bool:
    """Whether any of these records was written at that moment or later."""
    return Version.objects.filter(row__in=rows, entry__at__gte=moment).exists()


def stood_after(entry: int, records: Iterable[R]) -> dict[UUID, R]:
    """These records as they stood right after that entry, not saved. One that was written later is left out;
    one of which the log holds nothing is as it is."""
    now = {record.pk: record for record in records}
    known: set[UUID] = set()
    states: dict[UUID, str] = {}
    rows = list(now)
    for start in range(0, len(rows), CHUNK):
        versions = Version.objects.filter(row__in=rows[start : start + CHUNK]).order_by("entry")
        for row, at, state in versions.values_list("row", "entry", "state"):
            known.add(row)
            if at <= entry:
                states[row] = state
    return {
        row: restored(type(record), json.loads(states[row])) if row in known else record
        for row, record in now.items()
        if row not in known or states.get(row)
    }


def read_node(level: int, index: int) -> bytes:
    """The stored hash of a complete subtree."""
    return bytes(Node.objects.values_list("hash", flat=True).get(level=level, index=index))


def log_size() -> int:
    """How many entries the log has."""
    last = last_entry()
    return 0 if last is None else last[0] + 1


def last_entry() -> tuple[int, bytes] | None:
    """Index and leaf hash of the last entry; None where there is no log yet."""
    with connection.cursor() as cursor:
        cursor.execute(LAST_ENTRY)
        row = cursor.fetchone()
    return None if row is None else (row[0], bytes(row[1]))


def inclusion_path(index: int, size: int) -> list[bytes]:
    """RFC 6962 audit path of entry `index` in the tree of `size` entries."""
    return merkle.inclusion(index, size, read_node)


def office_vkey(origin: str) -> str:
    """The office's public key as a C2SP vkey, to be published outside this system."""
    return notes.format_vkey(origin, office_key())


def entries_of_draws(draws: list[str]) -> list[Entry]:
    """The protocol entries of these draws, ascending."""
    return list(Entry.objects.filter(draw__in=draws).order_by("index"))
