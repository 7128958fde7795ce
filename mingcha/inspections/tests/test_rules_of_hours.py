"""Which hours of a visit ask for a word: what disturbs business more than was said."""

import datetime

import pytest

from mingcha.inspections.rules.hours import reasons_asked

THURSDAY = datetime.date(2026, 6, 18)


def at(hour: int, minute: int = 0, *, days: int = 0) -> datetime.datetime:
    return datetime.datetime.combine(THURSDAY, datetime.time(hour, minute)) + datetime.timedelta(days=days)


def asked(began: datetime.datetime, ended: datetime.datetime, *, rest: bool = False) -> tuple[str, ...]:
    return reasons_asked(began, ended, planned_on=THURSDAY, planned_minutes=120, is_day_of_rest=rest)


@pytest.mark.parametrize(("began", "ended"), [(at(8), at(10)), (at(16), at(18)), (at(9, 10), at(10, 40))])
def test_the_hours_that_were_planned_need_no_word(began: datetime.datetime, ended: datetime.datetime) -> None:
    assert asked(began, ended) == ()


@pytest.mark.parametrize(
    ("began", "ended", "words"),
    [
        (at(7, 59), at(9), "在08:00以前或者18:00以后"),
        (at(17), at(18, 1), "在08:00以前或者18:00以后"),
        (at(9), at(11, 1), "用时121分钟，超过预计的120分钟"),
        (at(9, days=1), at(10, days=1), "不在安排的2026-06-18"),
        (at(9, days=-1), at(10, days=-1), "不在安排的2026-06-18"),
    ],
)
def test_each_thing_out_of_the_ordinary_asks_for_one(
    began: datetime.datetime, ended: datetime.datetime, words: str
) -> None:
    assert asked(began, ended) == (words,)


def test_a_day_of_rest_asks_for_one_and_a_night_through_for_several() -> None:
    assert asked(at(9), at(10), rest=True) == ("在休息日或者节假日",)
    assert len(asked(at(17), at(9, days=1))) == 2
    assert len(asked(at(7), at(20), rest=True)) == 3
