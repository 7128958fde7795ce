"""Columns are recognised by meaning: what a heading may be called, and which heading is which column."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

BRACKETS = re.compile(r"[(\[【〔][^)\]】〕]*[)\]】〕]")
INSIDE = re.compile(r"[(\[【〔]([^)\]】〕]+)[)\]】〕]")
NOISE = re.compile(r"[\s*:·•“”\"'。,，_\-—]+")
JOINTS = re.compile(r"[/、;]|或者?|以及|[及和与]")
SERIAL = frozenset({"序号", "序", "no", "no.", "行号", "原因"})
"""Headings of running numbers, and of the reason beside refused rows: columns nobody asks about."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column a table may have. `kind` names the reader of its cells (text, code, date, …); a table
    without a `required` column is not accepted, nor one without any of the `telling` columns where the kind
    has such: a heading like 名称 alone says of no list what it is. One not `in_form` is recognised, but the
    blank form does without it."""

    key: str
    title: str
    synonyms: tuple[str, ...] = ()
    kind: str = "text"
    required: bool = False
    telling: bool = False
    in_form: bool = True


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of table: its name as offices write it and its columns."""

    title: str
    columns: tuple[Column, ...]


def normal(heading: object) -> str:
    """A heading without spaces, width, case and decoration, for comparing."""
    return NOISE.sub("", unicodedata.normalize("NFKC", str(heading or ""))).lower()


def bracketed(heading: str) -> list[str]:
    """What stands in brackets in a heading."""
    return INSIDE.findall(unicodedata.normalize("NFKC", heading))


@cache
def heading_forms(heading: str) -> tuple[str, ...]:
    """What a heading may mean, nearest first: whole, without brackets, opened brackets, its parts.

    >>> heading_forms("法定代表人\\n（负责人）")
    ('法定代表人(负责人)', '法定代表人', '法定代表人负责人', '负责人')
    """
    whole = normal(heading)
    bare = BRACKETS.sub("", whole)
    parts = [part for part in JOINTS.split(bare) if len(part) > 1]
    forms = [whole, bare, re.sub(r"[()\[\]【】〔〕]", "", whole), *parts, *INSIDE.findall(whole)]
    return tuple(dict.fromkeys(form for form in forms if form))


def stacked_forms(parts: Sequence[str]) -> tuple[str, ...]:
    """Forms of a heading of several lines: joined from above, then the lowest line, then upper ones."""
    lines = list(dict.fromkeys(part for part in parts if normal(part)))
    forms = list(heading_forms("".join(lines)))
    for line in reversed(lines):
        forms += heading_forms(line)
    return tuple(dict.fromkeys(forms))


@lru_cache(maxsize=32)  # an office may change its columns
def _lookup(columns: tuple[Column, ...]) -> Mapping[str, tuple[int, ...]]:
    known: defaultdict[str, list[int]] = defaultdict(list)
    for place, column in enumerate(columns):
        for name in (column.title, *column.synonyms):
            known[normal(name)].append(place)
    return {name: tuple(dict.fromkeys(places)) for name, places in known.items()}


def match_columns(headings: Sequence[Sequence[str]], columns: tuple[Column, ...]) -> dict[str, int]:
    """Column key → index of the heading that means it. The nearest form wins, then the leftmost heading."""
    known = _lookup(columns)
    claims = sorted(
        (distance, index, place)
        for index, parts in enumerate(headings)
        for distance, form in enumerate(stacked_forms(parts))
        for place in known.get(form, ())
    )
    places: dict[int, int] = {}
    for _, index, place in claims:
        if place not in places and index not in places.values():
            places[place] = index
    return {columns[place].key: index for place, index in sorted(places.items())}


def with_learned(columns: Iterable[Column], learned: Mapping[str, str]) -> tuple[Column, ...]:
    """The columns with headings a user once assigned by hand (heading as written → column key)."""
    taught: defaultdict[str, list[str]] = defaultdict(list)
    for heading, key in learned.items():
        taught[key].append(heading)
    return tuple(replace(one, synonyms=(*one.synonyms, *taught[one.key])) for one in columns)
