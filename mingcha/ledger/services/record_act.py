"""Write one act and the new state of everything it touched into the log."""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain, islice
from typing import Any, Protocol
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Max

from drawproof import entries, merkle
from mingcha.common import moments
from mingcha.common.bulk import insert_values
from mingcha.common.locking import lock
from mingcha.ledger.log_end import remember_end
from mingcha.ledger.models import Entry, Node, Opening, Record, Version
from mingcha.ledger.queries import read_node
from mingcha.ledger.sealed_state import canonical, digest_act, digest_facts, state_of

SALT_BYTES = 32
BATCH = 2000
VERSION_COLUMNS = ("entry_id", "place", "table", "row", "salt", "state", "digest")


class Acting(Protocol):
    """Whoever acts: a person, or the command line (then `person_id` is None)."""

    @property
    def person_id(self) -> UUID | None: ...
    @property
    def name(self) -> str: ...


def record_act(
    act: str,
    *,
    actor: Acting,
    reason: str = "",
    content: Mapping[str, Any] | None = None,
    records: Iterable[Record] = (),
    gone: Iterable[Record] = (),
    protocol: Sequence[Callable[[str], bytes]] = (),
) -> Entry:
    """One log entry for one change, in the caller's transaction.

    `act` is dotted (`items.approve_list`); `content` holds what a reader of the history needs, JSON without
    personal data; `records` are saved rows in their new state, `gone` rows taken back. `protocol` are entries
    that drawproof/1 section 7 asks for at this moment (each given the time), written just before the act."""
    # Obligation whole-trace of docs/law/obligations.yml.
    if not connection.in_atomic_block:
        raise RuntimeError(f"act {act} outside a transaction")
    lock("ledger")
    at = moments.protocol_time(moments.now())
    for make in protocol:
        append_leaf(make(at))
    records, gone = list(records), list(gone)  # whoever acts in making them does so before this entry
    digests = _keep_versions(_next_index(), records, gone)
    salt = os.urandom(SALT_BYTES)
    opening = Opening(
        salt=salt,
        act=act,
        actor=actor.person_id,
        actor_name=actor.name,
        reason=reason,
        content=canonical(dict(content or {})),
    )
    body = entries.act(digest_act(salt, act_facts(opening, at), digests), at)
    opening.entry = append_leaf(body)
    opening.save(force_insert=True)
    _remember_end(opening.entry)
    return opening.entry


def act_facts(opening: Opening, at: str) -> dict[str, Any]:
    """What the digest of an act covers besides the versions."""
    return {
        "act": opening.act,
        "actor": str(opening.actor or ""),
        "actor_name": opening.actor_name,
        "at": at,
        "content": opening.content,
        "reason": opening.reason,
    }


def append_leaf(body: bytes) -> Entry:
    """The next entry of the tree with every subtree it completes. The caller holds the ledger lock."""
    facts = entries.parse(body)
    index = _next_index()
    leaf = merkle.leaf_hash(body)
    entry = Entry.objects.create(
        index=index, at=facts.at, kind=facts.type, draw=facts.draw, body=body, leaf_hash=leaf
    )
    Node.objects.bulk_create(
        Node(level=level, index=place, hash=value)
        for level, place, value in merkle.completed(index, leaf, read_node)
    )
    return entry


def _next_index() -> int:
    last: int | None = Entry.objects.aggregate(last=Max("index"))["last"]
    return 0 if last is None else last + 1


def _keep_versions(index: int, records: Iterable[Record], gone: Iterable[Record]) -> list[str]:
    """Save what the entry to come binds, and give the digests in order. Batch by batch: the states of a large
    import would not fit into memory together. Nothing of it stands unless the entry follows in the same
    transaction."""
    states = chain(((one, state_of(one)) for one in records), ((one, "") for one in gone))
    versions = (_version(index, place, *pair) for place, pair in enumerate(states))
    digests: list[str] = []
    while batch := list(islice(versions, BATCH)):
        insert_values(Version, VERSION_COLUMNS, batch)
        digests += [version[-1] for version in batch]
    return digests


def _version(index: int, place: int, record: Record, state: str) -> tuple[Any, ...]:
    """The bare columns of a `Version`."""
    salt, table = os.urandom(SALT_BYTES), record._meta.db_table
    digest = digest_facts(salt, (index, place, table, record.pk, state))
    return index, place, table, record.pk, salt, state, digest


def _remember_end(entry: Entry) -> None:
    """Once the transaction holds, the data folder learns how long the log is; a crash in between leaves it
    one act behind, which is harmless."""
    transaction.on_commit(lambda: remember_end(entry.index + 1, bytes(entry.leaf_hash)))
