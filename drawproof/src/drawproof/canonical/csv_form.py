"""Canonical CSV: ASCII, the header as given, no quoting, every line ended by LF, rows in their one order.

A :class:`Table` says which columns a file has, which of them form its ascending key, and which column is
unique inside a group of rows. Readers check every line and name the first one that breaks a rule.
"""

import itertools
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from drawproof.errors import DrawproofError

Row = tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """A field: its name, the pattern of its text, the code of a breach, and how it is compared."""

    name: str
    pattern: str
    code: str
    number: bool = False
    ids: bool = False
    ascending_list: bool = False


@dataclass(frozen=True)
class Table:
    """The form of one CSV file.

    ``key``: columns by whose values rows strictly ascend. ``together``: the key orders rows only weakly, and
    this further column is unique among rows of one key (the groups of a visit). ``counted``: the first
    column is 1, 2, 3, … ``unique``: columns whose values never repeat.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[int, ...]
    together: int | None = None
    counted: bool = False
    unique: tuple[int, ...] = ()
    may_be_empty: bool = True

    @property
    def header(self) -> str:
        """The first line, without LF."""
        return ",".join(column.name for column in self.columns)

    @cached_property
    def line(self) -> re.Pattern[str]:
        """The pattern of a whole row."""
        return re.compile(",".join(f"({column.pattern})" for column in self.columns))

    def key_of(self, row: Sequence[str]) -> tuple[str | int, ...]:
        """What rows are ordered by: ids as ASCII bytes, integers as numbers."""
        return tuple(int(row[at]) if self.columns[at].number else row[at] for at in self.key)


def read_table(table: Table, content: bytes) -> list[Row]:
    """The rows of a canonical file, the header left out; the first breach is refused with its line."""
    lines = _lines(table, content)
    match = table.line.fullmatch
    rows: list[Row] = []
    for number, line in enumerate(lines, start=2):
        found = match(line)
        if found is None:
            raise _breach(table, line, number)
        rows.append(found.groups())
    if not rows and not table.may_be_empty:
        raise DrawproofError("csv-empty", file=table.name, line=1)
    _check_lists(table, rows)
    _check_order(table, rows)
    for at, column in enumerate(table.columns):
        if column.ids:
            _check_case(table, at, rows)
    for at in table.unique:
        _check_unique(table, at, rows)
    return rows


def write_table(table: Table, rows: Iterable[Sequence[str | int]]) -> bytes:
    """The canonical bytes of rows given in any order of their key; refuses what a reader would refuse."""
    texts = [tuple(map(str, row)) for row in rows]
    if all(len(row) == len(table.columns) for row in texts) and all(map(_sortable(table), texts)):
        texts.sort(key=table.key_of)
    content = "".join(f"{line}\n" for line in [table.header, *map(",".join, texts)])
    data = content.encode("utf-8")
    read_table(table, data)
    return data


def _sortable(table: Table) -> Callable[[Sequence[str]], bool]:
    numbers = [at for at in table.key if table.columns[at].number]
    return lambda row: all(row[at].isascii() and row[at].isdigit() for at in numbers)


def _lines(table: Table, content: bytes) -> list[str]:
    try:
        text = content.decode("ascii")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DrawproofError("csv-ascii", file=table.name, line=line) from error
    lines = text.split("\n")
    if lines[0] != table.header:
        raise DrawproofError("csv-header", file=table.name, line=1, header=table.header)
    if lines[-1] != "":
        raise DrawproofError("csv-line-end", file=table.name, line=len(lines))
    return lines[1:-1]


def _breach(table: Table, line: str, number: int) -> DrawproofError:
    fields = line.split(",")
    if len(fields) != len(table.columns):
        return DrawproofError("csv-fields", file=table.name, line=number, expected=len(table.columns))
    for column, field in zip(table.columns, fields, strict=True):
        if not re.fullmatch(column.pattern, field):
            return DrawproofError(column.code, file=table.name, line=number, where=column.name)
    return DrawproofError("csv-fields", file=table.name, line=number, expected=len(table.columns))


def _check_lists(table: Table, rows: list[Row]) -> None:
    for at, column in enumerate(table.columns):
        if not column.ascending_list:
            continue
        for number, row in enumerate(rows, start=2):
            words = row[at].split(";")
            if any(left >= right for left, right in itertools.pairwise(words)):
                raise DrawproofError("tags-order", file=table.name, line=number, where=column.name)


def _check_order(table: Table, rows: list[Row]) -> None:
    if table.counted:
        for number, row in enumerate(rows, start=2):
            if row[0] != str(number - 1):
                raise DrawproofError("csv-count", file=table.name, line=number, expected=number - 1)
        return
    keys = list(map(table.key_of, rows))
    inside: set[str] = set()
    for number, row in enumerate(rows, start=2):
        at = number - 2
        if at and keys[at] != keys[at - 1]:
            inside = set()
        if at and (keys[at] < keys[at - 1] or (table.together is None and keys[at] == keys[at - 1])):
            raise DrawproofError("csv-order", file=table.name, line=number)
        if table.together is not None:
            if row[table.together] in inside:
                raise DrawproofError("csv-repeated", file=table.name, line=number, value=row[table.together])
            inside.add(row[table.together])


def _check_case(table: Table, at: int, rows: list[Row]) -> None:
    """Two ids of one column that differ only in case are refused."""
    fields = [row[at] for row in rows]
    words = {word for field in set(fields) for word in field.split(";")}
    if len(words) == len(set(map(str.lower, words))):
        return
    spelled: dict[str, str] = {}
    for number, field in enumerate(fields, start=2):
        for word in field.split(";"):
            if spelled.setdefault(word.lower(), word) != word:
                raise DrawproofError("id-case", file=table.name, line=number, value=word)


def _check_unique(table: Table, at: int, rows: list[Row]) -> None:
    seen: set[str] = set()
    for number, row in enumerate(rows, start=2):
        if row[at] and row[at] in seen:
            raise DrawproofError("csv-repeated", file=table.name, line=number, value=row[at])
        seen.add(row[at])
