"""Steps about the log: what is in it, in which order, signed by whom, and known since when."""

from datetime import UTC, datetime, timedelta

from drawproof import entries, merkle, notes
from drawproof.digest import salted_digest
from drawproof.errors import DrawproofError, reading
from drawproof.logtext import FILE, parse_log
from drawproof.notes import Checkpoint, Note, Verified
from drawproof.verify.examination import Examination
from drawproof.verify.report import PASS, UNCHECKED, Finding
from drawproof.verify.story import check_story

_EARLY = "checkpoint-announced.txt"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def log(exam: Examination) -> Finding:
    """Every entry is in the log, they tell this draw, and the office signed if its key is given."""
    with reading(FILE):
        exam.log_text = parse_log(exam.file(FILE))
    note, exam.checkpoint = _open_checkpoint(exam, "checkpoint.txt")
    with reading(FILE):
        for line in exam.log_text.lines:
            _check_included(line.index, line.entry.leaf, line.path, exam.checkpoint)
        _check_whole(exam, exam.checkpoint)
        _check_foreign(exam)
        _check_story(exam)
        _check_contents(exam)
    signed = [one.key.name for one in note.verified if one.seconds is None]
    params = {"origin": exam.checkpoint.origin, "size": exam.checkpoint.size}
    return Finding(PASS, "log-signed" if signed else "log-included", params)


def order(exam: Examination) -> Finding:
    """The announcement was in the log before the event, by the time of a witness whose key was given."""
    if exam.log_text is None or exam.checkpoint is None:
        raise DrawproofError("not-reached")
    if (_EARLY in exam.files) != (exam.log_text.announced_index is not None):
        raise DrawproofError("order-incomplete")
    if _EARLY not in exam.files:
        return Finding(UNCHECKED, "order-no-witness")
    note, early = _open_checkpoint(exam, _EARLY)
    _check_extends(exam, early, exam.checkpoint)
    if not exam.witness_keys():
        return Finding(UNCHECKED, "order-no-key")
    cosigned = [one for one in note.verified if one.seconds is not None]
    return _by_witness(exam, cosigned) if cosigned else Finding(UNCHECKED, "order-witness-unknown")


def _open_checkpoint(exam: Examination, name: str) -> tuple[Note, Checkpoint]:
    with reading(name):
        try:
            text = exam.file(name).decode()
        except UnicodeDecodeError as error:
            raise DrawproofError("note-form") from error
        note = notes.verify_note(notes.read_note(text), exam.keys)
        checkpoint = notes.parse_checkpoint(note.text)
        damaged = notes.near_miss(note, exam.keys)
        if damaged is not None:
            raise DrawproofError("note-signature", name=damaged.name)
        signed = any(one.seconds is None and one.key.name == checkpoint.origin for one in note.verified)
        if exam.log_keys() and not signed:
            raise DrawproofError("log-key", origin=checkpoint.origin)
    return note, checkpoint


def _check_included(index: int, leaf: bytes, path: tuple[bytes, ...], tree: Checkpoint) -> None:
    merkle.check_inclusion(index, tree.size, merkle.leaf_hash(leaf), path, tree.root)


def _check_whole(exam: Examination, checkpoint: Checkpoint) -> None:
    if exam.whole_log is None:
        return
    leaves = [merkle.leaf_hash(leaf) for leaf in exam.whole_log[: checkpoint.size]]
    if len(leaves) < checkpoint.size or merkle.root_of(leaves) != checkpoint.root:
        raise DrawproofError("log-whole", size=checkpoint.size)


def _check_foreign(exam: Examination) -> None:
    """Nothing stands in log.txt but this draw and earlier attempts of its campaign and kind."""
    announced = exam.announcement
    draws = {announced.draw}
    for line in exam.log_text.lines if exam.log_text else ():
        fields = line.entry.fields
        same = (announced.office_code, announced.campaign, announced.kind)
        if line.entry.type == "announced" and line.entry.draw != announced.draw:
            if (fields["office"], fields["campaign"], fields["kind"]) != same:
                raise DrawproofError("log-foreign", index=line.index)
            draws.add(line.entry.draw)
        own_end = line.entry.type == "disclosed" and line.entry.draw == announced.draw
        if line.entry.draw not in draws or own_end:
            raise DrawproofError("log-foreign", index=line.index)


def _check_story(exam: Examination) -> None:
    """announced < observed < drawn by index and time, and each at its time (protocol section 7)."""
    own = exam.announcement
    announced, observed, drawn = exam.one("announced"), exam.one("observed"), exam.one("drawn")
    check_story(exam.story(own.draw))
    if announced.entry.at >= min(source.at for source in own.entropy):
        raise DrawproofError("announced-late")
    if observed.entry.at < max(source.at for source in own.entropy):
        raise DrawproofError("observed-early")
    if exam.annulment() is None and drawn.entry.at > own.draw_by:
        raise DrawproofError("drawn-late")


def _check_contents(exam: Examination) -> None:
    """The entries carry the digests of what is in the bundle."""
    own = exam.announcement
    announced = exam.one("announced").entry
    at = announced.fields["at"]
    if entries.announced(own.data, str(at)) != announced.leaf:
        raise DrawproofError("log-entry-differs", type="announced")
    if exam.observation is None or exam.one("observed").entry.fields["entropy"] != exam.observation.digest:
        raise DrawproofError("log-entry-differs", type="observed")
    logged = exam.one("drawn").entry.fields["files"]
    names = ("result.csv",) if own.kind == "selection" else ("levels.csv", "teams.csv")
    if logged != {name: salted_digest(own.suite, exam.secret, name, exam.file(name)) for name in names}:
        raise DrawproofError("log-entry-differs", type="drawn")


def _check_extends(exam: Examination, early: Checkpoint, late: Checkpoint) -> None:
    text = exam.log_text
    announced = exam.one("announced")
    if text is None or text.announced_index != announced.index or early.origin != late.origin:
        raise DrawproofError("order-incomplete")
    _check_included(announced.index, announced.entry.leaf, text.announced_path, early)
    merkle.check_consistency(early.size, late.size, early.root, late.root, text.consistency)


def _by_witness(exam: Examination, cosigned: list[Verified]) -> Finding:
    first = min(source.at for source in exam.announcement.entropy)
    seconds = (first - _EPOCH) // timedelta(seconds=1)
    in_time = [one for one in cosigned if one.seconds is not None and one.seconds < seconds]
    if not in_time:
        raise DrawproofError("order-late", name=cosigned[0].key.name)
    earliest = min(in_time, key=lambda one: one.seconds or 0)
    moment = (_EPOCH + timedelta(seconds=earliest.seconds or 0)).astimezone(first.tzinfo)
    return Finding(PASS, "order-witnessed", {"name": earliest.key.name, "at": moment.isoformat(" ")})
