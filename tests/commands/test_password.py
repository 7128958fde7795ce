"""`mingcha password LOGIN`: the way back for the only system administrator, known to the ledger."""

import re
import sqlite3
from pathlib import Path

from tests.commands.conftest import Run


def kept(folder: Path, login: str) -> tuple[str, int]:
    database = sqlite3.connect(folder / "mingcha.sqlite3")
    asked = "SELECT password, has_first_password FROM accounts_person WHERE username = ?"
    found: tuple[str, int] = database.execute(asked, [login]).fetchone()
    database.close()
    return found


def acts(folder: Path) -> list[tuple[str, str, str]]:
    database = sqlite3.connect(folder / "mingcha.sqlite3")
    found = database.execute(
        "SELECT act, actor_name, reason FROM ledger_opening ORDER BY entry_id"
    ).fetchall()
    database.close()
    return found


def log_in(run: Run, office: Path, login: str, password: str) -> str:
    """Where the login leads."""
    asked = (
        "from django.test import Client\n"
        "c = Client(); a = c.post('/accounts/login/', {'login': %r, 'password': %r})\n"
        "print(a.status_code, c.get('/').headers.get('Location'))"
    )
    return run("manage", "--data", office, "shell", "-v", "0", "-c", asked % (login, password)).stdout.strip()


def test_a_new_first_password_is_printed_once_and_logs_in(run: Run, office: Path) -> None:
    before = kept(office, "system")[0]
    made = run("password", "SYSTEM", "--reason", "忘记密码", "--data", office)
    assert made.returncode == 0, made.stderr
    (line,) = [line.split() for line in made.stdout.splitlines() if line.startswith("  ")]
    assert line[:2] == ["系统管理员", "system"]
    assert re.fullmatch("([A-Za-z2-9]{4}-){3}[A-Za-z2-9]{4}", line[2])
    assert kept(office, "system")[0] != before
    assert kept(office, "system")[1] == 1
    assert acts(office)[-1] == ("accounts.issue_password", "命令行", "忘记密码")
    assert log_in(run, office, "system", line[2]) == "302 /accounts/password/?next=/"
    stored = b"".join(path.read_bytes() for path in office.rglob("*") if path.is_file())
    assert line[2].encode() not in stored
    assert run("doctor", "--data", office).returncode == 0


def test_an_unknown_login_is_said_and_nothing_changes(run: Run, office: Path) -> None:
    before = acts(office)
    asked = run("password", "nobody", "--data", office)
    assert (asked.returncode, asked.stdout) == (1, "")
    assert "没有登录名为nobody的人员。" in asked.stderr
    assert "Traceback" not in asked.stderr
    assert acts(office) == before


def test_the_help_names_it(run: Run) -> None:
    assert "给忘记密码的人发放首次密码" in run("--help").stdout
