"""The file of a backup: whole, or refused before anything of it is used."""

import json
import random
import zipfile
from pathlib import Path

import pytest

from mingcha.common.errors import Refusal
from mingcha.config.backup.archive import put_back, write_archive
from mingcha.config.backup.keys import key_mark
from mingcha.config.data_folder import KEYS

OWN_KEYS = {name: f"{place:02d}" * 32 for place, name in enumerate(KEYS)}


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    sources = {"mingcha.sqlite3": b"database" * 500, "media/ab12": b"scan" * 300, "log-end.txt": b"3 00"}
    members = {}
    for name, content in sources.items():
        members[name] = tmp_path / name.replace("/", "-")
        members[name].write_bytes(content)
    write_archive(tmp_path / "backup", members, {"keys": key_mark(OWN_KEYS)})
    return tmp_path / "backup"


def refused(backup: Path, content: bytes) -> str:
    """The sentence with which this content is refused; the folder must not have appeared."""
    other = backup.with_name("other")
    other.write_bytes(content)
    folder = backup.with_name("folder")
    with pytest.raises(Refusal) as refusal:
        put_back(other, folder, OWN_KEYS)
    left = [path.name for path in backup.parent.iterdir() if "folder" in path.name]
    assert left == []
    return refusal.value.sentence


def test_what_was_packed_comes_back(backup: Path, tmp_path: Path) -> None:
    put_back(backup, tmp_path / "folder", OWN_KEYS)
    assert (tmp_path / "folder" / "media" / "ab12").read_bytes() == b"scan" * 300
    assert (tmp_path / "folder" / "keys" / "data.key").read_text().strip() == OWN_KEYS["data"]


def test_an_empty_folder_may_be_there_already(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    put_back(backup, tmp_path / "folder", OWN_KEYS)
    assert (tmp_path / "folder" / "mingcha.sqlite3").exists()


def test_a_file_cut_anywhere_is_refused(backup: Path) -> None:
    whole = backup.read_bytes()
    places = {0, 1, len(whole) - 1, *random.Random(11).sample(range(len(whole)), 20)}
    for place in sorted(places):
        assert "没有恢复任何内容" in refused(backup, whole[:place])


def test_a_changed_byte_of_a_file_is_refused(backup: Path) -> None:
    whole = bytearray(backup.read_bytes())
    whole[whole.index(b"scanscan") + 5] ^= 1
    assert "没有恢复任何内容" in refused(backup, bytes(whole))


def packed(path: Path, members: dict[str, bytes], files: dict[str, object]) -> bytes:
    manifest = {"format": "mingcha-backup/1", "keys": key_mark(OWN_KEYS), "files": files}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        archive.writestr("manifest.json", json.dumps(manifest))
    return path.read_bytes()


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", "media/../../outside", "keys/data.key"])
def test_a_name_that_leads_elsewhere_is_refused(backup: Path, name: str) -> None:
    members = {"mingcha.sqlite3": b"", name: b"x"}
    content = packed(backup.with_name("made"), members, {key: {} for key in members})
    assert name in refused(backup, content) or "与清单所记不同" in refused(backup, content)
    assert not (backup.parent.parent / "outside").exists()


@pytest.mark.parametrize("files", [{}, [], None, {"mingcha.sqlite3": {}, "media/more": {}}])
def test_a_list_that_does_not_fit_what_is_there_is_refused(backup: Path, files: dict[str, object]) -> None:
    assert "没有恢复任何内容" in refused(
        backup, packed(backup.with_name("made"), {"mingcha.sqlite3": b""}, files)
    )


def test_any_other_file_is_refused(backup: Path) -> None:
    assert "没有恢复任何内容" in refused(backup, b"%PDF-1.7 something else")
