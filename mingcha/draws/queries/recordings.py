"""What was filmed of a sitting, as it is kept: its chain, its files, what is under way, when it is due."""

import datetime
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Max

import drawproof
from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Unknown
from mingcha.draws.models import Draw, Recording, RecordingChunk, Sitting
from mingcha.draws.queries.attempts import PEOPLE
from mingcha.draws.rules.recordings import (
    CAMERA,
    SCREEN,
    SITTING_MINUTES,
    SPARE_BYTES,
    first_head,
    length_words,
    needed_bytes,
)
from mingcha.draws.states import ANNULLED, DISCLOSED
from mingcha.law.queries import calendar_of, figure_if_any
from mingcha.law.rules.calendar import Counted
from mingcha.law.rules.keys import RECORDING_ATTACH_DAYS

# A recording that is under way sends something every few seconds.
ALIVE = timedelta(seconds=30)


def chain_of(sitting: Sitting) -> list[tuple[int, str]]:
    """(bytes, digest) of every chunk of the sitting in the order of the published chain."""
    return list(sitting.recording_chunks.order_by("place").values_list("size", "sha256"))


def head_of(sitting: Sitting) -> str:
    """The head of the published chain as far as it goes."""
    return drawproof.recording_head(chain_of(sitting))


def is_filmed(sitting: Sitting) -> bool:
    """Something was filmed or attached; a segment in which nothing arrived is no recording."""
    return sitting.recording_chunks.exists()


def is_under_way(sitting: Sitting) -> bool:
    """A camera films now: what is missing can still come."""
    running = running_of(sitting)
    return running is not None and running.is_alive


def is_public(sitting: Sitting) -> bool:
    """Everything drawn for the campaign is disclosed; names are no longer kept back."""
    announced = Draw.objects.filter(campaign_id=sitting.campaign_id, attempt__isnull=False)
    held_back = announced.filter(disclosed_at=None).exclude(state=ANNULLED, drawn_at=None)
    return announced.filter(disclosed_at__isnull=False).exists() and not held_back.exists()


def is_closed(sitting: Sitting) -> bool:
    """The draw that counts is public: nothing more is filmed, attached or explained. An annulled attempt that
    was disclosed by itself closes nothing."""
    counts = Draw.objects.filter(campaign_id=sitting.campaign_id, state=DISCLOSED)
    return counts.exists() and is_public(sitting)


def find_recording(scope: Actor, pk: UUID) -> Recording:
    """One segment or file of the viewer's office, or `Unknown`."""
    people = (f"sitting__{name}" for name in PEOPLE)
    found = Recording.objects.filter(pk=pk, sitting__office_id=scope.office_id)
    recording = found.select_related("sitting", "attached_by", *people).first()
    if recording is None:
        raise Unknown("no-such-recording", "本机构没有这一段录音录像。", title="没有找到")
    return recording


def beginning_of(recording: Recording) -> str:
    """The head from which the chain of a segment starts."""
    at = moments.protocol_time(recording.attached_at)
    return first_head(str(recording.sitting_id), str(recording.pk), recording.source, at)


def last_chunk(recording: Recording) -> RecordingChunk | None:
    return recording.chunks.order_by("number").last()


def paths_of(recording: Recording) -> list[tuple[Path, int]]:
    """The files that make up a recording, in their order, with their sizes."""
    media: Path = settings.DATA.media
    if recording.is_file:
        return [(media / recording.sha256, recording.size)]
    chunks = recording.chunks.order_by("number").values_list("sha256", "size")
    return [(media / digest, size) for digest, size in chunks]


def read_span(paths: list[tuple[Path, int]], first: int, last: int) -> Iterator[bytes]:
    """The bytes from `first` to `last` of these files laid end to end."""
    at = 0
    for path, size in paths:
        start, stop = max(first - at, 0), min(last + 1 - at, size)
        if start < stop:
            yield from _pieces(path, start, stop)
        at += size


def _pieces(path: Path, start: int, stop: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while start < stop and (piece := file.read(min(2**16, stop - start))):
            start += len(piece)
            yield piece


def free_bytes() -> int:
    """What may still be filmed onto the server's disk."""
    return max(0, shutil.disk_usage(settings.DATA.media).free - SPARE_BYTES)


@dataclass(frozen=True)
class Room:
    """What filming needs and what there is, shown before it begins."""

    free: int
    minutes: int
    camera: int
    both: int

    @property
    def is_enough(self) -> bool:
        return self.free >= self.camera

    @property
    def lasts(self) -> str:
        """How long the camera may film, in round words."""
        hours, minutes = divmod(self.free * self.minutes // self.camera, 60)
        return f"{hours}小时" if hours else f"{minutes}分钟"


def room_now() -> Room:
    return Room(free_bytes(), SITTING_MINUTES, needed_bytes(CAMERA), needed_bytes(CAMERA, SCREEN))


@dataclass(frozen=True)
class Running:
    """What the hall says while it goes on: since when the camera films, or that it stopped."""

    recording: Recording
    last_at: datetime.datetime

    @property
    def is_alive(self) -> bool:
        return self.recording.is_open and moments.now() - self.last_at < ALIVE

    @property
    def length(self) -> str:
        return length_words(self.last_at - self.recording.attached_at)


def running_of(sitting: Sitting) -> Running | None:
    """The camera that films now, the latest of several; else the latest that did."""
    cameras = sitting.recordings.filter(source=CAMERA).annotate(last_at=Max("chunks__received_at"))
    found = [Running(one, one.last_at or one.attached_at) for one in cameras.order_by("-number")]
    return next((one for one in found if one.is_alive), found[0] if found else None)


def open_recordings(sitting: Sitting) -> list[Recording]:
    """Segments without an end: under way, or left behind by a closed browser."""
    return [one for one in sitting.recordings.all() if one.is_open]


def recording_due(sitting: Sitting) -> Counted | None:
    """Until when a file of another camera is attached without a leader's reason; None before anything is
    drawn, or where the office sets no such day."""
    at = _last_step(sitting)
    if at is None:
        return None
    day = moments.local_day(at)
    row = figure_if_any(sitting.office_id, RECORDING_ATTACH_DAYS, day)
    return calendar_of(sitting.office_id).add_working_days(day, row.as_count) if row else None


def is_late(sitting: Sitting) -> bool:
    due = recording_due(sitting)
    return due is not None and moments.today() > due.day


def is_explained(sitting: Sitting) -> bool:
    """A leader said why there is no film, and nothing was drawn since: words about a draw do not precede
    it."""
    said, last = sitting.recording_reason_at, _last_step(sitting)
    return said is not None and (last is None or said >= last)


def _last_step(sitting: Sitting) -> datetime.datetime | None:
    """The last thing drawn in the sitting. Of an annulled attempt it is the annulment: what is computed on a
    later day moves nothing."""
    drawn = sitting.draws.filter(drawn_at__isnull=False)
    return max((at for draw in drawn if (at := draw.annulled_at or draw.drawn_at)), default=None)
