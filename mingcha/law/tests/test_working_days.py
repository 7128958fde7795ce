"""Counting working days, checked to the day against the published notices of 2024, 2025 and 2026."""

import datetime
import random
from itertools import pairwise

import pytest

from mingcha.law.rules.calendar import Calendar, Counted, days_between, months
from mingcha.law.rules.notices import DEFAULT_NOTICES, Holiday, Notice, shortcomings

DAY = datetime.date
CALENDAR = Calendar.of(DEFAULT_NOTICES)
# One line a month, one letter a day: W is worked, - is off. Made with chinesecalendar 1.11.0, a library that
# is not part of the program, and compared by hand with 国办发明电〔2023〕7号, 〔2024〕12号 and 〔2025〕7号.
YEARS = {
    2024: """
        -WWWW--WWWWW--WWWWW--WWWWW--WWW
        WW-WWWWWW--------WWWWWW--WWWW
        W--WWWWW--WWWWW--WWWWW--WWWWW--
        WWW---WWWWWW--WWWWW--WWWWW-WWW
        -----WWWWWW-WWWWW--WWWWW--WWWWW
        --WWWWW---WWWW--WWWWW--WWWWW--
        WWWWW--WWWWW--WWWWW--WWWWW--WWW
        WW--WWWWW--WWWWW--WWWWW--WWWWW-
        -WWWWW--WWWWWW---WWW--WWWWW-WW
        -------WWWWW-WWWWW--WWWWW--WWWW
        W--WWWWW--WWWWW--WWWWW--WWWWW-
        -WWWWW--WWWWW--WWWWW--WWWWW--WW""",
    2025: """
        -WW--WWWWW--WWWWW--WWWWW-WW----
        ----WWWW-WWWWW--WWWWW--WWWWW
        --WWWWW--WWWWW--WWWWW--WWWWW--W
        WWW---WWWWW--WWWWW--WWWWW-WWWW
        -----WWWW--WWWWW--WWWWW--WWWWW-
        --WWWW--WWWWW--WWWWW--WWWWW--W
        WWWW--WWWWW--WWWWW--WWWWW--WWWW
        W--WWWWW--WWWWW--WWWWW--WWWWW--
        WWWWW--WWWWW--WWWWW--WWWWW-WWW
        --------WWW-WWWWW--WWWWW--WWWWW
        --WWWWW--WWWWW--WWWWW--WWWWW--
        WWWWW--WWWWW--WWWWW--WWWWW--WWW""",
    2026: """
        ---WWWWWW--WWWWW--WWWWW--WWWWW-
        -WWWWW--WWWWWW---------WWWWW
        -WWWWW--WWWWW--WWWWW--WWWWW--WW
        WWW---WWWW--WWWWW--WWWWW--WWWW
        -----WWWW-WWWWW--WWWWW--WWWWW--
        WWWWW--WWWWW--WWWW---WWWWW--WW
        WWW--WWWWW--WWWWW--WWWWW--WWWWW
        --WWWWW--WWWWW--WWWWW--WWWWW--W
        WWWW--WWWWW--WWWWW-WWWWW---WWW
        -------WWW-WWWWW--WWWWW--WWWWW-
        -WWWWW--WWWWW--WWWWW--WWWWW--W
        WWWW--WWWWW--WWWWW--WWWWW--WWWW""",
}


def test_every_day_of_three_years_is_what_the_notices_say() -> None:
    for year, letters in YEARS.items():
        days = days_between(DAY(year, 1, 1), DAY(year, 12, 31))
        said = "".join("W" if CALENDAR.is_working_day(day) else "-" for day in days)
        assert said == "".join(letters.split())


def test_a_year_has_as_many_days_off_as_the_law_gives() -> None:
    """Eleven until 2024, thirteen since 除夕 and 5月2日 were added (国务院令第795号)."""
    assert [notice.extra_days_off for notice in DEFAULT_NOTICES] == [11, 13, 13]
    assert [shortcomings(notice) for notice in DEFAULT_NOTICES] == [[], [], []]


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-11-25", 1, "2026-11-26"),
        ("2026-11-27", 1, "2026-11-30"),
        ("2026-09-30", 1, "2026-10-08"),
        ("2026-09-30", 3, "2026-10-10"),
        ("2026-02-13", 1, "2026-02-14"),
        ("2026-02-14", 1, "2026-02-24"),
        ("2026-02-27", 1, "2026-02-28"),
        ("2026-01-31", 20, "2026-03-05"),
        ("2025-01-25", 1, "2025-01-26"),
        ("2025-04-30", 1, "2025-05-06"),
        ("2025-09-30", 7, "2025-10-16"),
        ("2024-02-09", 7, "2024-02-26"),
        ("2024-02-29", 1, "2024-03-01"),
        ("2024-12-31", 1, "2025-01-02"),
        ("2025-12-31", 1, "2026-01-04"),
        ("2025-12-26", 5, "2026-01-05"),
        ("2023-12-31", 1, "2024-01-02"),
    ],
)
def test_the_first_day_is_not_counted(start: str, count: int, end: str) -> None:
    assert CALENDAR.add_working_days(DAY.fromisoformat(start), count) == Counted(
        DAY.fromisoformat(end), False
    )


@pytest.mark.parametrize(
    ("start", "count", "said"),
    [
        ("2026-12-30", 1, "2026-12-31"),
        ("2026-12-31", 1, "2027-01-04 暂定"),
        ("2026-12-21", 20, "2027-01-19 暂定"),
        ("2027-04-30", 1, "2027-05-03 暂定"),
        ("2028-04-28", 1, "2028-05-03 暂定"),
        ("2027-09-30", 1, "2027-10-04 暂定"),
        ("2027-01-04", 1, "2027-01-05 暂定"),
        ("2023-12-29", 1, "2024-01-02 暂定"),
        ("2023-01-02", 250, "2023-12-21 暂定"),
    ],
)
def test_a_year_without_a_notice_makes_the_day_provisional(start: str, count: int, said: str) -> None:
    assert str(CALENDAR.add_working_days(DAY.fromisoformat(start), count)) == said


def test_what_the_law_says_by_date_is_off_in_a_year_without_a_notice_and_nothing_else() -> None:
    """《全国年节及纪念日放假办法》第二条; 5月2日 since 国务院令第795号."""
    always = {"01-01", "05-01", "10-01", "10-02", "10-03"}
    for year, said in ((2028, always | {"05-02"}), (2023, always)):
        days = days_between(DAY(year, 1, 1), DAY(year, 12, 31))
        assert {f"{day:%m-%d}" for day in days if CALENDAR.is_day_off(day)} == said
    cells = [cell for month in months(CALENDAR, 2027) for week in month.weeks for cell in week if cell]
    assert [cell.word for cell in cells if cell.day == DAY(2027, 1, 1)] == ["休"]


def test_what_a_notice_says_goes_before_the_law() -> None:
    new_year = Holiday("元旦", DAY(2027, 1, 1), DAY(2027, 1, 3))
    held = Calendar.of([Notice(2027, "国办发明电〔2026〕9号", DAY(2026, 11, 1), (new_year,))])
    assert held.is_day_off(DAY(2027, 1, 1))
    assert not held.is_day_off(DAY(2027, 10, 1))
    assert not held.add_working_days(DAY(2027, 4, 30), 1).is_provisional


def test_a_year_missing_between_two_known_ones_makes_it_provisional() -> None:
    gap = Calendar.of([DEFAULT_NOTICES[0], DEFAULT_NOTICES[2]])
    assert gap.add_working_days(DAY(2024, 12, 31), 265).is_provisional
    assert not gap.add_working_days(DAY(2025, 12, 31), 5).is_provisional


def test_new_year_may_take_days_of_the_december_before() -> None:
    """As the notice for 2019 did: 29 December 2018 was worked, 31 December was off."""
    notice = Notice(
        2019,
        "国办发明电〔2018〕15号",
        DAY(2018, 12, 1),
        (Holiday("元旦", DAY(2018, 12, 30), DAY(2019, 1, 1), (DAY(2018, 12, 29),)),),
    )
    assert shortcomings(notice) == []
    calendar = Calendar.of([notice])
    assert calendar.is_working_day(DAY(2018, 12, 29))
    assert calendar.add_working_days(DAY(2018, 12, 29), 1).day == DAY(2019, 1, 2)


@pytest.mark.parametrize("count", [0, -1])
def test_less_than_one_working_day_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match="大于等于1"):
        CALENDAR.add_working_days(DAY(2026, 1, 1), count)


def test_the_result_grows_with_the_count_and_holds_exactly_as_many_working_days() -> None:
    chance = random.Random(20261125)
    for _ in range(300):
        start = DAY(2023, 6, 1) + datetime.timedelta(days=chance.randrange(1600))
        count = chance.randrange(1, 60)
        ends = [CALENDAR.add_working_days(start, step).day for step in range(count, count + 3)]
        assert start < ends[0] < ends[1] < ends[2]
        assert CALENDAR.count_working_days(start, ends[0]) == count
        assert all(CALENDAR.is_working_day(end) for end in ends)
        later = CALENDAR.add_working_days(start + datetime.timedelta(days=1), count).day
        assert later >= ends[0]


def test_calendar_days_are_counted_as_they_are() -> None:
    assert CALENDAR.last_day(DAY(2026, 9, 1), 30, "calendar") == Counted(DAY(2026, 10, 1), False)
    assert CALENDAR.last_day(DAY(2026, 9, 1), 20, "working").day == DAY(2026, 9, 29)


def test_a_wall_calendar_shows_each_day_once_with_its_word() -> None:
    shown = months(CALENDAR, 2026)
    cells = [cell for month in shown for week in month.weeks for cell in week if cell]
    assert len(cells) == 365
    assert all(latter.day - former.day == datetime.timedelta(days=1) for former, latter in pairwise(cells))
    assert all(len(week) == 7 for month in shown for week in month.weeks)
    assert sum(month.working_days for month in shown) == 365 - 104 - 13
    assert {cell.day: cell.word for cell in cells if cell.day.month == 2 and cell.word == "班"} == {
        DAY(2026, 2, 14): "班",
        DAY(2026, 2, 28): "班",
    }
