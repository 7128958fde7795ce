"""How the limited process speaks: JSON lines on standard output, one refusal ends everything."""

import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time, timedelta
from math import isfinite

EXACT = 10**15  # whole numbers up to here have all their digits in a spreadsheet
Raw = str | int | float | bool | date | time | timedelta | None


class Refused(Exception):
    """The file cannot be read; `code` and `facts` choose the sentence in the parent."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def _number(value: float) -> int | float | str:
    if not isfinite(value):
        return "#NUM!"
    return int(value) if value.is_integer() and abs(value) <= EXACT else value


def _plain(value: Raw) -> object:
    if isinstance(value, str):
        return value or None
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, date):
        return {"d": value.isoformat()}
    return value if isinstance(value, int) else str(value)


def _encode(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


def send(message: dict[str, object]) -> None:
    """A line about the file or a sheet."""
    sys.stdout.buffer.write(_encode(message))


def send_rows(
    rows: Iterable[Sequence[Raw]],
    *,
    first_column: int = 0,
    instead: Mapping[tuple[int, int], str] | None = None,
) -> None:
    """The rows of a sheet, one line each, cut after the last filled cell. `instead`: row and column of the
    sheet from 0 → what stands in a cell that the reader left empty."""
    write = sys.stdout.buffer.write
    indent: list[object] = [None] * first_column
    by_row: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for (number, column), text in (instead or {}).items():
        by_row[number].append((column - first_column, text))
    for number, row in enumerate(rows):
        cells = [_plain(value) for value in row]
        for place, text in by_row.get(number, ()):
            if 0 <= place < len(cells) and cells[place] is None:
                cells[place] = text
        while cells and cells[-1] is None:
            cells.pop()
        write(_encode(indent + cells if cells else []))
