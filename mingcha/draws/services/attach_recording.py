"""Attach a camera's file to a sitting: hashed in chunks, kept by its digest, its chain's head logged for
every draw of the sitting (threats.md section 4.6, drawproof/1 section 7)."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from django.conf import settings
from django.db import transaction

import drawproof
from drawproof import entries
from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.draws.models import Draw, Recording, Sitting
from mingcha.draws.policies import can_attach_recording, person_of
from mingcha.draws.services.locked import RECORDING_WORK, finish_work, locked_sitting
from mingcha.ledger.services import record_act

TITLE = "不能附上录音录像"
PIECE = 2**20


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


def attach_recording(*, actor: Actor, sitting: Sitting, file: Readable, file_name: str) -> Recording:
    """The recording, with the head of the chain through all recordings of the sitting in the log. The file is
    safe on disk before the transaction begins; a file that is not recorded then is nobody's."""
    # Obligation recorded-draw of docs/law/obligations.yml.
    can_attach_recording(actor, sitting).require()
    stored = _store(file)
    with transaction.atomic():
        sitting = locked_sitting(actor, sitting)
        can_attach_recording(actor, sitting).require()
        draws = _draws(sitting)
        recording = _record(actor, sitting, stored, file_name)
        finish_work(sitting, RECORDING_WORK)
        record_act(
            "draws.attach_recording",
            actor=actor,
            content={"sitting": sitting.number, "sha256": stored.sha256, "bytes": stored.size},
            records=[recording],
            protocol=[_entry(draw, recording.head) for draw in draws],
        )
    return recording


def chain(recordings: Iterable[Recording]) -> list[tuple[int, str]]:
    """The chunks of all recordings of a sitting in their order."""
    return [(size, digest) for recording in recordings for size, digest in recording.chunks]


def _entry(draw: Draw, head: str) -> Callable[[str], bytes]:
    return lambda at: entries.recording(draw.draw_id, head, at)


def _draws(sitting: Sitting) -> list[Draw]:
    draws = list(sitting.draws.filter(attempt__isnull=False).order_by("announced_at"))
    if not draws:
        raise Refusal(
            "nothing-announced", "这次会还没有公告抽取，录音录像没有可附的。", title=f"{TITLE}：还没有抽取"
        )
    if any(draw.disclosed_at for draw in draws):
        raise Conflict(
            "disclosed",
            "这次会的抽取文件已经公开，录音录像须在公开之前附上。",
            title=f"{TITLE}：已经公开",
        )
    return draws


def _record(actor: Actor, sitting: Sitting, stored: Stored, file_name: str) -> Recording:
    before = list(sitting.recordings.all())
    if any(one.sha256 == stored.sha256 for one in before):
        raise Conflict("recording-twice", "这份录音录像已经附上，内容完全相同。", title=f"{TITLE}：已附过")
    return Recording.objects.create(
        sitting=sitting,
        number=len(before) + 1,
        file_name=Path(file_name).name[:120],
        sha256=stored.sha256,
        size=stored.size,
        chunks=[list(chunk) for chunk in stored.chunks],
        head=drawproof.recording_head([*chain(before), *stored.chunks]),
        attached_by_id=person_of(actor),
        attached_at=moments.now(),
    )


def _store(file: Readable) -> Stored:
    """Copy while hashing, fsync, rename to the digest, fsync the folder: after this the file is kept."""
    draft = settings.DATA.uploads / f"{uuid4()}.part"
    whole = hashlib.sha256()
    try:
        with draft.open("xb") as out:
            chunks = tuple(_copy(file, out.write, whole.update))
            out.flush()
            os.fsync(out.fileno())
        if not chunks:
            raise Refusal(
                "recording-empty", "收到的文件是空的。", title=f"{TITLE}：空文件", remedy="请重新选择。"
            )
        draft.chmod(0o600)
        draft.rename(settings.DATA.media / whole.hexdigest())
        _sync_folder(settings.DATA.media)
    finally:
        draft.unlink(missing_ok=True)
    return Stored(whole.hexdigest(), chunks)


def _copy(file: Readable, *sinks: Callable[[bytes], object]) -> Iterator[tuple[int, str]]:
    """(bytes, SHA-256) of each chunk, with every piece given to all sinks on the way."""
    size, digest = 0, hashlib.sha256()
    while piece := file.read(min(PIECE, drawproof.CHUNK_BYTES - size)):
        for sink in (*sinks, digest.update):
            sink(piece)
        size += len(piece)
        if size == drawproof.CHUNK_BYTES:
            yield size, digest.hexdigest()
            size, digest = 0, hashlib.sha256()
    if size:
        yield size, digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
