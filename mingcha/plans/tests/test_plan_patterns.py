"""A plan is counted over units that stand alike; each campaign's numbers are those of its own frame."""

import datetime
import random
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from math import comb

import pytest

from mingcha.accounts.rules import BUSINESS, LEADER
from mingcha.items.models import InspectionItem
from mingcha.law.rules import ABNORMAL_RAISES
from mingcha.law.tests.cast import Bureau, amend_figure, found
from mingcha.plans.queries import Frame, Settings, planned_frame
from mingcha.plans.queries.forecasts import chances_of_holders
from mingcha.plans.queries.plan_facts import Entry, known_facts
from mingcha.plans.queries.settings import Line
from mingcha.plans.rules.counting import Layer
from mingcha.plans.rules.division import DIVISIONS
from mingcha.plans.rules.plan_arbiter import Place
from mingcha.plans.tests import cast
from mingcha.registers.models import VisitFact
from mingcha.registers.queries import units_in_scope
from mingcha.registers.queries.patterns import folded_register
from mingcha.registers.queries.standing import limits_on

pytestmark = pytest.mark.django_db
CATEGORIES = ("采矿权", "用地项目", "测绘资质")
TOWNS = ("平阳镇", "龙泉关镇", "")
STATES = ("active", "active", "active", "suspended", "otherwise_handled", "deregistered")
OWN = "《某某管理办法》第五条：每年抽查比例不低于3%"


def register(bureau: Bureau, chance: random.Random) -> None:
    """Some fifty targets of thirty holders, with every fact that may raise."""
    days = [None, None, None, datetime.date(2026, 1, 5), datetime.date(2025, 5, 20)]
    for _ in range(50):
        number = chance.randrange(30)
        facts = {
            "category": chance.choice(CATEGORIES),
            "town": chance.choice(TOWNS),
            "state": chance.choice(STATES),
            "risk_class": chance.choice(["", "A", "B", "C", "D"]),
            "complaints": chance.choice([0, 0, 2, 3, 4]),
            "complaints_on": chance.choice(days),
            "abnormal_list_on": chance.choice([*days, None, None, None]),
        }
        cast.target(bureau, number, **facts)
        if chance.random() < 0.3:
            owner = cast.holder(bureau, number)
            owner.risk_class = chance.choice(["", "B", "D"])
            owner.complaints, owner.complaints_on = chance.choice([0, 3]), chance.choice(days)
            owner.serious_record_on = chance.choice([*days, None, None])
            owner.save()


def settings(chance: random.Random, items: list[InspectionItem], number: int) -> Settings:
    """Any scope, unit, division and day."""
    chosen = chance.sample(items, chance.randrange(1, len(items) + 1))
    return cast.settings(
        *chosen,
        number=f"2026-{number:02d}",
        unit=chance.choice(["holder", "target"]),
        categories=tuple(chance.sample(CATEGORIES, chance.choice([0, 0, 1, 2]))),
        towns=tuple(chance.sample(TOWNS[:2], chance.choice([0, 0, 1]))),
        starts_on=datetime.date(2026, chance.choice([1, 4, 6]), 1),
        layers=(Layer("s1", "ordinary", "1/10"), Layer("s2", "raised", "1/3", at_least=2)),
        division=chance.choice(list(DIVISIONS)),
        merged_parts=chance.choice([(), (("平阳镇", "龙泉关镇"),)]),
        line=Line(only_raised=chance.random() < 0.2),
    )


@pytest.mark.parametrize("seed", range(6))
def test_every_campaign_of_a_plan_has_the_numbers_of_its_own_frame(seed: int) -> None:
    chance, bureau = random.Random(seed), found()
    register(bureau, chance)
    items = cast.published(
        bureau,
        {"target_categories": ["采矿权"], "ratio_basis": OWN},
        {"target_categories": ["采矿权", "用地项目"]},
        {"target_categories": []},
    )
    actor = bureau.actor(BUSINESS)
    entries = [
        Entry(one.number, one, "股", "类", one.number)
        for one in (settings(chance, items, number) for number in range(12))
    ]
    known = known_facts(actor, entries)
    floors = {one.lines[0].key: one.floor for one in known.rounds}
    for entry, line in zip(entries, known.lines, strict=True):
        frame = planned_frame(actor, entry.settings)
        expected = [(count.layer, count.population, count.drawn) for count in frame.counts]
        assert [(count.layer, count.population, count.drawn) for count in line.counts] == expected
        if not entry.settings.line.only_raised:
            assert floors[entry.key] == frame.floor


@pytest.mark.parametrize("seed", range(6))
def test_the_chances_of_holders_that_stand_alike_are_those_of_each_by_itself(seed: int) -> None:
    """Every third campaign has a stratum of those who cool off, who are known one by one."""
    chance, bureau = random.Random(seed), found()
    register(bureau, chance)
    items = cast.published(bureau, {"target_categories": ["采矿权"]}, {"target_categories": []})
    actor = bureau.actor(BUSINESS)
    planned = [settings(chance, items, number) for number in range(9)]
    planned[::3] = [
        replace(one, layers=(*one.layers, Layer("s3", "cooled", "1/20")), cooling_months=12)
        for one in planned[::3]
    ]
    visited = cast.holder(bureau, chance.randrange(30))
    VisitFact.objects.create(
        item="采矿权抽查",
        source="导入",
        office=bureau.office,
        holder=visited,
        body=bureau.office.name,
        visited_on=datetime.date(2026, 2, 1),
    )
    expected: Counter[tuple[Fraction, ...]] = Counter()
    frames = [planned_frame(actor, one) for one in planned]
    for unit in units_in_scope(actor, unit="holder", categories=[], towns=[], on=datetime.date(2026, 1, 1)):
        if unit.active:
            spared = [spared_by(frame, unit.code) for frame in frames]
            expected[tuple(1 - one for one in spared if one is not None)] += 1
    counts: Counter[tuple[Fraction, ...]] = Counter()
    for chances, count in chances_of_holders(actor, planned).items():
        counts[tuple(one.share for one in chances)] += count
    assert counts == expected


def spared_by(frame: Frame, holder: str) -> Fraction | None:
    """By the frame alone: none of the holder's units is drawn; None when it has none."""
    own: Counter[str] = Counter(stratum for code, stratum in frame.rows if code.partition("#")[0] == holder)
    if not own:
        return None
    spared = Fraction(1)
    for count in frame.counts:
        number = own[count.layer.code]
        ways = comb(count.population - number, count.drawn)
        spared *= Fraction(ways, comb(count.population, count.drawn))
    return spared


def test_the_floor_of_a_round_is_measured_over_the_items_of_all_its_campaigns() -> None:
    bureau = found()
    cast.mines(bureau, 30)
    cast.mines(bureau, 30, category=cast.PARCEL)
    mine, parcel = cast.published(
        bureau, {"target_categories": [cast.MINE]}, {"target_categories": [cast.PARCEL]}
    )
    entries = [
        Entry(str(number), cast.settings(item, number=str(number)), "股", "类", "1")
        for number, item in enumerate((mine, parcel))
    ]
    (one,) = known_facts(bureau.actor(BUSINESS), entries).rounds
    assert [line.campaign.drawn for line in one.lines] == [2, 2]
    assert (one.floor.population, one.floor.required) == (60, 3)


def test_holders_of_the_same_strata_and_visits_are_told_together() -> None:
    bureau = found()
    cast.mines(bureau, 9)
    cast.target(bureau, 0, category=cast.PARCEL)
    mine, parcel = cast.published(
        bureau, {"target_categories": [cast.MINE]}, {"target_categories": [cast.PARCEL]}
    )
    entries = [
        Entry("1", cast.settings(mine, layers=cast.layers("1/3", "1")), "股", "类", "1"),
        Entry("2", cast.settings(parcel, layers=cast.layers("1", "1")), "股", "类", "2"),
    ]
    groups = known_facts(bureau.actor(BUSINESS), entries).holders
    assert sorted((group.size, group.places) for group in groups) == [
        (1, (Place("1", 9, 3, "一般层"), Place("2", 1, 1, "一般层"))),
        (8, (Place("1", 9, 3, "一般层"),)),
    ]


def test_of_targets_only_a_stratum_drawn_whole_makes_a_visit_certain() -> None:
    bureau = found()
    for number in (1, 1, 2):
        cast.target(bureau, number)
    (mine,) = cast.published(bureau)
    for ratio, certain, drawn in (("1/2", [], 2), ("1", [2], 3)):
        one = cast.settings(mine, unit="target", layers=cast.layers(ratio, "1"))
        known = known_facts(bureau.actor(BUSINESS), [Entry("1", one, "股", "类", "1")])
        assert [group.size for group in known.holders] == certain
        assert known.lines[0].campaign.drawn == drawn


def test_a_list_that_the_office_does_not_count_raises_nobody_in_the_folded_register() -> None:
    bureau = found()
    cast.target(bureau, 1, abnormal_list_on=cast.DAY)
    cast.target(bureau, 2, public_concern_on=cast.DAY)
    scope, later = bureau.actor(BUSINESS), cast.DAY + datetime.timedelta(days=1)
    amend_figure(
        actor=bureau.actor(LEADER),
        key=ABNORMAL_RAISES,
        is_on=False,
        clause="局2022年度“双随机、一公开”监管工作实施方案 二（四）",
        in_force_from=later,
        reason="只按本局方案的四种情形",
    )
    folded = folded_register(scope, [limits_on(scope, cast.DAY), limits_on(scope, later)])
    assert sorted(spot.raised for spot in folded.spots) == [(True, False), (True, True)]
