"""Counting working days by the notices an office holds. Pure.

The day from which a span runs is not counted (《民法典》第二百零一条). A year without a notice is counted by
weekends and the holidays whose date stands in the law, and what was counted so is provisional."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from mingcha.law.rules.notices import Notice, is_off_by_law, is_weekend

WORKING_DAYS, CALENDAR_DAYS = "working", "calendar"
UNITS = {WORKING_DAYS: "个工作日", CALENDAR_DAYS: "日"}
PROVISIONAL = "暂定"

Day = datetime.date
ONE = datetime.timedelta(days=1)


class Counted(NamedTuple):
    """The last day of a span, and whether a year without a notice had a part in it."""

    day: Day
    is_provisional: bool

    def __str__(self) -> str:
        return f"{self.day} {PROVISIONAL}" if self.is_provisional else str(self.day)


@dataclass(frozen=True)
class Calendar:
    """The days off and the weekend days worked of all years known."""

    days_off: frozenset[Day]
    workdays: frozenset[Day]
    years: frozenset[int]

    @classmethod
    def of(cls, notices: Iterable[Notice]) -> "Calendar":
        """From one notice for each year."""
        held = list(notices)
        return cls(
            days_off=frozenset().union(*(notice.days_off for notice in held)),
            workdays=frozenset().union(*(notice.workdays for notice in held)),
            years=frozenset(notice.year for notice in held),
        )

    def is_known(self, day: Day) -> bool:
        """Whether the notice for that day's year is held."""
        return day.year in self.years

    def is_working_day(self, day: Day) -> bool:
        """A weekday that is no holiday, or a weekend day worked in exchange."""
        if day in self.workdays:
            return True
        return not is_weekend(day) and not self.is_day_off(day)

    def is_day_off(self, day: Day) -> bool:
        """A holiday by the notice of its year; without one, by the law itself."""
        return day in self.days_off or (not self.is_known(day) and is_off_by_law(day))

    def add_working_days(self, day: Day, count: int) -> Counted:
        """The `count`-th working day after `day`, which itself is not counted. `ValueError` when `count` is
        below 1, `OverflowError` past the year 9999."""
        if count < 1:
            raise ValueError("工作日数应当是大于等于1的整数。")
        provisional = False
        while count:
            day += ONE
            provisional = provisional or not self.is_known(day)
            count -= self.is_working_day(day)
        return Counted(day, provisional)

    def count_working_days(self, after: Day, until: Day) -> int:
        """How many working days lie after `after`, up to and with `until`; 0 when it is not later."""
        return sum(1 for day in days_between(after + ONE, until) if self.is_working_day(day))

    def last_day(self, starts_on: Day, count: int, unit: str) -> Counted:
        """The last day of a span of working days or of calendar days after `starts_on`."""
        if unit == WORKING_DAYS:
            return self.add_working_days(starts_on, count)
        return Counted(starts_on + datetime.timedelta(days=count), is_provisional=False)


def days_between(first: Day, last: Day) -> Iterator[Day]:
    """Every day from first to last, none when last is earlier."""
    while first <= last:
        yield first
        first += ONE


def unit_of(words: str) -> str:
    """Working or calendar days, from the unit of a figure; anything else is a `ValueError`.

    >>> unit_of("个工作日"), unit_of("日")
    ('working', 'calendar')
    """
    found = {name: unit for unit, name in UNITS.items()} | {"天": CALENDAR_DAYS}
    if words not in found:
        raise ValueError(f"unit {words!r} is no span of days")
    return found[words]


class Cell(NamedTuple):
    """One day of a printed month; `word` is 休, 班 or empty, `what` says why in full."""

    day: Day
    word: str
    status_class: str
    what: str


class Month(NamedTuple):
    """A month as weeks from Monday to Sunday; days of other months are None."""

    number: int
    weeks: list[list[Cell | None]]
    working_days: int


def months(calendar: Calendar, year: int) -> list[Month]:
    """The twelve months of a year as a wall calendar shows them."""
    return [_month(calendar, year, number) for number in range(1, 13)]


def _month(calendar: Calendar, year: int, number: int) -> Month:
    first = Day(year, number, 1)
    last = (first + 31 * ONE).replace(day=1) - ONE
    cells = [_cell(calendar, day) for day in days_between(first, last)]
    padded = [None] * first.weekday() + cells + [None] * (6 - last.weekday())
    weeks = [list(padded[start : start + 7]) for start in range(0, len(padded), 7)]
    return Month(number, weeks, calendar.count_working_days(first - ONE, last))


def _cell(calendar: Calendar, day: Day) -> Cell:
    if day in calendar.workdays:
        return Cell(day, "班", "is-work", "调休上班")
    if calendar.is_day_off(day):
        return Cell(day, "休", "is-holiday", "放假")
    return Cell(day, "", "is-weekend" if is_weekend(day) else "", "")
