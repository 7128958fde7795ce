"""When a lottery is drawn, and which issue it then is. Pure.

Dated rows as the lotteries publish them: an announcement is held against the row of the day it names, and a
change of the hour is a new row, never an edit."""

import datetime
from dataclasses import dataclass

SSQ, DLT = "双色球", "大乐透"
WEEKDAYS = "一二三四五六日"
# An hour typed in may lie this long after the published one: the broadcast takes its time.
WINDOW = datetime.timedelta(hours=1)
# Around 春节 and 国庆节 lotteries pause: by so many an issue may lie behind the count of its days.
PAUSED = 12

Day = datetime.date
_hour = datetime.time.fromisoformat


@dataclass(frozen=True)
class Schedule:
    """On which days of the week (Monday is 0) and at what hour a lottery is drawn, from a day on."""

    lottery: str
    since: Day
    weekdays: tuple[int, ...]
    at: datetime.time
    year_digits: int
    """How an issue begins: 2026067 with four digits of the year, 26067 with two."""
    basis: str

    @property
    def words(self) -> str:
        """周二、周四、周日21:15."""
        return f"{'、'.join(f'周{WEEKDAYS[day]}' for day in self.weekdays)}{self.at:%H:%M}"

    def is_drawn_on(self, day: Day) -> bool:
        return day.weekday() in self.weekdays


# Nothing was announced here before the first of these days.
SCHEDULES = (
    Schedule(
        SSQ,
        Day(2024, 1, 1),
        (1, 3, 6),
        _hour("21:15"),
        4,
        "《中国福利彩票双色球游戏规则》",
    ),
    Schedule(
        DLT,
        Day(2024, 1, 1),
        (0, 2, 5),
        _hour("21:25"),
        2,
        "《中国体育彩票超级大乐透游戏规则》",
    ),
)


def schedule_of(lottery: str, on: Day) -> Schedule:
    """The row in force on that day; before all of them, the first."""
    rows = sorted((row for row in SCHEDULES if row.lottery == lottery), key=lambda row: row.since)
    return next((row for row in reversed(rows) if row.since <= on), rows[0])


def issues_on(lottery: str, on: Day) -> range:
    """The numbers an issue that is drawn on that day may have, those of the year before it: no more than the
    days on which it was drawn so far, and fewer by what the pauses took."""
    first = on.replace(month=1, day=1)
    days = [first + datetime.timedelta(days=place) for place in range((on - first).days + 1)]
    count = sum(schedule_of(lottery, day).is_drawn_on(day) for day in days)
    year = int(str(on.year)[-schedule_of(lottery, on).year_digits :]) * 1000
    return range(year + max(count - PAUSED, 1), year + count + 1)
