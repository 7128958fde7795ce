"""`mingcha doctor`: 0 when all agrees; otherwise 1 and the wrong place by name."""

import json
import shutil
import sqlite3
from pathlib import Path

from tests.commands.conftest import Run

WORKBOOK = Path(__file__).resolve().parents[1] / "workbooks" / "01检查对象名录库（矿产和用地）.xlsx"


def change(office: Path, *statements: str) -> None:
    connection = sqlite3.connect(office / "mingcha.sqlite3")
    with connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()


def test_an_untouched_office_is_in_order(run: Run, office: Path) -> None:
    found = run("doctor", "--data", office)
    assert (found.returncode, found.stderr) == (0, "")
    found = run("doctor", "--json", "--data", office)
    assert json.loads(found.stdout) == {"ok": True, "findings": []}


def test_a_changed_row_is_named_by_table_key_and_column(run: Run, office: Path) -> None:
    change(office, "UPDATE accounts_person SET username = 'intruder' WHERE username = 'leader'")
    found = run("doctor", "--json", "--data", office)
    (finding,) = json.loads(found.stdout)["findings"]
    assert found.returncode == 1
    assert finding["place"].startswith("accounts_person ")
    assert finding["sentence"] == "与日志所记不同的列：username。"
    assert f"{finding['place']}：{finding['sentence']}" in run("doctor", "--data", office).stderr


def test_a_dropped_trigger_is_named(run: Run, office: Path) -> None:
    change(office, "DROP TRIGGER ledger_entry__no_delete")
    found = run("doctor", "--data", office)
    assert found.returncode == 1
    assert "ledger_entry__no_delete" in found.stderr


def test_a_dangling_reference_is_named(run: Run, office: Path) -> None:
    change(office, "PRAGMA foreign_keys = OFF", "DELETE FROM accounts_office")
    found = run("doctor", "--data", office)
    assert found.returncode == 1
    assert "所引用的accounts_office中的记录不在。" in found.stderr


def test_a_restored_older_database_is_named(run: Run, office: Path, tmp_path: Path) -> None:
    older = tmp_path / "older.sqlite3"
    shutil.copy(office / "mingcha.sqlite3", older)
    assert run("import", "targets", WORKBOOK, "--data", office).returncode == 0
    assert run("doctor", "--data", office).returncode == 0
    for name in ("mingcha.sqlite3-wal", "mingcha.sqlite3-shm"):
        (office / name).unlink(missing_ok=True)
    shutil.copy(older, office / "mingcha.sqlite3")
    found = run("doctor", "--data", office)
    assert found.returncode == 1
    assert "日志曾有2条，现在只有1条：数据库被换成了旧备份，或日志被删。" in found.stderr


def test_an_upgrade_that_meets_changed_records_says_so_and_stops(run: Run, office: Path) -> None:
    """Sessions stand for any table that a newer version adds."""
    change(
        office,
        "DROP TABLE django_session",
        "DELETE FROM django_migrations WHERE app = 'sessions'",
        "DROP TRIGGER ledger_entry__no_delete",
        'DELETE FROM ledger_entry WHERE "index" = (SELECT MAX("index") FROM ledger_entry)',
    )
    found = run("doctor", "--data", office)
    assert found.returncode == 1
    assert "数据库没有升级" in found.stderr
    assert "ledger_entry" in found.stderr
    assert "Traceback" not in found.stderr
