"""Selection: one ticket a unit, the smallest tickets of each stratum are drawn (protocol section 5).

``ticket(unit) = H(S, "ticket", unit)``. With N members of a stratum n = min(N, max(at_least,
ceil(ratio × N))) are drawn; the next ``reserve`` stand by. By hand::

    printf '%s\\nticket\\n%s' SEED UNIT | sha256sum

>>> seed = "755857880e120d9459f8a967958f4bf832e02acdb94518de504f35c6443d818a"
>>> ticket(seed, "91130624MA00004")[:8]
'06e7a800'
>>> rule = {"strata": {"s1": {"ratio": "1/3", "at_least": 1, "reserve": 1}}}
>>> drawn = select(b"unit,stratum\\nU1,s1\\nU2,s1\\nU3,s1\\n", rule, seed)
>>> [(row.unit, row.role) for row in drawn.rows], drawn.counts
([('U1', 'drawn'), ('U2', 'reserve')], {'s1': Count(drawn=1, members=3, reserve=1)})
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import isqrt
from typing import NamedTuple

from drawproof.canonical import tables
from drawproof.canonical.csv_form import read_columns
from drawproof.canonical.ratio import parse_ratio, quota
from drawproof.canonical.shape import integer, mapping, record
from drawproof.canonical.text import check_hex64, check_id
from drawproof.digest import H, hasher
from drawproof.errors import DrawproofError

_TICKET_BYTES = 32
_EVERY_DIGEST = b"\xff" * (_TICKET_BYTES + 1)


class StratumRule(NamedTuple):
    """How many of a stratum: a share, at least so many, and how many stand by."""

    ratio: Fraction
    at_least: int
    reserve: int


class Count(NamedTuple):
    """n of N of one stratum, and how many reserves there are."""

    drawn: int
    members: int
    reserve: int


class Place(NamedTuple):
    """One row of ``result.csv``."""

    stratum: str
    rank: int
    unit: str
    ticket: str
    role: str


@dataclass(frozen=True)
class Selection:
    """What was drawn, and n of N of every stratum of the rule.

    ``ranked`` holds for each stratum with members the drawn and then the reserves: 32 bytes of ticket and
    the unit, joined; ``rows`` the same as rows of ``result.csv``.
    """

    ranked: Mapping[str, Sequence[bytes]]
    counts: Mapping[str, Count]

    @cached_property
    def rows(self) -> tuple[Place, ...]:
        """Every drawn unit and reserve in the order of ``result.csv``."""
        return tuple(
            place for name in self.ranked for place in _places(name, self.ranked[name], self.counts[name])
        )

    @property
    def result_csv(self) -> bytes:
        """The canonical bytes of ``result.csv``."""
        return tables.write("result.csv", self.rows)

    def units(self, role: str) -> list[str]:
        """The units of a role (``drawn`` or ``reserve``) by stratum and rank."""
        return [row.unit for row in self.rows if row.role == role]


def ticket(seed: str, unit: str, suite: str = "sha256") -> str:
    """The ticket of a unit: 64 lower-case hex digits that depend on seed and unit alone."""
    return H(suite, seed, "ticket", unit)


def parse_rule(rule: object) -> dict[str, StratumRule]:
    """The rule of a selection, strata ascending; a stratum without members is allowed."""
    strata = mapping(record(rule, ("strata",), "rule")["strata"], "rule.strata")
    return {check_id(name, "rule.strata"): _stratum_rule(strata[name], name) for name in sorted(strata)}


def _stratum_rule(value: object, name: str) -> StratumRule:
    where = f"rule.strata.{name}"
    fields = record(value, ("at_least", "ratio", "reserve"), where)
    return StratumRule(
        parse_ratio(fields["ratio"], f"{where}.ratio"),
        integer(fields["at_least"], f"{where}.at_least", least=1),
        integer(fields["reserve"], f"{where}.reserve"),
    )


def select(frame: bytes, rule: object, seed: str, *, suite: str = "sha256") -> Selection:
    """Draw from the bytes of a canonical ``frame.csv``; ``rule`` is the announcement's object."""
    units, strata = read_columns(tables.TABLES["frame.csv"], frame)
    return draw([unit.encode("ascii") for unit in units], strata, parse_rule(rule), seed, suite=suite)


def draw(
    units: Sequence[bytes],
    strata: Sequence[str],
    rules: Mapping[str, StratumRule],
    seed: str,
    *,
    suite: str = "sha256",
) -> Selection:
    """Draw from units and the stratum of each, in any order.

    Every ticket is computed and only the low ones are kept: working memory is of the order of what is drawn.
    """
    check_hex64(seed, "seed")
    sizes = Counter(strata)
    for stratum in sorted(sizes.keys() - rules.keys()):
        raise DrawproofError("stratum-without-rule", stratum=stratum)
    counts = {name: _count(rule, sizes[name]) for name, rule in rules.items()}
    limits = {name: _limit(count) for name, count in counts.items() if count.members}
    kept = _low_tickets(units, strata, limits, seed, suite)
    for name in [name for name in kept if len(kept[name]) < counts[name].drawn + counts[name].reserve]:
        own = [unit for unit, stratum in zip(units, strata, strict=True) if stratum == name]
        kept |= _low_tickets(own, [name] * len(own), {name: _EVERY_DIGEST}, seed, suite)
    return Selection({name: _ranked(kept[name], counts[name]) for name in sorted(kept)}, counts)


def _count(rule: StratumRule, members: int) -> Count:
    drawn = quota(rule.ratio, at_least=rule.at_least, members=members)
    return Count(drawn, members, min(members - drawn, rule.reserve))


def _limit(count: Count) -> bytes:
    """A ticket at or above this bound is not looked at again; rarely too low, never wrong (section 5)."""
    wanted = count.drawn + count.reserve
    bound = ((wanted + 8 * isqrt(wanted) + 16) << 64) // count.members
    return bound.to_bytes(8, "big") if bound < 1 << 64 else _EVERY_DIGEST


def _low_tickets(
    units: Iterable[bytes], strata: Iterable[str], limits: Mapping[str, bytes], seed: str, suite: str
) -> dict[str, list[bytes]]:
    """Ticket and unit, joined, of everybody whose ticket is low; joined they sort as (ticket, unit)."""
    kept: dict[str, list[bytes]] = {name: [] for name in limits}
    start = hasher(suite, f"{seed}\nticket\n".encode("ascii")).copy
    for unit, stratum in zip(units, strata, strict=True):
        running = start()
        running.update(unit)
        drawn = running.digest()
        if drawn < limits[stratum]:
            kept[stratum].append(drawn + unit)
    return kept


def _ranked(kept: list[bytes], count: Count) -> list[bytes]:
    kept.sort()
    del kept[count.drawn + count.reserve :]
    return kept


def _places(stratum: str, ranked: Sequence[bytes], count: Count) -> Iterable[Place]:
    for rank, one in enumerate(ranked, start=1):
        role = "drawn" if rank <= count.drawn else "reserve"
        unit = one[_TICKET_BYTES:].decode("ascii")
        yield Place(stratum, rank, unit, one[:_TICKET_BYTES].hex(), role)
