"""Started by `workbooks/reading.py`: limits itself, tells what the file is, reads it, ends.

Arguments: the path, the limits as JSON. Output: JSON lines; the last is {"end": true} or {"refused": …}."""

import json
import os
import resource
import sys
from errno import ENOMEM
from pathlib import Path

from mingcha.common.reader.archive import check_archive
from mingcha.common.reader.content import HEAD, OLE, ZIP, ole_kind, refuse_foreign, zip_kind
from mingcha.common.reader.delimited import send_delimited
from mingcha.common.reader.limits import Limits
from mingcha.common.reader.pipe import Refused, send
from mingcha.common.reader.sheets import send_workbook


def _limit_self(limits: Limits) -> None:
    """Memory, processor time, no core file, no byte written to any file."""
    seconds = limits.cpu_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))  # the softer signal tells why it ended
    for what, bound in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        resource.setrlimit(what, (bound, bound))


def _container_kind(path: Path, head: bytes, limits: Limits) -> str:
    if head.startswith(ZIP):
        return zip_kind(check_archive(path, limits))
    return ole_kind(path) if head.startswith(OLE) else ""


def _read(path: Path, limits: Limits) -> None:
    with path.open("rb") as stream:
        head = stream.read(HEAD)
    kind = _container_kind(path, head, limits)
    if kind in ("xlsx", "xls"):
        return send_workbook(path, kind, limits)
    if kind:
        raise Refused(kind)
    refuse_foreign(head)
    return send_delimited(path, limits)


def main(path: str, limits: str) -> None:
    bounds = Limits(**json.loads(limits))
    _limit_self(bounds)
    try:
        _read(Path(path), bounds)
    except Refused as refused:
        send({"refused": refused.code, "facts": refused.facts})
    except MemoryError:
        os._exit(ENOMEM)  # nothing more can be built, not even a message
    else:
        send({"end": True})


if __name__ == "__main__":
    main(*sys.argv[1:])
