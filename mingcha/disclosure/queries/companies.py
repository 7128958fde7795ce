"""Companies of which something is public: found by name or code, each with all that is public of it."""

import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

from mingcha.common.errors import Unknown
from mingcha.disclosure.queries.kinds import HOLDER, HOLDER_CODE, Kind, all_kinds, public_rows
from mingcha.disclosure.rules.fields import Row


@dataclass(frozen=True)
class Company:
    """Name and code as the public may know them, and under how many records they stand."""

    code: str
    name: str
    records: int
    look: str
    """What search compares: name and code without case, width and spaces."""


@dataclass(frozen=True)
class CompanyRecords:
    """One company with its public rows, kind by kind, the kinds that have none left out."""

    company: Company
    parts: tuple[tuple[Kind, tuple[Row, ...]], ...]


@dataclass(frozen=True)
class _Index:
    """All of it at once; the rows it was `made_of` stay the same objects until something changes."""

    made_of: tuple[tuple[Row, ...], ...]
    companies: tuple[Company, ...]
    by_code: Mapping[str, Company]
    rows: Mapping[str, Mapping[str, tuple[Row, ...]]]
    """By code, then by kind."""


_LOCK = Lock()
_kept: list[_Index] = []


def companies(words: str = "") -> Sequence[Company]:
    """Those whose name or code holds the words, by name; all of them without words."""
    found = _index().companies
    wanted = look_of(words)
    return [one for one in found if wanted in one.look] if wanted else found


def company_records(code: str) -> CompanyRecords:
    """What is public of the company with that code, or `Unknown`, whether the register has it or not."""
    index = _index()
    found = index.by_code.get(code)
    if found is None:
        raise Unknown(
            "nothing-public",
            "没有公示过与这个编码有关的记录。",
            title="没有找到",
            remedy="请核对统一社会信用代码；检查结束、名单公开以前，不公示抽中与否。",
        )
    rows = index.rows[code]
    return CompanyRecords(found, tuple((kind, rows[kind.key]) for kind in all_kinds() if kind.key in rows))


def look_of(words: str) -> str:
    """Name or code as search compares them.

    >>> look_of(" ９１130624ma0x ")
    '91130624MA0X'
    """
    return "".join(unicodedata.normalize("NFKC", words).upper().split())


def _index() -> _Index:
    made_of = tuple(public_rows(kind) for kind in all_kinds() if kind.names_holders)
    with _LOCK:
        if not _kept or not _is_same(_kept[0].made_of, made_of):
            _kept[:] = [_made(made_of)]
        return _kept[0]


def _is_same(one: Sequence[object], other: Sequence[object]) -> bool:
    return len(one) == len(other) and all(a is b for a, b in zip(one, other, strict=True))


def _made(made_of: tuple[tuple[Row, ...], ...]) -> _Index:
    rows: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    names: dict[str, str] = {}
    for kind, found in zip((kind for kind in all_kinds() if kind.names_holders), made_of, strict=True):
        # Whoever has no code, a natural person, is found in the list alone.
        for row in (row for row in found if row[HOLDER_CODE]):
            code = str(row[HOLDER_CODE])
            names.setdefault(code, str(row[HOLDER]))
            rows[code][kind.key].append(row)
    listed = (
        Company(code, name, sum(map(len, rows[code].values())), look_of(f"{name}{code}"))
        for code, name in names.items()
    )
    whole = {code: {key: tuple(part) for key, part in parts.items()} for code, parts in rows.items()}
    ordered = tuple(sorted(listed, key=lambda one: (one.name, one.code)))
    return _Index(made_of, ordered, {one.code: one for one in ordered}, whole)
