"""One writer at a time for one named thing, on both engines.

SQLite transactions are IMMEDIATE (one writer in all); PostgreSQL takes an advisory lock that ends with the
transaction. Locks are the comfort, unique constraints are the proof."""

import hashlib

from django.db import connection


def lock(name: str) -> None:
    """Wait until no other open transaction holds `name`. Must run inside `transaction.atomic`."""
    if not connection.in_atomic_block:
        raise RuntimeError(f"lock({name!r}) outside a transaction")
    if connection.vendor == "postgresql":
        key = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [key])
