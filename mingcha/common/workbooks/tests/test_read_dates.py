"""Days in every form people write, and days no calendar has."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingcha.common.workbooks import Cell
from mingcha.common.workbooks import values as read
from mingcha.common.workbooks.tests.asserting import full_width, sentence_of

EPOCH = date(1899, 12, 30)


@given(st.dates(date(1950, 1, 1), date(2099, 12, 31)))
def test_a_day_is_the_same_in_every_form(day: date) -> None:
    forms: list[Cell] = [
        day,
        datetime(day.year, day.month, day.day, 23, 59),
        day.isoformat(),
        f"{day:%Y%m%d}",
        int(f"{day:%Y%m%d}"),
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day.year} 年 {day.month:02d} 月 {day.day:02d} 日",
        full_width(f"{day.year}.{day.month}.{day.day}"),
        (day - EPOCH).days,
        str((day - EPOCH).days),
        float((day - EPOCH) / timedelta(days=1)) + 0.5,
        f"{day.isoformat()} 00:00:00",
    ]
    assert {read.read_date(form) for form in forms} == {day}


def test_a_day_spelled_out_is_read() -> None:
    assert read.read_date("二〇二四年十二月三十一日") == date(2024, 12, 31)
    assert read.read_date("二〇二四年四月十日") == date(2024, 4, 10)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("2026年2月30日", "2026年2月只有28天，没有30日"),
        ("2024.13.1", "没有13月"),
        ("20240431", "2024年4月只有30天"),
        ("2024年5月", "只有年月，没有日"),
        ("24.4.9", "年份只有两位"),
        ("0024-04-09", "年份24不合常理"),
        ("明年底", "认不出是哪一天"),
        ("2024.1.1-2025.1.1", "认不出是哪一天"),
        (12, "认不出是哪一天"),
    ],
)
def test_a_day_the_calendar_lacks_is_refused_with_what_it_lacks(cell: Cell, words: str) -> None:
    assert words in sentence_of(read.read_date, cell)


@pytest.mark.parametrize("cell", ["长期", "长期有效", " 长 期 ", "永久"])
def test_a_date_without_end_is_none_and_can_be_told_from_empty(cell: str) -> None:
    assert read.read_date(cell) is None
    assert read.is_without_end(cell) and not read.is_without_end("")


@pytest.mark.parametrize(
    "cell",
    [
        "2020.1.1-2030.12.31",
        "２０２０．１．１—２０３０．１２．３１",
        "2020-01-01至2030-12-31",
        "2020/1/1-2030/12/31",
        "20200101～20301231",
        "自2020年1月1日起至2030年12月31日止",
    ],
)
def test_a_period_names_its_first_and_last_day(cell: str) -> None:
    assert read.read_period(cell) == (date(2020, 1, 1), date(2030, 12, 31), False)


def test_a_period_may_have_no_last_day() -> None:
    assert read.read_period("2020年1月1日至长期") == (date(2020, 1, 1), None, True)


@pytest.mark.parametrize("cell", [None, "", "2030.1.1", "长期", 47484, date(2030, 1, 1)])
def test_what_names_no_two_days_is_no_period(cell: Cell) -> None:
    assert read.read_period(cell) is None


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    assert "晚于" in sentence_of(read.read_period, "2030.1.1-2020.1.1")
