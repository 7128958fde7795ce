"""Reading the cells of one row: the first that cannot be understood refuses the row."""

import datetime
import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from mingcha.common.workbooks.book import Cell
from mingcha.common.workbooks.refusals import CellRefused
from mingcha.common.workbooks.table import SheetRow
from mingcha.common.workbooks.values import is_without_end, read_date, read_phones, read_text
from mingcha.intake.rules import without_private_numbers

T = TypeVar("T")
MASK = re.compile(r"[*＊×✱﹡]")
"""What stands for a letter or digit that is not shown, in our own exports and in others'."""


# A register of a hundred thousand rows repeats its words and days: each spelling is read once.
@lru_cache(maxsize=50_000)
def _read_text(cell: Cell) -> str:
    return without_private_numbers(read_text(cell))


_read_date = lru_cache(maxsize=50_000)(read_date)


def text(row: SheetRow, key: str, length: int) -> str:
    """Plain text of a column without numbers of persons and telephones, cut to the room the register has."""
    cell = row[key]
    return "" if cell is None else _read_text(cell)[:length]


def day(row: SheetRow, key: str, title: str) -> str:
    """A date as ISO text; "" for none and for 长期."""
    cell = row[key]
    found = None if cell is None else _read_date(cell, field=title)
    return found.isoformat() if found else ""


def has_no_end(row: SheetRow, key: str) -> bool:
    """长期 in a column of dates."""
    cell = row[key]
    return isinstance(cell, str) and is_without_end(cell)


def as_date(text_: str) -> datetime.date | None:
    """The date of an ISO text, None for ""."""
    return datetime.date.fromisoformat(text_) if text_ else None


def is_masked(words: str) -> bool:
    """Whether some of the letters or digits are starred out: 郭*明, 138****1234."""
    return MASK.search(words) is not None


def unmasked(words: str, title: str, warnings: list[str]) -> str:
    """Words of a person, "" with a remark where they are starred out: those would overwrite the true ones."""
    if not is_masked(words):
        return words
    warnings.append(f"{title}是隐去的写法，未采用")
    return ""


def phones(row: SheetRow, key: str, warnings: list[str]) -> list[str]:
    """The numbers of a cell. One that is none is left out with a remark: a register does without it."""
    if not unmasked(str(row[key] or "?"), "联系电话", warnings):
        return []
    return forgiving(lambda: read_phones(row[key]), [], warnings, "电话未登记")


def forgiving(read: Callable[[], T], otherwise: T, warnings: list[str], remark: str) -> T:
    """What `read` gives; when the cell is refused, `otherwise` with a remark."""
    try:
        return read()
    except CellRefused:
        warnings.append(f"{remark}：表中所填认不出来")
        return otherwise
