"""The work list: late first, then what is due by Sunday, then the rest; each with its day in words."""

import datetime

import pytest

from mingcha.oversight.rules import Due, arrange

MONDAY = datetime.date(2026, 6, 15)


def due(title: str, on: str = "") -> Due:
    return Due(title, "", "/", "去办", datetime.date.fromisoformat(on) if on else None)


def test_late_comes_before_due_before_later_and_undated_last() -> None:
    rows = [due("不急"), due("月底", "2026-06-30"), due("周三", "2026-06-17"), due("旧", "2026-06-10")]
    arranged = arrange(rows, MONDAY)
    assert [row.title for row in arranged.late] == ["旧"]
    assert [row.title for row in arranged.soon] == ["周三"]
    assert [row.title for row in arranged.later] == ["月底", "不急"]


def test_the_latest_missed_date_stands_first() -> None:
    arranged = arrange([due("近", "2026-06-12"), due("久", "2026-05-12")], MONDAY)
    assert [row.title for row in arranged.late] == ["久", "近"]


@pytest.mark.parametrize(
    ("on", "when", "status_class"),
    [
        ("2026-06-12", "逾期3日", "is-late"),
        ("2026-06-15", "今天", "is-due"),
        ("2026-06-16", "明天", "is-due"),
        ("2026-06-21", "6月21日", "is-due"),
        ("2026-06-22", "6月22日", ""),
        ("2027-01-31", "2027年1月31日", ""),
        ("", "不限期", ""),
    ],
)
def test_a_day_is_said_as_people_say_it(on: str, when: str, status_class: str) -> None:
    arranged = arrange([due("x", on)], MONDAY)
    row = (*arranged.late, *arranged.soon, *arranged.later)[0]
    assert (row.when, row.status_class) == (when, status_class)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ([], "2026年6月15日，星期一。没有要办的事。"),
        (["2026-06-12", "2026-06-15", "2026-06-17"], "2026年6月15日，星期一。逾期1项，本周到期2项。"),
        (["2026-07-01"], "2026年6月15日，星期一。没有到期的事，另有1项不急。"),
    ],
)
def test_the_sentence_counts_what_is_late_and_due(days: list[str], said: str) -> None:
    assert arrange([due(day, day) for day in days], MONDAY).state == said
