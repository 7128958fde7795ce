"""Steps about what happened after the draw: substitutions, replacements, withdrawn units, recordings."""

from drawproof.assignment.draw import Assignment
from drawproof.canonical import tables
from drawproof.changes import Roster, parse_substitutions, vacancy
from drawproof.digest import salted_digest
from drawproof.errors import DrawproofError
from drawproof.files import plan_of, read_files
from drawproof.recording import recording_head
from drawproof.selection import Place, Selection
from drawproof.verify.examination import Examination
from drawproof.verify.report import NOT_APPLICABLE, PASS, UNCHECKED, Finding


def changes(exam: Examination) -> Finding:
    """Every substitute was picked by the rule, and no drawn unit vanished between the two draws."""
    _check_logged(exam)
    if not isinstance(exam.outcome, Assignment):
        return Finding(NOT_APPLICABLE, "changes-none")
    params: dict[str, object] = {
        "substitutions": _check_substitutions(exam, exam.outcome),
        "replacements": _check_replacements(exam),
        "withdrawn": len(tables.read("withdrawn.csv", exam.file("withdrawn.csv"))),
    }
    chosen = _selection_of(exam)
    if chosen is None:
        return Finding(UNCHECKED, "changes-without-selection", params)
    _check_units(exam, chosen)
    return Finding(PASS, "changes-match", params)


def _check_logged(exam: Examination) -> None:
    """Each ``substituted`` entry has the digests of the files so far; the last ones those of the bundle."""
    own = exam.announcement
    prefixes = {name: _prefixes(exam, name) for name in tables.CHANGES[own.kind] if name in exam.files}
    reached = dict.fromkeys(prefixes, 0)
    for line in exam.lines("substituted"):
        logged = line.entry.fields["files"]
        for name, digest in logged.items() if isinstance(logged, dict) else ():
            rows = prefixes.get(name, {}).get(digest, 0)
            if rows < max(1, reached.get(name, 0)):
                raise DrawproofError("changes-unlogged", name=name)
            reached[name] = rows
    for name, known in prefixes.items():
        if reached[name] != len(known) or not known:
            raise DrawproofError("changes-unlogged", name=name)


def _prefixes(exam: Examination, name: str) -> dict[object, int]:
    """The salted digest of the first k rows of a file, for every k from 1."""
    lines = exam.files[name].splitlines(keepends=True)
    suite = exam.announcement.suite
    return {
        salted_digest(suite, exam.secret, name, b"".join(lines[: rows + 1])): rows
        for rows in range(1, len(lines))
    }


def _check_substitutions(exam: Examination, outcome: Assignment) -> int:
    content = exam.files.get("substitutions.csv")
    if content is None:
        return 0
    roster = Roster.after(plan_of(read_files("assignment", exam.committed())), outcome.seats)
    suite = exam.announcement.suite
    for row in parse_substitutions(content):
        try:
            expected = vacancy(
                roster,
                exam.seed,
                visit=row.visit,
                group=row.group,
                seat=row.seat,
                reason=row.reason,
                suite=suite,
            )
        except DrawproofError as error:
            error.file, error.line = "substitutions.csv", row.n + 1
            raise
        if row != expected:
            raise DrawproofError("substitute-differs", file="substitutions.csv", line=row.n + 1)
        roster.record(row)
    return len(roster.rows)


def _check_replacements(exam: Examination) -> int:
    """Each unit replaced is one of its visit, and a substitute is new to all visits."""
    rows = _replacements(exam)
    units = {unit: visit for visit, unit in tables.read("clusters.csv", exam.file("clusters.csv"))}
    gone = {row[0] for row in tables.read("withdrawn.csv", exam.file("withdrawn.csv"))}
    for line, (_, visit, unit, _, substitute) in enumerate(rows, start=2):
        if units.pop(unit, None) != visit:
            raise DrawproofError("id-not-listed", file="replacements.csv", line=line, value=unit)
        gone.add(unit)
        if substitute:
            if substitute in units or substitute in gone:
                raise DrawproofError("csv-repeated", file="replacements.csv", line=line, value=substitute)
            units[substitute] = visit
    return len(rows)


def _replacements(exam: Examination) -> list[tuple[str, ...]]:
    content = exam.files.get("replacements.csv")
    return [] if content is None else tables.read("replacements.csv", content)


def _selection_of(exam: Examination) -> Selection | None:
    """The selection this assignment builds on, if its bundle was given and stands."""
    for other in exam.others:
        known = other.known_announcement
        if known is None or known.digest != exam.announcement.builds_on:
            continue
        if not other.sound or not isinstance(other.outcome, Selection):
            raise DrawproofError("selection-refused")
        if other.annulment() is not None:
            raise DrawproofError("selection-annulled")
        own = exam.announcement
        if (known.office_code, known.campaign) != (own.office_code, own.campaign):
            raise DrawproofError("selection-foreign")
        return other.outcome
    return None


def _check_units(exam: Examination, chosen: Selection) -> None:
    """Drawn units = units of clusters and withdrawals without the substitutes; substitutes in order."""
    withdrawn = tables.read("withdrawn.csv", exam.file("withdrawn.csv"))
    substitutes = {row[2] for row in withdrawn if row[2]}
    clustered = {unit for _, unit in tables.read("clusters.csv", exam.file("clusters.csv"))}
    listed = (clustered | {row[0] for row in withdrawn}) - substitutes
    differing = sorted(listed ^ set(chosen.units("drawn")))
    if differing:
        raise DrawproofError("units-differ", unit=differing[0], count=len(differing))
    queue = _Reserves(chosen)
    queue.take_set(withdrawn)
    for line, (_, _, unit, _, substitute) in enumerate(_replacements(exam), start=2):
        queue.take_next(unit, substitute, line)


class _Reserves:
    """The reserves of each stratum, used up in the order of their ranks."""

    def __init__(self, chosen: Selection):
        self._stratum = {row.unit: row.stratum for row in chosen.rows}
        self._waiting: dict[str, list[Place]] = {}
        for row in chosen.rows:
            if row.role == "reserve":
                self._waiting.setdefault(row.stratum, []).append(row)

    def take_set(self, withdrawn: list[tuple[str, ...]]) -> None:
        """Before the announcement the times are not known: the substitutes are the first reserves."""
        used = {row[2] for row in withdrawn if row[2]}
        for line, (unit, _, substitute) in enumerate(withdrawn, start=2):
            if substitute and self._stratum.get(substitute) != self._stratum.get(unit):
                raise DrawproofError("reserve-order", file="withdrawn.csv", line=line, unit=substitute)
        for waiting in self._waiting.values():
            while waiting and waiting[0].unit in used:
                used.remove(waiting.pop(0).unit)
        if used:
            raise DrawproofError("reserve-order", file="withdrawn.csv", unit=min(used))

    def take_next(self, unit: str, substitute: str, line: int) -> None:
        """A unit withdrawn later is replaced by the next reserve; by nobody once they are used up."""
        waiting = self._waiting.get(self._stratum.get(unit, ""), [])
        expected = waiting.pop(0).unit if waiting else ""
        if substitute != expected:
            raise DrawproofError("reserve-order", file="replacements.csv", line=line, unit=substitute)


def recordings(exam: Examination) -> Finding:
    """The chain over the recording's chunks ends in the head that was logged last."""
    logged = exam.lines("recording")
    content = exam.files.get("recordings.csv")
    if content is None:
        if logged:
            raise DrawproofError("file-missing", name="recordings.csv")
        return Finding(NOT_APPLICABLE, "recordings-none")
    rows = tables.read("recordings.csv", content)
    head = recording_head(((int(size), digest) for _, size, digest in rows), suite=exam.announcement.suite)
    if not logged or logged[-1].entry.fields["head"] != head:
        raise DrawproofError("recording-differs")
    return Finding(PASS, "recordings-match", {"chunks": len(rows), "size": sum(int(row[1]) for row in rows)})
