"""Words, towns, tiles and tags without a database."""

import pytest

from mingcha.registers.rules.qualifications import inspector_tags, qualification_tags
from mingcha.registers.rules.towns import KNOWN_TOWNS, town_in
from mingcha.registers.rules.words import is_natural_person, read_risk
from mingcha.registers.tiles import legend, tiles


def test_the_county_has_thirteen_towns() -> None:
    assert len(KNOWN_TOWNS) == 13


@pytest.mark.parametrize(
    ("place", "town"),
    [
        ("河北省保定市阜平县阜平镇溪禾街1号", "阜平镇"),
        ("砂窝镇杏垣村北坡", "砂窝镇"),
        ("唐县仁厚镇某村", "仁厚镇"),
        ("某市某区城关街道5号", "城关街道"),
        ("县城东关", ""),
        ("", ""),
    ],
)
def test_a_town_is_found_in_a_place(place: str, town: str) -> None:
    assert town_in(place) == town


@pytest.mark.parametrize(
    ("written", "letter"),
    [
        ("Ａ", "A"),
        ("c", "C"),
        ("B类", "B"),
        ("C（较高风险）", "C"),
        ("A级", "A"),
        ("高风险", "D"),
        ("", ""),
        ("X", None),
    ],
)
def test_a_risk_class_in_any_spelling(written: str, letter: str | None) -> None:
    assert read_risk(written) == letter


@pytest.mark.parametrize(
    ("entity_type", "code", "name", "is_person"),
    [
        ("自然人", "", "张试槐", True),
        ("个体户", "", "试荷砂石经营部", True),
        ("", "92130624MA0XX0648Q", "某某经营部", True),
        ("", "", "张试槐", True),
        ("", "", "试村委会", False),
        ("企业", "", "张试槐", False),
        ("", "91130624MA0XX0015D", "云栎", False),
        ("个体工商户（个人经营）", "", "试荷砂石经营部", True),
        ("其他", "92130624MA0XX0648Q", "某某经营部", True),
        ("其他", "", "张试槐", True),
        ("个人独资企业", "", "试荷砂石厂", False),
        ("自然人独资有限责任公司", "", "试荷砂石", False),
        ("有限责任公司（自然人独资）", "", "试荷", False),
    ],
)
def test_who_is_a_natural_person(entity_type: str, code: str, name: str, is_person: bool) -> None:
    assert is_natural_person(entity_type=entity_type, code=code, name=name) is is_person


def test_tags_ascend_and_unknown_words_give_none() -> None:
    assert qualification_tags(["矿山监管", "土地监察", "厨艺"]) == ("qual:land", "qual:mining")
    tags = inspector_tags(department="dept:land", words=["测绘管理"], can_lead=True, is_expert=True)
    assert tags == ("dept:land", "expert", "lead", "qual:survey")
    assert list(tags) == sorted(tags)


def test_the_legend_covers_every_tile() -> None:
    counts = {"阜平镇": 14, "平阳镇": 19, "夏庄乡": 3, "城南庄镇": 11, "外地乡": 1, "": 7}
    shown = tiles(counts, "平阳镇")
    assert [tile.town for tile in shown if tile.is_chosen] == ["平阳镇"]
    assert shown[-1].town == "外地乡"
    assert {tile.town: tile.level for tile in shown if tile.count} == {
        "阜平镇": 3,
        "平阳镇": 4,
        "夏庄乡": 1,
        "城南庄镇": 3,
        "外地乡": 1,
    }
    assert legend(counts) == [(1, "1–5"), (2, "6–10"), (3, "11–15"), (4, "16个以上")]


def test_an_empty_register_has_no_tiles() -> None:
    assert tiles({}, "") == []
    assert legend({}) == []
