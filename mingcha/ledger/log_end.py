"""What the data folder remembers of the log outside the database: how many entries there were, and the last.

A database put back to an older state by itself disagrees with it (threats.md T11)."""

import fcntl
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

FILE = "log-end.txt"


class LogEnd(NamedTuple):
    """`size` entries, of which the last hashes to `leaf_hash`."""

    size: int
    leaf_hash: bytes


def remembered_end() -> LogEnd | None:
    """None before the first act, and when a power cut left the file empty."""
    path = _path()
    words = path.read_text(encoding="ascii").split() if path.exists() else []
    return LogEnd(int(words[0]), bytes.fromhex(words[1])) if len(words) == 2 else None


def remember_end(size: int, leaf_hash: bytes) -> None:
    """Keep the longer of what is remembered and this; processes take turns."""
    path = _path()
    with path.with_suffix(".lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        known = remembered_end()
        if known is not None and known.size >= size:
            return
        draft = path.with_suffix(".new")
        draft.write_text(f"{size} {leaf_hash.hex()}\n", encoding="ascii")
        draft.replace(path)


def _path() -> Path:
    root: Path = settings.DATA.root
    return root / FILE
