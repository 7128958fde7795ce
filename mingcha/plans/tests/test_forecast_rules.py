"""The year ahead in exact chances: products of (1 − n/N), never an estimate."""

from fractions import Fraction
from itertools import combinations
from math import comb

from hypothesis import given
from hypothesis import strategies as st

from mingcha.plans.rules.forecast import Chance, Group, chance_of_any, forecast, overlaps

HALF, FIFTH = Chance("2026-01", Fraction(1, 2)), Chance("2026-02", Fraction(1, 5))


def test_a_holder_of_two_campaigns_is_spared_by_both_at_once() -> None:
    group = Group((HALF, FIFTH), 1)
    assert group.spared == Fraction(2, 5)
    assert group.drawn_once == Fraction(3, 5)
    assert group.visits == Fraction(7, 10)


def test_holders_with_the_same_chances_are_one_group_and_the_others_are_kept() -> None:
    found = forecast({(HALF, FIFTH): 1, (HALF,): 1, (): 1})
    assert [(group.chances, group.count) for group in found.groups] == [
        ((HALF, FIFTH), 1),
        ((HALF,), 1),
        ((), 1),
    ]
    assert found.holders == 3
    assert found.visits == Fraction(6, 5)


def test_the_share_never_drawn_falls_year_by_year() -> None:
    found = forecast({(HALF,): 1, (): 1})
    assert [found.never_drawn(years) for years in (1, 2, 3)] == [
        Fraction(3, 4),
        Fraction(5, 8),
        Fraction(9, 16),
    ]


def test_an_empty_register_has_no_share_to_speak_of() -> None:
    assert forecast({}).never_drawn(1) == 0


def test_the_bands_count_every_holder_once() -> None:
    found = forecast({(HALF,): 1, (Chance("x", Fraction(1)),): 1, (Chance("x", Fraction(1, 20)),): 1, (): 1})
    counts = {high: count for _, high, count in found.bands}
    assert sum(counts.values()) == found.holders == 4
    assert (
        counts[Fraction(0)] == counts[Fraction(1, 10)] == counts[Fraction(1, 2)] == counts[Fraction(1)] == 1
    )


def test_double_visits_are_expected_as_the_sum_of_p_times_q() -> None:
    groups = forecast({(HALF,): 1, (HALF, FIFTH): 1, (FIFTH,): 1}).groups
    (found,) = overlaps(groups)
    assert (found.first, found.second, found.shared) == ("2026-01", "2026-02", 1)
    assert found.doubles == Fraction(1, 10)


def test_campaigns_without_a_common_holder_do_not_overlap() -> None:
    assert overlaps(forecast({(HALF,): 1, (FIFTH,): 1}).groups) == []


@given(st.integers(1, 7), st.data())
def test_the_chance_of_any_target_is_that_of_all_possible_draws(population: int, data: st.DataObject) -> None:
    drawn = data.draw(st.integers(0, population))
    own = data.draw(st.integers(0, population))
    hits = sum(
        1 for drawn_ones in combinations(range(population), drawn) if set(drawn_ones) & set(range(own))
    )
    assert chance_of_any(own, drawn, population) == Fraction(hits, comb(population, drawn))
