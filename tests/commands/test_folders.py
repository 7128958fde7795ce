"""What a data folder protects: its keys, and a real office against fiction."""

from pathlib import Path

import pytest

from tests.commands.conftest import Run


def contents(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def test_a_lost_key_is_said_and_never_replaced(run: Run, office: Path) -> None:
    (office / "keys" / "data.key").unlink()
    asked = run("doctor", "--data", office)
    assert asked.returncode == 1
    assert "缺少密钥 data" in asked.stderr
    assert not (office / "keys" / "data.key").exists()


def test_the_demo_never_enters_the_folder_of_a_real_office(run: Run, office: Path) -> None:
    for words in (["demo"], ["setup", "--demo"], ["serve", "--demo"]):
        asked = run(*words, "--data", office)
        assert asked.returncode == 1
        assert "已有真实机构" in asked.stderr
    assert "DEMO" not in contents(office)


def test_everything_lies_in_the_folder_and_nowhere_else(run: Run, office: Path) -> None:
    run("doctor", "--data", office)
    names = {path.name for path in office.iterdir()} - {"mingcha.sqlite3-wal", "mingcha.sqlite3-shm"}
    assert names == {
        "keys", "media", "uploads", "works", "mingcha.sqlite3", "log-end.txt", "log-end.lock", ".migrating"
    }  # fmt: skip


@pytest.mark.parametrize(
    "words", [["migrate"], ["setup"], ["doctor"], ["demo", "--help"], ["manage", "check"]], ids=" ".join
)
def test_the_folder_is_named_before_or_after_the_command(
    run: Run, founded: tuple[Path, str], tmp_path: Path, words: list[str]
) -> None:
    for call in (["--data", founded[0], *words], [*words, "--data", founded[0]]):
        done = run(*call)
        assert done.returncode == 0, done.stderr
