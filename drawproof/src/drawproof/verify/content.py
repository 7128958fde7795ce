"""Steps that need nothing but the bundle: from its form over the event and the seed to the levels."""

from drawproof import announcement, ceremony, digest
from drawproof.canonical import tables
from drawproof.container import unpack
from drawproof.entropy import parse_observation
from drawproof.errors import DrawproofError, reading
from drawproof.files import check_digests, check_files
from drawproof.selection import Selection
from drawproof.verify.examination import ALWAYS, SOMETIMES, Examination
from drawproof.verify.report import NOT_APPLICABLE, PASS, Finding


def form(exam: Examination) -> Finding:
    """The container is in its one form and holds nothing but files of the protocol."""
    exam.files = unpack(exam.data)
    known = {*ALWAYS, *SOMETIMES}
    for group in (tables.COMMITTED, tables.RESULTS, tables.CHANGES):
        known.update(name for names in group.values() for name in names)
    for name in sorted(set(exam.files) - known):
        code = "office-file-present" if name.startswith("office-") else "file-unknown"
        raise DrawproofError(code, name=name)
    for name in ALWAYS:
        exam.file(name)
    return Finding(PASS, "form-canonical", {"files": len(exam.files)})


def check_announcement(exam: Examination) -> Finding:
    """The announcement keeps its form, and the bundle holds the files of its kind and no others."""
    announced = announcement.parse(exam.file(announcement.FILE))
    exam.known_announcement = announced
    kind = announced.kind
    needed = (*ALWAYS, *tables.COMMITTED[kind], *tables.RESULTS[kind])
    for name in needed:
        exam.file(name)
    for name in sorted(set(exam.files) - {*needed, *SOMETIMES, *tables.CHANGES[kind]}):
        raise DrawproofError("file-unknown", name=name)
    return Finding(PASS, "announcement-form", {"check_number": announced.check_number})


def commitment(exam: Examination) -> Finding:
    """The secret opens the commitment."""
    with reading("secret.txt"):
        try:
            secret = exam.file("secret.txt").decode("ascii")
        except UnicodeDecodeError as error:
            raise DrawproofError("hex-form", where="secret") from error
        ceremony.check_secret(exam.announcement, secret)
    exam.secret = secret
    return Finding(PASS, "commitment-opened")


def files(exam: Examination) -> Finding:
    """Every committed file keeps its form, the rules across files, and its digest."""
    announced = exam.announcement
    given = exam.committed()
    check_files(announced.kind, announced.rule, announced.files, given)
    committed = {name: (entry.rows, entry.digest) for name, entry in announced.files.items()}
    check_digests(announced.suite, exam.secret, committed, given)
    kept = "、".join(announced.office_files)
    return Finding(PASS, "files-match-office" if kept else "files-match", {"count": len(given), "kept": kept})


def event(exam: Examination) -> Finding:
    """What was seen has the announced form and range; whether it was seen rightly, a reader compares."""
    announced = exam.announcement
    exam.observation = parse_observation(announced.suite, announced.entropy, exam.file("entropy.json"))
    return Finding(PASS, "event-in-range", {"event": exam.observation.text})


def seed(exam: Examination) -> Finding:
    """The seed follows from announcement, secret and event."""
    if exam.observation is None:
        raise DrawproofError("not-reached")
    announced = exam.announcement
    exam.seed = digest.seed(announced.suite, announced.digest, exam.secret, exam.observation.text)
    return Finding(PASS, "seed-computed", {"seed": exam.seed})


def result(exam: Examination) -> Finding:
    """The draw, computed again, is the one in the bundle."""
    announced = exam.announcement
    exam.outcome = ceremony.OUTCOMES[announced.kind](announced, exam.committed(), exam.seed)
    computed = ceremony.result_files(exam.outcome)
    for name in sorted(computed):
        if name != "levels.csv" and computed[name] != exam.file(name):
            raise DrawproofError("result-differs", file=name)
    if isinstance(exam.outcome, Selection):
        return _selection_words(exam.outcome)
    refused = sum(len(seat.refused) for seat in exam.outcome.seats)
    return Finding(PASS, "result-teams", {"seats": len(exam.outcome.seats), "refused": refused})


def _selection_words(outcome: Selection) -> Finding:
    strata = "；".join(f"{name}：{count.members}取{count.drawn}" for name, count in outcome.counts.items())
    everybody = "、".join(
        name for name, count in outcome.counts.items() if count.members and count.drawn == count.members
    )
    code = "result-units-all" if everybody else "result-units"
    return Finding(PASS, code, {"strata": strata, "everybody": everybody})


def levels(exam: Examination) -> Finding:
    """The published levels and loads are the computed ones."""
    if exam.outcome is None or isinstance(exam.outcome, Selection):
        return Finding(NOT_APPLICABLE, "levels-none")
    if exam.outcome.levels_csv != exam.file("levels.csv"):
        raise DrawproofError("result-differs", file="levels.csv")
    highest = max((level.level for level in exam.outcome.levels), default=0)
    return Finding(PASS, "levels-match", {"highest": highest})
