"""What is said of the rounds of a year is what the arbiter of its plan says."""

import datetime
from fractions import Fraction
from pathlib import Path

import pytest

from mingcha.accounts.models import Section
from mingcha.accounts.rules import BUSINESS
from mingcha.law.tests.cast import Bureau
from mingcha.plans.models import Campaign, CampaignItem, DrawnUnit, Plan
from mingcha.plans.queries.campaigns import campaigns
from mingcha.plans.queries.drawn import drawn_units
from mingcha.plans.queries.plan_examination import examination_of_plan, plan_facts
from mingcha.plans.queries.year_rounds import Frequency, YearRounds, round_members, rounds_of_year
from mingcha.plans.tests import cast
from mingcha.plans.tests.test_exclusions import brought_in
from mingcha.plans.tests.test_plan_findings import bureau as bureau
from mingcha.plans.tests.test_plan_findings import line, sound
from mingcha.plans.tests.test_plan_findings import plan as plan
from mingcha.registers.models import Target

pytestmark = pytest.mark.django_db


def year(bureau: Bureau) -> YearRounds:
    scope = bureau.actor(BUSINESS)
    return rounds_of_year(scope, campaigns(scope).filter(year=2026))


def draw(campaign: Campaign, *units: str) -> None:
    Campaign.objects.filter(pk=campaign.pk).update(state="drawn", drawn_as=f"bureau-{campaign.number}")
    day = datetime.date(2026, 6, 16)
    for code in units:
        DrawnUnit.objects.create(
            campaign=campaign,
            unit=code,
            holder_code=code,
            drawn_on=day,
            draw=f"bureau-{campaign.number}",
        )


def test_the_floors_are_those_of_the_plans_arbiter_round_by_round(bureau: Bureau, plan: Plan) -> None:
    usual, own = cast.published(bureau, {}, {"ratio_basis": "《某某条例》第五条：不低于30%"})
    sound(bureau, plan, usual)
    line(bureau, plan, own, 4, round=1)
    arbiter = {one.lines[0].key: one.floor for one in plan_facts(bureau.actor(BUSINESS), plan).rounds}
    found = {one.key: one.floor for one in year(bureau).rounds if one.floor}
    assert found == arbiter and len(found) == 2
    assert {part.ratio for part in found["2026-01"].parts} == {Fraction(3, 10)}
    assert found["2026-01"].required == 30 and found["2026-02"].required == 5


def test_a_round_of_the_raised_alone_owes_no_floor_and_counts_as_no_round(bureau: Bureau, plan: Plan) -> None:
    (item,) = cast.published(bureau)
    sound(bureau, plan, item)
    found = year(bureau)
    assert [one.floor is None for one in found.rounds] == [False, False, True]
    (frequency,) = found.frequencies
    assert frequency.held == 0 and frequency.planned == 2
    assert frequency.required and frequency.required.amount == 2


@pytest.mark.parametrize("basis", ["", "《某某条例》第五条：每年1次", "《某某条例》第五条：每年3次"])
def test_the_rounds_asked_for_are_those_that_the_arbiter_blocks_by(
    bureau: Bureau, plan: Plan, basis: str
) -> None:
    (item,) = cast.published(bureau, {"frequency_basis": basis})
    sound(bureau, plan, item)
    (frequency,) = year(bureau).frequencies
    assert frequency.required
    blocked = "rounds" in [one.rule for one in examination_of_plan(bureau.actor(BUSINESS), plan)]
    assert blocked == (frequency.planned < frequency.required.amount)


def test_a_campaign_outside_the_plan_stands_for_itself_and_is_asked_no_rounds(
    bureau: Bureau, plan: Plan
) -> None:
    (item,) = cast.published(bureau)
    line(bureau, plan, item, 1)
    outside = line(bureau, plan, item, 2)
    Campaign.objects.filter(pk=outside.pk).update(plan=None)
    found = year(bureau)
    assert [[one.number for one in group.campaigns] for group in found.rounds] == [["2026-01"], ["2026-02"]]
    assert [one.required is None for one in found.frequencies] == [False, True]


@pytest.mark.parametrize(
    ("visits", "cells", "is_round"),
    [
        (5, {}, True),
        (4, {}, False),
        (5, {"检查事项": "别的检查"}, False),
        (5, {"检查类型": "线索核查"}, False),
        (5, {"检查机关": "市场监督管理局"}, False),
    ],
    ids=["the floor of a round", "fewer", "another item", "by no lot", "another body"],
)
def test_a_round_that_was_made_before_the_office_began_here_counts_as_one_of_the_year(
    bureau: Bureau, plan: Plan, tmp_path: Path, visits: int, cells: dict[str, str], is_round: bool
) -> None:
    (item,) = cast.published(bureau)
    line(bureau, plan, item, 1)
    line(bureau, plan, item, 2, only_raised=True, round=2)
    cells = {"检查事项": item.name} | cells
    for target in Target.objects.filter(risk_class="A").select_related("holder")[:visits]:
        brought_in(bureau, tmp_path, target, **cells)
    missing = [one for one in examination_of_plan(bureau.actor(BUSINESS), plan) if one.rule == "rounds"]
    assert [one.found for one in missing] == ([] if is_round else ["全年1次"])
    (frequency,) = year(bureau).frequencies
    assert (frequency.before, frequency.held) == (Fraction(is_round), Fraction(0))
    draw(Campaign.objects.get(number="2026-01"))
    (frequency,) = year(bureau).frequencies
    assert (frequency.held, frequency.is_short) == (Fraction(1), not is_round)


def test_a_joint_campaign_is_a_round_of_each_category_that_it_inspects(bureau: Bureau, plan: Plan) -> None:
    listed = {"code": "K02", "name": "测绘成果汇交", "section_name": "测绘股", "category": "测绘"}
    mine, survey = cast.published(bureau, {}, listed)
    joint = line(bureau, plan, mine, 1)
    CampaignItem.objects.create(campaign=joint, item=survey)
    own = line(bureau, plan, survey, 2, round=2)
    own.section, own.category = Section.objects.create(office=plan.office, name="测绘股"), "测绘"
    own.save()

    def theirs() -> Frequency:
        return next(one for one in year(bureau).frequencies if one.first == own)

    assert (theirs().planned, theirs().joint, theirs().is_short) == (Fraction(2), Fraction(0), True)
    short = [one.rows for one in examination_of_plan(bureau.actor(BUSINESS), plan) if one.rule == "rounds"]
    assert short == [("2026-01",)]
    draw(joint)
    draw(own)
    assert (theirs().held, theirs().joint, theirs().is_short) == (Fraction(1), Fraction(1), False)


def test_without_a_plan_two_rounds_are_asked_all_the_same(bureau: Bureau, plan: Plan) -> None:
    (item,) = cast.published(bureau)
    line(bureau, plan, item, 1)
    Campaign.objects.update(plan=None)
    (frequency,) = year(bureau).frequencies
    assert frequency.required and frequency.required.amount == 2


def test_what_is_drawn_stands_against_the_floor_until_nothing_is_missing(bureau: Bureau, plan: Plan) -> None:
    (item,) = cast.published(bureau)
    campaign = line(bureau, plan, item, 1)
    members = round_members(bureau.actor(BUSINESS), [campaign])
    (before,) = year(bureau).rounds
    assert (before.floor.population if before.floor else 0) == len(members) == 100
    assert (before.drawn, before.missing) == (0, 5)
    draw(campaign, *members[:4])
    (short,) = year(bureau).rounds
    assert (short.drawn, short.missing) == (4, 1)
    draw(campaign, members[4])
    (enough,) = year(bureau).rounds
    assert (enough.drawn, enough.missing) == (5, 0)
    assert list(drawn_units(bureau.actor(BUSINESS), campaign).values_list("unit", flat=True)) == members[:5]
    assert year(bureau).frequencies[0].held == 1


def test_who_is_handled_otherwise_still_counts_for_the_floor(bureau: Bureau, plan: Plan) -> None:
    (item,) = cast.published(bureau)
    campaign = line(bureau, plan, item, 1)
    cast.mines(bureau, 3, state="otherwise_handled")
    cast.mines(bureau, 3, state="suspended")
    (found,) = year(bureau).rounds
    assert found.floor and found.floor.population == 103
    assert len(round_members(bureau.actor(BUSINESS), [campaign])) == 103


def test_a_campaign_that_was_called_off_is_no_round(bureau: Bureau, plan: Plan) -> None:
    (item,) = cast.published(bureau)
    line(bureau, plan, item, 1)
    Campaign.objects.update(state="cancelled")
    assert year(bureau) == YearRounds((), ())
