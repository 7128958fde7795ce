"""The file of a backup: a ZIP whose last member, `manifest.json`, names every other with bytes and SHA-256.

A file that was cut, changed or put together from two is refused before anything of it is used. Knows no
Django: a folder is put back before there are settings to read."""

import contextlib
import hashlib
import json
import os
import secrets
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, Any

from mingcha.common.errors import Refusal
from mingcha.config.backup.keys import lay_keys, require_match

FORMAT = "mingcha-backup/1"
MANIFEST = "manifest.json"
DATABASE = "mingcha.sqlite3"
# What a data folder keeps beside database and keys. Anything else in it is made anew or is scratch.
FOLDERS = ("media", "fonts")
FILES = ("log-end.txt", "DEMO")
PIECE = 1 << 20
# Recordings and scans are packed already; the database shrinks to a third.
PACKED = frozenset({DATABASE})
TITLE = "不能恢复：备份文件不完整"


def write_archive(target: Path, members: Mapping[str, Path], facts: Mapping[str, Any]) -> dict[str, Any]:
    """A new file `target` with these members (name → file) and the manifest, on disk when this returns.
    `Refusal` when the file is there already: an older backup is never written over."""
    refuse_existing(target)
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with draft.open("xb") as stream:
            draft.chmod(0o600)
            manifest = _pack(stream, members, facts)
            stream.flush()
            os.fsync(stream.fileno())
        _place(draft, target)
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def refuse_existing(target: Path) -> None:
    if target.exists():
        raise Refusal(
            "backup-exists",
            f"{target} 已经存在。原有的备份不会被覆盖。",
            title="不能备份：文件已存在",
            remedy="请换一个文件名，例如在文件名中写上日期。",
        )


def put_back(source: Path, folder: Path, keys: Mapping[str, str]) -> dict[str, Any]:
    """Everything of the backup and its keys in a new folder, which appears whole or not at all; the manifest.
    `Refusal` when the file is not a whole backup, the keys are others, or the folder holds something."""
    if folder.exists() and any(folder.iterdir()):
        raise Refusal(
            "folder-in-use",
            f"{folder} 里已经有内容。恢复只写进空目录，不覆盖任何数据。",
            title="不能恢复：目录不是空的",
            remedy="请用 --data 另指一个空目录，核对无误后再换过来。",
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = folder.with_name(f".{folder.name}.restoring-{secrets.token_hex(4)}")
    draft.mkdir(mode=0o700)
    try:
        with _opened(source) as archive:
            manifest = read_manifest(archive)
            require_match(keys, str(manifest["keys"]))
            for name, said in manifest["files"].items():
                _unpack(archive, name, said, draft)
        lay_keys(draft, keys)
        draft.rename(folder)
        _sync(folder.parent)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return manifest


@contextmanager
def gone_unless_done(folder: Path) -> Iterator[None]:
    """What was put back goes again when what follows cannot be done: no keys beside half an office, and the
    next try finds no folder in use."""
    with contextlib.ExitStack() as undoing:
        undoing.callback(shutil.rmtree, folder, ignore_errors=True)
        yield
        undoing.pop_all()


def read_manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    """The manifest, once it names exactly the members that are there."""
    with contextlib.suppress(KeyError, ValueError, TypeError, AttributeError):
        manifest: dict[str, Any] = json.loads(archive.read(MANIFEST))
        names = archive.namelist()
        whole = sorted(names) == sorted([*manifest["files"], MANIFEST]) and DATABASE in names
        if manifest["format"] == FORMAT and whole and manifest["keys"]:
            return manifest
    raise _damaged("它不是明查的备份，或者少了内容")


def members_of(root: Path) -> dict[str, Path]:
    """What of a data folder goes into a backup beside the database."""
    found = {name: root / name for name in FILES if (root / name).is_file()}
    for folder in FOLDERS:
        paths = (path for path in sorted((root / folder).rglob("*")) if path.is_file())
        found |= {path.relative_to(root).as_posix(): path for path in paths}
    return found


@contextmanager
def _opened(source: Path) -> Iterator[zipfile.ZipFile]:
    if not source.is_file():
        raise Refusal("no-backup", f"没有找到文件 {source}。", title="不能恢复：没有备份文件")
    try:
        with zipfile.ZipFile(source) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
        raise _damaged("文件不是完整的压缩包，可能没有拷贝完") from error


def _pack(stream: IO[bytes], members: Mapping[str, Path], facts: Mapping[str, Any]) -> dict[str, Any]:
    manifest: dict[str, Any] = {"format": FORMAT, **facts, "files": {}}
    with zipfile.ZipFile(stream, "w") as archive:
        for name, path in members.items():
            with path.open("rb") as file:
                manifest["files"][name] = _copy(file, archive, name)
        archive.writestr(_info(MANIFEST), json.dumps(manifest, ensure_ascii=False, indent=1))
    return manifest


def _copy(file: IO[bytes], archive: zipfile.ZipFile, name: str) -> dict[str, Any]:
    digest, size = hashlib.sha256(), 0
    with archive.open(_info(name), "w", force_zip64=True) as member:
        while piece := file.read(PIECE):
            digest.update(piece)
            size += len(piece)
            member.write(piece)
    return {"bytes": size, "sha256": digest.hexdigest()}


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED if name in PACKED else zipfile.ZIP_STORED
    info.external_attr = 0o600 << 16
    return info


def _unpack(archive: zipfile.ZipFile, name: str, said: Mapping[str, Any], folder: Path) -> None:
    path = folder / _safe(name)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with archive.open(name) as member, path.open("xb") as file:
        path.chmod(0o600)
        while piece := member.read(PIECE):
            digest.update(piece)
            size += len(piece)
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    if {"bytes": size, "sha256": digest.hexdigest()} != said:
        raise _damaged(f"其中的 {name} 与清单所记不同")


def _safe(name: str) -> PurePosixPath:
    """A name that stays below the folder and is one of those a backup has."""
    path = PurePosixPath(name)
    known = name in (DATABASE, *FILES) or path.parts[0] in FOLDERS
    if not known or path.is_absolute() or ".." in path.parts:
        raise _damaged(f"其中有不该有的文件 {name}")
    return path


def _damaged(what: str) -> Refusal:
    return Refusal(
        "backup-damaged",
        f"{what}。没有恢复任何内容。",
        title=TITLE,
        remedy="请重新拷贝这份备份，或者改用另一份。",
    )


def _place(draft: Path, target: Path) -> None:
    """Under its name in one step; a file that appeared meanwhile stays."""
    try:
        target.hardlink_to(draft)
    except FileExistsError:
        refuse_existing(target)
    _sync(target.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
