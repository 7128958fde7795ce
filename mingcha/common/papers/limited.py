"""Typesets a template that an office wrote, in a limited process of its own (`mingcha.common.typesetter`)."""

import base64
import datetime
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from mingcha.common.papers import font_folders, made_at, require_fonts

ROOT = Path(__file__).resolve().parents[3]
START = (
    "import sys, runpy; sys.path.insert(0, sys.argv.pop(1)); "
    "runpy.run_module('mingcha.common.typesetter', run_name='__main__', alter_sys=True)"
)
MEMORY_BYTES = 2 * 2**30  # the fonts are mapped into it
CPU_SECONDS, WALL_SECONDS = 20, 40
# Whoever wants to fetch a package from the network finds nobody there.
NOWHERE = "http://127.0.0.1:9"


class NotTypeset(Exception):
    """The template does not work: what typst said, and in which line; no words when it ran out of bounds."""

    def __init__(self, words: str = "", line: int = 0) -> None:
        super().__init__(words)
        self.words, self.line = words, line


def typeset_limited(
    files: Mapping[str, str],
    contents: Sequence[Mapping[str, Any]],
    *,
    on: datetime.date,
    seconds: int = CPU_SECONDS,
) -> list[bytes]:
    """The PDF of each content. `NotTypeset` where the template is wrong, or takes too long or too much."""
    require_fonts()
    order = {
        "files": dict(files),
        "contents": list(contents),
        "at": made_at(on),
        "fonts": font_folders(),
        "memory": MEMORY_BYTES,
        "seconds": seconds,
    }
    return list(_answers(_run(json.dumps(order, ensure_ascii=True)), len(contents)))


def _run(order: str) -> bytes:
    with TemporaryDirectory() as nothing:
        command = [sys.executable, "-I", "-c", START, str(ROOT)]
        try:
            done = subprocess.run(  # noqa: S603  (our own interpreter and our own module)
                command,
                input=order.encode("ascii"),
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=nothing,
                env={"LANG": "C.UTF-8", "HTTPS_PROXY": NOWHERE, "HTTP_PROXY": NOWHERE},
                start_new_session=True,
                timeout=WALL_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as late:
            raise NotTypeset() from late
    return done.stdout


def _answers(output: bytes, wanted: int) -> Iterator[bytes]:
    lines = output.splitlines()
    for line in lines:
        answer = json.loads(line)
        if "refused" in answer:
            raise NotTypeset(str(answer["refused"]), int(answer["line"]))
        yield base64.b64decode(answer["pdf"])
    if len(lines) < wanted:
        raise NotTypeset()
