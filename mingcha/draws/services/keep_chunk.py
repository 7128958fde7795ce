"""Keep a few seconds that a browser filmed, and acknowledge them at once."""

import hashlib
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.draws.models import Recording, RecordingChunk
from mingcha.draws.policies import can_record
from mingcha.draws.queries.recordings import beginning_of, find_recording, free_bytes, last_chunk
from mingcha.draws.rules.recordings import AHEAD, CHUNK_BYTES, next_head
from mingcha.draws.services.media import disk_full, store_bytes
from mingcha.draws.services.recorded import lock_recording

TITLE = "这一块没有收下"


@dataclass(frozen=True)
class Chunk:
    """What the browser says of a chunk: its number in the segment, the head that was acknowledged before it,
    its digest, and from when to when it was filmed."""

    number: int
    previous: str
    sha256: str
    start_ms: int
    end_ms: int
    content: bytes


def keep_chunk(*, actor: Actor, recording: Recording, chunk: Chunk) -> RecordingChunk:
    """The kept chunk, whose head acknowledges it. Sent again it is the same one; anything that does not
    follow what was acknowledged last is refused, so nothing kept is ever replaced. No act of its own: its
    head enters the ledger with the next step, or when the recording ends."""
    _check_sender(actor, recording)
    _check_content(chunk)
    known = _known(recording, chunk)
    if known is not None:
        return known
    if free_bytes() < len(chunk.content):
        raise disk_full(TITLE)
    store_bytes(chunk.content, TITLE)
    with transaction.atomic():
        recording = find_recording(actor, recording.pk)
        lock_recording(recording.sitting)
        recording.refresh_from_db(fields=["ended_at"])
        _check_sender(actor, recording)
        return _known(recording, chunk) or _append(recording, chunk)


def _check_sender(actor: Actor, recording: Recording) -> None:
    can_record(actor, recording.sitting).require()
    if recording.attached_by_id != actor.person_id:
        raise Forbidden("not-the-recorder", "这一段由另一人录制，只有录制人能续传。", title=TITLE)


def _check_content(chunk: Chunk) -> None:
    size = len(chunk.content)
    if not 0 < size <= CHUNK_BYTES:
        raise Refusal(
            "chunk-size",
            f"一块有{size}字节，应当有内容，且不超过{CHUNK_BYTES // 2**20}MB。",
            title=f"{TITLE}：大小不对",
        )
    if hashlib.sha256(chunk.content).hexdigest() != chunk.sha256:
        raise Refusal(
            "chunk-damaged", "收到的内容与浏览器算出的摘要不同，请重传。", title=f"{TITLE}：传输中有损坏"
        )


def _known(recording: Recording, chunk: Chunk) -> RecordingChunk | None:
    """The chunk as it is kept already; None when it is the next one. `Conflict` when it is neither. The last
    one is read first: were it read after, the same chunk kept in between would seem to be out of order."""
    last = last_chunk(recording)
    kept = recording.chunks.filter(number=chunk.number).first()
    if kept is not None:
        if kept.sha256 == chunk.sha256:
            return kept
        raise Conflict(
            "chunk-differs",
            f"第{chunk.number}块已经收下，内容不同；收下的不能替换。",
            title=f"{TITLE}：不能替换",
        )
    if not recording.is_open:
        raise Conflict(
            "recording-ended",
            "这一段已经结束，不再接收。",
            title=f"{TITLE}：已经结束",
            remedy="请刷新本页，另起一段。",
        )
    _check_follows(recording, last, chunk)
    _check_times(recording, last, chunk)
    return None


def _check_follows(recording: Recording, last: RecordingChunk | None, chunk: Chunk) -> None:
    number = last.number + 1 if last else 1
    if chunk.number != number:
        raise Conflict(
            "chunk-order", f"应当接着传第{number}块，收到的是第{chunk.number}块。", title=f"{TITLE}：次序不对"
        )
    if chunk.previous != (last.head if last else beginning_of(recording)):
        raise Conflict("chunk-previous", "这一块接的不是已经收下的上一块。", title=f"{TITLE}：接不上")


def _check_times(recording: Recording, last: RecordingChunk | None, chunk: Chunk) -> None:
    elapsed = (moments.now() - recording.attached_at + AHEAD).total_seconds() * 1000
    if not (last.end_ms if last else 0) <= chunk.start_ms < chunk.end_ms <= elapsed:
        raise Refusal(
            "chunk-time", "这一块的起止时间与上一块或服务器的时间对不上。", title=f"{TITLE}：时间不对"
        )


def _append(recording: Recording, chunk: Chunk) -> RecordingChunk:
    place = RecordingChunk.objects.filter(sitting_id=recording.sitting_id).aggregate(last=Max("place"))[
        "last"
    ]
    return RecordingChunk.objects.create(
        sitting_id=recording.sitting_id,
        recording=recording,
        place=(place or 0) + 1,
        number=chunk.number,
        size=len(chunk.content),
        sha256=chunk.sha256,
        start_ms=chunk.start_ms,
        end_ms=chunk.end_ms,
        received_at=moments.now(),
        head=next_head(chunk.previous, chunk.number, chunk.start_ms, chunk.end_ms, chunk.sha256),
    )
