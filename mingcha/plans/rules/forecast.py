"""What a year of campaigns means for a holder: chances as exact products, without drawing anything. Pure.

Draws of different campaigns are independent: each has its own seed (drawproof/1 section 4.3), so the chance
of being spared by all of them is the product of (1 − n/N)."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import combinations, pairwise

YEARS_AHEAD = (1, 2, 3)
BANDS = tuple(Fraction(percent, 100) for percent in (10, 20, 50, 75, 100))


@dataclass(frozen=True)
class Chance:
    """The chance that one campaign visits a holder: n/N of its stratum, or `chance_of_any` where its targets
    are drawn one by one. Two campaigns draw the same holder independently."""

    campaign: str
    share: Fraction


def chance_of_any(own: int, drawn: int, population: int) -> Fraction:
    """The chance that at least one of a holder's `own` targets is among `drawn` of `population`.

    >>> chance_of_any(1, 2, 10), chance_of_any(2, 2, 4), chance_of_any(0, 2, 4), chance_of_any(3, 2, 4)
    (Fraction(1, 5), Fraction(5, 6), Fraction(0, 1), Fraction(1, 1))
    """
    spared = Fraction(1)
    for place in range(own):
        spared *= Fraction(max(population - drawn - place, 0), population - place)
    return 1 - spared


@dataclass(frozen=True)
class Group:
    """Holders that stand in the same strata of the same campaigns: `count` of them, with equal chances."""

    chances: tuple[Chance, ...]
    count: int

    @cached_property
    def spared(self) -> Fraction:
        """The chance of not being drawn in a whole year: the product of (1 − n/N)."""
        found = Fraction(1)
        for chance in self.chances:
            found *= 1 - chance.share
        return found

    @cached_property
    def drawn_once(self) -> Fraction:
        """The chance of at least one visit in the year."""
        return 1 - self.spared

    @cached_property
    def visits(self) -> Fraction:
        """Expected visits of one holder in the year: Σ n/N."""
        return sum((chance.share for chance in self.chances), Fraction(0))


@dataclass(frozen=True)
class Forecast:
    """A year for every holder in business; those in no campaign make a group without chances."""

    groups: tuple[Group, ...]

    @property
    def holders(self) -> int:
        return sum(group.count for group in self.groups)

    @property
    def visits(self) -> Fraction:
        """Expected visits of the year, all holders together."""
        return sum((group.visits * group.count for group in self.groups), Fraction(0))

    def never_drawn(self, years: int) -> Fraction:
        """The expected share of holders not drawn once in so many such years; 0 where there is no holder."""
        if not self.holders:
            return Fraction(0)
        spared = sum((group.spared**years * group.count for group in self.groups), Fraction(0))
        return spared / self.holders

    @property
    def bands(self) -> list[tuple[Fraction, Fraction, int]]:
        """(above, up to, holders): how many have which chance of a visit in the year. The first band, from
        −1 up to 0, are those that cannot be drawn."""
        edges = (Fraction(-1), Fraction(0), *BANDS)
        return [
            (low, high, sum(g.count for g in self.groups if low < g.drawn_once <= high))
            for low, high in pairwise(edges)
        ]


@dataclass(frozen=True)
class Overlap:
    """Two campaigns that reach the same holders: `shared` of them, `doubles` expected to be visited by both
    (Σ p·q)."""

    first: str
    second: str
    shared: int
    doubles: Fraction


Span = tuple[datetime.date | None, datetime.date | None]


def periods_meet(one: Span, other: Span) -> bool:
    """Whether a day lies in both; an end that is not known yet may lie anywhere.

    >>> day = datetime.date.fromisoformat
    >>> march_on, until_may = (day("2026-03-01"), None), (None, day("2026-05-31"))
    >>> periods_meet(march_on, until_may), periods_meet(until_may, (day("2026-06-01"), None))
    (True, False)
    """
    ends = ((one[0], other[1]), (other[0], one[1]))
    return all(first is None or last is None or first <= last for first, last in ends)


def forecast(standing: Mapping[tuple[Chance, ...], int]) -> Forecast:
    """`standing` tells how many holders have which chances; those in no campaign have none."""
    groups = [Group(chances, count) for chances, count in standing.items() if count]
    return Forecast(tuple(sorted(groups, key=lambda group: (-group.visits, -group.count))))


def overlaps(groups: Sequence[Group]) -> list[Overlap]:
    """Every pair of campaigns that share holders, those with the most expected double visits first."""
    together: Counter[tuple[int, int]] = Counter()
    numbers: dict[Chance, int] = {}
    for group in groups:
        own = [numbers.setdefault(chance, len(numbers)) for chance in group.chances]
        for pair in combinations(own, 2):
            together[pair] += group.count
    chances = list(numbers)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    doubles: dict[tuple[str, str], Fraction] = defaultdict(Fraction)
    for (one, other), count in together.items():
        first, second = sorted((chances[one].campaign, chances[other].campaign))
        names = first, second
        shared[names] += count
        doubles[names] += chances[one].share * chances[other].share * count
    found = [Overlap(*names, shared[names], doubles[names]) for names in shared]
    return sorted(found, key=lambda one: (-one.doubles, one.first, one.second))
