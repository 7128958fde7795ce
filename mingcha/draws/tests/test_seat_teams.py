"""Who of a platform's team takes which seat: the list says who goes, the campaign what each seat asks for."""

import pytest

from mingcha.draws.rules.external.lists import ListedSeat, Seating, seat_teams

LEADING = Seating("lead", "组长", 1, frozenset({"lead"}), leads=True)
MARKET = Seating("market", "市场监管", 1, frozenset({"dept:market"}), leads=False)
MINER = Seating("miner", "矿业", 1, frozenset({"mining"}), leads=False)
MEMBER = Seating("member", "组员", 1, frozenset(), leads=False)
TAGS = {
    "J1": frozenset({"lead"}),
    "J2": frozenset[str](),
    "S1": frozenset({"dept:market"}),
    "S2": frozenset({"dept:market", "mining"}),
}


def seated(groups: list[Seating], *people: str) -> list[tuple[str, tuple[str, ...]]]:
    """The people in the order of the list; the first one leads."""
    seats = [
        ListedSeat(row, "某公司", who, "h", who, leads=row == 1) for row, who in enumerate(people, start=1)
    ]
    return [(group.code, taken) for group, taken in seat_teams(groups, seats, TAGS)]


def test_a_seat_that_requires_something_goes_to_who_meets_it_wherever_the_list_has_him() -> None:
    expected = [("lead", ("J1",)), ("market", ("S1",)), ("member", ("J2",))]
    assert seated([LEADING, MARKET, MEMBER], "J1", "J2", "S1") == expected
    assert seated([LEADING, MEMBER, MARKET], "J1", "S1", "J2") == [
        *(("lead", ("J1",)), ("member", ("J2",))),
        ("market", ("S1",)),
    ]


@pytest.mark.parametrize("order", [("S1", "S2"), ("S2", "S1")])
def test_who_fits_two_seats_leaves_the_one_to_who_fits_no_other(order: tuple[str, str]) -> None:
    groups = [LEADING, MARKET, MINER]
    assert seated(groups, "J1", *order) == [("lead", ("J1",)), ("market", ("S1",)), ("miner", ("S2",))]


def test_a_seat_that_nobody_meets_is_taken_in_the_order_of_the_list() -> None:
    assert seated([LEADING, MINER, MEMBER], "J1", "J2", "S1") == [
        *(("lead", ("J1",)), ("miner", ("J2",))),
        ("member", ("S1",)),
    ]


def test_who_is_left_over_sits_in_the_last_group() -> None:
    assert seated([LEADING, MARKET], "J1", "S1", "J2") == [("lead", ("J1",)), ("market", ("S1", "J2"))]
