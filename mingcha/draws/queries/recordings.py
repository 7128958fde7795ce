"""What was filmed of a sitting: its chain, its segments and holes, and which step is found where."""

import datetime
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Min

import drawproof
from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Unknown
from mingcha.draws.models import Draw, Recording, RecordingChunk, Sitting
from mingcha.draws.queries.attempts import PEOPLE
from mingcha.draws.rules.recordings import (
    CAMERA,
    PROMPT,
    SCREEN,
    SITTING_MINUTES,
    SPARE_BYTES,
    Span,
    filmed,
    first_head,
    holes,
    joined,
    length_words,
    media_type,
    needed_bytes,
)
from mingcha.draws.states import ANNULLED, THAWED
from mingcha.law.queries import calendar_of, figure_if_any
from mingcha.law.rules.calendar import Counted
from mingcha.law.rules.keys import RECORDING_ATTACH_DAYS

# A recording that is under way sends something every few seconds.
ALIVE = timedelta(seconds=30)
_SITTINGS_KNOWN = 4096
ANNOUNCED_WORDS = {"selection": "公告检查对象抽取", "assignment": "公告检查人员匹配"}
DRAWN_WORDS = {"selection": "抽出检查对象", "assignment": "匹配检查人员"}


def chain_of(sitting: Sitting) -> list[tuple[int, str]]:
    """(bytes, digest) of every chunk of the sitting in the order of the published chain."""
    return list(sitting.recording_chunks.order_by("place").values_list("size", "sha256"))


def head_of(sitting: Sitting) -> str:
    """The head of the published chain as far as it goes."""
    return drawproof.recording_head(chain_of(sitting))


def is_filmed(sitting: Sitting) -> bool:
    """Something was filmed or attached; a segment in which nothing arrived is no recording."""
    return sitting.recording_chunks.exists()


def is_filmed_whole(sitting: Sitting) -> bool:
    """Every step that had to be filmed was, or a file of another camera is attached."""
    last = sitting.recording_chunks.order_by("-place").values_list("place", "head").first()
    if last is None:
        return False
    return _is_whole(sitting.pk, last, tuple(step.at for step in steps_of(sitting) if step.is_due))


@lru_cache(maxsize=_SITTINGS_KNOWN)
def _is_whole(pk: UUID, last: tuple[int, str], due: tuple[datetime.datetime, ...]) -> bool:
    """Of the same film (its last chunk chains all before it) and the same steps to be filmed this stays as it
    is, and is not worked out again."""
    return story_of(Sitting.objects.get(pk=pk)).is_whole


def not_filmed_whole(found: Iterable[Sitting]) -> list[Sitting]:
    """Those of these sittings that were not; all of which nothing was filmed are told by one query."""
    asked = list(found)
    chunks = RecordingChunk.objects.filter(sitting__in=asked).order_by()
    filmed_at_all = set(chunks.values_list("sitting", flat=True).distinct())
    return [one for one in asked if one.pk not in filmed_at_all or not is_filmed_whole(one)]


def recording_standing(sitting: Sitting) -> tuple[str, str]:
    """Word and class: a sitting counts as complete only where it was filmed from the first step to the
    last."""
    if is_filmed_whole(sitting):
        return "有", "is-done"
    return ("录音录像不全" if is_filmed(sitting) else "缺录音录像"), "is-late"


def is_under_way(sitting: Sitting) -> bool:
    """A camera films now: what is missing can still come."""
    running = running_of(sitting)
    return running is not None and running.is_alive


def is_public(sitting: Sitting) -> bool:
    """Everything drawn for the campaign is disclosed; names are no longer kept back."""
    announced = Draw.objects.filter(campaign_id=sitting.campaign_id, attempt__isnull=False)
    held_back = announced.filter(disclosed_at=None).exclude(state=ANNULLED, drawn_at=None)
    return announced.filter(disclosed_at__isnull=False).exists() and not held_back.exists()


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
    """The latest segment of a camera that holds anything or has just begun."""
    recording = sitting.recordings.filter(source=CAMERA).order_by("number").last()
    if recording is None:
        return None
    last = last_chunk(recording)
    return Running(recording, last.received_at if last else recording.attached_at)


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


def _last_step(sitting: Sitting) -> datetime.datetime | None:
    """The last thing drawn in the sitting, an annulled attempt's result too."""
    drawn = sitting.draws.filter(drawn_at__isnull=False)
    return max((at for draw in drawn for at in (draw.drawn_at, draw.annulled_at) if at), default=None)


@dataclass(frozen=True)
class Step:
    """Something that happened in the sitting."""

    at: datetime.datetime
    words: str
    is_due: bool = True
    """It has to be filmed: not what is done about an annulled attempt afterwards, on another day."""


@dataclass(frozen=True)
class Chapter:
    """A step as it is found in one segment: `second` from its beginning."""

    step: Step
    second: int


@dataclass(frozen=True)
class Segment:
    """One recording as a page shows it."""

    recording: Recording
    spans: tuple[Span, ...]
    chunks: int
    size: int
    late: int
    head: str
    chapters: tuple[Chapter, ...]
    is_hole: bool = False

    @property
    def start(self) -> datetime.datetime:
        return self.recording.attached_at

    @property
    def end(self) -> datetime.datetime | None:
        return self.spans[-1].end if self.spans else None

    @property
    def length(self) -> str:
        return length_words(sum((span.length for span in self.spans), timedelta()))

    @property
    def plays(self) -> bool:
        """A browser can show it; anything else is only handed out."""
        return media_type(self.recording.file_name) is not None


@dataclass(frozen=True)
class Hole:
    """A time between two segments in which no camera filmed, and what was done meanwhile."""

    span: Span
    steps: tuple[Step, ...]
    is_hole: bool = True

    @property
    def start(self) -> datetime.datetime:
        return self.span.start

    @property
    def length(self) -> str:
        return length_words(self.span.length)


@dataclass(frozen=True)
class Story:
    """Everything that was filmed of a sitting, in the order of time, holes among it."""

    sitting: Sitting
    segments: tuple[Segment, ...]
    holes: tuple[Hole, ...]
    steps: tuple[Step, ...]
    unfilmed: tuple[Step, ...]
    head: str
    due: Counted | None

    @property
    def timeline(self) -> list[Segment | Hole]:
        return sorted((*self.segments, *self.holes), key=lambda one: (one.start, one.is_hole))

    @property
    def is_filmed(self) -> bool:
        return bool(self.segments)

    @property
    def missing(self) -> list[Step]:
        """What had to be filmed and was not. A file of another camera has no times: it stands for all."""
        return [] if self.files else [step for step in self.unfilmed if step.is_due]

    @property
    def is_whole(self) -> bool:
        """Filmed from the first step to the last, or attached as a file."""
        return self.is_filmed and not self.missing

    @property
    def filmed(self) -> list[Segment]:
        """Segments of the browser, with times of their own."""
        return [one for one in self.segments if not one.recording.is_file]

    @property
    def files(self) -> list[Segment]:
        return [one for one in self.segments if one.recording.is_file]

    @property
    def length(self) -> str:
        """How long a camera filmed, overlaps counted once."""
        return length_words(sum((span.length for span in joined(_camera(self.segments))), timedelta()))

    @property
    def size(self) -> int:
        return sum(one.size for one in self.segments)


def story_of(sitting: Sitting) -> Story:
    """The recordings of a sitting that hold anything, with every step placed in them."""
    steps = steps_of(sitting)
    found = (_segment(one, steps) for one in sitting.recordings.select_related("attached_by"))
    segments = tuple(one for one in found if one.chunks)
    camera = _camera(segments)
    return Story(
        sitting=sitting,
        segments=segments,
        holes=tuple(
            Hole(hole, tuple(step for step in steps if hole.start < step.at < hole.end))
            for hole in holes(camera)
        ),
        steps=tuple(steps),
        unfilmed=tuple(step for step in steps if not any(span.holds(step.at) for span in camera)),
        head=head_of(sitting),
        due=recording_due(sitting),
    )


def _camera(segments: tuple[Segment, ...]) -> list[Span]:
    return [span for one in segments if one.recording.source == CAMERA for span in one.spans]


def _segment(recording: Recording, steps: list[Step]) -> Segment:
    chunks = list(recording.chunks.order_by("number"))
    spans = [] if recording.is_file else joined(_span(recording, chunk) for chunk in chunks)
    return Segment(
        recording=recording,
        spans=tuple(spans),
        chunks=len(chunks),
        size=sum(chunk.size for chunk in chunks),
        late=sum(1 for chunk in chunks if _is_late(recording, chunk)),
        head=(chunks[-1].head if chunks else "") or recording.head,
        chapters=tuple(
            Chapter(step, max(0, int((step.at - recording.attached_at).total_seconds())))
            for step in steps
            if any(span.holds(step.at) for span in spans)
        ),
    )


def _span(recording: Recording, chunk: RecordingChunk) -> Span:
    return filmed(recording.attached_at, chunk.start_ms, chunk.end_ms)


def _is_late(recording: Recording, chunk: RecordingChunk) -> bool:
    return not recording.is_file and chunk.received_at - _span(recording, chunk).end > PROMPT


def steps_of(sitting: Sitting) -> list[Step]:
    """Every step of the sitting in the order of time."""
    draws = sitting.draws.exclude(state=THAWED).annotate(thrown_at=Min("throw_entries__entered_at"))
    in_order = draws.order_by("frozen_at", "attempt")
    return sorted((step for draw in in_order for step in _steps(draw)), key=lambda step: step.at)


def _steps(draw: Draw) -> Iterator[Step]:
    mark = f"（第{draw.attempt}次）" if draw.attempt and draw.attempt > 1 else ""
    told = (
        (draw.frozen_at if draw.is_selection else None, "封存名册"),
        (draw.announced_at, ANNOUNCED_WORDS[draw.kind]),
        (getattr(draw, "thrown_at", None), "开始录入公开事件"),
        (draw.observed_at, "公开事件记入日志"),
        (draw.annulled_at, "作废"),
        (draw.drawn_at, DRAWN_WORDS[draw.kind]),
    )
    afterwards = (draw.observed_at, draw.annulled_at, draw.drawn_at) if draw.is_annulled else ()
    yield from (Step(at, words + mark, at not in afterwards) for at, words in told if at)
