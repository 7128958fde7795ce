"""Verification of bundles: every step of the report of protocol section 8, each its own function."""

from collections.abc import Callable, Iterable, Sequence

from drawproof.errors import DrawproofError
from drawproof.notes import VerifierKey, parse_vkey
from drawproof.verify import attempts, changes, content, log
from drawproof.verify.examination import Examination
from drawproof.verify.facts import facts
from drawproof.verify.report import FAIL, UNCHECKED, Finding, Report, conclude

__all__ = ["Report", "verify_bundle"]

Check = Callable[[Examination], Finding]

# In the order in which they are computed: a step is reached when all steps it needs did not fail.
_CHECKS: dict[str, tuple[Check, tuple[str, ...]]] = {
    "form": (content.form, ()),
    "announcement": (content.check_announcement, ("form",)),
    "commitment": (content.commitment, ("announcement",)),
    "files": (content.files, ("commitment",)),
    "event": (content.event, ("announcement",)),
    "seed": (content.seed, ("commitment", "event")),
    "result": (content.result, ("files", "seed")),
    "levels": (content.levels, ("result",)),
    "log": (log.log, ("commitment", "event")),
    "order": (log.order, ("log",)),
    "changes": (changes.changes, ("result", "log")),
    "recordings": (changes.recordings, ("log",)),
    "attempts": (attempts.attempts, ("log",)),
}


def verify_bundle(
    data: bytes,
    *,
    keys: Iterable[str | VerifierKey] = (),
    others: Iterable[bytes] = (),
    log: Sequence[bytes] | None = None,
) -> Report:
    """Verify one bundle; never raises for bad bytes, which come back as ``refused``.

    ``keys``: verifier keys from outside, as C2SP vkey text (a log's or a witness's); a malformed one is the
    caller's error and raises. ``others``: further bundles (the selection an assignment builds on, earlier
    attempts). ``log``: the leaves of the whole log, from index 0.
    """
    known = tuple(key if isinstance(key, VerifierKey) else parse_vkey(key) for key in keys)
    beside = tuple(_examine(other, known, (), None)[0] for other in others if other != data)
    exam, findings = _examine(data, known, beside, log)
    return conclude(findings, facts(exam))


def _examine(
    data: bytes,
    keys: tuple[VerifierKey, ...],
    others: tuple[Examination, ...],
    log: Sequence[bytes] | None,
) -> tuple[Examination, dict[str, Finding]]:
    exam = Examination(data, keys, others, log)
    findings: dict[str, Finding] = {}
    for name, (check, needs) in _CHECKS.items():
        reached = all(findings[need].status not in {FAIL, UNCHECKED} for need in needs)
        findings[name] = _run(check, exam) if reached else Finding(UNCHECKED, "not-reached")
    exam.sound = all(finding.status != FAIL for finding in findings.values())
    return exam, findings


def _run(check: Check, exam: Examination) -> Finding:
    try:
        return check(exam)
    except DrawproofError as error:
        return Finding(FAIL, error.code, error.params, error.file, error.line)
