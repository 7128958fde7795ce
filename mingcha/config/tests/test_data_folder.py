"""The data folder: keys are made once, kept secret, and never replaced."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from mingcha.config.data_folder import KEYS, DataFolder


def test_keys_are_made_once_and_differ(tmp_path: Path) -> None:
    first = DataFolder(tmp_path)
    keys = [first.data_key, first.index_key, first.log_key, bytes.fromhex(first.django_secret)]
    assert len(set(keys)) == 4
    assert {len(key) for key in keys} == {32}
    assert DataFolder(tmp_path).data_key == first.data_key


def test_nobody_else_may_read_them(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    folder.make_keys()
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.keys.iterdir()}
    assert modes == {f"{name}.key": 0o400 for name in KEYS}
    assert stat.S_IMODE(folder.root.stat().st_mode) == 0o700


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    assert folder.missing_keys() == list(KEYS)
    folder.make_keys()
    assert folder.missing_keys() == []
    (folder.keys / "index.key").unlink()
    assert folder.missing_keys() == ["index"]


def test_processes_that_start_together_agree_on_one_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: DataFolder(tmp_path).data_key, range(32)))
    assert len(keys) == 1
    assert [path.name for path in DataFolder(tmp_path).keys.iterdir()] == ["data.key"]


def test_a_demo_is_marked_by_a_file(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    assert not folder.is_demo
    folder.mark_demo()
    assert DataFolder(tmp_path).is_demo
