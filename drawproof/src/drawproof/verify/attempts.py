"""The step about attempts: none was quietly repeated (protocol section 4.5 and 8)."""

from collections.abc import Mapping

from drawproof.canonical import tables
from drawproof.errors import DrawproofError
from drawproof.logtext import Line
from drawproof.selection import Selection
from drawproof.verify.examination import Examination
from drawproof.verify.history import check_beside, count_attempts
from drawproof.verify.report import PASS, Finding
from drawproof.verify.story import check_story
from drawproof.words_zh import REASONS


def attempts(exam: Examination) -> Finding:
    """Every earlier attempt is in the log as annulled, and what it would have drawn is shown."""
    own = exam.announcement
    chain = _chain(exam)
    for other in exam.others:
        if other.sound:
            check_beside(exam, other)
    known = None if exam.whole_log is None else count_attempts(exam, exam.whole_log)
    exam.attempts = [_describe(exam, line) for line in chain[:-1]]
    exam.attempts_known = known
    code = "attempts-at-least" if known is None else "attempts-of"
    reason = exam.annulment()
    params: dict[str, object] = {"attempt": own.attempt, "of": known or own.attempt}
    params["earlier"] = "".join(_sentence(one) for one in exam.attempts)
    if reason is not None:
        code, params["reason"] = f"{code}-annulled", reason.fields["reason"]
    return Finding(PASS, code, params)


def _chain(exam: Examination) -> list[Line]:
    """The announced entries of attempts 1 to this one, each but the last annulled before the next."""
    own = exam.announcement
    lines = exam.log_text.lines if exam.log_text else ()
    announced = [line for line in lines if line.entry.type == "announced"]
    numbers = [line.entry.fields["attempt"] for line in announced]
    if numbers != list(range(1, own.attempt + 1)):
        raise DrawproofError("attempts-gap", attempt=own.attempt)
    replaced: object = None
    end = -1
    commitments: set[object] = set()
    for line in announced:
        fields = line.entry.fields
        if fields["replaces"] != replaced or line.index < end or fields["commitment"] in commitments:
            raise DrawproofError("attempts-chain", attempt=fields["attempt"])
        replaced = fields["announcement"]
        commitments.add(fields["commitment"])
        if line is not announced[-1]:
            end = _end_of(exam, line)
    return announced


def _end_of(exam: Examination, line: Line) -> int:
    """Where an earlier attempt was annulled: after its announcement and before its own draw was logged."""
    annulled = exam.one("annulled", line.entry.draw)
    same = annulled.entry.fields["announcement"] == line.entry.fields["announcement"]
    if not same or annulled.index < line.index:
        raise DrawproofError("attempts-chain", attempt=line.entry.fields["attempt"])
    check_story(exam.story(line.entry.draw))
    return annulled.index


def _describe(exam: Examination, line: Line) -> dict[str, object]:
    """An earlier attempt: why it was annulled, what it would have drawn, and what has changed since."""
    fields = line.entry.fields
    reason = exam.one("annulled", line.entry.draw).entry.fields["reason"]
    known: dict[str, object] = {"attempt": fields["attempt"], "draw": line.entry.draw, "reason": reason}
    for other in exam.others:
        if other.known_announcement and other.known_announcement.digest == fields["announcement"]:
            if not other.sound:
                raise DrawproofError("attempts-refused", attempt=fields["attempt"])
            known["would_have_drawn"] = drawn_names(other)
            known["differences"] = _differences(exam, other)
    return known


def drawn_names(exam: Examination) -> list[str]:
    """The drawn units, or ``visit/group/seat inspector`` for every seat, in draw order."""
    if isinstance(exam.outcome, Selection):
        return exam.outcome.units("drawn")
    seats = exam.outcome.seats if exam.outcome else ()
    return [f"{seat.visit}/{seat.group}/{seat.seat} {seat.inspector}" for seat in seats]


def _differences(exam: Examination, earlier: Examination) -> list[str]:
    """What differs from the earlier attempt: committed files, rule, the selection it builds on.

    Files of the office are not here to be compared; one that came, went or changed its length is named.
    """
    own, before = exam.announcement, earlier.announcement
    names = [name for name in tables.COMMITTED[own.kind] if exam.files.get(name) != earlier.files.get(name)]
    lengths = [{(name, one.files[name].rows) for name in one.office_files} for one in (own, before)]
    names += sorted({name for name, _ in lengths[0] ^ lengths[1]})
    names += ["rule"] * (own.rule != before.rule)
    return names + ["builds_on"] * (own.builds_on != before.builds_on)


def _sentence(known: Mapping[str, object]) -> str:
    words = f"第{known['attempt']}次已作废（{REASONS[str(known['reason'])]}）"
    drawn = known.get("would_have_drawn")
    if isinstance(drawn, list):
        words += f"，当时会抽出：{'、'.join(drawn[:20])}{'等' * (len(drawn) > 20)}"
    differences = known.get("differences")
    if isinstance(differences, list) and differences:
        words += f"，与本次不同：{'、'.join(differences)}"
    return words + "。"
