"""A step of a sitting binds what was filmed so far: the one place where steps write their act."""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import drawproof
from drawproof import entries
from mingcha.accounts.actors import Actor
from mingcha.common.locking import lock
from mingcha.draws.models import Draw, Recording, Sitting
from mingcha.draws.queries.recordings import beginning_of, chain_of, last_chunk, open_recordings
from mingcha.draws.rules.recordings import BROKEN
from mingcha.ledger.models import Entry, Record
from mingcha.ledger.services import record_act

Make = Callable[[str], bytes]


def lock_recording(sitting: Sitting) -> None:
    """Chunks and steps of a sitting take turns, so that the head a step logs is that of a chain nobody is
    writing to."""
    lock(f"draws.recording.{sitting.pk}")


def record_step(
    act: str,
    *,
    actor: Actor,
    sitting: Sitting,
    content: Mapping[str, Any],
    records: Iterable[Record] = (),
    protocol: Sequence[Make] = (),
    reason: str = "",
    announcing: Draw | None = None,
) -> Entry:
    """`record_act` that names what was filmed so far and logs its head for every announced attempt of the
    sitting that is not public yet, and for the one being announced, unless the log ends with it already."""
    lock_recording(sitting)
    chain = chain_of(sitting)
    if chain:
        head = drawproof.recording_head(chain)
        content = {
            **content,
            "recording": {"chunks": len(chain), "head": head, "segments": _segments(sitting)},
        }
        protocol = [*protocol, *_logging(_attempts(sitting, announcing), head)]
    return record_act(act, actor=actor, reason=reason, content=content, records=records, protocol=protocol)


def close_recordings(recordings: Iterable[Recording], ended_for: str = BROKEN) -> list[Recording]:
    """The segments with their end, saved; the caller holds the lock and records them."""
    closed = list(recordings)
    for recording in closed:
        last = last_chunk(recording)
        milliseconds = last.end_ms if last else 0
        recording.ended_at = recording.attached_at + datetime.timedelta(milliseconds=milliseconds)
        recording.ended_for = ended_for
        recording.size = sum(recording.chunks.values_list("size", flat=True))
        recording.segment_head = last.head if last else beginning_of(recording)
        recording.head = drawproof.recording_head(chain_of(recording.sitting))
        recording.save()
    return closed


def close_left_open(*, actor: Actor, sitting: Sitting) -> None:
    """Before a sitting becomes public its recordings end, also those of a browser that was closed."""
    lock_recording(sitting)
    left = close_recordings(open_recordings(sitting))
    if left:
        content = {"sitting": sitting.number}
        record_step("draws.close_recordings", actor=actor, sitting=sitting, content=content, records=left)


def _segments(sitting: Sitting) -> dict[str, str]:
    """The head of each segment that is still open, by its number."""
    heads = ((one, last_chunk(one)) for one in open_recordings(sitting))
    return {f"第{one.number}段": last.head for one, last in heads if last}


def _attempts(sitting: Sitting, announcing: Draw | None) -> list[str]:
    announced = sitting.draws.filter(attempt__isnull=False, disclosed_at=None)
    ids = list(announced.order_by("announced_at").values_list("draw_id", flat=True))
    return [*ids, announcing.draw_id] if announcing and announcing.draw_id not in ids else ids


def _logging(draw_ids: Iterable[str], head: str) -> Iterator[Make]:
    for draw_id in draw_ids:
        if _logged_last(draw_id) != head:
            yield partial(entries.recording, draw_id, head)


def _logged_last(draw_id: str) -> str:
    entry = Entry.objects.filter(kind="recording", draw=draw_id).order_by("index").last()
    return str(entries.parse(bytes(entry.body)).fields["head"]) if entry else ""
