"""Compose a ``*.draw`` bundle from a draw and its place in the log (protocol section 8)."""

from collections.abc import Iterable, Mapping

from drawproof import merkle
from drawproof.announcement import parse
from drawproof.canonical import tables
from drawproof.ceremony import conduct
from drawproof.container import pack
from drawproof.entries import parse as parse_entry
from drawproof.errors import DrawproofError
from drawproof.logtext import log_txt
from drawproof.notes import parse_checkpoint, read_note


def bundle(
    *,
    announcement: bytes,
    files: Mapping[str, bytes],
    secret: str,
    entropy: bytes,
    entries: Iterable[tuple[int, bytes]],
    checkpoint: str,
    read: merkle.Read,
    early_checkpoint: str | None = None,
    changes: Mapping[str, bytes] | None = None,
) -> bytes:
    """The bytes of the bundle.

    ``entries`` are (index, leaf) of this draw and of all earlier attempts of its campaign and kind, without
    ``disclosed`` of this draw; ``read`` serves the tree of ``checkpoint`` (see :mod:`drawproof.merkle`);
    ``early_checkpoint`` is the one cosigned before the event; ``changes`` holds ``substitutions.csv``,
    ``replacements.csv`` and ``recordings.csv`` where they exist. Files of the office are left out.
    """
    announced = parse(announcement)
    results = conduct(announcement, files, secret, entropy).files
    own = [(index, leaf) for index, leaf in entries]
    size = parse_checkpoint(read_note(checkpoint).text).size
    placed = [(index, leaf, merkle.inclusion(index, size, read)) for index, leaf in own]
    contents = {
        "announcement.json": announcement,
        **{name: files[name] for name in tables.COMMITTED[announced.kind]},
        "entropy.json": entropy,
        "secret.txt": secret.encode("ascii"),
        **results,
        **(changes or {}),
        "checkpoint.txt": checkpoint.encode(),
        "log.txt": log_txt(placed),
    }
    if early_checkpoint is not None:
        early = parse_checkpoint(read_note(early_checkpoint).text).size
        index = _announced_index(own, announced.draw)
        contents["checkpoint-announced.txt"] = early_checkpoint.encode()
        contents["log.txt"] = log_txt(
            placed,
            (index, merkle.inclusion(index, early, read)),
            merkle.consistency(early, size, read),
        )
    return pack(contents)


def _announced_index(entries: Iterable[tuple[int, bytes]], draw: str) -> int:
    for index, leaf in entries:
        entry = parse_entry(leaf)
        if entry.type == "announced" and entry.draw == draw:
            return index
    raise DrawproofError("log-not-one", type="announced", count=0)
