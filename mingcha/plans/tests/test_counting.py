"""How many are drawn and how many the floor demands, in exact arithmetic."""

from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawproof.canonical.ratio import quota
from mingcha.plans.rules.counting import (
    ORDINARY,
    RAISED,
    Floor,
    FloorPart,
    Layer,
    count_strata,
    count_stratum,
    divide,
    floor_of,
    inactive,
    merged_drawn,
)


@dataclass(frozen=True)
class Member:
    code: str
    raised: bool = False
    active: bool = True
    state: str = "active"


def floor(count: int, ratio: Fraction = Fraction(1, 20)) -> Floor:
    return Floor((FloorPart(ratio, count, "实施方案 二（四）"),))


@pytest.mark.parametrize(("units", "required"), [(0, 0), (1, 1), (19, 1), (20, 1), (21, 2), (40, 2), (41, 3)])
def test_five_per_cent_is_rounded_up_to_whole_units(units: int, required: int) -> None:
    assert floor(units).required == required


def test_two_ratios_are_rounded_up_once_together() -> None:
    parts = (FloorPart(Fraction(3, 100), 10, "甲"), FloorPart(Fraction(1, 20), 10, "乙"))
    assert Floor(parts).required == 1


def test_a_unit_of_two_items_is_held_to_the_stricter() -> None:
    low, usual = FloorPart(Fraction(3, 100), 0, "甲"), FloorPart(Fraction(1, 20), 0, "乙")
    found = floor_of({"a": [low], "b": [low, usual], "c": [usual]})
    assert [(part.clause, part.count) for part in found.parts] == [("乙", 2), ("甲", 1)]


@given(
    st.fractions(min_value=Fraction(1, 10**6), max_value=1, max_denominator=10**6),
    st.integers(1, 50),
    st.integers(0, 5000),
    st.integers(0, 9),
)
def test_n_is_what_drawproof_draws(ratio: Fraction, at_least: int, members: int, reserve: int) -> None:
    count = count_stratum(Layer("s1", "ordinary", str(ratio), at_least, reserve), members)
    assert count.drawn == quota(ratio, at_least=at_least, members=members)
    assert count.drawn + count.reserve <= members


def test_at_least_and_the_number_of_members_bound_n() -> None:
    drawn = [
        count_stratum(Layer("s1", "ordinary", "1/20", 3), members).drawn for members in (0, 2, 3, 60, 61)
    ]
    assert drawn == [0, 2, 3, 3, 4]


def test_frame_and_exclusions_hold_everybody_once_in_ascii_order() -> None:
    members = [
        Member("b#02", raised=True),
        Member("B", active=False, state="suspended"),
        Member("a", active=False, state="otherwise_handled"),
        Member("b#01"),
        Member("C", active=False, state="deregistered"),
    ]
    found = divide(members, {"b#01": "s1", "b#02": "s2"}, inactive(members))
    assert found.rows == (("b#01", "s1"), ("b#02", "s2"))
    assert found.excluded == (("B", "not-active"), ("C", "not-active"), ("a", "otherwise-handled"))


def test_a_stratum_without_members_gives_zero() -> None:
    counts = count_strata((Layer("s1", "ordinary", "1/20"), Layer("s2", "raised", "1")), [("a", "s1")], {})
    assert [(count.population, count.drawn) for count in counts] == [(1, 1), (0, 0)]


def test_put_together_the_strata_are_rounded_up_once_and_the_raised_apart() -> None:
    towns = [count_stratum(Layer(f"s{place}", ORDINARY, "1/20", part=f"镇{place}"), 3) for place in range(7)]
    raised = [count_stratum(Layer(f"r{place}", RAISED, "1/4", part=f"镇{place}"), 1) for place in range(5)]
    assert sum(one.drawn for one in towns) == 7 and sum(one.drawn for one in raised) == 5
    # 7 × 3 × 5 % = 1.05; 5 × 1 × 25 % = 1.25.
    assert merged_drawn([*towns, *raised]) == 4
