"""The whole choice tree of a draw, walked with exact fractions (protocol section 6).

The chooser is a parameter of the draw. Here it follows every possible choice in turn, so that the chance of
every outcome is known exactly: interchangeable inspectors have equal chances on every visit.
"""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import permutations

import pytest
from plans import VisitSpec, plan_of

from drawproof import Plan, draw_teams
from drawproof.assignment.draw import Assignment


class Script:
    """Follows a script of choices, then always takes the first, and notes how many there were."""

    def __init__(self, order: Sequence[str], script: Sequence[int]):
        self._order = order
        self._script = list(script)
        self.taken: list[int] = []
        self.sizes: list[int] = []

    def order(self, visits: Sequence[str]) -> Sequence[str]:
        return self._order

    def choose(self, visit: str, group: str, seat: int, attempt: int, names: int) -> int:
        position = len(self.taken)
        self.taken.append(self._script[position] if position < len(self._script) else 0)
        self.sizes.append(names)
        return self.taken[-1]


def outcomes(plan: Plan, balance: str) -> Iterator[tuple[Fraction, Assignment]]:
    """Every path through the tree with its chance, all orders of the visits being equally likely."""
    orders = list(permutations(plan.visits))
    for order in orders:
        script: list[int] | None = []
        while script is not None:
            chooser = Script(order, script)
            drawn = draw_teams(plan, balance, chooser)
            chance = Fraction(1, len(orders))
            for size in chooser.sizes:
                chance /= size
            yield chance, drawn
            script = following(chooser)


def following(chooser: Script) -> list[int] | None:
    """The next path in the order of the tree, or none."""
    for position in reversed(range(len(chooser.taken))):
        if chooser.taken[position] + 1 < chooser.sizes[position]:
            return [*chooser.taken[:position], chooser.taken[position] + 1]
    return None


def chances(plan: Plan, balance: str) -> dict[tuple[str, str, str], Fraction]:
    """The chance of every inspector for every group of every visit."""
    total = Fraction(0)
    found: dict[tuple[str, str, str], Fraction] = {}
    for chance, drawn in outcomes(plan, balance):
        total += chance
        for seat in drawn.seats:
            key = (seat.visit, seat.group, seat.inspector)
            found[key] = found.get(key, Fraction(0)) + chance
    assert total == 1
    return found


TWINS: list[tuple[dict[str, int | None], list[VisitSpec], str]] = [
    (dict.fromkeys("ABC"), [("o1", [("team", 1, "ABC")]), ("o2", [("team", 1, "ABC")])], "ABC"),
    (dict.fromkeys("ABCD"), [("o1", [("team", 2, "ABCD")]), ("o2", [("team", 1, "ABD")])], "ABD"),
    (
        dict.fromkeys("ABCD"),
        [
            ("o1", [("lead", 1, "AB"), ("member", 1, "ABCD")]),
            ("o2", [("lead", 1, "AB"), ("member", 1, "CD")]),
        ],
        "AB",
    ),
    ({"A": 1, "B": 1, "C": None}, [("o1", [("team", 1, "ABC")]), ("o2", [("team", 2, "ABC")])], "AB"),
    (
        dict.fromkeys("ABCD"),
        [("o1", [("team", 1, "AB")]), ("o2", [("team", 1, "ABCD")]), ("o3", [("team", 1, "CD")])],
        "CD",
    ),
]


@pytest.mark.parametrize("balance", ["even", "cap"])
@pytest.mark.parametrize(("caps", "visits", "twins"), TWINS)
def test_interchangeable_inspectors_have_exactly_equal_chances(
    caps: dict[str, int | None], visits: list[VisitSpec], twins: str, balance: str
) -> None:
    found = chances(plan_of(caps, visits), balance)
    for visit, groups in visits:
        for group, _, eligible in groups:
            equal = {found.get((visit, group, one), Fraction(0)) for one in twins if one in eligible}
            assert len(equal) <= 1, (visit, group, equal)


def test_a_single_seat_is_drawn_with_the_chance_of_one_name_in_the_hat() -> None:
    found = chances(plan_of(dict.fromkeys("ABC"), [("o1", [("team", 1, "ABC")])]), "even")
    assert set(found.values()) == {Fraction(1, 3)}


def test_the_walk_sees_chances_that_are_not_equal() -> None:
    visits: list[VisitSpec] = [("o1", [("team", 1, "AC")]), ("o2", [("team", 1, "ABC")])]
    found = chances(plan_of(dict.fromkeys("ABC"), visits), "cap")
    assert found.get(("o1", "team", "A")) != found.get(("o1", "team", "B"))
