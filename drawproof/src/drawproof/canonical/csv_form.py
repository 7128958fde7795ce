"""Canonical CSV: ASCII, the header as given, no quoting, every line ended by LF, rows in their one order.

A :class:`Table` says which columns a file has, which of them form its ascending key, and which column is
unique inside a group of rows. Readers check every line and name the first one that breaks a rule.
"""

import itertools
import operator
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

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
    def body(self) -> re.Pattern[str]:
        """The pattern of all rows together."""
        row = ",".join(f"(?:{column.pattern})" for column in self.columns)
        return re.compile(f"(?:{row}\n)*+")

    def key_of(self, row: Sequence[str]) -> tuple[str | int, ...]:
        """What rows are ordered by: ids as ASCII bytes, integers as numbers."""
        return tuple(int(row[at]) if self.columns[at].number else row[at] for at in self.key)


def read_table(table: Table, content: bytes) -> list[Row]:
    """The rows of a canonical file, the header left out; the first breach is refused with its line."""
    return list(zip(*read_columns(table, content), strict=True))


def read_columns(table: Table, content: bytes) -> list[list[str]]:
    """The same, column by column."""
    body = _body(table, content)
    if not table.body.fullmatch(body):
        raise _first_breach(table, body)
    if not body and not table.may_be_empty:
        raise DrawproofError("csv-empty", file=table.name, line=1)
    fields = body.replace("\n", ",").split(",")[:-1]
    columns = [fields[at :: len(table.columns)] for at in range(len(table.columns))]
    _check_lists(table, columns)
    _check_order(table, columns)
    for at, column in enumerate(table.columns):
        if column.ids:
            _check_case(table, columns[at])
    for at in table.unique:
        _check_unique(table, columns[at])
    return columns


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


def _body(table: Table, content: bytes) -> str:
    try:
        text = content.decode("ascii")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DrawproofError("csv-ascii", file=table.name, line=line) from error
    header, _, body = text.partition("\n")
    if header != table.header:
        raise DrawproofError("csv-header", file=table.name, line=1, header=table.header)
    if not text.endswith("\n"):
        raise DrawproofError("csv-line-end", file=table.name, line=text.count("\n") + 1)
    return body


def _first_breach(table: Table, body: str) -> DrawproofError:
    patterns = [re.compile(column.pattern) for column in table.columns]
    for number, line in enumerate(body.split("\n")[:-1], start=2):
        fields = line.split(",")
        if len(fields) != len(patterns):
            return DrawproofError("csv-fields", file=table.name, line=number, expected=len(patterns))
        for column, pattern, field in zip(table.columns, patterns, fields, strict=True):
            if not pattern.fullmatch(field):
                return DrawproofError(column.code, file=table.name, line=number, where=column.name)
    raise AssertionError(f"{table.name}: its rows fit one by one and not together")


def _check_lists(table: Table, columns: list[list[str]]) -> None:
    for column, fields in zip(table.columns, columns, strict=True):
        if not column.ascending_list:
            continue
        for number, field in enumerate(fields, start=2):
            words = field.split(";")
            if any(left >= right for left, right in itertools.pairwise(words)):
                raise DrawproofError("tags-order", file=table.name, line=number, where=column.name)


def _check_order(table: Table, columns: list[list[str]]) -> None:
    if table.counted:
        for number, field in enumerate(columns[0], start=1):
            if field != str(number):
                raise DrawproofError("csv-count", file=table.name, line=number + 1, expected=number)
        return
    keys = _keys(table, columns)
    if table.together is not None:
        _check_together(table, keys, columns[table.together])
    elif not all(map(operator.lt, keys, itertools.islice(keys, 1, None))):
        at = next(at for at in range(1, len(keys)) if keys[at - 1] >= keys[at])
        raise DrawproofError("csv-order", file=table.name, line=at + 2)


def _keys(table: Table, columns: list[list[str]]) -> list[Any]:
    """What rows are ordered by; the bare column where it is one."""
    parts: list[list[Any]] = [
        [int(field) for field in columns[at]] if table.columns[at].number else columns[at] for at in table.key
    ]
    return parts[0] if len(parts) == 1 else list(zip(*parts, strict=True))


def _check_together(table: Table, keys: list[Any], names: list[str]) -> None:
    inside: set[str] = set()
    before = None
    for number, (key, name) in enumerate(zip(keys, names, strict=True), start=2):
        if before is not None and key < before:
            raise DrawproofError("csv-order", file=table.name, line=number)
        if key != before:
            inside = set()
        if name in inside:
            raise DrawproofError("csv-repeated", file=table.name, line=number, value=name)
        inside.add(name)
        before = key


def _check_case(table: Table, fields: list[str]) -> None:
    """Two ids of one column that differ only in case are refused."""
    words = {word for field in set(fields) for word in field.split(";")}
    if len(words) == len(set(map(str.lower, words))):
        return
    spelled: dict[str, str] = {}
    for number, field in enumerate(fields, start=2):
        for word in field.split(";"):
            if spelled.setdefault(word.lower(), word) != word:
                raise DrawproofError("id-case", file=table.name, line=number, value=word)


def _check_unique(table: Table, fields: list[str]) -> None:
    seen: set[str] = set()
    for number, field in enumerate(fields, start=2):
        if field and field in seen:
            raise DrawproofError("csv-repeated", file=table.name, line=number, value=field)
        seen.add(field)
