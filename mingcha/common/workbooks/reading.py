"""Opens an uploaded file in a limited process of its own and hands back its sheets."""

import json
import logging
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from errno import ENOMEM
from pathlib import Path
from threading import Event, Timer
from typing import IO

from mingcha.common.reader.limits import DEFAULT, MEGABYTE, Limits
from mingcha.common.workbooks.book import Book, Cell, Sheet
from mingcha.common.workbooks.refusals import WorkbookRefused

log = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parents[3]
START = (
    "import sys, runpy; sys.path.insert(0, sys.argv.pop(1)); "
    "runpy.run_module('mingcha.common.reader', run_name='__main__', alter_sys=True)"
)


def _date(stored: dict[str, str]) -> date | dict[str, str]:
    """Dates travel as {"d": ISO}; every other JSON object is a message."""
    if "d" not in stored:
        return stored
    text = stored["d"]
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


@dataclass
class _Assembly:
    """Builds the book line by line; equal texts are kept once."""

    book: Book | None = None
    ended: bool = False
    texts: dict[str, str] = field(default_factory=dict)

    def take_message(self, message: dict[str, object]) -> None:
        if "refused" in message:
            facts = message["facts"]
            raise WorkbookRefused(str(message["refused"]), **(facts if isinstance(facts, dict) else {}))
        if "book" in message:
            self.book = Book(
                kind=str(message["book"]),
                sheets=[],
                encoding=str(message.get("encoding", "")),
                delimiter=str(message.get("delimiter", "")),
            )
        elif "sheet" in message and self.book is not None:
            merged = message["merged"]
            areas = tuple((a, b, c, d) for a, b, c, d in (merged if isinstance(merged, list) else []))
            self.book.sheets.append(Sheet(str(message["sheet"]), [], areas, bool(message["hidden"])))
        self.ended = "end" in message

    def take_row(self, row: list[Cell]) -> None:
        known = self.texts.setdefault
        cells = [known(cell, cell) if isinstance(cell, str) else cell for cell in row]
        if self.book is not None:
            self.book.sheets[-1].rows.append(cells)


def _lines(stream: IO[bytes], limits: Limits) -> Iterator[bytes]:
    left = limits.text_bytes
    while line := stream.readline(left + 1):
        left -= len(line)
        if left < 0:
            raise WorkbookRefused("too_much_text")
        yield line


def _assemble(stream: IO[bytes], limits: Limits) -> _Assembly:
    decode: Callable[[str], object] = json.JSONDecoder(object_hook=_date).decode
    assembly = _Assembly()
    for line in _lines(stream, limits):
        if not line.endswith(b"\n"):
            break  # the process died in the middle of a line
        value = decode(line.decode())
        if isinstance(value, list):
            assembly.take_row(value)
        elif isinstance(value, dict):
            assembly.take_message(value)
    return assembly


def _stop(process: subprocess.Popen[bytes], late: Event) -> None:
    late.set()
    process.kill()


@contextmanager
def _limited_process(path: Path, limits: Limits) -> Iterator[tuple[subprocess.Popen[bytes], Event]]:
    """The reading process and the sign that it ran out of time; it is gone when the block ends."""
    command = [sys.executable, "-I", "-c", START, str(ROOT), str(path), json.dumps(limits._asdict())]
    process = subprocess.Popen(  # noqa: S603  (our own interpreter and our own module)
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd="/",
        env={"LANG": "C.UTF-8"},
        start_new_session=True,
    )
    late = Event()
    timer = Timer(limits.wall_seconds, _stop, (process, late))
    timer.start()
    try:
        yield process, late
    finally:
        timer.cancel()
        process.kill()
        process.wait()
        if process.stdout is not None:
            process.stdout.close()


def _refuse_size(path: Path, limits: Limits) -> None:
    size = path.stat().st_size
    if size == 0:
        raise WorkbookRefused("nothing")
    if size > limits.file_bytes:
        megabytes = f"{size / MEGABYTE:.1f}"
        raise WorkbookRefused("file_too_large", size=megabytes, limit=limits.file_bytes // MEGABYTE)


def _reason_of_death(code: int, late: bool) -> str:
    """A process killed by the clock was slow; one killed by a signal had met its memory limit."""
    if late or code == -signal.SIGXCPU:
        return "too_slow"
    return "too_big" if code < 0 or code == ENOMEM else "damaged"


def read_file(path: str | Path, *, limits: Limits = DEFAULT) -> Book:
    """All sheets of an .xlsx, .xls or .csv file, cells as they stand, row numbers kept.

    The file is opened by a process of its own with bounded memory, time and output; this process never
    parses it. Raises WorkbookRefused with a plain Chinese sentence for anything else."""
    path = Path(path).resolve()
    _refuse_size(path, limits)
    with _limited_process(path, limits) as (process, late):
        if process.stdout is None:
            raise AssertionError("the reading process has no output")
        assembly = _assemble(process.stdout, limits)
        code = process.wait()
    if assembly.book is None or not assembly.ended:
        log.warning("reading process ended with %s", code)
        raise WorkbookRefused(_reason_of_death(code, late.is_set()), detail=f"exit {code}")
    if not any(sheet.rows for sheet in assembly.book.sheets):
        raise WorkbookRefused("no_rows")
    return assembly.book
