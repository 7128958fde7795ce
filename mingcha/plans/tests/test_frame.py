"""Who can be drawn in a campaign, and what the floor is measured by."""

from fractions import Fraction

import pytest

from mingcha.accounts.rules import BUSINESS
from mingcha.common.errors import Unknown
from mingcha.law.tests.cast import Bureau, found
from mingcha.plans.models import Campaign
from mingcha.plans.queries import (
    assignment_rule,
    campaign_findings,
    campaign_frame,
    frame_of,
    protocol_rule,
    visit_groups,
)
from mingcha.plans.tests import cast

pytestmark = pytest.mark.django_db
OWN_THREE = "《某某管理办法》第五条：每年抽查比例不低于3%"


@pytest.fixture
def bureau() -> Bureau:
    return found()


def numbers(bureau: Bureau, **facts: object) -> tuple[int, int, int]:
    """N, n and the floor of a campaign over mines, changed as told."""
    (item,) = cast.published(bureau)
    frame = frame_of(bureau.actor(BUSINESS), cast.settings(item, **facts))
    return frame.population, frame.drawn, frame.floor.required


def test_holders_are_counted_once_however_many_targets_they_have(bureau: Bureau) -> None:
    for number in (1, 1, 1, 2):
        cast.target(bureau, number)
    assert numbers(bureau) == (2, 1, 1)


def test_targets_are_counted_one_by_one_when_they_are_the_unit(bureau: Bureau) -> None:
    for number in (1, 1, 1, 2):
        cast.target(bureau, number)
    assert numbers(bureau, unit="target") == (4, 1, 1)


def test_a_holder_stands_in_the_highest_class_of_its_targets(bureau: Bureau) -> None:
    for risk in ("A", "D", ""):
        cast.target(bureau, 1, risk_class=risk)
    cast.target(bureau, 2, risk_class="B")
    (item,) = cast.published(bureau)
    frame = frame_of(bureau.actor(BUSINESS), cast.settings(item))
    assert frame.rows == (("91130624MA00001", "s2"), ("91130624MA00002", "s1"))


def test_the_raised_stratum_says_how_many_stand_in_it_for_which_reason(bureau: Bureau) -> None:
    cast.target(bureau, 1, risk_class="D", public_concern_on=cast.DAY)
    cast.target(bureau, 2, complaints=3, complaints_on=cast.DAY)
    cast.target(bureau, 3, risk_class="D", state="suspended")
    cast.target(bureau, 4)
    (item,) = cast.published(bureau)
    ordinary, raised = frame_of(bureau.actor(BUSINESS), cast.settings(item)).counts
    assert (ordinary.population, ordinary.reasons) == (1, ())
    assert raised.population == 2
    assert raised.reasons == (("风险等级高", 1), ("投诉举报多", 1), ("社会关注度高", 1))


def test_narrowing_by_town_lowers_the_frame_and_not_the_floor(bureau: Bureau) -> None:
    cast.mines(bureau, 41)
    cast.mines(bureau, 10, town="龙泉关镇")
    assert numbers(bureau, towns=("龙泉关镇",)) == (10, 1, 3)


def test_narrowing_by_category_lowers_the_frame_and_not_the_floor(bureau: Bureau) -> None:
    cast.mines(bureau, 41)
    cast.mines(bureau, 10, category=cast.PARCEL)
    (item,) = cast.published(bureau, {"target_categories": [cast.MINE, cast.PARCEL]})
    frame = frame_of(bureau.actor(BUSINESS), cast.settings(item, categories=(cast.PARCEL,)))
    assert (frame.population, frame.floor.population, frame.floor.required) == (10, 51, 3)


def test_a_category_that_no_item_inspects_brings_nobody_in(bureau: Bureau) -> None:
    cast.mines(bureau, 3)
    cast.mines(bureau, 3, category=cast.PARCEL)
    assert numbers(bureau, categories=(cast.PARCEL,)) == (0, 0, 1)


def test_an_item_without_categories_inspects_every_category(bureau: Bureau) -> None:
    cast.mines(bureau, 3)
    cast.mines(bureau, 4, category=cast.PARCEL)
    (item,) = cast.published(bureau, {"target_categories": []})
    assert frame_of(bureau.actor(BUSINESS), cast.settings(item)).population == 7


def test_who_is_not_active_is_left_out_with_a_neutral_reason(bureau: Bureau) -> None:
    cast.mines(bureau, 1)
    cast.mines(bureau, 1, state="suspended")
    cast.mines(bureau, 1, state="otherwise_handled")
    (item,) = cast.published(bureau)
    frame = frame_of(bureau.actor(BUSINESS), cast.settings(item))
    assert [reason for _, reason in frame.excluded] == ["not-active", "otherwise-handled"]
    assert len(frame.rows) == 1
    assert len(frame.units) == 3


def test_handling_otherwise_does_not_lower_the_floor_but_closing_down_does(bureau: Bureau) -> None:
    cast.mines(bureau, 20)
    cast.mines(bureau, 1, state="otherwise_handled")
    cast.mines(bureau, 1, state="deregistered")
    population, _, required = numbers(bureau)
    assert (population, required) == (20, 2)


def test_an_own_ratio_basis_lowers_the_floor_of_its_item(bureau: Bureau) -> None:
    cast.mines(bureau, 100)
    (item,) = cast.published(bureau, {"ratio_basis": OWN_THREE})
    frame = frame_of(bureau.actor(BUSINESS), cast.settings(item))
    assert frame.floor.required == 3
    assert frame.floor.parts[0].ratio == Fraction(3, 100)
    assert "《某某管理办法》第五条" in frame.floor.parts[0].clause


@pytest.mark.parametrize(
    "basis",
    [
        {"basis": "《某某管理条例》第五条：每年抽查比例不低于3%"},
        {"ratio": "3/100", "frequency_basis": "《某某管理办法》第五条：不低于3%"},
    ],
)
def test_a_legal_basis_of_the_inspection_does_not_lower_the_floor(
    bureau: Bureau, basis: dict[str, str]
) -> None:
    cast.mines(bureau, 100)
    (item,) = cast.published(bureau, basis)
    assert frame_of(bureau.actor(BUSINESS), cast.settings(item)).floor.required == 5


def test_the_usual_floor_holds_where_another_item_inspects_the_same_holders(bureau: Bureau) -> None:
    cast.mines(bureau, 100)
    own, usual = cast.published(bureau, {"ratio_basis": OWN_THREE}, {})
    assert frame_of(bureau.actor(BUSINESS), cast.settings(own, usual)).floor.required == 5


def test_a_law_may_demand_more_than_the_usual_floor(bureau: Bureau) -> None:
    cast.mines(bureau, 100)
    (item,) = cast.published(bureau, {"ratio_basis": "《某某条例》第十条：不低于百分之二十"})
    assert frame_of(bureau.actor(BUSINESS), cast.settings(item)).floor.required == 20


def test_the_rules_are_in_the_terms_of_the_protocol(bureau: Bureau) -> None:
    cast.mines(bureau, 3)
    (item,) = cast.published(bureau)
    campaign = cast.campaign(bureau, cast.settings(item, layers=cast.layers("1/20", "1", reserve=2)))
    frame = campaign_frame(bureau.actor(BUSINESS), campaign)
    assert protocol_rule(frame) == {
        "strata": {
            "s1": {"ratio": "1/20", "at_least": 1, "reserve": 2},
            "s2": {"ratio": "1", "at_least": 1, "reserve": 2},
        }
    }
    assert assignment_rule(campaign) == {"balance": "even"}
    assert visit_groups(campaign) == [("lead", 1, ("lead",)), ("member", 1, ())]


def test_another_office_has_no_such_campaign(bureau: Bureau) -> None:
    (item,) = cast.published(bureau)
    campaign = cast.campaign(bureau, cast.settings(item))
    outsider = found("QYZRZY", "曲阳县自然资源和规划局").actor(BUSINESS)
    for read in (campaign_frame, campaign_findings):
        with pytest.raises(Unknown):
            read(outsider, campaign)
    assert Campaign.objects.count() == 1
