"""Recompute every announced draw from its stored bytes and compare it with what the log says of it.

The ledger's own examination shows that nothing changed since it was recorded; this one shows that what was
recorded is the draw (drawproof/1 sections 4, 7 and 8), and names draw and file.

The secret of an attempt that is not public is not opened for this: each use of it stands in the ledger, and
an examination writes nothing, as it reads restored copies too (ADR 0002). Until the disclosure, which
verifies every file first, the examination of the records says whether its bytes are those recorded."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from django.core.exceptions import ObjectDoesNotExist

import drawproof
from drawproof import announcement as announcements
from drawproof import digest, entries
from drawproof.errors import DrawproofError
from mingcha.common.sealing import WrongKey
from mingcha.draws.models import BUNDLE, RESULT, Draw
from mingcha.draws.queries.attempts import committed_files, files_of
from mingcha.draws.queries.changes import change_files
from mingcha.ledger.queries import entries_of_draws
from mingcha.ledger.readable import readable_rows
from mingcha.ledger.services import Finding
from mingcha.oversight.services.examine_recordings import examine_recordings

Logged = Mapping[str, Mapping[str, Any]]


def examine_draws() -> Iterator[Finding]:
    """Every wrong place in the announced attempts and in the recordings kept beside them. Reads only; rows
    that cannot be read are named by the examination of the records."""
    for _, draw in readable_rows(Draw):
        if draw is not None and draw.attempt is not None:
            yield from _examine_draw(draw)
    yield from examine_recordings()


def _examine_draw(draw: Draw) -> Iterator[Finding]:
    logged = _logged(draw)
    try:
        announced = announcements.parse(bytes(draw.announcement))
    except DrawproofError:
        yield _finding(draw, announcements.FILE, "公告的内容不合抽取规则，读不出来。")
        return
    if announced.digest != logged.get("announced", {}).get("announcement"):
        yield _finding(draw, announcements.FILE, "公告的摘要与日志所记不同。")
    yield from _examine_names(draw, announced)
    yield from _examine_event(draw, announced, logged)
    if draw.disclosed_at is not None:
        yield from _examine_opened(draw, announced, logged)
    yield from _examine_bundle(draw, logged)


def _examine_opened(draw: Draw, announced: drawproof.Announcement, logged: Logged) -> Iterator[Finding]:
    """What only the secret can tell, once it is public."""
    try:
        secret = draw.secret.open()
    except (ObjectDoesNotExist, WrongKey):
        yield _finding(draw, "secret.txt", "秘密数不在，或用现有密钥打不开。")
        return
    if digest.commitment(announced.suite, secret) != announced.commitment:
        yield _finding(draw, "secret.txt", "秘密数与公告的承诺不符。")
    yield from _examine_committed(draw, announced, secret)
    if draw.drawn_at is not None:
        yield from _examine_results(draw, secret, logged)
        yield from _examine_changes(draw, announced.suite, secret)


def _examine_changes(draw: Draw, suite: str, secret: str) -> Iterator[Finding]:
    """The files of changes end where the log says they do."""
    logged: dict[str, Any] = {}
    for entry in entries_of_draws([draw.draw_id]):
        if entry.kind == "substituted":
            with suppress(DrawproofError):
                logged |= dict(entries.parse(bytes(entry.body)).fields["files"])  # type: ignore[call-overload]
    files = change_files(draw)
    for name in sorted(logged.keys() | files.keys()):
        found = drawproof.salted_digest(suite, secret, name, files[name]) if name in files else None
        if found != logged.get(name):
            yield _finding(draw, name, "抽后变动与日志所记不同。")


def _logged(draw: Draw) -> Logged:
    """The fields of the attempt's entries by type, the last of each. Unreadable ones the log names."""
    found: dict[str, Mapping[str, Any]] = {}
    for entry in entries_of_draws([draw.draw_id]):
        try:
            facts = entries.parse(bytes(entry.body))
        except DrawproofError:
            continue
        found[facts.type] = facts.fields
    return found


def _examine_names(draw: Draw, announced: drawproof.Announcement) -> Iterator[Finding]:
    files = committed_files(draw)
    for name in sorted(announced.files.keys() - files.keys()):
        yield _finding(draw, name, "公告过的文件不在。")
    for name in sorted(files.keys() - announced.files.keys()):
        yield _finding(draw, name, "公告中没有这个文件。")


def _examine_committed(draw: Draw, announced: drawproof.Announcement, secret: str) -> Iterator[Finding]:
    files = committed_files(draw)
    for name in sorted(files.keys() & announced.files.keys()):
        found = drawproof.salted_digest(announced.suite, secret, name, files[name])
        if announced.files[name].digest != found:
            yield _finding(draw, name, "文件的加盐摘要与公告不同。")


def _examine_event(draw: Draw, announced: drawproof.Announcement, logged: Logged) -> Iterator[Finding]:
    entropy = logged.get("observed", {}).get("entropy")
    found = digest.digest_of(announced.suite, bytes(draw.entropy)) if draw.entropy else None
    if entropy != found:
        yield _finding(draw, "entropy.json", "公开事件的记录与日志所记不同。")


def _examine_results(draw: Draw, secret: str, logged: Logged) -> Iterator[Finding]:
    """The draw once more, from the stored bytes alone."""
    try:
        again = drawproof.conduct(
            bytes(draw.announcement), committed_files(draw), secret, bytes(draw.entropy)
        )
    except DrawproofError as error:
        yield _finding(draw, error.file or "result", "按封存的内容推算不出结果。")
        return
    stored, named = files_of(draw, RESULT), logged.get("drawn", {}).get("files", {})
    for name in sorted(again.files.keys() | stored.keys()):
        if stored.get(name) != again.files.get(name):
            yield _finding(draw, name, "结果与重新推算的不同。")
        if named.get(name) != again.digests.get(name):
            yield _finding(draw, name, "日志所记的结果摘要与重新推算的不同。")


def _examine_bundle(draw: Draw, logged: Logged) -> Iterator[Finding]:
    published = logged.get("disclosed", {}).get("bundle")
    contents = list(files_of(draw, BUNDLE).values())
    found = hashlib.sha256(contents[0]).hexdigest() if len(contents) == 1 else None
    if published != found:
        yield _finding(draw, f"{draw.draw_id}.draw", "公开的抽取文件与日志所记不同。")


def _finding(draw: Draw, name: str, sentence: str) -> Finding:
    return Finding(f"抽取 {draw.draw_id} {name}", sentence)
