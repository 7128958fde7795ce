"""Every set of units is equally likely; samplers that are not uniform fail the same tests.

Critical values: NIST/SEMATECH e-Handbook of Statistical Methods, section 1.3.6.7.4, chi-square table, upper
tail 0.001: 43.820 for 19 degrees of freedom, 85.351 for 49.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from hashlib import sha256
from itertools import combinations

import pytest

from drawproof.selection import draw, parse_rule

CRITICAL_19, CRITICAL_49 = 43.820, 85.351
Z_CRITICAL = 3.2905  # two-sided 0.001 of the normal distribution, same source, section 1.3.6.7.1
Sampler = Callable[[Sequence[str], int, str], list[str]]

RULES = {
    size: parse_rule({"strata": {"s": {"ratio": f"1/{size}", "at_least": 1, "reserve": 0}}}) for size in (2,)
}


def ours(units: Sequence[str], wanted: int, seed: str) -> list[str]:
    assert wanted * 2 == len(units)
    return draw([unit.encode() for unit in units], ["s"] * len(units), RULES[2], seed).units("drawn")


def systematic(units: Sequence[str], wanted: int, seed: str) -> list[str]:
    step = len(units) // wanted
    start = int(seed, 16) % step
    return [units[start + step * n] for n in range(wanted)]


def favouring(units: Sequence[str], wanted: int, seed: str) -> list[str]:
    """Redraws one time in ten when the first unit was spared: drawn 5 % more often than the others."""
    drawn = ours(units, wanted, seed)
    if units[0] not in drawn and int(seed[:8], 16) % 10 == 0:
        return ours(units, wanted, sha256(seed.encode()).hexdigest())
    return drawn


def seeds(count: int) -> list[str]:
    return [sha256(f"uniformity {n}".encode()).hexdigest() for n in range(count)]


def subsets_statistic(sampler: Sampler) -> float:
    units = [f"U{n}" for n in range(6)]
    counts = Counter(frozenset(sampler(units, 3, seed)) for seed in seeds(20_000))
    return sum((counts[frozenset(one)] - 1000) ** 2 / 1000 for one in combinations(units, 3))


def inclusion_statistics(sampler: Sampler) -> tuple[float, float]:
    """Chi-square of inclusions with the finite-population correction, and z of one neighbouring pair."""
    rounds, members, wanted = 30_000, 50, 25
    units = [f"U{n:02d}" for n in range(members)]
    counts: Counter[str] = Counter()
    pairs = 0
    for seed in seeds(rounds):
        drawn = sampler(units, wanted, seed)
        counts.update(drawn)
        pairs += units[0] in drawn and units[1] in drawn
    expected = rounds * wanted / members
    spread = expected * (1 - wanted / members) * members / (members - 1)
    chance = wanted * (wanted - 1) / (members * (members - 1))
    z = (pairs - rounds * chance) / (rounds * chance * (1 - chance)) ** 0.5
    return sum((counts[unit] - expected) ** 2 / spread for unit in units), z


def test_all_twenty_subsets_of_three_of_six_are_equally_likely() -> None:
    assert subsets_statistic(ours) < CRITICAL_19


@pytest.mark.parametrize("sampler", [systematic, favouring])
def test_a_sampler_that_is_not_uniform_fails_the_subsets(sampler: Sampler) -> None:
    assert subsets_statistic(sampler) > CRITICAL_19


def test_each_of_fifty_is_drawn_equally_often_and_with_its_neighbour() -> None:
    chi_square, z = inclusion_statistics(ours)
    assert chi_square < CRITICAL_49
    assert abs(z) < Z_CRITICAL


@pytest.mark.parametrize("sampler", [systematic, favouring])
def test_a_sampler_that_is_not_uniform_fails_the_inclusions(sampler: Sampler) -> None:
    chi_square, z = inclusion_statistics(sampler)
    assert chi_square > CRITICAL_49 or abs(z) > Z_CRITICAL
