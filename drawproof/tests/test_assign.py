"""Assignment: the protocol's vectors and the guarantees it states (protocol sections 6 and 9)."""

from hashlib import sha256
from random import Random

import pytest
from plans import VisitSpec, plan_of, rows_of

from drawproof import DrawproofError, Infeasible, SeedChooser, assign, draw_teams, write_table

V = sha256(b"vector 1").hexdigest()
EVEN = {"balance": "even"}
MARKET: dict[str, int | None] = {"L1": None, "L2": None, "L3": None, "M1": None, "M2": None}


def files_of(caps: dict[str, int | None], visits: list[VisitSpec]) -> tuple[bytes, bytes, bytes]:
    names = ("inspectors.csv", "visits.csv", "barred.csv")
    people, seats, barred = (
        write_table(name, rows) for name, rows in zip(names, rows_of(caps, visits), strict=True)
    )
    return people, seats, barred


def test_the_three_visits_of_the_protocol_give_its_teams() -> None:
    visits: list[VisitSpec] = [
        ("o1", [("team", 2, "ABCD")]),
        ("o2", [("team", 2, "ABD")]),
        ("o3", [("team", 2, "BCD")]),
    ]
    drawn = assign(*files_of(dict.fromkeys("ABCD"), visits), EVEN, V)
    assert drawn.teams_csv == (
        b"visit,group,seat,inspector,refused\n"
        b"o3,team,1,D,\no3,team,2,C,\no1,team,1,A,\no1,team,2,B,\no2,team,1,A,\no2,team,2,D,\n"
    )
    assert drawn.levels_csv == b"inspector,level,load\nA,2,2\nB,2,1\nC,2,1\nD,2,2\n"


def test_the_joint_visits_of_the_protocol_give_its_refusals() -> None:
    land, market = ["L1", "L2", "L3"], ["M1", "M2"]
    visits: list[VisitSpec] = [
        ("o1", [("land", 1, land), ("market", 1, market)]),
        ("o2", [("land", 1, land[:2]), ("market", 1, market)]),
        ("o3", [("land", 1, land[:1]), ("market", 1, market)]),
        ("o4", [("land", 1, land[:2]), ("market", 1, market[1:])]),
    ]
    seed = "bcb8a45ede8805caa3fe7efcd129c3209e6a84ec47428ac6c670a200ed9b444a"
    drawn = assign(*files_of(MARKET, visits), EVEN, seed)
    assert drawn.teams_csv.decode().splitlines()[1:] == [
        "o2,land,1,L2,",
        "o2,market,1,M2,",
        "o1,land,1,L3,",
        "o1,market,1,M1,M2",
        "o3,land,1,L1,",
        "o3,market,1,M1,M2",
        "o4,land,1,L1,",
        "o4,market,1,M2,",
    ]
    assert [level.level for level in drawn.levels] == [2, 2, 1, 2, 2]


def test_a_plan_that_cannot_be_staffed_says_which_seats_and_people_block_it() -> None:
    visits: list[VisitSpec] = [
        ("o1", [("lead", 1, "A"), ("member", 1, "AB")]),
        ("o2", [("lead", 1, "A"), ("member", 1, "AB")]),
        ("o3", [("team", 2, "CD")]),
    ]
    with pytest.raises(Infeasible) as refused:
        assign(*files_of({"A": 2, "B": 1, "C": 3, "D": None}, visits), EVEN, V)
    assert refused.value.certificate == {
        "blocked": ["o1/lead", "o1/member", "o2/lead", "o2/member"],
        "full": ["B"],
        "limited": {"A": 2},
        "demand": 4,
        "supply": 3,
        "missing": 1,
    }


def test_nobody_exceeds_the_level_and_nobody_falls_more_than_one_below() -> None:
    random = Random(5)
    names = [f"I{n:02d}" for n in range(20)]
    visits = [
        (f"o{n:03d}", [("lead", 1, random.sample(names, 6)), ("member", 2, random.sample(names, 12))])
        for n in range(120)
    ]
    drawn = draw_teams(plan_of(dict.fromkeys(names), visits), "even", SeedChooser(V))
    assert len(drawn.seats) == 360
    assert all(level.level - 1 <= level.load <= level.level for level in drawn.levels)
    for visit in {seat.visit for seat in drawn.seats}:
        team = [seat.inspector for seat in drawn.seats if seat.visit == visit]
        assert len(team) == len(set(team)) == 3


def test_a_barred_inspector_never_sits_on_the_visit() -> None:
    people = b"inspector,tags,cap\nA,,\nB,,\nC,,\n"
    visits = b"visit,group,count,requires\no1,team,1,\no2,team,1,\n"
    barred = b"visit,inspector,reason\no1,A,barred\no1,B,barred\n"
    for salt in range(20):
        drawn = assign(people, visits, barred, EVEN, sha256(bytes([salt])).hexdigest())
        assert [seat.inspector for seat in drawn.seats if seat.visit == "o1"] == ["C"]


def test_every_holder_of_the_seats_has_all_required_tags() -> None:
    people = b"inspector,tags,cap\nA,x,\nB,x;y,\nC,y,\n"
    visits = b"visit,group,count,requires\no1,team,1,x;y\n"
    drawn = assign(people, visits, b"visit,inspector,reason\n", EVEN, V)
    assert drawn.seats[0].inspector == "B"


def test_with_balance_cap_a_cap_above_the_number_of_seats_is_printed_as_given() -> None:
    people = b"inspector,tags,cap\nA,,50\nB,,\n"
    visits = b"visit,group,count,requires\no1,team,1,\n"
    drawn = assign(people, visits, b"visit,inspector,reason\n", {"balance": "cap"}, V)
    assert [level.level for level in drawn.levels] == [50, 1]


@pytest.mark.parametrize(
    "rule", [{}, {"balance": "odd"}, {"balance": "even", "cap": 1}, {"balance": ["even"]}]
)
def test_a_rule_of_another_form_is_refused(rule: object) -> None:
    with pytest.raises(DrawproofError):
        assign(*files_of({"A": None}, [("o1", [("team", 1, "A")])]), rule, V)


def test_a_long_chain_of_exchanges_is_found_without_deep_recursion() -> None:
    size = 3000
    names = [f"I{n:04d}" for n in range(size + 1)]
    people = "".join(f"{name},t{max(0, n - 1):04d};t{n:04d},1\n" for n, name in enumerate(names[1:], 1))
    visits = "".join(f"o{n:04d},team,1,t{n:04d}\n" for n in range(size))
    drawn = assign(
        b"inspector,tags,cap\n" + people.encode(),
        b"visit,group,count,requires\n" + visits.encode(),
        b"visit,inspector,reason\n",
        EVEN,
        V,
    )
    assert len(drawn.seats) == size
