"""What other bundles and a whole log say of the same draws (protocol sections 7 and 8).

A bundle shows the entries its office chose to put into ``log.txt``. A whole log, or another bundle of the
same log, shows whether one was left out, whether the log was written twice, how many attempts there were.
"""

from collections.abc import Iterable, Sequence

from drawproof import entries
from drawproof.announcement import Announcement
from drawproof.errors import DrawproofError
from drawproof.logtext import Line
from drawproof.verify.examination import Examination
from drawproof.verify.story import check_story


def check_beside(exam: Examination, other: Examination) -> None:
    """Another valid bundle must not claim the same attempt, nor show another history of the same log."""
    own, theirs = exam.announcement, other.announcement
    if theirs.digest != own.digest and (*_subject(theirs), theirs.attempt) == (*_subject(own), own.attempt):
        raise DrawproofError("attempts-twin", attempt=own.attempt)
    if exam.checkpoint is None or other.checkpoint is None or other.log_text is None:
        raise DrawproofError("not-reached")
    if exam.checkpoint.origin != other.checkpoint.origin:
        return
    same_size = exam.checkpoint.size == other.checkpoint.size
    if same_size and exam.checkpoint.root != other.checkpoint.root:
        raise DrawproofError("log-forked")
    _check_complete(exam, other.log_text.lines)


def count_attempts(exam: Examination, leaves: Sequence[bytes]) -> int:
    """How many attempts of this campaign and kind the whole log knows, each with a lawful story."""
    lines = [Line(index, entries.parse(leaf), ()) for index, leaf in enumerate(leaves)]
    announced = [line for line in lines if line.entry.type == "announced"]
    _check_reused(announced)
    own = [line for line in announced if _subject_of(line) == _subject(exam.announcement)]
    if [line.entry.fields["attempt"] for line in own] != list(range(1, len(own) + 1)):
        raise DrawproofError("attempts-gap", attempt=exam.announcement.attempt)
    stories: dict[str, list[Line]] = {line.entry.draw: [] for line in own}
    for line in lines:
        if line.entry.draw in stories:
            stories[line.entry.draw].append(line)
    end: int | None = -1
    for line in own:
        if end is None or line.index < end:
            raise DrawproofError("attempts-open", attempt=line.entry.fields["attempt"])
        story = stories[line.entry.draw]
        check_story(story)
        end = next((one.index for one in story if one.entry.type == "annulled"), None)
    _check_complete(exam, lines)
    return len(own)


def _subject(announced: Announcement) -> tuple[object, ...]:
    return announced.office_code, announced.campaign, announced.kind


def _subject_of(line: Line) -> tuple[object, ...]:
    fields = line.entry.fields
    return fields["office"], fields["campaign"], fields["kind"]


def _check_reused(announced: Iterable[Line]) -> None:
    """No draw id, for entries name the draw alone, and no commitment stands in a log twice."""
    draws: set[str] = set()
    commitments: set[object] = set()
    for line in announced:
        draw, commitment = line.entry.draw, line.entry.fields["commitment"]
        if draw in draws or commitment in commitments:
            raise DrawproofError("attempts-reused", draw=draw)
        draws.add(draw)
        commitments.add(commitment)


def _check_complete(exam: Examination, lines: Iterable[Line]) -> None:
    """``log.txt`` holds every entry up to its checkpoint that ``lines`` know of its draws, and no other."""
    if exam.checkpoint is None or exam.log_text is None:
        raise DrawproofError("not-reached")
    shown = {line.index: line.entry.leaf for line in exam.log_text.lines}
    draws = {line.entry.draw for line in exam.log_text.lines}
    for line in lines:
        if line.index in shown and shown[line.index] != line.entry.leaf:
            raise DrawproofError("log-forked")
        own_end = line.entry.type == "disclosed" and line.entry.draw == exam.announcement.draw
        missing = line.entry.draw in draws and line.index < exam.checkpoint.size and not own_end
        if missing and line.index not in shown:
            raise DrawproofError("log-incomplete", index=line.index)
