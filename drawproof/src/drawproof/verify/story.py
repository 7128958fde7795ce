"""What the log may tell of one draw (protocol section 7): each act once, in order, no end after the draw.

The same rules hold for the bundle's own draw, for earlier attempts in ``log.txt``, and for every attempt in a
whole log: an office that saw a result it did not like could otherwise annul it and try again.
"""

from collections.abc import Iterable, Mapping, Sequence

from drawproof.errors import DrawproofError
from drawproof.logtext import Line

_ONCE = ("announced", "observed", "drawn", "annulled")
# The first stands before the second by index, and where it says so by time.
_ORDER = (
    ("announced", "observed", True),
    ("observed", "drawn", True),
    ("announced", "annulled", False),
    ("announced", "recording", False),
    ("drawn", "substituted", False),
)


def check_story(lines: Iterable[Line]) -> None:
    """Refuse the entries of one draw, ascending by index, when they break a rule of the life of a draw."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.entry.type, []).append(line)
    for kind in _ONCE:
        if len(found.get(kind, ())) > 1:
            raise DrawproofError("log-not-one", type=kind, count=len(found[kind]))
    for before, after, by_time in _ORDER:
        if after in found and not _follows(found.get(before), found[after][0], by_time=by_time):
            raise DrawproofError("log-time-order", before=before, after=after)
    _check_annulment(found)


def _follows(before: Sequence[Line] | None, after: Line, *, by_time: bool) -> bool:
    if not before or before[0].index >= after.index:
        return False
    return not by_time or before[0].entry.at < after.entry.at


def _check_annulment(found: Mapping[str, Sequence[Line]]) -> None:
    for end in found.get("annulled", ()):
        if any(drawn.index < end.index for drawn in found.get("drawn", ())):
            raise DrawproofError("annulled-late")
        if end.entry.fields["announcement"] != found["announced"][0].entry.fields["announcement"]:
            raise DrawproofError("log-entry-differs", type="annulled")
