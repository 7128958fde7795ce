"""A world that hundreds of tests begin with is made once in each process, by the real services, and poured
into the tables again for the next test: making it takes ten times as long.

Only for tests that are rolled back. What is poured is what was stored, row for row, and what Python held;
whatever a process remembers of the database is forgotten first, as in a new process."""

import datetime
import io
import pickle
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from django.apps import apps
from django.core.cache import cache
from django.db import connection

from mingcha.draws.queries import parsed
from mingcha.draws.services.simulate_loads import _inputs as of_simulations
from mingcha.draws.tests.county import Clock
from mingcha.registers.queries import remembered

Made = TypeVar("Made")


@dataclass(frozen=True)
class World:
    """Rows of every table in the order of their keys, and the objects that a test holds."""

    rows: dict[str, Any]
    objects: bytes


class _Keeper(pickle.Pickler):
    """Keeps objects without their clock, which each test has of its own."""

    def persistent_id(self, obj: Any) -> str | None:
        return "clock" if isinstance(obj, Clock) else None


class _Giver(pickle.Unpickler):
    def __init__(self, kept: bytes, clock: Clock) -> None:
        super().__init__(io.BytesIO(kept))
        self.clock = clock

    def persistent_load(self, pid: Any) -> Clock:
        return self.clock


_KEPT: dict[str, World] = {}


def poured(name: str, make: Callable[[], Made], clock: Clock) -> Made:
    """What `make` gives in an empty database; the second time in this process, its rows without its work.
    What it made goes by `clock`."""
    if not connection.in_atomic_block or _is_occupied():
        return make()
    if name not in _KEPT:
        made = make()
        _KEPT[name] = World(dict(_read_tables()), _kept(made))
        return made
    _forget()
    _write_tables(_KEPT[name].rows)
    given: Made = _Giver(_KEPT[name].objects, clock).load()
    return given


def _kept(made: object) -> bytes:
    stream = io.BytesIO()
    _Keeper(stream).dump(made)
    return stream.getvalue()


def _is_occupied() -> bool:
    from mingcha.accounts.models import Office

    return Office.objects.exists()


def _forget() -> None:
    cache.clear()
    remembered.forget()
    parsed.forget()
    of_simulations.cache_clear()


def _tables() -> Iterator[tuple[str, str]]:
    """(table, its key) of our own apps."""
    for model in apps.get_models(include_auto_created=True):
        if model.__module__.startswith("mingcha."):
            yield model._meta.db_table, '"index"' if model._meta.label == "ledger.Entry" else "1"


def _read_tables() -> Iterator[tuple[str, Any]]:
    with connection.cursor() as cursor:
        for table, order in _tables():
            query = f"SELECT * FROM {table} ORDER BY {order}"
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY ({query}) TO STDOUT") as stream:
                    rows: Any = b"".join(stream)
            else:
                rows = [tuple(map(_stored, row)) for row in cursor.execute(query).fetchall()]
            if rows:
                yield table, rows


def _stored(value: Any) -> Any:
    """As SQLite takes it: it gives back a time that it does not take."""
    return str(value) if isinstance(value, datetime.time) else value


def _write_tables(tables: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        for table, rows in tables.items():
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} FROM STDIN") as stream:
                    stream.write(rows)
            else:
                places = ", ".join(["%s"] * len(rows[0]))
                cursor.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
