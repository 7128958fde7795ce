"""The database itself refuses to change the log, whoever asks, on both engines."""

from collections.abc import Callable, Iterator

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from mingcha.ledger.models import Entry, Record
from mingcha.ledger.services import examine_ledger, sign_checkpoint
from mingcha.ledger.triggers import guarded_models, install_triggers, missing_triggers, trigger_names

Found = Callable[..., tuple[Record, Entry]]
FOREVER = ("ledger_entry", "ledger_node", "ledger_checkpoint")
ONCE = ("ledger_opening", "ledger_version")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _filled(found: Found) -> None:
    for code in "abc":
        found(code)
    sign_checkpoint(origin="mingcha/test")
    if connection.vendor == "postgresql":
        # The test's own transaction is still open; a migration's would not be.
        run("SET CONSTRAINTS ALL IMMEDIATE")


def columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def assert_refused(statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"):
        run(statement)


def copies(table: str) -> Iterator[str]:
    """Statements that write a row of `table` once more, each in another way."""
    names = ", ".join(f'"{name}"' for name in columns(table))
    same = f"SELECT {names} FROM {table} ORDER BY 1 LIMIT 1"
    first = f'"{columns(table)[0]}"'
    if connection.vendor == "sqlite":
        yield f"INSERT OR REPLACE INTO {table} ({names}) {same}"
        yield f"REPLACE INTO {table} ({names}) {same}"
        yield f"UPDATE OR REPLACE {table} SET {first} = {first}"
    else:
        key = ", ".join(f'"{name}"' for name in primary_key(table))
        yield f"INSERT INTO {table} ({names}) ({same}) ON CONFLICT ({key}) DO UPDATE SET {first} = 0"


def primary_key(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return connection.introspection.get_primary_key_columns(cursor, table) or []


@pytest.mark.parametrize("table", FOREVER + ONCE)
def test_no_column_can_be_updated(table: str) -> None:
    for column in columns(table):
        assert_refused(f'UPDATE {table} SET "{column}" = "{column}"')


@pytest.mark.parametrize("table", FOREVER)
def test_no_row_of_the_log_can_be_deleted(table: str) -> None:
    assert_refused(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", ONCE)
def test_an_opening_can_be_destroyed_as_erasure_demands(table: str) -> None:
    run(f"DELETE FROM {table}")


@pytest.mark.parametrize("table", FOREVER + ONCE)
def test_no_row_can_be_replaced(table: str) -> None:
    for statement in copies(table):
        assert_refused(statement)


@pytest.mark.parametrize("table", FOREVER)
def test_the_log_cannot_be_emptied(table: str) -> None:
    assert_refused(
        f"TRUNCATE {table} CASCADE" if connection.vendor == "postgresql" else f"DELETE FROM {table}"
    )


@pytest.mark.parametrize("index", [-1, 0, 2, 4, 99])
def test_an_entry_out_of_order_is_refused(index: int) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.create(
            index=index, at="2026-01-01T00:00:00Z", kind="act", body=b"{}", leaf_hash=b"x" * 32
        )
    assert Entry.objects.count() == 3


def test_the_next_entry_is_taken() -> None:
    Entry.objects.create(index=3, at="2026-01-01T00:00:00Z", kind="act", body=b"{}", leaf_hash=b"x" * 32)


def test_a_leaf_that_is_already_in_the_log_is_refused() -> None:
    leaf = bytes(Entry.objects.get(index=0).leaf_hash)
    with pytest.raises(DatabaseError), transaction.atomic():
        Entry.objects.create(index=3, at="2026-01-01T00:00:00Z", kind="act", body=b"{}", leaf_hash=leaf)


def test_every_guarded_table_has_its_triggers() -> None:
    tables = {model._meta.db_table for model, _ in guarded_models()}
    assert tables >= {*FOREVER, *ONCE}
    assert missing_triggers() == set()
    assert {name.split("__")[0] for name in trigger_names()} == tables


def test_a_dropped_trigger_is_named_and_made_again_by_the_next_migrate() -> None:
    name = sorted(trigger_names())[0]
    on = f" ON {name.split('__')[0]}" if connection.vendor == "postgresql" else ""
    run(f"DROP TRIGGER {name}{on}")
    assert missing_triggers() == {name}
    assert [finding.place for finding in examine_ledger()] == [name]
    call_command("migrate", verbosity=0)
    assert missing_triggers() == set()


def test_a_trigger_that_no_longer_refuses_counts_as_missing() -> None:
    if connection.vendor == "sqlite":
        run("DROP TRIGGER ledger_node__no_update")
        run("CREATE TRIGGER ledger_node__no_update BEFORE UPDATE ON ledger_node BEGIN SELECT 1; END")
        assert missing_triggers() == {"ledger_node__no_update"}
    else:
        run(
            "CREATE OR REPLACE FUNCTION mingcha_append_only() RETURNS trigger LANGUAGE plpgsql AS "
            "'BEGIN RETURN NEW; END'"
        )
        assert missing_triggers() == trigger_names()
    install_triggers()
    assert missing_triggers() == set()


def test_a_rebuilt_table_has_its_triggers_again() -> None:
    if connection.vendor == "sqlite":
        # As a migration rebuilds a table: copy, drop, rename. Dropping takes the triggers along.
        run("DROP TRIGGER ledger_node__no_delete")
        run("CREATE TABLE new__ledger_node AS SELECT * FROM ledger_node")
        run("DROP TABLE ledger_node")
        run("ALTER TABLE new__ledger_node RENAME TO ledger_node")
    else:
        run("ALTER TABLE ledger_node DISABLE TRIGGER ALL")
    assert {name.split("__")[0] for name in missing_triggers()} == {"ledger_node"}
    install_triggers()
    assert missing_triggers() == set()
    assert_refused("UPDATE ledger_node SET level = level")
