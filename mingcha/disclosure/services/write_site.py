"""Files into a folder, so that a power cut leaves every file whole and a second run ends where the first
would have: all that is new is written aside first, then moved into place; the manifest comes last."""

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from mingcha.common.errors import Conflict, Refusal
from mingcha.disclosure.rules.manifests import NAME, digest_of, read, written

ASIDE = ".new"
TITLE = "不能生成公示文件"


@dataclass
class Staged:
    """What was made: the manifest, how many bytes in all, and which files lie aside to be moved."""

    folder: Path
    manifest: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    new: set[str] = field(default_factory=set)

    @property
    def size(self) -> int:
        return sum(self.sizes.values())

    def put(self, path: str, content: bytes) -> None:
        """Keep one file, aside unless the folder has these bytes already."""
        self.manifest[path], self.sizes[path] = digest_of(content), len(content)
        if _holds(self.folder / path, content):
            self.new.discard(path)
            return
        _write(self.folder / ASIDE / path, content)
        self.new.add(path)


@contextmanager
def site_folder(folder: Path) -> Iterator[Path]:
    """The folder, made where it is missing, for one writer at a time. `Refusal` when somebody else's files
    lie in it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(folder, error) from error
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _refuse_foreign(folder)
        shutil.rmtree(folder / ASIDE, ignore_errors=True)
        yield folder
    except BlockingIOError as error:
        raise Conflict(
            "site-busy", "这个目录正在生成公示文件。", title=TITLE, remedy="请等它做完。"
        ) from error
    except OSError as error:
        raise _unwritable(folder, error) from error
    finally:
        os.close(handle)


def stage(folder: Path, files: Iterable[tuple[str, bytes]]) -> Staged:
    """Everything rendered, what is new of it written aside; the folder itself is as it was."""
    staged = Staged(folder)
    for path, content in files:
        staged.put(path, content)
    return staged


def put_in_place(staged: Staged) -> None:
    """Moved in, what is gone taken away, the manifest last. Only what an earlier manifest named is
    removed."""
    folder, manifest = staged.folder, written(staged.manifest)
    before = _manifest_in(folder)
    for path in sorted(staged.new):
        _move(folder / ASIDE / path, folder / path)
    gone = sorted(before.keys() - staged.manifest.keys())
    for path in gone:
        (folder / path).unlink(missing_ok=True)
    for parent in sorted({(folder / path).parent for path in gone}, reverse=True):
        _remove_empty(parent, folder)
    for parent in sorted({(folder / path).parent for path in staged.new}):
        _sync(parent)
    if not _holds(folder / NAME, manifest):
        _write(folder / ASIDE / NAME, manifest)
        _move(folder / ASIDE / NAME, folder / NAME)
        _sync(folder)
    shutil.rmtree(folder / ASIDE, ignore_errors=True)


def write_beside(path: Path, content: bytes) -> None:
    """One file by itself, whole or not at all, left alone where it is the same."""
    if not _holds(path, content):
        draft = path.with_name(f".{path.name}.new")
        _write(draft, content)
        _move(draft, path)


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(0o644)


def _move(source: Path, target: Path) -> None:
    _make(target.parent)
    source.replace(target)


def _make(folder: Path) -> None:
    """The folder with those above it; a web server can look into each that is new, whatever the umask."""
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)


def _sync(folder: Path) -> None:
    if folder.is_dir():
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _manifest_in(folder: Path) -> dict[str, str]:
    path = folder / NAME
    return read(path.read_bytes()) if path.is_file() else {}


def _refuse_foreign(folder: Path) -> None:
    """A folder without our manifest must be empty, a first run that broke off aside: nobody's files are
    mixed with ours or removed."""
    found = [one.name for one in folder.iterdir() if one.name != ASIDE]
    begun = (folder / ASIDE).is_dir()
    if found and not begun and NAME not in found:
        raise Refusal(
            "folder-in-use",
            f"{folder}里有别的文件，例如{sorted(found)[0]}，又没有公示文件的清单。",
            title=TITLE,
            remedy="请另选一个空目录。",
        )


def _unwritable(folder: Path, error: OSError) -> Refusal:
    return Refusal(
        "cannot-write",
        f"写不进{folder}：{error.strerror or error}。原有的文件没有变，或者只换了一部分；再做一次会补齐。",
        title=f"{TITLE}：写不进去",
        remedy="请检查目录是否存在、能否写入，磁盘空间是否足够。",
    )
