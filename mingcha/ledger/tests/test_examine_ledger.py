"""`examine_ledger`: what is wrong is named, and nothing stops the examination half-way."""

import json
from collections.abc import Callable

import pytest
from django.db import DatabaseError, connection, transaction

from mingcha.ledger.log_end import remember_end
from mingcha.ledger.models import Checkpoint, Entry, Record, Version
from mingcha.ledger.services import Finding, examine_ledger, record_act, sign_checkpoint
from mingcha.ledger.tests.conftest import Clerk
from mingcha.ledger.triggers import trigger_names

Found = Callable[..., tuple[Record, Entry]]
pytestmark = pytest.mark.django_db


def findings() -> list[Finding]:
    return [finding for finding in examine_ledger() if "__" not in finding.place]


def run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def drop_triggers() -> None:
    for name in trigger_names():
        run(
            f"DROP TRIGGER {name}"
            + (f" ON {name.split('__')[0]}" if connection.vendor == "postgresql" else "")
        )


def settle() -> None:
    if connection.vendor == "postgresql":
        run("SET CONSTRAINTS ALL IMMEDIATE")


def test_an_empty_log_is_in_order() -> None:
    assert list(examine_ledger()) == []


def test_a_log_that_was_used_is_in_order(found: Found, clerk: Clerk) -> None:
    for number in range(20):
        office, _ = found(f"office-{number}", name=f"第{number}局")
        sign_checkpoint(origin="mingcha/test")
    with transaction.atomic():
        record_act("test.remove", actor=clerk, gone=[office])
        office.delete()
    assert list(examine_ledger()) == []


def test_the_changed_columns_of_a_record_are_named(found: Found) -> None:
    office, _ = found("a")
    run("UPDATE accounts_office SET name = 'x', code = 'y'")
    assert findings() == [Finding(f"accounts_office {office.pk}", "与日志所记不同的列：code、name。")]


def test_a_column_that_came_later_holds_its_default_or_is_named(found: Found) -> None:
    office, _ = found("a")
    drop_triggers()
    version = Version.objects.get(row=office.pk)
    older = json.loads(version.state)
    del older["name"]
    Version.objects.filter(row=office.pk).update(state=json.dumps(older))
    run("UPDATE accounts_office SET name = ''")
    assert not [finding for finding in findings() if finding.place.startswith("accounts_office")]
    run("UPDATE accounts_office SET name = 'x'")
    assert Finding(f"accounts_office {office.pk}", "与日志所记不同的列：name。") in findings()


def test_a_record_nobody_recorded_is_named(found: Found) -> None:
    office, _ = found("a")
    office.pk = "00000000-0000-0000-0000-000000000001"
    office.code = "b"  # type: ignore[attr-defined]
    office.save(force_insert=True)
    (finding,) = findings()
    assert finding.place == "accounts_office 00000000-0000-0000-0000-000000000001"
    assert "日志中没有这条记录" in finding.sentence


def test_a_deleted_record_is_named(found: Found) -> None:
    office, _ = found("a")
    run("DELETE FROM accounts_office")
    assert findings() == [Finding(f"accounts_office {office.pk}", "记录不见了，日志中没有删除。")]


def test_a_record_taken_back_and_put_in_again_by_hand_is_named(found: Found, clerk: Clerk) -> None:
    office, _ = found("a")
    with transaction.atomic():
        record_act("test.remove", actor=clerk, gone=[office])
    assert [finding.place for finding in findings()] == [f"accounts_office {office.pk}"]


@pytest.mark.parametrize("column", ["id", "founded_at"])
def test_a_value_that_cannot_be_read_is_named_too(found: Found, column: str) -> None:
    office, _ = found("a")
    statement = f"UPDATE accounts_office SET {column} = 'rubbish'"
    if connection.vendor == "postgresql":
        with pytest.raises(DatabaseError), transaction.atomic():
            run(statement)
        return
    run(statement)
    key = "rubbish" if column == "id" else office.pk
    assert f"accounts_office {key}" in [finding.place for finding in findings()]


def test_a_log_cut_at_its_end_disagrees_with_its_own_nodes(found: Found) -> None:
    for code in "ab":
        found(code)
    settle()
    drop_triggers()
    run("DELETE FROM ledger_opening WHERE entry_id = 1")
    run("DELETE FROM ledger_version WHERE entry_id = 1")
    run('DELETE FROM ledger_entry WHERE "index" = 1')
    run("DELETE FROM accounts_office WHERE code = 'b'")
    assert {finding.place for finding in findings()} == {"ledger_node 0/1", "ledger_node 1/0"}


def test_an_entry_taken_out_of_the_middle_is_named_by_its_number(found: Found) -> None:
    for number in range(3):
        found(f"office-{number}")
    settle()
    drop_triggers()
    run("DELETE FROM ledger_opening WHERE entry_id = 1")
    run("DELETE FROM ledger_version WHERE entry_id = 1")
    run('DELETE FROM ledger_entry WHERE "index" = 1')
    assert Finding("ledger_entry 2", "日志编号不连续，应为第1条。") in findings()


def test_a_log_cut_with_all_its_traces_disagrees_with_a_checkpoint(found: Found) -> None:
    found("a")
    found("b")
    sign_checkpoint(origin="mingcha/test")
    settle()
    drop_triggers()
    for table, column in (
        ("ledger_opening", "entry_id"),
        ("ledger_version", "entry_id"),
        ("ledger_entry", "index"),
    ):
        run(f'DELETE FROM {table} WHERE "{column}" = 1')
    run('DELETE FROM ledger_node WHERE level = 1 OR "index" = 1')
    run("DELETE FROM accounts_office WHERE code = 'b'")
    (finding,) = findings()
    assert finding.place == "ledger_checkpoint 2"
    assert "签名时有2条日志，现在只有1条" in finding.sentence


def test_a_database_put_back_to_an_older_state_disagrees_with_the_data_folder(found: Found) -> None:
    found("a")
    remember_end(2, bytes(32))
    (finding,) = findings()
    assert "日志曾有2条，现在只有1条" in finding.sentence


def test_a_log_written_anew_disagrees_with_the_data_folder(found: Found) -> None:
    found("a")
    remember_end(1, bytes(32))
    assert [finding.place for finding in findings()] == ["ledger_entry 0"]


def test_a_checkpoint_of_another_key_is_named(found: Found) -> None:
    found("a")
    note = sign_checkpoint(origin="mingcha/test").note
    drop_triggers()
    Checkpoint.objects.update(note=note.replace("\n1\n", "\n2\n"))
    (finding,) = findings()
    assert finding == Finding("ledger_checkpoint 1", "签名不是本机构的，或签名文本被改过。")


def test_a_version_exchanged_for_an_older_one_is_named(found: Found, clerk: Clerk) -> None:
    office, _ = found("a", name="旧名")
    with transaction.atomic():
        office.name = "新名"  # type: ignore[attr-defined]
        office.save()
        record_act("test.rename", actor=clerk, records=[office])
    settle()
    drop_triggers()
    old, new = Version.objects.order_by("entry")
    Version.objects.filter(pk=new.pk).update(state=old.state, salt=old.salt, digest=old.digest)
    assert {finding.place for finding in findings()} >= {"ledger_version 1/0", "ledger_opening 1"}
