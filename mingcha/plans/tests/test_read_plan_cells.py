"""Cells of a yearly plan as offices write them: read exactly, or asked about."""

import datetime
from fractions import Fraction

import pytest

from mingcha.common.workbooks.book import Cell
from mingcha.plans.rules.plan_cells import (
    read_count_cell,
    read_frequency_cell,
    read_period_cell,
    read_ratio_and_frequency_cell,
    read_ratio_cell,
)

HIGH = "C"
FIVE, TEN, TWENTY, HALF, ALL = (Fraction(n, 100) for n in (5, 10, 20, 50, 100))


@pytest.mark.parametrize(
    ("cell", "ratio"),
    [
        ("20%", TWENTY),
        ("５％", FIVE),
        (" 5 % ", FIVE),
        ("5.0%", FIVE),
        ("0.05", FIVE),
        (0.05, FIVE),
        (0.07, Fraction(7, 100)),
        (5, FIVE),
        ("5", FIVE),
        ("1/20", FIVE),
        ("不低于5%", FIVE),
        ("不少于 5％", FIVE),
        ("≥5%", FIVE),
        (">=5%", FIVE),
        ("=5%", FIVE),
        ("5%以上", FIVE),
        ("抽取5%", FIVE),
        ("百分之五", FIVE),
        ("百分之二十", TWENTY),
        ("不低于百分之十", TEN),
        ("百分之一百", ALL),
        ("3‰", Fraction(3, 1000)),
        ("0.5%", Fraction(1, 200)),
        ("100%", ALL),
        (1, ALL),
        (1.0, ALL),
        ("全覆盖", ALL),
        ("全部", ALL),
    ],
)
def test_a_plain_ratio_is_for_everybody(cell: Cell, ratio: Fraction) -> None:
    found = read_ratio_cell(cell)
    assert found.parts == (("", ratio),)
    assert not found.tells_apart
    assert found.ordinary(HIGH) == found.raised(HIGH) == (ratio,)


def test_a_column_in_per_cent_needs_no_sign() -> None:
    assert [read_ratio_cell(cell, unit="%").highest for cell in (1, "1", 5, "0.5", "20%")] == [
        Fraction(1, 100),
        Fraction(1, 100),
        FIVE,
        Fraction(1, 200),
        TWENTY,
    ]


@pytest.mark.parametrize(
    ("cell", "ordinary", "raised"),
    [
        ("A、B 5%，C 20%，D 50%", (FIVE,), (TWENTY, HALF)),
        ("A、B类5%；C类20%；D类50%", (FIVE,), (TWENTY, HALF)),
        ("A类：5%\nB类：5%\nC类：20%\nD类：50%", (FIVE,), (TWENTY, HALF)),
        ("a、b级５％,c级20%,d级50%", (FIVE,), (TWENTY, HALF)),
        ("A/B 5%，C/D 20%", (FIVE,), (TWENTY,)),
        ("AB类5%，CD类20%", (FIVE,), (TWENTY,)),
        ("A和B类企业不低于5%，C及D类企业不低于20%", (FIVE,), (TWENTY,)),
        ("一般5%，加强10%", (FIVE,), (TEN,)),
        ("一般层5%、加强层10%", (FIVE,), (TEN,)),
        ("一般企业5%，重点企业20%", (FIVE,), (TWENTY,)),
        ("高风险企业100%，其他企业5%", (FIVE,), (ALL,)),
        ("5%，其中C、D类20%", (FIVE,), (TWENTY,)),
        ("5%（其中高风险企业100%）", (FIVE,), (ALL,)),
        ("A类5%，B类10%，其余20%", (FIVE, TEN), (TWENTY,)),
        ("C 20%，D 50%", (), (TWENTY, HALF)),
        ("信用风险等级为C、D类的20%，其他5%", (FIVE,), (TWENTY,)),
        ("D类全覆盖，其他5%", (FIVE,), (FIVE, ALL)),
    ],
)
def test_a_ratio_may_differ_by_class_or_stratum(
    cell: str, ordinary: tuple[Fraction, ...], raised: tuple[Fraction, ...]
) -> None:
    found = read_ratio_cell(cell)
    assert found.tells_apart
    assert (found.ordinary(HIGH), found.raised(HIGH)) == (ordinary, raised)


def test_where_the_raised_classes_begin_is_the_readers_to_say() -> None:
    found = read_ratio_cell("一般5%，加强10%")
    assert [found.of_class(letter, "B") for letter in "ABCD"] == [FIVE, TEN, TEN, TEN]
    assert (found.lowest, found.highest) == (FIVE, TEN)


@pytest.mark.parametrize(
    "cell",
    [
        *("按实际", "按需", "按照实际情况确定", "视情况", "随机", "", None, "/", "无", "待定"),
        *("1", "5%-10%", "5%至10%", "5%左右", "约5%", ">5%", "五", "若干", "0", "0%", "101%", "-5%", "200"),
        *("5% 10%", "A 5%，A 10%", "A 5%，B", "甲类5%", "C、D类", "20%（C、D类）", "1/0", "同上", "#REF!"),
    ],
)
def test_a_ratio_that_can_be_read_in_two_ways_or_none_is_asked_about(cell: Cell) -> None:
    with pytest.raises(ValueError, match=r"抽查比例.*[？。]"):
        read_ratio_cell(cell)


@pytest.mark.parametrize(
    ("cell", "rounds"),
    [
        ("1次/年", 1),
        ("2次／年", 2),
        ("2次/每年", None),
        ("每年2次", 2),
        ("每年两次", 2),
        ("一年两次", 2),
        ("1年2次", 2),
        ("年度2次", 2),
        ("全年2次", 2),
        ("每年不少于2次", 2),
        ("每年至少抽查2次", 2),
        ("不少于2次/年", 2),
        ("2次/年以上", 2),
        ("2次以上", 2),
        ("2", 2),
        (2, 2),
        (2.0, 2),
        ("２次", 2),
        ("两轮", 2),
        (">=1", 1),
        ("≥1次", 1),
        ("≥2次/年", 2),
        ("=1", 1),
        ("每半年一次", 2),
        ("半年1次", 2),
        ("上、下半年各一次", 2),
        ("上下半年各1次", 2),
        ("每季度1次", 4),
        ("每季度一次", 4),
        ("1次/季度", 4),
        ("每季度2次", 8),
        ("每月1次", 12),
        ("每个月一次", 12),
        ("每2个月1次", 6),
        ("每两年1次", Fraction(1, 2)),
        ("1次/2年", Fraction(1, 2)),
        ("十二次", 12),
    ],
)
def test_a_frequency_is_rounds_a_year(cell: Cell, rounds: int | Fraction | None) -> None:
    if rounds is None:
        with pytest.raises(ValueError, match="抽查频次"):
            read_frequency_cell(cell)
        return
    assert read_frequency_cell(cell).parts == (("", Fraction(rounds)),)


@pytest.mark.parametrize(
    ("cell", "ordinary", "raised"),
    [
        ("一般2次/年，加强3次/年", 2, 3),
        ("A、B类每年2次，C、D类每年4次", 2, 4),
        ("每年2次，其中高风险企业每季度1次", 2, 4),
        ("一般每半年一次；重点每季度一次", 2, 4),
    ],
)
def test_a_frequency_may_differ_by_class_or_stratum(cell: str, ordinary: int, raised: int) -> None:
    found = read_frequency_cell(cell)
    assert found.ordinary(HIGH) == (Fraction(ordinary),)
    assert found.raised(HIGH) == (Fraction(raised),)


@pytest.mark.parametrize(
    "cell",
    ["按实际", "按需要", "不定期", "", None, "经常", "1-2次", "不超过2次", "0", "每年", "2家"],
)
def test_a_frequency_that_is_not_clear_is_asked_about(cell: Cell) -> None:
    with pytest.raises(ValueError, match=r"抽查频次.*[？。]"):
        read_frequency_cell(cell)


def test_ratio_and_frequency_may_share_a_cell() -> None:
    for cell in ("5%，每年2次", "抽取5%；2次/年", "5%、每年2次"):
        ratio, rounds = read_ratio_and_frequency_cell(cell)
        assert (ratio.highest, rounds.highest) == (FIVE, Fraction(2))
    ratio, rounds = read_ratio_and_frequency_cell("一般5%，加强10%，每年2次")
    assert ratio.raised(HIGH) == (TEN,)
    assert rounds.highest == Fraction(2)
    for cell in ("5%", "每年2次", ""):
        with pytest.raises(ValueError, match="比例及频次"):
            read_ratio_and_frequency_cell(cell)


def days(first: str, last: str) -> tuple[datetime.date, datetime.date]:
    return datetime.date.fromisoformat(first), datetime.date.fromisoformat(last)


@pytest.mark.parametrize(
    ("cell", "first", "last"),
    [
        ("6-12月", "2026-06-01", "2026-12-31"),
        ("6月-12月", "2026-06-01", "2026-12-31"),
        ("６－１２月", "2026-06-01", "2026-12-31"),
        ("6—12月", "2026-06-01", "2026-12-31"),
        ("6~12 月份", "2026-06-01", "2026-12-31"),
        ("3月至5月", "2026-03-01", "2026-05-31"),
        ("3月到5月底", "2026-03-01", "2026-05-31"),
        ("自3月初起至5月底止", "2026-03-01", "2026-05-31"),
        ("2026年3月—5月", "2026-03-01", "2026-05-31"),
        ("2026年3-5月", "2026-03-01", "2026-05-31"),
        ("2026年3月至2026年5月", "2026-03-01", "2026-05-31"),
        ("2026.3-2026.5", "2026-03-01", "2026-05-31"),
        ("2026.3.1-2026.5.31", "2026-03-01", "2026-05-31"),
        ("2026.03.01—2026.05.31", "2026-03-01", "2026-05-31"),
        ("2026/3/1-2026/5/31", "2026-03-01", "2026-05-31"),
        ("2026-03-01至2026-05-31", "2026-03-01", "2026-05-31"),
        ("2026-03-01-2026-05-31", "2026-03-01", "2026-05-31"),
        ("20260301-20260531", "2026-03-01", "2026-05-31"),
        ("2026年3月1日至5月31日", "2026-03-01", "2026-05-31"),
        ("2026年3月1日起至2026年5月31日止", "2026-03-01", "2026-05-31"),
        ("3月1日-31日", "2026-03-01", "2026-03-31"),
        ("3月上旬至5月中旬", "2026-03-01", "2026-05-20"),
        ("2月下旬", "2026-02-21", "2026-02-28"),
        ("2026年12月至2027年1月", "2026-12-01", "2027-01-31"),
        ("2028年2月", "2028-02-01", "2028-02-29"),
        ("全年", "2026-01-01", "2026-12-31"),
        ("2026年全年", "2026-01-01", "2026-12-31"),
        ("2026年度", "2026-01-01", "2026-12-31"),
        ("上半年", "2026-01-01", "2026-06-30"),
        ("2025年下半年", "2025-07-01", "2025-12-31"),
        ("第二季度", "2026-04-01", "2026-06-30"),
        ("4季度", "2026-10-01", "2026-12-31"),
        ("Ｑ3", "2026-07-01", "2026-09-30"),
        ("二季度至三季度", "2026-04-01", "2026-09-30"),
        ("3月", "2026-03-01", "2026-03-31"),
        ("2026年3月份", "2026-03-01", "2026-03-31"),
    ],
)
def test_a_period_has_a_first_and_a_last_day(cell: str, first: str, last: str) -> None:
    found = read_period_cell(cell, 2026)
    assert (found.first, found.last) == days(first, last)


@pytest.mark.parametrize(
    "cell",
    [
        *("按实际", "", None, "视情况", "3月底", "12月底前", "3月1日", "2026-03-01", "春季", "3月、5月"),
        *("5月至3月", "13月", "2月30日至3月1日", "1-13月", "6-12", "第五季度", "2026年2月30日至3月5日"),
        datetime.date(2026, 3, 1),
        20260301,
    ],
)
def test_a_period_that_is_not_clear_is_asked_about(cell: Cell) -> None:
    with pytest.raises(ValueError, match=r"计划起止时间.*[？。]"):
        read_period_cell(cell, 2026)


@pytest.mark.parametrize(
    ("cell", "count", "measure"),
    [
        *((20, 20, ""), (20.0, 20, ""), ("20", 20, ""), ("２０家", 20, "家"), ("20 个", 20, "个")),
        *(("1,800", 1800, ""), ("1，800家", 1800, "家"), ("不少于20家", 20, "家"), ("20家以上", 20, "家")),
        ("0", 0, ""),
    ],
)
def test_a_count_is_a_whole_number(cell: Cell, count: int, measure: str) -> None:
    found = read_count_cell(cell)
    assert (found.count, found.measure) == (count, measure)


@pytest.mark.parametrize("cell", ["约20家", "20-30", "按实际", "", None, 20.5, "全部", "-3", "20%"])
def test_a_count_that_is_not_clear_is_asked_about(cell: Cell) -> None:
    with pytest.raises(ValueError, match=r"抽查数量.*[？。]"):
        read_count_cell(cell)
