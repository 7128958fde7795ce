"""What is filmed of a sitting: sources, limits, the chain of a segment, holes. Pure.

Two chains run over the same chunks. That of drawproof/1 section 7 (place, bytes, digest through the whole
sitting) is published and recomputed by anybody; the one here binds segment, number and times as well."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

CAMERA, SCREEN, FILE = "camera", "screen", "file"
SOURCES = {CAMERA: "摄像头和话筒", SCREEN: "屏幕", FILE: "另附文件"}
FILMED = (CAMERA, SCREEN)
ENDED, BROKEN = "ended", "broken"
ENDINGS = {ENDED: "正常结束", BROKEN: "中断"}

# Picture and sound of 720p stay below 1.5 Mbit/s; a sitting is meant to take half an hour at most.
VIDEO_BITS = {CAMERA: 1_300_000, SCREEN: 1_000_000}
SOUND_BITS = {CAMERA: 96_000, SCREEN: 0}
CHUNK_MS = 4000
CHUNK_BYTES = 8 * 2**20
SITTING_MINUTES = 30
# Left free for the database, whatever is filmed.
SPARE_BYTES = 200 * 2**20

# Nobody sees a hole of a second; whoever hides something needs more than two.
SEAM = timedelta(seconds=2)
# A chunk holds a few seconds. One that claims more (a laptop that slept, or somebody who hides a hole) counts
# as film for that long only.
LONGEST = timedelta(seconds=6)
# A connection lost for longer ends the segment once what waited has come.
LOST_MS = 10_000
# What came so much later than it was filmed had waited in the browser.
PROMPT = timedelta(seconds=30)
# A browser may be a little ahead of the server, never much.
AHEAD = timedelta(seconds=30)

MEDIA_TYPES = {
    "webm": "video/webm",
    "mp4": "video/mp4",
    "m4v": "video/mp4",
    "mov": "video/mp4",
    "m4a": "audio/mp4",
    "mp3": "audio/mpeg",
    "wav": "audio/wav",
    "ogg": "audio/ogg",
}
# What cameras, telephones, voice recorders and the recorders of halls store; a browser plays the first ones.
FILM_ENDINGS = (
    *MEDIA_TYPES,
    *(
        "avi",
        "mkv",
        "mpg",
        "mpeg",
        "wmv",
        "flv",
        "3gp",
        "vob",
        "asf",
        "mts",
        "m2ts",
        "ts",
        "dav",
        "rm",
        "rmvb",
    ),
    *("aac", "amr", "wma", "flac"),
)
DOMAIN = "mingcha/recording/1"
HEX64 = re.compile(r"[0-9a-f]{64}")


def first_head(sitting: str, segment: str, source: str, started_at: str) -> str:
    """Where the chain of a segment begins: nothing filmed elsewhere continues it."""
    return _digest("segment", sitting, segment, source, started_at)


def next_head(head: str, number: int, start_ms: int, end_ms: int, sha256: str) -> str:
    """The head after one more chunk."""
    return _digest("chunk", head, number, start_ms, end_ms, sha256)


def needed_bytes(*sources: str, minutes: int = SITTING_MINUTES) -> int:
    """What so many minutes of these sources take."""
    return sum(VIDEO_BITS[source] + SOUND_BITS[source] for source in sources) * 60 * minutes // 8


@dataclass(frozen=True)
class Span:
    """From when until when something was filmed, or was not."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        return self.end - self.start

    def holds(self, moment: datetime) -> bool:
        """Times are kept to the second, so a step at the very edge is in."""
        second = timedelta(seconds=1)
        return self.start - second <= moment <= self.end + second


def filmed(began: datetime, start_ms: int, end_ms: int) -> Span:
    """What a chunk can have filmed, from its times in the segment."""
    start = began + timedelta(milliseconds=start_ms)
    return Span(start, min(began + timedelta(milliseconds=end_ms), start + LONGEST))


def joined(spans: Iterable[Span]) -> list[Span]:
    """The spans in their order, those that meet or overlap as one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, one.end)):
        if found and span.start <= found[-1].end + SEAM:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def holes(spans: Iterable[Span]) -> list[Span]:
    """What was not filmed between the first moment that was and the last."""
    parts = joined(spans)
    return [Span(one.end, other.start) for one, other in pairwise(parts)]


def length_words(length: timedelta) -> str:
    """A length as it is read: 45秒, 12分05秒, 1小时02分05秒."""
    seconds = max(0, round(length.total_seconds()))
    hours, rest = divmod(seconds, 3600)
    minutes, left = divmod(rest, 60)
    if hours:
        return f"{hours}小时{minutes:02d}分{left:02d}秒"
    return f"{minutes}分{left:02d}秒" if minutes else f"{left}秒"


def byte_range(header: str, size: int, most: int) -> tuple[int, int] | None:
    """(first, last) byte that a `Range` header asks for, cut to `most` bytes: a paused player holds no thread
    of the server for long. None when it asks for none, or for several; `ValueError` when there is nothing."""
    asked = re.fullmatch(r"bytes=(\d*)-(\d*)", header.strip())
    if asked is None or not (asked[1] or asked[2]):
        return None
    if asked[1]:
        first, last = int(asked[1]), int(asked[2] or size - 1)
    else:
        first, last = max(0, size - int(asked[2])), size - 1
    last = min(last, size - 1, first + most - 1)
    if first > last:
        raise ValueError(header)
    return first, last


def media_type(file_name: str) -> str | None:
    """What a player is told of a file by the end of its name, never by its sender; None for what is no film.
    What a browser filmed here has no name."""
    return MEDIA_TYPES.get(file_name.rpartition(".")[2].lower() or "webm")


def is_film(file_name: str) -> bool:
    """Whether a file of another camera is film or sound, by the end of its name."""
    return file_name.rpartition(".")[2].lower() in FILM_ENDINGS


def _digest(*facts: object) -> str:
    return hashlib.sha256("\n".join([DOMAIN, *map(str, facts)]).encode()).hexdigest()
