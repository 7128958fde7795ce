"""A plan of saved campaigns before the arbiter, and the round that a campaign meets the floor with."""

import datetime
from fractions import Fraction
from typing import Any

import pytest

from mingcha.accounts.models import Section
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.items.models import InspectionItem
from mingcha.law.tests.cast import Bureau, found
from mingcha.plans import services
from mingcha.plans.models import Campaign, Plan
from mingcha.plans.queries import campaign_findings, examination_of_plan, plan_loads
from mingcha.plans.tests import cast
from mingcha.registers.models import Inspector, VisitFact

pytestmark = pytest.mark.django_db
FREE = {"kind": "key"}


@pytest.fixture
def bureau() -> Bureau:
    """100 mines, 20 of them raised, and two inspectors."""
    bureau = found()
    cast.mines(bureau, 80)
    cast.mines(bureau, 20, risk_class="D")
    cast.inspectors(bureau, 2)
    return bureau


@pytest.fixture
def plan(bureau: Bureau) -> Plan:
    return Plan.objects.create(office=bureau.office, year=2026, number="2026", created_at=moments.now())


def line(
    bureau: Bureau, plan: Plan, item: InspectionItem, number: int, *, round: int = 1, **facts: Any
) -> Campaign:
    """A campaign of the plan at 5 % and 20 %; `raised` draws only the raised."""
    only_raised = facts.pop("only_raised", False)
    usual: dict[str, Any] = {"number": f"2026-{number:02d}", "layers": cast.layers("1/20", "1/5")} | facts
    campaign = cast.campaign(bureau, cast.settings(item, **usual))
    section, _ = Section.objects.get_or_create(office=plan.office, name="矿产股")
    campaign.plan, campaign.section, campaign.category = plan, section, "矿业权"
    campaign.round, campaign.only_raised = round, only_raised
    campaign.save()
    return campaign


def sound(bureau: Bureau, plan: Plan, item: InspectionItem) -> list[Campaign]:
    rounds = [line(bureau, plan, item, number, round=number) for number in (1, 2)]
    return [*rounds, line(bureau, plan, item, 3, round=3, only_raised=True)]


def rules(bureau: Bureau, plan: Plan) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.rule, one.rows) for one in examination_of_plan(bureau.actor(BUSINESS), plan)]


def test_a_sound_plan_has_no_finding(bureau: Bureau, plan: Plan) -> None:
    (item,) = cast.published(bureau)
    sound(bureau, plan, item)
    assert rules(bureau, plan) == []


def test_two_campaigns_of_one_round_meet_the_floor_together(bureau: Bureau, plan: Plan) -> None:
    """10 mines of another town: 110 in scope, floor 6. Each town alone draws too few, both draw enough."""
    cast.mines(bureau, 20, town="龙泉关镇")
    (item,) = cast.published(bureau)
    here = line(bureau, plan, item, 1, towns=("龙泉关镇",), round=1)
    assert ("floor", ("2026-01",)) in rules(bureau, plan)
    assert [one.code for one in campaign_findings(bureau.actor(BUSINESS), here)] == ["below-floor"]
    line(bureau, plan, item, 2, towns=("平阳镇",), round=1)
    assert "floor" not in [rule for rule, _ in rules(bureau, plan)]
    assert campaign_findings(bureau.actor(BUSINESS), here) == []


def test_a_campaign_without_a_plan_meets_the_floor_by_itself(bureau: Bureau) -> None:
    cast.mines(bureau, 20, town="龙泉关镇")
    (item,) = cast.published(bureau)
    alone = cast.campaign(bureau, cast.settings(item, towns=("龙泉关镇",), layers=cast.layers("1/20", "1/5")))
    with pytest.raises(Refusal, match="低于下限"):
        services.settle_campaign(actor=bureau.actor(LEADER), campaign=alone)


def test_one_round_is_too_few_unless_a_law_says_so(bureau: Bureau, plan: Plan) -> None:
    usual, own = cast.published(bureau, {}, {"frequency_basis": "《某某条例》第五条：每年1次"})
    line(bureau, plan, usual, 1)
    line(bureau, plan, usual, 3, round=2, only_raised=True)
    assert [rule for rule, _ in rules(bureau, plan)] == ["rounds"]
    Campaign.objects.filter(plan=plan).update(plan=None)
    line(bureau, plan, own, 4)
    line(bureau, plan, own, 5, round=2, only_raised=True)
    assert rules(bureau, plan) == []


def test_the_raised_need_a_round_more(bureau: Bureau, plan: Plan) -> None:
    (item,) = cast.published(bureau)
    for number in (1, 2):
        line(bureau, plan, item, number, round=number)
    assert rules(bureau, plan) == [("raised", ("2026-01", "2026-02"))]


def test_a_general_item_stays_within_the_cap_and_a_key_item_is_free(bureau: Bureau, plan: Plan) -> None:
    general, key = cast.published(bureau, {}, FREE)
    for campaign in sound(bureau, plan, general):
        assert campaign.plan == plan
    line(bureau, plan, general, 4, round=4, only_raised=True)
    assert [rule for rule, _ in rules(bureau, plan)] == ["general-cap"]
    Campaign.objects.filter(plan=plan).update(plan=None)
    for number in range(5, 8):
        line(bureau, plan, key, number, round=number)
    line(bureau, plan, key, 8, round=8, only_raised=True)
    assert rules(bureau, plan) == []


def visited(bureau: Bureau, number: int, times: int, *, manner: str = "random", body: str = "") -> None:
    for day in range(1, times + 1):
        VisitFact.objects.create(
            office=bureau.office,
            holder=cast.holder(bureau, number),
            body=body or bureau.office.name,
            visited_on=datetime.date(2026, 1, day),
            item="前次",
            manner=manner,
            source="导入",
        )


def test_visits_made_and_visits_that_are_certain_stay_within_the_cap(bureau: Bureau, plan: Plan) -> None:
    """All the raised are drawn once; one of them was visited thrice already this year."""
    (item,) = cast.published(bureau)
    rounds = sound(bureau, plan, item)
    rounds[2].strata.filter(code="s2").update(ratio="1")
    assert rules(bureau, plan) == []
    visited(bureau, 90, 3, body="别的局")
    visited(bureau, 91, 3, manner="clue")
    visited(bureau, 92, 2)
    assert rules(bureau, plan) == []
    visited(bureau, 93, 3)
    (finding,) = examination_of_plan(bureau.actor(BUSINESS), plan)
    assert (finding.rule, finding.rows, finding.blocks) == ("cap", ("2026-03",), True)
    assert "1家" in finding.found
    assert "4次" in finding.title


def test_people_on_leave_in_a_later_month_are_missed(bureau: Bureau, plan: Plan) -> None:
    (item,) = cast.published(bureau)
    sound(bureau, plan, item)
    licence = Inspector.objects.get(roster_no="P001").licences.get()
    licence.valid_until = datetime.date(2026, 8, 15)
    licence.save()
    found_rules = examination_of_plan(bureau.actor(BUSINESS), plan)
    assert {one.rule for one in found_rules} == {"people"}
    assert all("9月" in one.title and not one.blocks for one in found_rules)


@pytest.mark.parametrize(
    ("facts", "is_asked"),
    [
        ({"category": "测绘"}, True),
        ({"category": "矿业权"}, False),
        ({"category": ""}, False),
        ({"category": "测绘", "frequency_basis": "《某条例》第五条：每三年一次"}, False),
        ({"category": "测绘", "in_force_from": datetime.date(2027, 1, 1)}, False),
    ],
    ids=["of no line", "of a line", "of none", "not every year", "not yet"],
)
def test_a_category_of_the_list_that_no_line_inspects_is_asked_about(
    bureau: Bureau, plan: Plan, facts: dict[str, Any], is_asked: bool
) -> None:
    item, _ = cast.published(bureau, {}, {"code": "K02", "name": "另查", "section_name": "测绘股", **facts})
    sound(bureau, plan, item)
    asked = examination_of_plan(bureau.actor(LEADER), plan)
    assert [(one.code, one.rows, one.blocks) for one in asked] == [
        ("category-left-out", (), False)
    ] * is_asked
    assert all("测绘股“测绘”全年没有列入抽查" in one.title for one in asked)


def test_a_small_stratum_is_asked_about(bureau: Bureau, plan: Plan) -> None:
    (item,) = cast.published(bureau)
    cast.mines(bureau, 12, town="龙泉关镇")
    sound(bureau, plan, item)
    line(bureau, plan, item, 4, round=1, towns=("龙泉关镇",))
    assert rules(bureau, plan) == [("strata", ("2026-04",))]


def test_what_was_called_off_is_no_part_of_the_plan(bureau: Bureau, plan: Plan) -> None:
    (item,) = cast.published(bureau)
    gone = line(bureau, plan, item, 9, round=1, layers=cast.layers("1/5", "1/20"))
    sound(bureau, plan, item)
    assert "raised" in [rule for rule, _ in rules(bureau, plan)]
    services.cancel_campaign(actor=bureau.actor(ENFORCEMENT), campaign=gone, reason="不办")
    assert rules(bureau, plan) == []


def test_each_month_says_what_it_asks_of_the_inspectors(bureau: Bureau, plan: Plan) -> None:
    """8 of 100 in June to September: two visits a month, four seats, two people."""
    (item,) = cast.published(bureau)
    line(bureau, plan, item, 1)
    loads = plan_loads(bureau.actor(BUSINESS), plan)
    assert [one.month for one in loads] == [6, 7, 8, 9]
    for one in loads:
        assert (one.visits, one.seats, one.each) == (Fraction(2), Fraction(4), Fraction(2))
        assert one.people == 2


def test_another_office_sees_nothing_of_the_plan(bureau: Bureau, plan: Plan) -> None:
    (item,) = cast.published(bureau)
    line(bureau, plan, item, 1)
    outsider = found("QYZRZY", "曲阳县自然资源和规划局").actor(BUSINESS)
    assert examination_of_plan(outsider, plan) == []
