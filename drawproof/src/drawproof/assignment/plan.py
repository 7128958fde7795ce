"""A plan: visits with groups of seats, inspectors with caps, and who may sit where (protocol section 6).

Inspectors are numbered by ascending id and sets of them are integers, one bit each, so that set algebra over
hundreds of people is one machine operation for each 64.

>>> people = [("A", "qual:mining", ""), ("B", "", "")]
>>> plan = build_plan(people, [("o1", "lead", "1", "qual:mining"), ("o1", "member", "1", "")], [])
>>> [[plan.inspectors[i] for i in group.members] for group in plan.groups], plan.seats
([['A'], ['A', 'B']], 2)
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from drawproof.canonical.csv_form import Row
from drawproof.canonical.shape import one_of, record

BALANCES = ("even", "cap")


@dataclass(frozen=True, slots=True)
class Group:
    """Seats of one visit that ask for the same tags. ``eligible`` is a set of inspector numbers, as bits."""

    visit: int
    name: str
    seats: int
    eligible: int
    members: tuple[int, ...]


@dataclass(frozen=True)
class Plan:
    """Everything an assignment is drawn from.

    ``caps[i]`` is the own cap of inspector i, or T where there is none or it is above T; ``printed_caps[i]``
    is the own cap as given, or T.
    """

    inspectors: tuple[str, ...]
    caps: tuple[int, ...]
    printed_caps: tuple[int, ...]
    visits: tuple[str, ...]
    groups: tuple[Group, ...]
    groups_of: tuple[tuple[int, ...], ...]

    @property
    def seats(self) -> int:
        """T, the number of seats."""
        return sum(group.seats for group in self.groups)


def parse_balance(rule: object) -> str:
    """The rule of an assignment: {``balance``: ``even`` | ``cap``}."""
    return one_of(record(rule, ("balance",), "rule")["balance"], BALANCES, "rule.balance")


def bits(numbers: int) -> Iterator[int]:
    """The members of a set of numbers, ascending."""
    while numbers:
        low = numbers & -numbers
        yield low.bit_length() - 1
        numbers ^= low


def build_plan(inspectors: Sequence[Row], visits: Sequence[Row], barred: Iterable[Row]) -> Plan:
    """The plan of the rows of ``inspectors.csv``, ``visits.csv`` and ``barred.csv``, strictly read before."""
    names = [name for name, _, _ in inspectors]
    barred_from = _bars(barred, {name: number for number, name in enumerate(names)})
    holders = _Holders(inspectors)
    seats = sum(int(count) for _, _, count, _ in visits)
    numbers: dict[str, int] = {}
    groups: list[Group] = []
    groups_of: list[list[int]] = []
    for visit, name, count, requires in visits:
        number = numbers.setdefault(visit, len(numbers))
        if number == len(groups_of):
            groups_of.append([])
        groups_of[number].append(len(groups))
        eligible, members = holders.of(requires, barred_from.get(visit, 0))
        groups.append(Group(number, name, int(count), eligible, members))
    printed = tuple(int(cap) if cap else seats for _, _, cap in inspectors)
    caps = tuple(min(cap, seats) for cap in printed)
    return Plan(tuple(names), caps, printed, tuple(numbers), tuple(groups), tuple(map(tuple, groups_of)))


def _bars(barred: Iterable[Row], numbers: dict[str, int]) -> dict[str, int]:
    bars: dict[str, int] = {}
    for visit, inspector, _ in barred:
        bars[visit] = bars.get(visit, 0) | 1 << numbers[inspector]
    return bars


class _Holders:
    """Who holds all of some tags; the answer for equal tags is computed once."""

    def __init__(self, inspectors: Sequence[Row]):
        self._all = (1 << len(inspectors)) - 1
        self._by_tag: dict[str, int] = {}
        for number, (_, tags, _) in enumerate(inspectors):
            for tag in filter(None, tags.split(";")):
                self._by_tag[tag] = self._by_tag.get(tag, 0) | 1 << number
        self._known: dict[int, tuple[int, ...]] = {}

    def of(self, requires: str, barred: int) -> tuple[int, tuple[int, ...]]:
        """The eligible set, as bits and as ascending numbers."""
        eligible = self._all
        for tag in filter(None, requires.split(";")):
            eligible &= self._by_tag.get(tag, 0)
        eligible &= ~barred
        if eligible not in self._known:
            self._known[eligible] = tuple(bits(eligible))
        return eligible, self._known[eligible]
