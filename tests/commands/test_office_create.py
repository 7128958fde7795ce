"""`mingcha office create`: the first passwords are shown once and kept nowhere."""

import re
from pathlib import Path

from tests.commands.conftest import Run


def test_four_first_passwords_are_printed(founded: tuple[Path, str]) -> None:
    lines = [line.split() for line in founded[1].splitlines()[1:]]
    assert [(role, login) for role, _, login, _ in lines] == [
        ("局领导", "leader"),
        ("系统管理员", "system"),
        ("安全管理员", "security"),
        ("审计管理员", "audit"),
    ]
    passwords = {password for *_, password in lines}
    assert len(passwords) == 4
    assert all(re.fullmatch("([a-z2-9]{4}-){3}[a-z2-9]{4}", password) for password in passwords)


def test_no_password_is_written_anywhere(founded: tuple[Path, str]) -> None:
    folder, printed = founded
    stored = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for line in printed.splitlines()[1:]:
        assert line.split()[-1].encode() not in stored


def test_a_second_office_is_refused_with_a_sentence(run: Run, office: Path) -> None:
    again = run("office", "create", "--name", "乙局", "--code", "b", "--leader", "赵六", "--data", office)
    assert again.returncode == 1
    assert "这个数据目录里已经启用了一个机构。" in again.stderr
    assert "Traceback" not in again.stderr


def test_the_folder_may_be_named_before_or_after_the_command(run: Run, tmp_path: Path) -> None:
    assert run("--data", tmp_path / "before", "migrate").returncode == 0
    assert run("migrate", "--data", tmp_path / "after").returncode == 0
    assert (tmp_path / "before" / "mingcha.sqlite3").exists()
    assert (tmp_path / "after" / "mingcha.sqlite3").exists()


def test_a_command_that_is_not_known_is_a_usage_error(run: Run) -> None:
    assert run("dance").returncode == 2
    assert run("import", "people", "x.xlsx").returncode == 2
