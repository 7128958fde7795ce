"""What was filmed of a sitting, as it is told: its segments and holes, which step is found where, and whether
it was filmed from the first step to the last."""

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from uuid import UUID

from django.db.models import Max

from mingcha.draws.models import Draw, Recording, RecordingChunk, Sitting, ThrowEntry
from mingcha.draws.queries.recordings import head_of, is_filmed, recording_due
from mingcha.draws.rules.recordings import (
    CAMERA,
    PROMPT,
    Span,
    filmed,
    holes,
    joined,
    length_words,
    media_type,
)
from mingcha.draws.states import THAWED
from mingcha.law.rules.calendar import Counted

_SITTINGS_KNOWN = 4096
ANNOUNCED_WORDS = {"selection": "公告检查对象抽取", "assignment": "公告检查人员匹配"}
DRAWN_WORDS = {"selection": "抽出检查对象", "assignment": "匹配检查人员"}


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
        """What had to be filmed and was not. A file of another camera has no times: it stands for what was
        done before it was attached."""
        attached = max((one.start for one in self.files), default=None)
        due = (step for step in self.unfilmed if step.is_due)
        return [step for step in due if attached is None or step.at > attached]

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
    draws = sitting.draws.exclude(state=THAWED).order_by("frozen_at", "attempt")
    entered = ThrowEntry.objects.filter(draw__in=draws).order_by("throw").values("draw_id", "throw")
    throws: dict[UUID, list[datetime.datetime]] = {}
    for one in entered.annotate(at=Max("entered_at")):
        throws.setdefault(one["draw_id"], []).append(one["at"])
    found = (step for draw in draws for step in _steps(draw, throws.get(draw.pk, [])))
    return sorted(found, key=lambda step: step.at)


def _steps(draw: Draw, throws: Sequence[datetime.datetime]) -> Iterator[Step]:
    """`throws` are the moments at which each was entered for the last time. What is done about an annulled
    attempt afterwards, on another day, has not to be filmed."""
    mark = f"（第{draw.attempt}次）" if draw.attempt and draw.attempt > 1 else ""
    told = (
        (draw.frozen_at if draw.is_selection else None, "封存名册"),
        (draw.announced_at, ANNOUNCED_WORDS[draw.kind]),
        *((at, f"录入公开事件第{number}组数") for number, at in enumerate(throws, 1)),
        (draw.observed_at, "公开事件记入日志"),
        (draw.annulled_at, "作废"),
        (draw.drawn_at, DRAWN_WORDS[draw.kind]),
    )
    over = draw.annulled_at if draw.is_annulled else None
    yield from (Step(at, words + mark, over is None or at < over) for at, words in told if at)
