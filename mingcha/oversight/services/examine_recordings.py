"""Hold every film on disk against the chains, and the chains against what the log says of them (drawproof/1
section 7, `draws.rules.recordings`)."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from drawproof import entries
from drawproof.errors import DrawproofError
from drawproof.recording import FIRST_HEAD, next_head
from mingcha.draws.models import Recording, RecordingChunk, Sitting
from mingcha.draws.queries.recordings import beginning_of
from mingcha.draws.rules import recordings as rules
from mingcha.ledger.models import Entry
from mingcha.ledger.readable import readable_rows
from mingcha.ledger.services import Finding

PIECE = 2**20


def examine_recordings() -> Iterator[Finding]:
    """Every film that is lost or changed, every segment whose chain does not lead where it is said to, every
    sitting whose chain lacks a head that was logged."""
    for _, recording in readable_rows(Recording):
        if recording is not None:
            yield from _examine_recording(recording)
    for _, sitting in readable_rows(Sitting):
        if sitting is not None:
            yield from _examine_sitting(sitting)


def _examine_recording(recording: Recording) -> Iterator[Finding]:
    place = f"录音录像 {recording}"
    if recording.is_file:
        yield from _examine_file(place, recording.sha256, "文件")
        return
    head, count, size = beginning_of(recording), 0, 0
    for chunk in recording.chunks.order_by("number").iterator():
        count, size = count + 1, size + chunk.size
        yield from _examine_file(f"{place} 第{chunk.number}块", chunk.sha256, "这一块")
        head = rules.next_head(head, chunk.number, chunk.start_ms, chunk.end_ms, chunk.sha256)
        if chunk.number != count or chunk.head != head:
            yield Finding(f"{place} 第{chunk.number}块", "链首与前一块、起止时间和摘要算出的不同。")
            return
    if recording.ended_at is not None and (recording.segment_head, recording.size) != (head, size):
        yield Finding(place, "本段链首或大小与结束时登记的不同：有块被抽走、调换或添加。")


def _examine_file(place: str, sha256: str, word: str) -> Iterator[Finding]:
    path = settings.DATA.media / sha256
    if not path.is_file():
        yield Finding(place, f"{word}不在数据目录中。")
    elif _digest(path) != sha256:
        yield Finding(place, f"{word}的内容与登记的摘要不同。")


def _digest(path: Path) -> str:
    whole = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            whole.update(piece)
    return whole.hexdigest()


def _examine_sitting(sitting: Sitting) -> Iterator[Finding]:
    """Every head that the log or a recording names is one through which the chain as it is now goes."""
    heads = set(_heads(sitting))
    logged = _logged(sitting) | set(sitting.recordings.exclude(head="").values_list("head", flat=True))
    if logged - heads:
        yield Finding(
            f"抽取会 {sitting.pk} 录音录像", "现有的链与日志登记过的链首对不上：有块被抽走、调换或添加。"
        )


def _heads(sitting: Sitting) -> Iterator[str]:
    head = FIRST_HEAD
    chunks = RecordingChunk.objects.filter(sitting=sitting).order_by("place").values_list("size", "sha256")
    yield head
    for place, (size, digest) in enumerate(chunks.iterator(), start=1):
        head = next_head(head, place, size, digest)
        yield head


def _logged(sitting: Sitting) -> set[str]:
    """Unreadable entries the log names itself."""
    found = set()
    draws = sitting.draws.exclude(draw_id="").values_list("draw_id", flat=True)
    for body in Entry.objects.filter(kind="recording", draw__in=draws).values_list("body", flat=True):
        try:
            found.add(str(entries.parse(bytes(body)).fields["head"]))
        except DrawproofError:
            continue
    return found
