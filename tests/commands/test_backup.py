"""`mingcha backup` and `mingcha restore`: the whole office again, verified, and nothing instead of a part."""

import hashlib
import json
import shutil
import socket
import sqlite3
import stat
import time
import zipfile
from pathlib import Path

import pytest

from tests.commands.conftest import Run

WORKBOOK = Path(__file__).resolve().parents[1] / "workbooks" / "01检查对象名录库（矿产和用地）.xlsx"
LOGIN = "s3ss10n0fal0gged1npers0n"


def rows(folder: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every table but the logins', in a fixed order."""
    database = sqlite3.connect(folder / "mingcha.sqlite3")
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {
        name: sorted(database.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
        for name in tables
        if name not in ("sqlite_sequence", "django_session")
    }
    database.close()
    return found


def without_the_last_act(found: dict[str, list[tuple[object, ...]]]) -> dict[str, int]:
    """Sizes of the tables, less the entry that tells of the backup itself."""
    return {name: len(content) for name, content in found.items() if not name.startswith("ledger_")}


def logged_in(office: Path) -> None:
    database = sqlite3.connect(office / "mingcha.sqlite3")
    with database:
        database.execute("INSERT INTO django_session VALUES (?, 'x', '2099-01-01')", [LOGIN])
    database.close()


@pytest.fixture(scope="session")
def whole(run: Run, founded: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an office at work and its backup, made once."""
    folder = tmp_path_factory.mktemp("whole")
    office = Path(shutil.copytree(founded[0], folder / "data"))
    assert run("import", "targets", WORKBOOK, "--data", office).returncode == 0
    (office / "media" / "ab12").write_bytes(b"a scan, sealed")
    logged_in(office)
    made = run("backup", folder / "one.backup", "--data", office)
    assert made.returncode == 0, made.stderr
    assert "请与备份分开保管" in made.stdout
    return folder


@pytest.fixture
def office(whole: Path, tmp_path: Path) -> Path:
    """A copy for one test."""
    return Path(shutil.copytree(whole / "data", tmp_path / "data"))


@pytest.fixture
def backed_up(whole: Path, tmp_path: Path) -> Path:
    shutil.copy(whole / "one.backup.keys", tmp_path)
    return Path(shutil.copy(whole / "one.backup", tmp_path))


@pytest.mark.long
def test_everything_comes_back_and_is_verified(
    run: Run, office: Path, backed_up: Path, tmp_path: Path
) -> None:
    again = tmp_path / "again"
    restored = run("restore", backed_up, "--data", again)
    assert restored.returncode == 0, restored.stderr
    assert "核验相符" in restored.stdout
    was, now = rows(office), rows(again)
    assert without_the_last_act(now) == without_the_last_act(was)
    assert now["registers_target"] == was["registers_target"]
    assert now["registers_target"] != []
    assert len(was["ledger_entry"]) == len(now["ledger_entry"]) + 1
    assert (again / "media" / "ab12").read_bytes() == b"a scan, sealed"
    for key in (office / "keys").iterdir():
        assert (again / "keys" / key.name).read_bytes() == key.read_bytes()
        assert stat.S_IMODE((again / "keys" / key.name).stat().st_mode) == 0o400
    assert run("import", "targets", WORKBOOK, "--data", again, "--json").returncode == 0


def test_the_backup_holds_no_key_and_no_login(run: Run, office: Path, backed_up: Path) -> None:
    key = (office / "keys" / "data.key").read_text().strip()
    with zipfile.ZipFile(backed_up) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    assert LOGIN.encode() not in content["mingcha.sqlite3"]
    assert not any(key.encode() in part or bytes.fromhex(key) in part for part in content.values())
    assert {name for name in content if name.startswith("keys")} == set()
    assert stat.S_IMODE(backed_up.stat().st_mode) == 0o600
    assert stat.S_IMODE(backed_up.with_name("one.backup.keys").stat().st_mode) == 0o400


def test_the_log_tells_of_the_backup(run: Run, office: Path, backed_up: Path) -> None:
    with zipfile.ZipFile(backed_up) as archive:
        files = json.loads(archive.read("manifest.json"))["files"]
    database = sqlite3.connect(office / "mingcha.sqlite3")
    told = database.execute(
        "SELECT actor_name, content FROM ledger_opening WHERE act = 'config.back_up'"
    ).fetchall()
    database.close()
    ((name, content),) = told
    assert name == "命令行"
    assert json.loads(content)["database_sha256"] == files["mingcha.sqlite3"]["sha256"]
    assert run("doctor", "--data", office).returncode == 0


def test_an_older_backup_is_never_written_over(run: Run, office: Path, backed_up: Path) -> None:
    before = backed_up.read_bytes()
    asked = run("backup", backed_up, "--data", office)
    assert asked.returncode == 1
    assert "已经存在" in asked.stderr
    assert backed_up.read_bytes() == before


def test_the_same_keys_serve_the_next_backup(run: Run, office: Path, backed_up: Path, tmp_path: Path) -> None:
    keys = backed_up.with_name("one.backup.keys")
    assert run("backup", tmp_path / "two.backup", "--keys", keys, "--data", office).returncode == 0
    again = tmp_path / "again"
    restored = run("restore", tmp_path / "two.backup", "--keys", keys, "--data", again)
    assert restored.returncode == 0, restored.stderr


def test_a_folder_in_use_is_left_alone(run: Run, office: Path, backed_up: Path) -> None:
    before = rows(office)
    asked = run("restore", backed_up, "--data", office)
    assert asked.returncode == 1
    assert "不覆盖任何数据" in asked.stderr
    assert rows(office) == before


def test_without_its_keys_nothing_is_restored(run: Run, backed_up: Path, tmp_path: Path) -> None:
    keys = backed_up.with_name("one.backup.keys")
    apart = tmp_path / "apart"
    keys.rename(apart)
    asked = run("restore", backed_up, "--data", tmp_path / "again")
    assert asked.returncode == 1
    assert "没有找到密钥文件" in asked.stderr
    other = json.loads(apart.read_text())
    other["keys"]["data"] = "00" * 32
    keys.write_text(json.dumps(other))
    asked = run("restore", backed_up, "--data", tmp_path / "again")
    assert asked.returncode == 1
    assert "属于另一个数据目录" in asked.stderr
    assert not (tmp_path / "again").exists()


def refused_for_its_database(run: Run, backed_up: Path, again: Path, port: int) -> None:
    url = f"postgres://mingcha@127.0.0.1:{port}/mingcha"
    before = sorted(again.parent.iterdir())
    asked = run("restore", backed_up, "--data", again, MINGCHA_DATABASE_URL=url)
    assert (asked.returncode, asked.stdout) == (1, "")
    assert "连不上数据库，没有改动任何内容" in asked.stderr
    assert "Traceback" not in asked.stderr
    assert sorted(again.parent.iterdir()) == before


def test_a_database_that_is_not_there_leaves_nothing_and_a_second_try_succeeds(
    run: Run, backed_up: Path, tmp_path: Path
) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        refused_for_its_database(run, backed_up, tmp_path / "again", nobody.getsockname()[1])
    restored = run("restore", backed_up, "--data", tmp_path / "again")
    assert restored.returncode == 0, restored.stderr


@pytest.mark.long
def test_a_server_that_never_answers_is_given_up(run: Run, backed_up: Path, tmp_path: Path) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        asked_at = time.monotonic()
        refused_for_its_database(run, backed_up, tmp_path / "again", silent.getsockname()[1])
        assert time.monotonic() - asked_at < 60


def test_what_cannot_be_brought_up_to_date_leaves_nothing(run: Run, backed_up: Path, tmp_path: Path) -> None:
    """Whole by its manifest, and yet no database."""
    with zipfile.ZipFile(backed_up) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    spoilt = b"no database" * 100
    digest = hashlib.sha256(spoilt).hexdigest()
    manifest["files"] = {"mingcha.sqlite3": {"bytes": len(spoilt), "sha256": digest}}
    with zipfile.ZipFile(tmp_path / "spoilt.backup", "w") as archive:
        archive.writestr("mingcha.sqlite3", spoilt)
        archive.writestr("manifest.json", json.dumps(manifest))
    keys = backed_up.with_name("one.backup.keys")
    asked = run("restore", tmp_path / "spoilt.backup", "--keys", keys, "--data", tmp_path / "again")
    assert asked.returncode == 1
    assert "file is not a database" in asked.stderr
    assert "Traceback" not in asked.stderr
    assert not (tmp_path / "again").exists()


def test_an_empty_installation_has_nothing_to_back_up(run: Run, tmp_path: Path) -> None:
    asked = run("backup", tmp_path / "none.backup", "--data", tmp_path / "empty")
    assert asked.returncode == 1
    assert "没有可备份的内容" in asked.stderr
    assert not (tmp_path / "none.backup").exists()


def test_a_folder_that_is_not_there_is_said(run: Run, office: Path, tmp_path: Path) -> None:
    asked = run("backup", tmp_path / "nowhere" / "one.backup", "--data", office)
    assert asked.returncode == 1
    assert "请检查目标目录是否存在" in asked.stderr
