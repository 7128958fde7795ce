"""``log.txt`` of a bundle: entries with their places in the log, as text (protocol section 8).

::

    entry 7 {"announcement":…}
    path 6e34… 91ab…
    announced 7 6e34…
    consistency 0c1d…

For each entry, ascending by index, a line ``entry INDEX JSON`` and a line ``path HEX …`` to
``checkpoint.txt``; with ``checkpoint-announced.txt`` at the end, once, ``announced INDEX HEX …`` (the path in
it) and ``consistency HEX …``. An empty list of hashes leaves the bare word; every line ends with LF.

>>> leaf = b'{"at":"2026-03-02T10:00:00+08:00","draw":"d1","entropy":"%s","type":"observed"}' % (b"0" * 64)
>>> log_txt([(7, leaf, [])]).decode().splitlines()[1]
'path'
>>> parse_log(log_txt([(7, leaf, [bytes(32)])])).lines[0].index
7
"""

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from drawproof.entries import Entry, parse
from drawproof.errors import DrawproofError, reading

FILE = "log.txt"
_HASHES = r"((?: [0-9a-f]{64}){0,64})"
_INDEX = r"(0|[1-9][0-9]{0,15})"
_ENTRY = re.compile(rf"entry {_INDEX} (\{{.*\}})")
_PATH = re.compile(rf"path{_HASHES}")
_ANNOUNCED = re.compile(rf"announced {_INDEX}{_HASHES}")
_CONSISTENCY = re.compile(rf"consistency{_HASHES}")


@dataclass(frozen=True)
class Line:
    """An entry, its index, and its path to the checkpoint."""

    index: int
    entry: Entry
    path: tuple[bytes, ...]


@dataclass(frozen=True)
class LogText:
    """Everything ``log.txt`` says; the last three only with ``checkpoint-announced.txt``."""

    lines: tuple[Line, ...]
    announced_index: int | None = None
    announced_path: tuple[bytes, ...] = ()
    consistency: tuple[bytes, ...] = ()


def log_txt(
    entries: Iterable[tuple[int, bytes, Sequence[bytes]]],
    announced: tuple[int, Sequence[bytes]] | None = None,
    consistency: Sequence[bytes] = (),
) -> bytes:
    """The bytes of ``log.txt`` for (index, leaf, path) triples in any order."""
    text: list[str] = []
    for index, leaf, path in sorted(entries, key=lambda triple: triple[0]):
        text += (f"entry {index} {leaf.decode()}\n", f"path{_hex(path)}\n")
    if announced is not None:
        text += (f"announced {announced[0]}{_hex(announced[1])}\n", f"consistency{_hex(consistency)}\n")
    data = "".join(text).encode()
    parse_log(data)
    return data


def parse_log(data: bytes) -> LogText:
    """Read ``log.txt`` strictly; the first line that breaks the form is named."""
    with reading(FILE):
        lines = _text_lines(data)
        tail = len(lines) >= 2 and lines[-2].startswith("announced ")
        body = lines[:-2] if tail else lines
        if not body:
            raise DrawproofError("log-form", line=1)
        found = tuple(_line(body, at) for at in range(0, len(body), 2))
        _check_ascending(found)
        if not tail:
            return LogText(found)
        announced = _match(_ANNOUNCED, lines, len(lines) - 2)
        proof = _match(_CONSISTENCY, lines, len(lines) - 1)
        return LogText(found, int(announced[1]), _hashes(announced[2]), _hashes(proof[1]))


def _text_lines(data: bytes) -> list[str]:
    try:
        lines = data.decode().split("\n")
    except UnicodeDecodeError as error:
        raise DrawproofError("log-form", line=data.count(b"\n", 0, error.start) + 1) from error
    if lines.pop() != "":
        raise DrawproofError("log-form", line=len(lines) + 1)
    return lines


def _line(body: list[str], at: int) -> Line:
    entry = _match(_ENTRY, body, at)
    path = _match(_PATH, body, at + 1)
    try:
        parsed = parse(entry[2].encode())
    except DrawproofError as error:
        error.line = at + 1
        raise
    return Line(int(entry[1]), parsed, _hashes(path[1]))


def _match(pattern: re.Pattern[str], lines: list[str], at: int) -> re.Match[str]:
    found = pattern.fullmatch(lines[at]) if at < len(lines) else None
    if found is None:
        raise DrawproofError("log-form", line=at + 1)
    return found


def _check_ascending(lines: tuple[Line, ...]) -> None:
    for number, (before, after) in enumerate(itertools.pairwise(lines), start=1):
        if before.index >= after.index:
            raise DrawproofError("log-order", line=2 * number + 1)


def _hex(hashes: Sequence[bytes]) -> str:
    return "".join(f" {one.hex()}" for one in hashes)


def _hashes(text: str) -> tuple[bytes, ...]:
    return tuple(map(bytes.fromhex, text.split()))
