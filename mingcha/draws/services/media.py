"""Files of recordings on disk: whole and flushed before anybody is told that they are kept (threats.md
section 4.6). Named by their digest, so that the same bytes are one file."""

import errno
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedWriter
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from django.conf import settings

import drawproof
from mingcha.common.errors import Refusal
from mingcha.draws.queries.recordings import free_bytes

PIECE = 2**20
NO_SPACE = {errno.ENOSPC, errno.EDQUOT}


class Readable(Protocol):
    """An open file; `read(n)` gives at most n bytes and nothing at the end."""

    def read(self, size: int, /) -> bytes: ...


@dataclass(frozen=True)
class Stored:
    """A file in the media folder, named by its digest."""

    sha256: str
    chunks: tuple[tuple[int, str], ...]

    @property
    def size(self) -> int:
        return sum(size for size, _ in self.chunks)


def store_file(file: Readable, title: str) -> Stored:
    """A camera's file, its digest and those of its chunks computed while it is copied. Room for the database
    is left, as when a browser films."""
    whole = hashlib.sha256()
    with _draft(title) as draft:
        chunks = tuple(_chunks(_roomy(_pieces(file, draft.write, whole.update), title)))
        if not chunks:
            raise Refusal(
                "recording-empty", "收到的文件是空的。", title=f"{title}：空文件", remedy="请重新选择。"
            )
        _put(draft, whole.hexdigest())
    return Stored(whole.hexdigest(), chunks)


def store_bytes(content: bytes, title: str) -> str:
    """A few seconds of a recording; the digest under which they are kept."""
    digest = hashlib.sha256(content).hexdigest()
    with _draft(title) as draft:
        draft.write(content)
        _put(draft, digest)
    return digest


@contextmanager
def _draft(title: str) -> Iterator[BufferedWriter]:
    """A file beside the media folder that is gone afterwards, unless it was put in its place."""
    path = settings.DATA.uploads / f"{uuid4()}.part"
    try:
        with path.open("xb") as out:
            path.chmod(0o600)
            yield out
    except OSError as error:
        if error.errno not in NO_SPACE:
            raise
        raise disk_full(title) from error
    finally:
        path.unlink(missing_ok=True)


def disk_full(title: str) -> Refusal:
    """Said before the disk is full and when it is."""
    return Refusal(
        "disk-full",
        "服务器的磁盘快满了，这一部分没有存下。",
        title=f"{title}：磁盘已满",
        remedy="请系统管理员腾出空间；腾出以前可以改用摄像机录，会后由录入人或见证人附上。",
    )


def _put(draft: BufferedWriter, digest: str) -> None:
    draft.flush()
    os.fsync(draft.fileno())
    Path(draft.name).rename(settings.DATA.media / digest)
    folder = os.open(settings.DATA.media, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _pieces(file: Readable, *sinks: Callable[[bytes], object]) -> Iterator[bytes]:
    """The file piece by piece, none across the end of a chunk, each given to all sinks on the way."""
    left = drawproof.CHUNK_BYTES
    while piece := file.read(min(PIECE, left)):
        for sink in sinks:
            sink(piece)
        yield piece
        left = left - len(piece) or drawproof.CHUNK_BYTES


def _roomy(pieces: Iterable[bytes], title: str) -> Iterator[bytes]:
    for piece in pieces:
        if free_bytes() == 0:
            raise disk_full(title)
        yield piece


def _chunks(pieces: Iterable[bytes]) -> Iterator[tuple[int, str]]:
    """(bytes, SHA-256) of each chunk."""
    size, digest = 0, hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
        size += len(piece)
        if size == drawproof.CHUNK_BYTES:
            yield size, digest.hexdigest()
            size, digest = 0, hashlib.sha256()
    if size:
        yield size, digest.hexdigest()
