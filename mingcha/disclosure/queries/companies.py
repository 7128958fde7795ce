"""Companies of which something is public: found by name or code, each with all that is public of it."""

import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from mingcha.common.errors import Unknown
from mingcha.disclosure.queries.kinds import HOLDER, HOLDER_CODE, Kind, all_kinds, public_rows, remembered_of
from mingcha.disclosure.rules.fields import Row

A_PART = 1000


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
    """All of it at once, until something public changes."""

    companies: tuple[Company, ...]
    by_code: Mapping[str, Company]
    rows: Mapping[str, Mapping[str, tuple[Row, ...]]]
    """By code, then by kind."""
    looks: str
    """What search compares of all of them, a line each, in their order: searched as one text, which is far
    quicker than one by one."""
    starts: tuple[int, ...]
    """Where in it each begins."""

    def holding(self, wanted: str) -> Iterator[Company]:
        """Those whose line holds these signs."""
        place = self.looks.find(wanted)
        while place >= 0:
            number = bisect_right(self.starts, place) - 1
            yield self.companies[number]
            place = self.looks.find(wanted, self.starts[number] + len(self.companies[number].look))


def companies(words: str = "") -> Sequence[Company]:
    """Those whose name or code holds the words, by name; all of them without words."""
    index, wanted = _index(), look_of(words)
    return list(index.holding(wanted)) if wanted else index.companies


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


def names_of_part(part: int) -> Sequence[Company]:
    """The companies of one of the lists in which the carried site is searched, from 1; `Unknown` beyond the
    last."""
    if not 1 <= part <= count_parts():
        raise Unknown("no-such-part", "没有这一部分名录。", title="没有找到")
    return _index().companies[(part - 1) * A_PART : part * A_PART]


def count_parts() -> int:
    """How many lists there are; a list has some eighty kilobytes."""
    return -(-len(_index().companies) // A_PART)


def look_of(words: str) -> str:
    """Name or code as search compares them.

    >>> look_of(" ９１130624ma0x ")
    '91130624MA0X'
    """
    return "".join(unicodedata.normalize("NFKC", words).upper().split())


def _index() -> _Index:
    kinds = tuple(kind for kind in all_kinds() if kind.names_holders)
    return remembered_of(kinds, lambda: _made(kinds))


def _made(kinds: Sequence[Kind]) -> _Index:
    rows: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    names: dict[str, str] = {}
    for kind in kinds:
        # Whoever has no code, a natural person, is found in the list alone.
        for row in (row for row in public_rows(kind) if row[HOLDER_CODE]):
            code = str(row[HOLDER_CODE])
            names.setdefault(code, str(row[HOLDER]))
            rows[code][kind.key].append(row)
    listed = (
        Company(code, name, sum(map(len, rows[code].values())), look_of(f"{name}{code}"))
        for code, name in names.items()
    )
    whole = {code: {key: tuple(part) for key, part in parts.items()} for code, parts in rows.items()}
    ordered = tuple(sorted(listed, key=lambda one: (one.name, one.code)))
    looks = "\n".join(one.look for one in ordered)
    starts = accumulate((len(one.look) + 1 for one in ordered[:-1]), initial=0)
    return _Index(ordered, {one.code: one for one in ordered}, whole, looks, tuple(starts))
