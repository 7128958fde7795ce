"""The arbiter of a year's plan: a sound plan has no finding, each rule broken once has exactly its own."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from mingcha.plans.rules.counting import (
    ORDINARY,
    RAISED,
    Floor,
    FloorPart,
    Layer,
    StratumCount,
    count_stratum,
)
from mingcha.plans.rules.findings import RULES, Crew, Finding, ItemStanding
from mingcha.plans.rules.plan_arbiter import (
    HolderGroup,
    OwnRounds,
    Place,
    PlanFacts,
    PlannedItem,
    PlannedLine,
    Round,
    examine_plan,
)
from mingcha.plans.tests.plan_facts import (
    CAP_CLAUSE,
    FIGURES,
    FIVE,
    LEAD,
    PLAN,
    campaign,
    counted,
    line,
    one_round,
    only_raised,
    plan,
    sound,
)


def rules(found: PlanFacts) -> list[str]:
    return [finding.rule for finding in examine_plan(found)]


def only(found: PlanFacts) -> Finding:
    (finding,) = examine_plan(found)
    return finding


def with_first(first: PlannedLine) -> PlanFacts:
    return plan([first, *sound()[1:]])


def test_a_sound_plan_has_no_finding() -> None:
    assert rules(plan(sound())) == []


ONE_MORE = [line("4"), only_raised("5")]
BROKEN: dict[str, tuple[PlanFacts, str, tuple[str, ...]]] = {
    "item": (
        with_first(line("1", campaign=campaign(counted(100, 20), items=()))),
        "二（二）",
        ("1",),
    ),
    "basis": (
        with_first(
            line("1", campaign=campaign(counted(100, 20), items=(ItemStanding("查", True, True, ("失效",)),)))
        ),
        "二（一）",
        ("1",),
    ),
    "floor": (with_first(line("1", counted(100, 0, ("1/25", "1/5")))), PLAN, ("1",)),
    "rounds": (plan([line("1", counted(120))]), PLAN, ("1",)),
    "raised": (plan(sound()[:2]), "二（四）", ("1", "2")),
    "general-cap": (plan([*sound(), only_raised("4")]), CAP_CLAUSE, ("1", "2", "3", "4")),
    "cap": (
        plan(sound(), [HolderGroup(1, 1, tuple(Place(key, 1, 1, "一般层") for key in "123"))]),
        CAP_CLAUSE,
        ("3", "1", "2"),
    ),
    "people": (
        with_first(line("1", campaign=campaign(counted(100, 20), staff=(LEAD,)))),
        "第四十二条",
        ("1",),
    ),
    "strata": (with_first(line("1", (*counted(100, 20), *counted(19)[:1]))), "drawproof/1", ("1",)),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_a_plan_that_breaks_one_rule_once_gets_exactly_that_finding(rule: str) -> None:
    facts, clause, rows = BROKEN[rule]
    finding = only(facts)
    assert (finding.rule, finding.rows) == (rule, rows)
    assert clause in finding.clause
    assert finding.found
    assert finding.required
    assert finding.remedy
    assert finding.blocks is (rule not in {"people", "strata"})


def test_every_rule_is_broken_above_or_is_one_of_reading() -> None:
    assert set(BROKEN) == set(RULES) - {"unreadable"}


@pytest.mark.parametrize(
    ("active", "drawn", "is_enough"),
    [
        *((0, 0, True), (1, 0, False), (1, 1, True), (19, 1, True), (20, 1, True)),
        *((21, 1, False), (21, 2, True), (100, 4, False), (100, 5, True)),
        *((1800, 89, False), (1800, 90, True)),
    ],
)
def test_five_per_cent_of_all_before_exclusions(active: int, drawn: int, is_enough: bool) -> None:
    """1,800 active of whom 400 are excluded: 5 % of 1,800, not of 1,400."""
    able = min(active, 1400)
    count = StratumCount(Layer("s1", "ordinary", "1/20"), able, drawn, 0)
    one = line("1", (count,))
    found = [
        f for f in examine_plan(plan([one], rounds=[one_round(one, population=active)])) if f.rule == "floor"
    ]
    assert (found == []) is is_enough


def test_seven_per_cent_of_a_hundred_is_exactly_seven() -> None:
    for drawn, is_enough in ((7, True), (6, False)):
        one = line("1", (StratumCount(Layer("s1", "ordinary", "7/100"), 100, drawn, 0),))
        facts = plan([one], rounds=[one_round(one, population=100, ratio=Fraction(7, 100))])
        assert ("floor" not in rules(facts)) is is_enough


def test_the_floor_is_met_by_all_lines_of_a_round_together() -> None:
    """Two sections of one round over 200: neither alone draws 10, both together do."""
    north, south = line("1", counted(100), round="r1"), line("2", counted(100), round="r1")
    both = one_round(north, south, population=200)
    assert "floor" not in rules(plan([north, south], rounds=[both]))
    assert "floor" in rules(plan([north], rounds=[one_round(north, population=200)]))


def test_lines_of_one_round_count_once_towards_the_rounds_of_the_year() -> None:
    halves = [line("1", counted(60), round="r1"), line("2", counted(60), round="r1")]
    assert "rounds" in rules(plan(halves, rounds=[one_round(*halves)]))
    assert "rounds" not in rules(plan([halves[0], line("3", counted(60), round="r2")]))


def test_a_round_of_the_raised_alone_is_no_round_of_everybody() -> None:
    assert "rounds" in rules(plan([line("1"), only_raised("2")]))


@pytest.mark.parametrize(
    ("own", "is_enough"),
    [
        (OwnRounds("《某条例》第五条", Fraction(1)), True),
        (OwnRounds("《某条例》第五条", None), True),
        (OwnRounds("《某条例》第五条", Fraction(2)), False),
        (None, False),
    ],
)
def test_a_law_of_its_own_may_set_another_frequency(own: OwnRounds | None, is_enough: bool) -> None:
    once = line("1", counted(120), items=(PlannedItem("查", True, own),))
    assert ("rounds" not in rules(plan([once]))) is is_enough


def test_where_only_one_of_two_items_has_its_own_frequency_the_usual_one_holds() -> None:
    own = PlannedItem("查", True, OwnRounds("《某条例》第五条", Fraction(1)))
    once = line("1", counted(120), items=(own, PlannedItem("问", True)))
    finding = next(f for f in examine_plan(plan([once])) if f.rule == "rounds")
    assert finding.clause == PLAN


@pytest.mark.parametrize(
    ("under", "is_enough"), [(("测绘股", "测绘"), True), (("测绘股", "别的"), False), (None, False)]
)
def test_a_joint_line_is_a_round_of_each_section_whose_items_it_inspects(
    under: tuple[str, str] | None, is_enough: bool
) -> None:
    theirs = PlannedItem("测", is_general=True, listed_under=under)
    joint = line("1", items=(PlannedItem("查", is_general=True), theirs))
    own = line("4", section="测绘股", category="测绘", round="2")
    facts = plan([joint, *sound()[1:], own, only_raised("5", section="测绘股", category="测绘")])
    missing = [one.rows for one in examine_plan(facts) if one.rule == "rounds"]
    assert missing == ([] if is_enough else [("4", "5")])


def test_a_law_may_demand_more_rounds_than_two() -> None:
    own = (PlannedItem("查", False, OwnRounds("《某条例》第五条", Fraction(4))),)
    lines = [line(key, counted(120), items=own) for key in "123"]
    finding = next(f for f in examine_plan(plan(lines)) if f.rule == "rounds")
    assert (finding.clause, finding.required) == ("《某条例》第五条", "每年不少于4次")


@pytest.mark.parametrize(
    ("ratios", "raised", "is_right"),
    [
        (("1/20", "1/5"), 20, True),
        (("1/20", "1/20"), 20, False),
        (("1/5", "1/20"), 20, False),
        (("1/20", "1/20"), 0, True),
        (("1", "1"), 20, True),
        (("1", "1/2"), 20, False),
    ],
)
def test_the_raised_are_drawn_at_a_higher_ratio(ratios: tuple[str, str], raised: int, is_right: bool) -> None:
    key = [PlannedItem("查", is_general=False)]
    lines = [line("1", counted(100, raised, ratios), items=tuple(key)), line("2"), only_raised("3")]
    found = [f for f in examine_plan(plan(lines)) if f.rule == "raised"]
    assert (found == []) is is_right


def test_where_everybody_is_drawn_each_time_the_raised_need_no_further_round() -> None:
    free = (PlannedItem("查", is_general=False),)
    whole = [line(key, counted(100, 20, ("1", "1")), items=free) for key in "12"]
    assert rules(plan(whole)) == []


def test_without_raised_members_no_further_round_is_asked_for() -> None:
    assert rules(plan([line("1", counted(120)), line("2", counted(120))])) == []


@pytest.mark.parametrize(("is_general", "found"), [(True, ["general-cap"]), (False, [])])
def test_items_of_partners_are_held_to_the_cap_of_general_items(is_general: bool, found: list[str]) -> None:
    free, theirs = (PlannedItem("查", is_general=False),), (PlannedItem("登记（市监局）", is_general),)
    four = [line(key, items=free, partner_items=theirs) for key in "123"]
    four.append(only_raised("4", items=free, partner_items=theirs))
    assert rules(plan(four)) == found


def test_an_item_of_a_partner_changes_nothing_in_the_rounds_that_a_law_sets_for_ours() -> None:
    own = OwnRounds("某法第一条", Fraction(1))
    theirs = (PlannedItem("登记（市监局）", is_general=False),)
    once = line("1", counted(120), items=(PlannedItem("查", True, own),), partner_items=theirs)
    assert rules(plan([once])) == []


def test_key_items_are_free_of_the_cap_and_three_rounds_are_within_it() -> None:
    free = (PlannedItem("查", is_general=False),)
    four = [line(key, items=free) for key in "123"] + [only_raised("4", items=free)]
    assert rules(plan(four)) == []


@pytest.mark.parametrize(
    ("size", "visits", "places", "is_kept"),
    [
        # drawn whole thrice: exactly the cap
        (5, 0, [("1", 5, 5), ("2", 5, 5), ("3", 5, 5)], True),
        (5, 1, [("1", 5, 5), ("2", 5, 5), ("3", 5, 5)], False),
        (5, 1, [("1", 5, 5), ("2", 5, 5)], True),
        (5, 3, [("1", 5, 1)], False),
        (5, 9, [("1", 50, 1)], True),
        # the pigeonhole: 4 of 5 four times is 16 visits for 5 holders, who may have 15
        (5, 0, [("1", 5, 4), ("2", 5, 4), ("3", 5, 4), ("4", 5, 4)], False),
        (5, 0, [("1", 5, 4), ("2", 5, 4), ("3", 5, 4), ("4", 5, 3)], True),
        # of 6 from 7, 4 at least are of these 5
        (5, 0, [("1", 7, 6), ("2", 5, 4), ("3", 5, 4), ("4", 5, 4)], False),
        (5, 0, [("1", 7, 5), ("2", 5, 4), ("3", 5, 4), ("4", 5, 4)], True),
    ],
)
def test_no_holder_is_inspected_oftener_than_the_cap(
    size: int, visits: int, places: Sequence[tuple[str, int, int]], is_kept: bool
) -> None:
    free = (PlannedItem("查", is_general=False),)
    lines = [*sound(), line("4", items=free)]
    group = HolderGroup(size, visits, tuple(Place(*place) for place in places))
    found = [f for f in examine_plan(plan(lines, [group])) if f.rule == "cap"]
    assert (found == []) is is_kept


def test_the_conflict_names_both_clauses_the_holders_and_the_lines_and_a_way_out() -> None:
    finding = only(BROKEN["cap"][0])
    assert CAP_CLAUSE in finding.clause
    assert PLAN in finding.clause
    assert (
        "1家主体同在任务1“一般层”（基数1，抽1）、2“一般层”（基数1，抽1）、3“一般层”（基数1，抽1）的"
        in finding.found
    )
    assert "4次" in finding.title
    assert "任务3与1、2合并" in finding.remedy


def test_where_only_key_items_are_inspected_the_conflict_is_asked_about() -> None:
    lines = [replace(one, is_capped=False) for one in sound()]
    group = HolderGroup(1, 2, (Place("1", 1, 1), Place("2", 1, 1)))
    asked = only(plan(lines, [group]))
    assert (asked.rule, asked.blocks, "国发〔2019〕5号" in asked.clause) == ("cap", False, True)
    lines[1] = replace(lines[1], is_capped=True)
    assert only(plan(lines, [group])).blocks


def test_an_office_without_a_published_cap_is_not_measured_by_one() -> None:
    facts = replace(BROKEN["cap"][0], figures=replace(FIGURES, cap=None))
    assert rules(facts) == []


@pytest.mark.parametrize(("size", "is_large"), [(0, True), (1, False), (19, False), (20, True), (21, True)])
def test_a_stratum_smaller_than_one_by_its_ratio_is_asked_about(size: int, is_large: bool) -> None:
    lines = [line("1", (*counted(100, 20), *counted(size)[:1])), *sound()[1:]]
    found = [finding for finding in examine_plan(plan(lines)) if finding.rule == "strata"]
    assert (found == []) is is_large


@pytest.mark.parametrize(("drawn", "is_close"), [(20, True), (22, True), (23, False)])
def test_more_than_a_tenth_over_what_the_whole_would_give_is_asked_about(drawn: int, is_close: bool) -> None:
    one = line("1", (StratumCount(Layer("s1", "ordinary", "1/20"), 400, drawn, 0),))
    found = [f for f in examine_plan(plan([one])) if f.rule == "strata"]
    assert (found == []) is is_close


def test_raised_and_ordinary_strata_are_never_merged() -> None:
    """A raised stratum of 3 has only ordinary ones beside it: it is to be widened, not merged with them."""
    lines = [line("1", (*counted(100)[:1], count_stratum(Layer("s2", RAISED, "1/5"), 3))), *sound()[1:]]
    finding = only(plan(lines))
    assert (finding.rule, "不合并" in finding.remedy) == ("strata", True)
    assert "为一层" not in finding.remedy


def test_small_strata_of_one_round_are_merged_towns_first() -> None:
    towns = [replace(counted(size)[0], layer=Layer(f"s{size}", "ordinary", "1/20")) for size in (15, 12, 40)]
    finding = only(plan([line("1", (*towns, counted(0, 20)[1])), *sound()[1:]]))
    assert finding.rule == "strata"
    assert "2层" in finding.title
    assert "乡镇" in finding.remedy.split("类别")[0]


def test_people_missing_in_one_month_or_barred_from_some_holders_are_named() -> None:
    short = campaign(counted(100, 20), crews=(Crew("4月", (LEAD,)),))
    finding = only(with_first(line("1", campaign=short)))
    assert (finding.rule, "4月" in finding.title) == ("people", True)


def test_a_month_without_trained_people_says_so() -> None:
    crew = Crew("4月", (), (("执法培训已到期", 6),))
    finding = only(with_first(line("1", campaign=campaign(counted(100, 20), crews=(crew,)))))
    assert "不能派的：执法培训已到期的6名" in finding.found


def test_what_blocks_stands_before_what_is_asked() -> None:
    lines = [line("1", (*counted(100, 20), *counted(19)[:1])), line("2", counted(100, 0, ("1/25", "1/5")))]
    found = examine_plan(plan([*lines, only_raised("3")]))
    assert [finding.blocks for finding in found] == sorted((f.blocks for f in found), reverse=True)


def test_a_round_that_nobody_drew_up_is_measured_by_its_ratio() -> None:
    row = line("1", (), ratio=Fraction(3, 100))
    found = [f for f in examine_plan(plan([row], rounds=[])) if f.rule == "floor"]
    assert [f.required for f in found] == ["不低于5%"]
    exact = line("1", (), ratio=FIVE)
    assert "floor" not in rules(plan([exact], rounds=[]))


def test_the_floor_of_a_round_is_not_filled_by_what_partners_alone_inspect() -> None:
    theirs = count_stratum(Layer("s3", ORDINARY, "1/20", part="市场监管01", is_own=False), 1000)
    ours = count_stratum(Layer("s1", ORDINARY, "1/20"), 20)
    assert "floor" in rules(plan([one := line("1", (ours, theirs))], rounds=[one_round(one)]))
    assert "floor" not in rules(plan([one], rounds=[one_round(one, population=20)]))


def test_the_floor_of_a_round_with_two_ratios_is_rounded_up_once() -> None:
    one = line("1", counted(100))
    floor = Floor((FloorPart(FIVE, 30, PLAN), FloorPart(Fraction(3, 100), 50, "《某条例》第五条")))
    assert "floor" not in rules(plan([one], rounds=[Round("第1轮", (one,), floor)]))
