"""Assignment against all small plans: acceptances, refusals, levels and certificates (protocol section 6)."""

from collections.abc import Iterable, Sequence
from random import Random

import pytest
from plans import Judge, plan_of, small_plans

from drawproof import Infeasible, Plan, draw_teams
from drawproof.assignment.draw import Assignment


class Fixed:
    """Calls visits as they come and draws what a fixed generator says."""

    def __init__(self, salt: int):
        self._random = Random(salt)

    def order(self, visits: Sequence[str]) -> Sequence[str]:
        return self._random.sample(visits, len(visits))

    def choose(self, visit: str, group: str, seat: int, attempt: int, names: int) -> int:
        return self._random.randrange(names)


def check_draw(judge: Judge, drawn: Assignment, lower: Sequence[int], upper: Sequence[int]) -> None:
    """Every refusal is right, every acceptance is right, and everybody allowed was in the hat."""
    plan = judge.plan
    number = {name: i for i, name in enumerate(plan.inspectors)}
    at = {(plan.visits[g.visit], g.name): n for n, g in enumerate(plan.groups)}
    fixed: dict[tuple[int, int], int] = {}
    for seat in drawn.seats:
        group = at[seat.visit, seat.group]
        for name in seat.refused:
            assert not judge.completable({**fixed, (group, seat.seat): number[name]}, lower, upper)
        fixed[group, seat.seat] = number[seat.inspector]
        assert judge.completable(fixed, lower, upper)
    loads = [sum(who == i for who in fixed.values()) for i in range(len(plan.inspectors))]
    assert [level.load for level in drawn.levels] == loads
    assert len(fixed) == plan.seats


def check_plan(judge: Judge, balance: str, salts: Sequence[int]) -> bool:
    """Compare one plan with its judge; true if it can be staffed."""
    plan = judge.plan
    expected = judge.certificate()
    if expected is not None:
        with pytest.raises(Infeasible) as refused:
            draw_teams(plan, balance, Fixed(0))
        assert refused.value.certificate == expected
        assert expected["demand"] - expected["supply"] == expected["missing"]  # type: ignore[operator]  # ints
        return False
    upper = judge.levels() if balance == "even" else list(plan.caps)
    lower = [max(0, one - 1) if balance == "even" else 0 for one in upper]
    printed = list(plan.printed_caps) if balance == "cap" else upper
    for salt in salts:
        drawn = draw_teams(plan, balance, Fixed(salt))
        assert [level.level for level in drawn.levels] == printed
        check_draw(judge, drawn, lower, upper)
    return True


def check_all(plans: Iterable[Plan], balances: Sequence[str], salts: Sequence[int]) -> tuple[int, int]:
    """How many plans were staffed and how many were blocked, each as the judge says."""
    outcomes = [check_plan(judge, balance, salts) for judge in map(Judge, plans) for balance in balances]
    return outcomes.count(True), outcomes.count(False)


def random_plans(count: int, salt: int) -> Iterable[Plan]:
    """Up to four people, up to three visits, caps and joint visits among them."""
    random = Random(salt)
    for _ in range(count):
        people = "ABCD"[: random.randint(2, 4)]
        caps = {name: random.choice([None, None, 1, 2, 3]) for name in people}
        visits = []
        for number in range(random.randint(1, 3)):
            names = random.sample(["lead", "member", "expert"], random.randint(1, 2))
            groups = [
                (name, random.randint(1, 2), "".join(c for c in people if random.random() < 0.75))
                for name in names
            ]
            visits.append((f"o{number}", groups))
        yield plan_of(caps, visits)


def test_every_plan_of_two_visits_and_three_people_is_drawn_as_defined() -> None:
    lawful, blocked = check_all(small_plans(), ["even"], [1])
    assert lawful > 2000
    assert blocked > 2000


def test_random_plans_of_three_visits_are_drawn_as_defined() -> None:
    lawful, blocked = check_all(random_plans(150, 7), ["even", "cap"], [1, 2, 3])
    assert lawful > 100
    assert blocked > 100


@pytest.mark.full
def test_many_more_plans_are_drawn_as_defined() -> None:
    check_all(small_plans(), ["even", "cap"], [1, 2, 3])
    check_all(random_plans(10_000, 11), ["even", "cap"], [1, 2, 3])
