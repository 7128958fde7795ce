"""``announcement.json``: everything that is fixed before the public event (protocol section 4.1).

Canonical JSON with exactly these keys: ``protocol`` "drawproof/1", ``suite``, ``kind`` "selection" |
"assignment", ``office`` {``code`` (an id), ``name``}, ``campaign`` and ``draw`` (ids), ``attempt`` 1, 2, …,
``title``, ``notes`` {id: text}, ``announced_at`` < every ``entropy[].at`` < ``draw_by``, ``entropy``,
``rule``, ``files`` {name: {``rows``, ``digest``}}, ``commitment``, ``replaces`` (null exactly for attempt 1),
``builds_on`` (the selection's announcement digest; null exactly for a selection).

>>> parse(b'{"attempt":1}')
Traceback (most recent call last):
    ...
drawproof.errors.DrawproofError: announcement lacks the key announced_at (announcement.json).
>>> is_office_file("office-conflicts.csv"), is_office_file("office-.csv")
(True, False)
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from drawproof import digest, selection
from drawproof.assignment.plan import parse_balance
from drawproof.canonical import json_form, tables
from drawproof.canonical.instant import parse_time
from drawproof.canonical.shape import integer, mapping, one_of, record
from drawproof.canonical.text import check_hex64, check_id, check_text
from drawproof.entropy import Source, check_outcomes, parse_sources
from drawproof.errors import DrawproofError, reading
from drawproof.files import check_files

FILE = "announcement.json"
KINDS = ("selection", "assignment")
KEYS = (
    *("announced_at", "attempt", "builds_on", "campaign", "commitment", "draw", "draw_by", "entropy"),
    *("files", "kind", "notes", "office", "protocol", "replaces", "rule", "suite", "title"),
)


@dataclass(frozen=True)
class Committed:
    """A committed file: rows without the header, salted digest."""

    rows: int
    digest: str


@dataclass(frozen=True)
class Announcement:
    """A parsed announcement; ``data`` are its canonical bytes. Times are aware."""

    data: bytes
    suite: str
    kind: str
    office_code: str
    office_name: str
    campaign: str
    draw: str
    attempt: int
    title: str
    notes: Mapping[str, str]
    announced_at: datetime
    draw_by: datetime
    entropy: tuple[Source, ...]
    rule: Mapping[str, object]
    files: Mapping[str, Committed]
    commitment: str
    replaces: str | None
    builds_on: str | None

    @cached_property
    def digest(self) -> str:
        """A: the suite's digest of the bytes of ``announcement.json``."""
        return digest.digest_of(self.suite, self.data)

    @property
    def check_number(self) -> str:
        """核对号, read aloud and printed: forty digits in ten groups of four."""
        return digest.check_number(self.digest)

    @property
    def office_files(self) -> tuple[str, ...]:
        """The committed files that stay with the office, ascending."""
        return tuple(sorted(set(self.files) - set(tables.COMMITTED[self.kind])))


def parse(data: bytes) -> Announcement:
    """Read an announcement strictly; refuses whatever section 4.1 does not permit."""
    with reading(FILE):
        return _from_fields(data, record(json_form.decode(data), KEYS, "announcement"))


def _from_fields(data: bytes, fields: Mapping[str, object]) -> Announcement:
    one_of(fields["protocol"], (digest.PROTOCOL,), "protocol")
    kind = one_of(fields["kind"], KINDS, "kind")
    office = record(fields["office"], ("code", "name"), "office")
    announcement = Announcement(
        data=data,
        suite=_suite(fields["suite"]),
        kind=kind,
        office_code=check_id(office["code"], "office.code"),
        office_name=check_text(office["name"], "office.name"),
        campaign=check_id(fields["campaign"], "campaign"),
        draw=check_id(fields["draw"], "draw"),
        attempt=integer(fields["attempt"], "attempt", least=1),
        title=check_text(fields["title"], "title"),
        notes=_notes(fields["notes"]),
        announced_at=parse_time(fields["announced_at"], "announced_at"),
        draw_by=parse_time(fields["draw_by"], "draw_by"),
        entropy=parse_sources(fields["entropy"]),
        rule=mapping(fields["rule"], "rule"),
        files=_files(fields["files"], kind),
        commitment=check_hex64(fields["commitment"], "commitment"),
        replaces=_digest_or_none(fields["replaces"], "replaces"),
        builds_on=_digest_or_none(fields["builds_on"], "builds_on"),
    )
    _check_rule(announcement)
    _check_times(announcement)
    _check_links(announcement)
    check_outcomes(announcement.entropy)
    return announcement


def _suite(value: object) -> str:
    suite = check_text(value, "suite")
    digest.hasher(suite)
    return suite


def _notes(value: object) -> dict[str, str]:
    notes = mapping(value, "notes")
    return {check_id(key, "notes"): check_text(notes[key], f"notes.{key}") for key in sorted(notes)}


def _digest_or_none(value: object, where: str) -> str | None:
    return None if value is None else check_hex64(value, where)


def _files(value: object, kind: str) -> dict[str, Committed]:
    files = mapping(value, "files")
    for name in tables.COMMITTED[kind]:
        if name not in files:
            raise DrawproofError("file-missing", name=name)
    return {name: _committed(name, files[name], kind) for name in sorted(files)}


def _committed(name: str, value: object, kind: str) -> Committed:
    if name not in tables.COMMITTED[kind] and not is_office_file(name):
        raise DrawproofError("file-unknown", name=name)
    fields = record(value, ("digest", "rows"), f"files.{name}")
    rows = integer(fields["rows"], f"files.{name}.rows")
    return Committed(rows, check_hex64(fields["digest"], f"files.{name}.digest"))


def is_office_file(name: str) -> bool:
    """Whether a file is committed to but stays with the office: ``office-`` + id + ``.csv``."""
    return name.startswith("office-") and name.endswith(".csv") and _is_id(name[7:-4])


def _is_id(text: str) -> bool:
    try:
        check_id(text, "name")
    except DrawproofError:
        return False
    return True


def _check_rule(announcement: Announcement) -> None:
    readers = {"selection": selection.parse_rule, "assignment": parse_balance}
    readers[announcement.kind](announcement.rule)


def _check_times(announcement: Announcement) -> None:
    for number, source in enumerate(announcement.entropy, start=1):
        if not announcement.announced_at < source.at < announcement.draw_by:
            raise DrawproofError("times-order", number=number)


def _check_links(announcement: Announcement) -> None:
    if (announcement.attempt == 1) != (announcement.replaces is None):
        raise DrawproofError("replaces-wrong", attempt=announcement.attempt)
    if (announcement.kind == "selection") != (announcement.builds_on is None):
        raise DrawproofError("builds-on-wrong", kind=announcement.kind)


def announce(
    *,
    kind: str,
    office: tuple[str, str],
    campaign: str,
    draw: str,
    attempt: int,
    title: str,
    notes: Mapping[str, str],
    announced_at: str,
    draw_by: str,
    entropy: Sequence[Mapping[str, object]],
    rule: Mapping[str, object],
    files: Mapping[str, bytes],
    secret: str,
    replaces: str | None,
    builds_on: str | None,
    suite: str = "sha256",
) -> Announcement:
    """Compose and check an announcement; ``secret`` is 64 lower-case hex digits, fresh and random.

    Every file is read strictly, the rules across files are checked, and an assignment that cannot be
    staffed is refused with :class:`drawproof.Infeasible`.
    """
    check_hex64(secret, "secret")
    fields: dict[str, object] = {
        "protocol": digest.PROTOCOL,
        "suite": suite,
        "kind": kind,
        "office": {"code": office[0], "name": office[1]},
        "campaign": campaign,
        "draw": draw,
        "attempt": attempt,
        "title": title,
        "notes": dict(notes),
        "announced_at": announced_at,
        "draw_by": draw_by,
        "entropy": [dict(source) for source in entropy],
        "rule": dict(rule),
        "files": {name: _commit(suite, secret, name, files[name]) for name in sorted(files)},
        "commitment": digest.commitment(suite, secret),
        "replaces": replaces,
        "builds_on": builds_on,
    }
    announcement = parse(json_form.encode(fields))
    check_files(kind, announcement.rule, announcement.files, files)
    return announcement


def _commit(suite: str, secret: str, name: str, content: bytes) -> dict[str, object]:
    return {"rows": row_count(content), "digest": digest.salted_digest(suite, secret, name, content)}


def row_count(content: bytes) -> int:
    """Lines of a file without its header; every line ends with LF."""
    return max(0, content.count(b"\n") - 1)
