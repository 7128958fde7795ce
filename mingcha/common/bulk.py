"""Many new rows at once, where `bulk_create` is what takes the time."""

from collections.abc import Sequence
from typing import Any

from django.db import connection, connections, models


def insert_rows(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model, their keys set, by one statement that is prepared once; a third quicker
    on SQLite than statements built of many rows. In the caller's transaction."""
    if not rows:
        return
    meta, real = rows[0]._meta, connections[connection.alias]  # the stand-in would be asked for every value
    fields = [(field.attname, field.get_db_prep_save) for field in meta.concrete_fields]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(field.column)) for field in meta.concrete_fields)
    places = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608 - our own names
    values: Any = ([prepare(getattr(row, name), real) for name, prepare in fields] for row in rows)
    with connection.cursor() as cursor:
        cursor.executemany(statement, values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias
