"""The arbiter at its boundaries: exactly enough is enough, one less is named. Without a database."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import pytest

from mingcha.plans.rules.counting import (
    ORDINARY,
    RAISED,
    Floor,
    FloorPart,
    Layer,
    StratumCount,
    count_reasons,
    counts_for_floor,
    divide,
    inactive,
)
from mingcha.plans.rules.findings import CampaignFacts, Cited, ItemStanding, Seats, examine
from mingcha.plans.tests.test_counting import Member
from mingcha.registers.rules.standing import COMPLAINTS, RISK_CLASS
from mingcha.registers.states import OTHERWISE_HANDLED

LEAD = frozenset({"lead"})
MINING = frozenset({"mining"})


def facts(
    *,
    drawn: int = 2,
    ratios: tuple[str, str] = ("1/10", "1/5"),
    seats: Sequence[Seats] = (Seats("lead", "组长", 1, LEAD), Seats("member", "组员", 1)),
    items: Sequence[ItemStanding] = (ItemStanding("巡查", is_published=True, is_in_force=True),),
    staff: Sequence[frozenset[str]] = (LEAD, frozenset()),
) -> CampaignFacts:
    """A campaign in order: 40 units, of whom the floor of 5 % demands 2."""
    ordinary, raised = Layer("s1", ORDINARY, ratios[0]), Layer("s2", RAISED, ratios[1])
    return CampaignFacts(
        unit="holder",
        counts=(StratumCount(ordinary, 35, drawn, 0), StratumCount(raised, 5, 0, 0)),
        floor=Floor((FloorPart(Fraction(1, 20), 40, "实施方案 二（四）"),)),
        seats=seats,
        officers=Cited(Fraction(2), "行政处罚法第四十二条"),
        items=items,
        staff=staff,
    )


def codes(found: CampaignFacts) -> list[str]:
    return [finding.code for finding in examine(found)]


def test_more_seats_than_people_have_working_days_is_asked_about() -> None:
    """2 visits of 2 seats are 4; 2 people have 4 days in two working days, 2 in one."""
    assert codes(replace(facts(), working_days=2)) == []
    (finding,) = examine(replace(facts(), working_days=1))
    assert (finding.code, finding.rule, finding.blocks) == ("more-visits-than-days", "people", False)
    assert "共4人次；可派2名，1个工作日，每人每个工作日要查2.0户次" in finding.found
    assert codes(replace(facts(), working_days=None)) == []
    assert codes(replace(facts(), working_days=0)) == ["more-visits-than-days"]


def test_what_partners_have_drawn_for_their_items_alone_fills_no_floor_of_ours() -> None:
    theirs = StratumCount(Layer("s3", ORDINARY, "1/10", part="市场监管01", is_own=False), 1000, 100, 0)
    alone, enough = facts(drawn=1), facts(drawn=2)
    assert codes(replace(alone, counts=(*alone.counts, theirs))) == ["below-floor"]
    assert codes(replace(enough, counts=(*enough.counts, theirs))) == []


def test_a_campaign_that_just_meets_every_bound_has_no_finding() -> None:
    assert codes(facts()) == []
    assert codes(facts(ratios=("1/10", "101/1000"))) == []
    assert codes(facts(ratios=("1", "1"))) == []


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (facts(drawn=1), "below-floor"),
        (facts(ratios=("1/10", "1/10")), "raised-not-above"),
        (facts(ratios=("1/10", "99/1000")), "raised-not-above"),
        (facts(seats=(Seats("lead", "组长", 1, LEAD),)), "team-too-small"),
        (facts(items=()), "no-items"),
        (facts(items=(ItemStanding("巡查", is_published=False, is_in_force=True),)), "item-not-published"),
        (facts(items=(ItemStanding("巡查", is_published=True, is_in_force=False),)), "item-not-in-force"),
        (
            facts(items=(ItemStanding("巡查", is_published=True, is_in_force=True, lapses=("某条",)),)),
            "item-basis-lapsed",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_one_step_beyond_a_bound_is_refused(wrong: CampaignFacts, code: str) -> None:
    (finding,) = examine(wrong)
    assert finding.code == code
    assert finding.blocks
    assert finding.clause
    assert finding.remedy


def test_two_groups_that_share_one_able_person_are_asked_about_together() -> None:
    """Each group alone could be filled; both at once could not."""
    seats = (Seats("lead", "组长", 1, LEAD), Seats("expert", "矿产", 1, MINING))
    (asked,) = examine(facts(seats=seats, staff=(LEAD | MINING, frozenset(), frozenset())))
    assert (asked.code, asked.blocks) == ("too-few-inspectors", False)
    assert "组长、矿产" in asked.title


def test_why_people_may_not_be_sent_is_said_with_counts_and_what_helps() -> None:
    (asked,) = examine(
        replace(facts(staff=()), against=(("没有登记执法培训", 40), ("执法证已过期", 3), ("请假", 1)))
    )
    assert "不能派的：没有登记执法培训的40名、执法证已过期的3名、请假的1名" in asked.found
    assert "执法培训登记一次" in asked.remedy and "更新或补登执法证" in asked.remedy
    assert "岗位资格" not in asked.remedy
    assert asked.about_register


def test_who_may_be_sent_and_lacks_a_qualification_is_not_told_of_licences() -> None:
    (asked,) = examine(facts(staff=(frozenset(), frozenset())))
    assert "登记岗位资格，或放宽席位的资格要求" in asked.remedy
    assert "执法证" not in asked.remedy and "培训" not in asked.remedy
    assert "不能派的" not in asked.found


def test_without_a_register_of_people_that_is_what_is_missing() -> None:
    (asked,) = examine(facts(staff=()))
    assert "建立执法检查人员名录库" in asked.remedy


def test_what_blocks_stands_before_what_is_asked() -> None:
    assert codes(facts(seats=(Seats("lead", "组长", 1, LEAD),), staff=())) == [
        "team-too-small",
        "too-few-inspectors",
    ]


def test_the_frame_is_in_order_of_the_codes_whoever_is_read_first() -> None:
    members = [Member("b"), Member("c", active=False, state="closed"), Member("a", raised=True)]
    handled = Member("d", active=False, state=OTHERWISE_HANDLED)
    found = [handled, *members]
    divided = divide(found, {"a": "s2", "b": "s1"}, inactive(found))
    assert divided.rows == (("a", "s2"), ("b", "s1"))
    assert divided.excluded == (("c", "not-active"), ("d", "otherwise-handled"))
    assert [counts_for_floor(member) for member in (members[0], members[1], handled)] == [True, False, True]


@dataclass(frozen=True)
class Raised(Member):
    reasons: tuple[str, ...] = ()


def test_a_member_raised_for_two_reasons_counts_for_both() -> None:
    members = [Raised("a", reasons=(RISK_CLASS, COMPLAINTS)), Raised("b", reasons=(RISK_CLASS,))]
    assert count_reasons(members) == (("风险等级高", 2), ("投诉举报多", 1))
