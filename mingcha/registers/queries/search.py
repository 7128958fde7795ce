"""Search by any part of a name or the beginning of a number, in memory: a database would read every row.

Names of natural persons stand masked here as in the register's own column; whole names and telephones are
looked up by their fingerprints."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import accumulate
from typing import Any
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.common.memory import without_collections
from mingcha.common.sealing import fingerprint
from mingcha.common.workbooks.values import compact_text
from mingcha.registers.models import Holder, Target
from mingcha.registers.queries.remembered import remembered

CODE = re.compile(r"[0-9A-Z#]{4,}")
PHONE = re.compile(r"\d[\d-]{6,}")
MARK = "\x1e"  # before each number, so that its beginning can be told
BETWEEN = "\x1f"  # between the holder's name and the target's own
RARE = 300  # times that a word is looked for one by one


@dataclass(frozen=True)
class Typed:
    """What somebody typed, as it is compared: `code` and `print` are empty when it is none."""

    text: str
    code: str
    phone_print: str
    name_print: str

    @classmethod
    def of(cls, typed: str) -> "Typed":
        text = compact_text(typed)
        code = text.upper().replace(" ", "")
        whole = fingerprint(text)
        return cls(
            text=text.lower(),
            code=code if CODE.fullmatch(code) else "",
            phone_print=whole if PHONE.fullmatch(code) else "",
            name_print=whole,
        )


@dataclass(frozen=True)
class _Column:
    """A text for each target, and all of them as one text in which a rare word is found at once."""

    texts: list[str]
    whole: str
    starts: list[int]

    @classmethod
    def of(cls, texts: list[str]) -> "_Column":
        starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
        return cls(texts, "\n".join(texts), starts)

    def places(self, part: str) -> list[int]:
        """Where the part stands, in order."""
        found: list[int] = []
        at = self.whole.find(part)
        while at >= 0:
            if len(found) == RARE:
                return [place for place, text in enumerate(self.texts) if part in text]
            found.append(bisect_right(self.starts, at) - 1)
            at = self.whole.find(part, self.starts[found[-1] + 1])
        return found


@dataclass(frozen=True)
class _Lines:
    """The targets of an office by code: who they are (16 bytes each: a hundred thousand objects would be
    looked through again and again by the collector), where, their names and their numbers."""

    keys: bytes
    towns: list[str]
    names: _Column
    codes: _Column

    @property
    def size(self) -> int:
        return len(self.towns)

    def key(self, place: int) -> UUID:
        return UUID(bytes=self.keys[16 * place : 16 * place + 16])

    def places_of(self, keys: Set[UUID]) -> list[int]:
        return [place for place in range(self.size) if self.key(place) in keys] if keys else []


class Matches(Sequence[UUID]):
    """The targets that fit, by code."""

    def __init__(self, lines: _Lines, places: list[int]) -> None:
        self._lines, self._places = lines, places

    def __len__(self) -> int:
        return len(self._places)

    def __getitem__(self, place: Any) -> Any:
        chosen = self._places[place]
        return (
            [self._lines.key(one) for one in chosen] if isinstance(place, slice) else self._lines.key(chosen)
        )

    @property
    def by_town(self) -> dict[str, int]:
        """How many of them lie in each town."""
        return Counter(map(self._lines.towns.__getitem__, self._places))


def matches(scope: Actor, typed: str) -> Matches:
    """Every target of the viewer's office that fits what was typed."""
    return remembered(("matches", scope.office_id, typed), lambda: _matches(scope, Typed.of(typed)))


def _matches(scope: Actor, wanted: Typed) -> Matches:
    lines = lines_of(scope)
    found = lines.names.places(wanted.text) if wanted.text else list(range(lines.size))
    more = lines.codes.places(MARK + wanted.code) if wanted.code else []
    more += lines.places_of(_sealed(scope, wanted))
    return Matches(lines, sorted({*found, *more}) if more else found)


def lines_of(scope: Actor) -> _Lines:
    """Read once for each state of the register."""
    with without_collections():
        return remembered(("lines", scope.office_id), lambda: _lines(scope))


def _sealed(scope: Actor, wanted: Typed) -> frozenset[UUID]:
    """Targets of the natural person of that whole name, or with that telephone; a holder that was merged
    stands for the one it was merged into. Each is asked for by its own index."""
    if not wanted.name_print:
        return frozenset()
    persons = Holder.objects.filter(office_id=scope.office_id, name_print=wanted.name_print).order_by()
    named = {one for row in persons.values_list("pk", "merged_into") for one in row if one}
    held = Target.objects.filter(holder__in=named).order_by().values_list("pk", "merged_into")
    found = {target for target, into in held if into is None}
    if wanted.phone_print:
        called = Target.current.filter(office_id=scope.office_id, phone_print=wanted.phone_print).order_by()
        found.update(called.values_list("pk", flat=True))
    return frozenset(found)


def _lines(scope: Actor) -> _Lines:
    owners, former = _owners(scope), _former_numbers(scope)
    targets = Target.current.filter(office_id=scope.office_id).order_by("code")
    keys = bytearray()
    names, codes, places = [], [], []
    towns: dict[str, str] = {}
    rows = targets.values_list("pk", "town", "name", "code", "licence_no", "holder")
    for pk, town, name, code, licence, holder in rows.iterator():
        owner, numbers = owners[holder]
        keys += pk.bytes
        places.append(towns.setdefault(town, town))
        names.append(f"{owner}{BETWEEN}{name.lower()}" if name else owner)
        codes.append(f"{numbers}{MARK}{code}{MARK}{licence}{former.get(pk, '')}")
    return _Lines(bytes(keys), places, _Column.of(names), _Column.of(codes))


def _owners(scope: Actor) -> dict[UUID, tuple[str, str]]:
    """The names and numbers of each holder, with those of the holders that were merged into it."""
    holders = Holder.objects.filter(office_id=scope.office_id)
    facts = holders.values_list("pk", "merged_into", "name", "name_sealed", "code", "uscc", "register_no")
    known: dict[UUID, tuple[str, str]] = {}
    merged: list[tuple[UUID, UUID]] = []
    for pk, into, name, sealed, *numbers in facts.iterator():
        marked = "".join(MARK + number for number in dict.fromkeys(numbers) if number)
        known[pk] = ("" if sealed else name.lower(), marked)
        if into:
            merged.append((pk, into))
    alone = {pk: known[pk] for pk, _ in merged}
    for pk, into in merged:
        known[into] = (known[into][0] + BETWEEN + alone[pk][0], known[into][1] + alone[pk][1])
    return known


def _former_numbers(scope: Actor) -> dict[UUID, str]:
    """The codes and documents of the targets that were merged into each."""
    merged = Target.objects.filter(office_id=scope.office_id, merged_into__isnull=False)
    found: dict[UUID, str] = {}
    for into, code, licence in merged.values_list("merged_into", "code", "licence_no"):
        if into:
            found[into] = f"{found.get(into, '')}{MARK}{code}{MARK}{licence}"
    return found
