"""Append-only by the database itself, on SQLite and PostgreSQL.

A model with `append_only = True` can only grow; one with `write_once = True` can also be destroyed (erasure)
but never edited. Tables rebuilt by a migration lose their triggers, so `install_triggers` runs after each."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

ENTRY_TABLE = "ledger_entry"


def guarded_models() -> Iterator[tuple[type[models.Model], bool]]:
    """Each guarded model with True when even deletion is refused."""
    for model in apps.get_models():
        if getattr(model, "append_only", False):
            yield model, True
        elif getattr(model, "write_once", False):
            yield model, False


def trigger_names() -> set[str]:
    """The triggers that must exist on this engine."""
    return {name for name, _ in _statements()}


def install_triggers(**_: Any) -> None:
    """Make every trigger anew in one transaction."""
    with transaction.atomic(), connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if connection.vendor == "postgresql":
            cursor.execute(_PG_FUNCTION)
        for name, statement in _statements():
            table = name.split("__")[0]
            if table not in tables:
                continue
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
            cursor.execute(statement)
            if connection.vendor == "postgresql":
                cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")


def missing_triggers() -> set[str]:
    """Triggers that are absent, switched off, or do something else than refuse."""
    present = _pg_triggers() if connection.vendor == "postgresql" else _sqlite_triggers()
    return {name for name, statement in _statements() if present.get(name) != statement}


def _sqlite_triggers() -> dict[str, str]:
    """Each trigger with the statement that made it, which SQLite keeps as it was written."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        return dict(cursor.fetchall())


def _pg_triggers() -> dict[str, str]:
    """Each of our triggers with our statement, if it is always enabled and its function is still ours."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.tgname FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
            "WHERE t.tgenabled = 'A' AND NOT t.tgisinternal AND p.prosrc = %s",
            [_PG_BODY],
        )
        present = {name for (name,) in cursor.fetchall()}
    return {name: statement for name, statement in _statements() if name in present}


def _statements() -> Iterator[tuple[str, str]]:
    make = _pg_statements if connection.vendor == "postgresql" else _sqlite_statements
    for model, forever in guarded_models():
        yield from make(model, forever)


def _sqlite_statements(model: type[models.Model], forever: bool) -> Iterator[tuple[str, str]]:
    table = model._meta.db_table
    refuse = f"BEGIN SELECT RAISE(ABORT, 'append-only: {table}'); END"
    yield f"{table}__no_update", f"CREATE TRIGGER {table}__no_update BEFORE UPDATE ON {table} {refuse}"
    if forever:
        yield f"{table}__no_delete", f"CREATE TRIGGER {table}__no_delete BEFORE DELETE ON {table} {refuse}"
    # INSERT OR REPLACE deletes without a delete trigger unless recursive_triggers is on: refuse the insert.
    taken = " OR ".join(_taken(table, columns) for columns in _unique_columns(model))
    if table == ENTRY_TABLE:
        taken += f' OR NEW."index" <> (SELECT COALESCE(MAX("index") + 1, 0) FROM {table})'
    name = f"{table}__no_replace"
    yield name, f"CREATE TRIGGER {name} BEFORE INSERT ON {table} WHEN {taken} {refuse}"


def _pg_statements(model: type[models.Model], forever: bool) -> Iterator[tuple[str, str]]:
    table = model._meta.db_table
    call = "EXECUTE FUNCTION mingcha_append_only()"
    events = "UPDATE OR DELETE" if forever else "UPDATE"
    name = f"{table}__no_change"
    yield name, f"CREATE TRIGGER {name} BEFORE {events} ON {table} FOR EACH ROW {call}"
    name = f"{table}__no_truncate"
    yield name, f"CREATE TRIGGER {name} BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {call}"
    if table == ENTRY_TABLE:
        name = f"{table}__no_gap"
        yield name, f"CREATE TRIGGER {name} BEFORE INSERT ON {table} FOR EACH ROW {call}"


def _unique_columns(model: type[models.Model]) -> Iterator[tuple[str, ...]]:
    if isinstance(model._meta.pk, models.CompositePrimaryKey):
        yield model._meta.pk.columns
    for field in model._meta.concrete_fields:
        if field.unique and field.column is not None:
            yield (field.column,)
    for constraint in model._meta.constraints:
        if isinstance(constraint, models.UniqueConstraint) and constraint.condition is None:
            yield tuple(model._meta.get_field(name).column for name in constraint.fields)  # type: ignore[union-attr, misc]


def _taken(table: str, columns: tuple[str, ...]) -> str:
    same = " AND ".join(f'"{column}" = NEW."{column}"' for column in columns)
    return f"EXISTS (SELECT 1 FROM {table} WHERE {same})"


_PG_BODY = """
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.index <> (SELECT COALESCE(MAX(index) + 1, 0) FROM ledger_entry) THEN
      RAISE EXCEPTION 'append-only: gap in %', TG_TABLE_NAME;
    END IF;
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'append-only: %', TG_TABLE_NAME;
END
"""
_PG_FUNCTION = (
    f"CREATE OR REPLACE FUNCTION mingcha_append_only() RETURNS trigger LANGUAGE plpgsql AS $${_PG_BODY}$$"
)
