"""Text and figures of a bulletin: numbers by placeholder, those typed by hand found, two states compared."""

import pytest

from mingcha.disclosure.rules.bulletin_draft import drafted
from mingcha.disclosure.rules.bulletins import (
    NUMBERS,
    Figures,
    differences,
    filled,
    hand_numbers,
    names_in,
    tokens,
    without_names,
    wrong_tokens,
)

WORDS = {"机关": "阜平县局", "任务": "2026年第二轮矿业权抽查", "事项": "采矿权人履行义务情况"}


def figures(**numbers: int) -> Figures:
    return Figures(
        words={**WORDS, "检查开始": "2026年6月18日", "检查结束": "2026年6月20日"},
        numbers=dict.fromkeys(NUMBERS, 0) | numbers,
        strata=(("s1", (1200, 60, 60, 1, 3)), ("s2", (40, 4, 4, 0, 2))),
        results=(("未发现问题", (59, 70)), ("发现问题已责令改正", (5, 5))),
        items=(("采矿权人履行义务情况", (63, 5)), ("占地500平方米以上的项目", (12, 0))),
    )


FULL = figures(
    base=1240, drawn=64, strata=2, visited=64, checked=63, not_checked=1, clean=58, with_problems=5,
    problems=5, ordered=5, on_site=60, remote=4, handed=1, ratings=7, clues=2, withdrawn=1, replaced=1,
    refused=1, pending=1,
)  # fmt: skip


def draft(found: Figures = FULL, typical: tuple[str, ...] = ()) -> dict[str, str]:
    return drafted(found, unit="家", planned=True, typical=typical)


def test_every_number_of_the_draft_is_a_placeholder_that_stands_for_something() -> None:
    text = draft()
    assert wrong_tokens(text, FULL) == [] and hand_numbers(text, FULL) == []
    told = filled("\n".join(text.values()), FULL)
    assert "基数为1,240家，随机抽取64家，占5.16%" in told
    assert "层s2基数40家，抽取4家" in told and "“采矿权人履行义务情况”5家" in told
    assert "现场检查60户次，远程检查4户次" in told and "书面检查" not in told
    assert "{" not in told


def test_what_did_not_happen_is_not_told() -> None:
    told = "\n".join(draft(figures(base=10, drawn=1, visited=1, checked=1, clean=1)).values())
    assert "退出" not in told and "无法检查" not in told and "拒绝签字" not in told and "线索" not in told
    assert "没有收到评价" in told


def test_a_round_without_problems_says_so() -> None:
    clean = Figures(WORDS, dict.fromkeys(NUMBERS, 0), (), (("未发现问题", (3, 3)),), (("事项甲", (3, 0)),))
    text = draft(clean)
    assert "没有发现问题" in text["problems"] and text["measures"] == ""


def test_typical_problems_are_counted_in_words() -> None:
    problems = draft(typical=("某企业：越界开采。", "某企业：没有台账"))["problems"]
    assert "其一，某企业：越界开采。\n其二，某企业：没有台账。" in problems


def test_figures_are_the_same_after_they_were_kept() -> None:
    assert Figures.revived(FULL.plain()) == FULL


@pytest.mark.parametrize(
    "words",
    [
        "共查了60家",
        "查了六十家",
        "有三户次",
        "百分之五",
        "占5%",
        "约２０个",
        "罚款3.5万元",
        "有两家拒绝",
        "十余家",
    ],
)
def test_a_number_typed_by_hand_is_found(words: str) -> None:
    assert len(hand_numbers({"basis": f"本次{words}。"}, FULL)) == 1


@pytest.mark.parametrize(
    "words",
    [
        "查了{已查}家",
        "按照国办发〔2015〕58号",
        "《行政处罚法》第四十二条",
        "第55条",
        "双随机、一公开",
        "一是加强监管",
        "其一，整改",
        "层s1和GB9704",
        "“占地500平方米以上的项目”{事项-占地500平方米以上的项目-有问题}家",
        "2026年第二轮矿业权抽查",
    ],
)
def test_what_is_no_figure_is_not_taken_for_one(words: str) -> None:
    assert hand_numbers({"basis": words}, FULL) == []


def test_a_changed_cell_of_a_table_is_a_difference() -> None:
    later = Figures(FULL.words, FULL.numbers, FULL.strata[:1], FULL.results, FULL.items)
    assert ("层s2-抽中", "4", "没有") in differences(FULL, later)
    assert differences(FULL, FULL) == []
    assert all(name in tokens(FULL) for name, _, _ in differences(FULL, later))


def test_names_are_found_and_taken_out() -> None:
    assert names_in({"basis": "甲矿业公司和张三"}, ["甲矿业公司", "张三", "李四", "甲"]) == [
        "张三",
        "甲矿业公司",
    ]
    assert without_names("甲矿业公司二分厂{x}", ["甲矿业公司", "甲矿业公司二分厂"], []) == "某企业（x）"
