"""A frame is divided by town, category or pattern of items; nobody stands in two strata."""

from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.plans.rules.counting import COOLED, ORDINARY, RAISED, Layer
from mingcha.plans.rules.division import CATEGORY, DIVISIONS, ITEMS, NOWHERE, TOWN, Division, ItemCover

BASE = (Layer("s1", ORDINARY, "1/20"), Layer("s2", RAISED, "1/10"))
COOLING = (*BASE, Layer("s3", COOLED, "1/50"))


@dataclass(frozen=True)
class Placed:
    code: str
    town: str = "平阳镇"
    categories: tuple[str, ...] = ("采矿权",)
    raised: bool = False
    active: bool = True
    state: str = "active"


def shown(layers: tuple[Layer, ...]) -> list[tuple[str, str, str, str]]:
    return [(layer.code, layer.part, layer.kind, layer.ratio) for layer in layers]


def test_an_undivided_frame_has_its_layers_as_they_are() -> None:
    assert Division().spread(COOLING, [""]) == COOLING
    assert Division().spread(BASE, []) == BASE


def test_each_town_has_every_layer_once_in_the_order_of_its_name() -> None:
    division = Division(by=TOWN)
    parts = map(division.part_of, [Placed("b", "b镇"), Placed("a", "a镇"), Placed("c", "b镇")])
    assert shown(division.spread(BASE, parts)) == [
        ("s1", "a镇", ORDINARY, "1/20"),
        ("s2", "a镇", RAISED, "1/10"),
        ("s3", "b镇", ORDINARY, "1/20"),
        ("s4", "b镇", RAISED, "1/10"),
    ]


def test_ten_strata_or_more_are_numbered_so_that_they_sort() -> None:
    layers = Division(by=TOWN).spread(BASE, [f"{place:02d}镇" for place in range(6)])
    codes = [layer.code for layer in layers]
    assert (codes[0], codes[-1]) == ("s01", "s12")
    assert codes == sorted(codes)


def test_merged_towns_are_drawn_together() -> None:
    division = Division(by=TOWN, merged=(("甲镇", "乙镇"),))
    assert {division.part_of(Placed("a", town)) for town in ("甲镇", "乙镇")} == {"甲镇、乙镇"}
    assert division.part_of(Placed("a", "丙镇")) == "丙镇"


def test_a_member_without_a_town_is_drawn_with_its_like() -> None:
    assert Division(by=TOWN).part_of(Placed("a", "")) == NOWHERE


def test_a_holder_of_several_categories_stands_with_those_of_the_same() -> None:
    both = Placed("a", categories=("采矿权", "用地项目"))
    assert Division(by=CATEGORY).part_of(both) == "采矿权、用地项目"


def test_raised_goes_before_cooled_and_cooled_before_ordinary() -> None:
    division = Division(cooled=frozenset({"a", "b"}))
    members = [Placed("a", raised=True), Placed("b"), Placed("c")]
    assert [division.kind_of(member) for member in members] == [RAISED, COOLED, ORDINARY]


JOINT = Division(
    by=ITEMS,
    covers=(
        ItemCover("ZR01", frozenset({"采矿权"}), {ORDINARY: Fraction(1, 5), RAISED: Fraction(1, 2)}),
        ItemCover("ZR02", frozenset({"采矿权", "用地项目"})),
        ItemCover("SC09", frozenset(), {ORDINARY: Fraction(1, 100)}),
    ),
)


@pytest.mark.parametrize(
    ("categories", "items"),
    [
        (("采矿权",), ("ZR01", "ZR02", "SC09")),
        (("用地项目",), ("ZR02", "SC09")),
        (("采矿权", "用地项目"), ("ZR01", "ZR02", "SC09")),
        (("测绘资质",), ("SC09",)),
    ],
)
def test_a_drawn_holder_gets_every_item_of_its_pattern(
    categories: tuple[str, ...], items: tuple[str, ...]
) -> None:
    member = Placed("a", categories=categories)
    assert JOINT.items_of(member) == items
    assert JOINT.part_of(member) == "、".join(items)


def test_a_pattern_is_drawn_at_the_highest_ratio_of_its_items() -> None:
    layers = JOINT.spread(COOLING, ["ZR01、ZR02、SC09", "SC09"])
    assert shown(layers) == [
        ("s1", "SC09", ORDINARY, "1/100"),
        ("s2", "SC09", RAISED, "1/10"),
        ("s3", "SC09", COOLED, "1/50"),
        ("s4", "ZR01、ZR02、SC09", ORDINARY, "1/5"),
        ("s5", "ZR01、ZR02、SC09", RAISED, "1/2"),
        ("s6", "ZR01、ZR02、SC09", COOLED, "1/50"),
    ]


PLACED = st.builds(
    Placed,
    code=st.text("abc", min_size=1, max_size=3),
    town=st.sampled_from(["", "甲镇", "乙镇", "丙镇"]),
    categories=st.sets(st.sampled_from(["采矿权", "用地项目", "测绘资质"]), min_size=1).map(
        lambda found: tuple(sorted(found))
    ),
    raised=st.booleans(),
)


@given(
    st.sampled_from(sorted(DIVISIONS)),
    st.lists(PLACED, max_size=20),
    st.sampled_from([(), (("甲镇", "乙镇"),)]),
)
def test_everybody_has_exactly_one_stratum(
    by: str, members: list[Placed], merged: tuple[tuple[str, ...], ...]
) -> None:
    division = Division(by=by, merged=merged, covers=JOINT.covers, cooled=frozenset({"a"}))
    layers = division.spread(COOLING, map(division.part_of, members))
    places = {(layer.part, layer.kind) for layer in layers}
    assert len(places) == len(layers) == len({layer.code for layer in layers})
    assert all((division.part_of(one), division.kind_of(one)) in places for one in members)
