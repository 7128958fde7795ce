"""What a page may show of a bundle: the announcement's own words, the event, the numbers."""

from drawproof.assignment.draw import Assignment
from drawproof.selection import Selection
from drawproof.verify.attempts import drawn_names
from drawproof.verify.examination import Examination


def facts(exam: Examination) -> dict[str, object]:
    """JSON values; only what the steps have read. Empty when the announcement could not be read."""
    if exam.known_announcement is None:
        return {}
    own = exam.announcement
    reason = exam.annulment()
    known: dict[str, object] = {
        "office_code": own.office_code,
        "office": own.office_name,
        "campaign": own.campaign,
        "draw": own.draw,
        "kind": own.kind,
        "attempt": own.attempt,
        "title": own.title,
        "notes": dict(own.notes),
        "announced_at": own.announced_at.isoformat(),
        "draw_by": own.draw_by.isoformat(),
        "announcement": own.digest,
        "check_number": own.check_number,
        "builds_on": own.builds_on,
        "replaces": own.replaces,
        "office_files": list(own.office_files),
        "annulled": None if reason is None else reason.fields["reason"],
        "earlier_attempts": exam.attempts,
        "attempts_known": exam.attempts_known,
    }
    return known | _event(exam) | _log(exam) | _outcome(exam)


def _event(exam: Examination) -> dict[str, object]:
    if exam.observation is None:
        return {}
    sources = zip(exam.announcement.entropy, exam.observation.values, strict=True)
    return {
        "event": [
            {"source": name, "kind": source.kind, "at": source.at.isoformat(), "values": list(values)}
            for source, (name, values) in sources
        ]
    }


def _log(exam: Examination) -> dict[str, object]:
    if exam.checkpoint is None:
        return {}
    return {"log": exam.checkpoint.origin, "log_size": exam.checkpoint.size}


def _outcome(exam: Examination) -> dict[str, object]:
    outcome = exam.outcome
    if isinstance(outcome, Selection):
        strata = {name: count._asdict() for name, count in outcome.counts.items()}
        return {"seed": exam.seed, "strata": strata, "drawn": drawn_names(exam)}
    if isinstance(outcome, Assignment):
        refused = sum(len(seat.refused) for seat in outcome.seats)
        levels = {level.inspector: [level.level, level.load] for level in outcome.levels}
        return {"seed": exam.seed, "seats": len(outcome.seats), "refused": refused, "levels": levels}
    return {}
