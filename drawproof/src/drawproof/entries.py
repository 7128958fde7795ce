"""The entries of the log: canonical JSON leaves without personal data (protocol section 7).

Each function returns the bytes of one leaf. ``at`` is the protocol's time text.

>>> drawn("d1", {"result.csv": "0" * 64}, "2026-03-02T10:05:00+08:00")[:53]
b'{"at":"2026-03-02T10:05:00+08:00","draw":"d1","files"'
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from drawproof import announcement as announcements
from drawproof.canonical import json_form, tables
from drawproof.canonical.instant import parse_time
from drawproof.canonical.shape import integer, mapping, one_of, record
from drawproof.canonical.text import check_hex64, check_id
from drawproof.errors import DrawproofError

Check = Callable[[object, str], object]


@dataclass(frozen=True)
class Entry:
    """A parsed entry; ``draw`` is empty for an act of the platform. ``at`` is aware."""

    leaf: bytes
    type: str
    at: datetime
    draw: str
    fields: Mapping[str, object]


def announced(announcement: bytes, at: str) -> bytes:
    """The entry by which an announcement becomes known."""
    own = announcements.parse(announcement)
    return _entry(
        "announced",
        own.draw,
        at,
        office=own.office_code,
        campaign=own.campaign,
        kind=own.kind,
        attempt=own.attempt,
        announcement=own.digest,
        commitment=own.commitment,
        replaces=own.replaces,
        builds_on=own.builds_on,
    )


def observed(draw: str, entropy_digest: str, at: str) -> bytes:
    """What was seen, by the digest of ``entropy.json``; logged before anything is computed."""
    return _entry("observed", draw, at, entropy=entropy_digest)


def drawn(draw: str, files: Mapping[str, str], at: str) -> bytes:
    """The salted digests of the result files."""
    return _entry("drawn", draw, at, files=dict(files))


def substituted(draw: str, files: Mapping[str, str], at: str) -> bytes:
    """The salted digests of ``substitutions.csv`` or ``replacements.csv`` so far."""
    return _entry("substituted", draw, at, files=dict(files))


def recording(draw: str, head: str, at: str) -> bytes:
    """The head of the recording's chain so far."""
    return _entry("recording", draw, at, head=head)


def annulled(draw: str, announcement_digest: str, reason: str, at: str) -> bytes:
    """The end of an attempt, by a reason of the closed list."""
    return _entry("annulled", draw, at, announcement=announcement_digest, reason=reason)


def disclosed(draw: str, bundle_sha256: str, at: str) -> bytes:
    """The SHA-256 of the bundle that was disclosed."""
    return _entry("disclosed", draw, at, bundle=bundle_sha256)


def act(digest: str, at: str) -> bytes:
    """An act of the platform: a salted digest, nothing else."""
    return parse(json_form.encode({"type": "act", "at": at, "digest": digest})).leaf


def _entry(kind: str, draw: str, at: str, /, **fields: object) -> bytes:
    return parse(json_form.encode({"type": kind, "at": at, "draw": draw, **fields})).leaf


def parse(leaf: bytes) -> Entry:
    """Read an entry strictly: a known type with exactly its fields, each of its form."""
    value = mapping(json_form.decode(leaf), "entry")
    kind = one_of(value.get("type"), tuple(_FIELDS), "type")
    own = _FIELDS[kind]
    common = ("type", "at") if kind == "act" else ("type", "at", "draw")
    fields = record(value, (*common, *own), kind)
    for name, check in own.items():
        check(fields[name], name)
    draw = "" if kind == "act" else check_id(fields["draw"], "draw")
    return Entry(leaf, kind, parse_time(fields["at"], "at"), draw, fields)


def _kind(value: object, where: str) -> object:
    return one_of(value, announcements.KINDS, where)


def _attempt(value: object, where: str) -> object:
    return integer(value, where, least=1)


def _reason(value: object, where: str) -> object:
    return one_of(value, tables.ANNULMENTS, where)


def _hex_or_null(value: object, where: str) -> object:
    return None if value is None else check_hex64(value, where)


def _digests(allowed: tuple[str, ...]) -> Check:
    def check(value: object, where: str) -> object:
        digests = mapping(value, where)
        if not digests:
            raise DrawproofError("json-type", where=where, expected="a list of digests")
        for name in sorted(digests):
            one_of(name, allowed, where)
            check_hex64(digests[name], f"{where}.{name}")
        return digests

    return check


_RESULTS = tuple(name for names in tables.RESULTS.values() for name in names)
_CHANGES = tuple(name for names in tables.CHANGES.values() for name in names)

_FIELDS: dict[str, dict[str, Check]] = {
    "announced": {
        "office": check_id,
        "campaign": check_id,
        "kind": _kind,
        "attempt": _attempt,
        "announcement": check_hex64,
        "commitment": check_hex64,
        "replaces": _hex_or_null,
        "builds_on": _hex_or_null,
    },
    "observed": {"entropy": check_hex64},
    "drawn": {"files": _digests(_RESULTS)},
    "substituted": {"files": _digests(_CHANGES)},
    "recording": {"head": check_hex64},
    "annulled": {"announcement": check_hex64, "reason": _reason},
    "disclosed": {"bundle": check_hex64},
    "act": {"digest": check_hex64},
}
