"""The State Council's yearly notice of holidays: what it says, the three known ones, and what no notice can
say. Pure.

A holiday that is not named (an ordinary weekend joined to it) is off anyway; what counts are the days off and
the weekend days worked in exchange."""

import datetime
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

SATURDAY = 5
WEEKDAYS = "一二三四五六日"
DECEMBER = 12
NEW_YEAR = "元旦"
# 全国年节及纪念日放假办法第二条, in the order of the year.
FESTIVALS = (NEW_YEAR, "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
FIXED = {NEW_YEAR: (1, 1), "劳动节": (5, 1), "国庆节": (10, 1)}
# 全国年节及纪念日放假办法第二条: the days off that stand in it by date, each from its first year on
# (国务院令第513号, 第795号). Those of the lunar calendar and 清明 only a notice tells.
OFF_BY_LAW = {
    **dict.fromkeys(((1, 1), (5, 1), (10, 1), (10, 2), (10, 3)), 2008),
    (5, 2): 2025,
}
LONGEST = 15
DOCUMENT = re.compile(r"\S{2,20}〔[0-9]{4}〕[0-9]{1,4}号")

Day = datetime.date


@dataclass(frozen=True)
class Holiday:
    """One paragraph of a notice: the days off from first to last, and the weekend days worked for them."""

    name: str
    first: Day
    last: Day
    workdays: tuple[Day, ...] = ()

    @property
    def span(self) -> str:
        """2026年2月15日（周日）至2月23日（周一）, as the notice has it."""
        if self.last == self.first:
            return words(self.first)
        last = words(self.last)
        return (
            f"{words(self.first)}至{last.partition('年')[2] if self.last.year == self.first.year else last}"
        )

    @property
    def workday_words(self) -> str:
        """1月26日（周日）、2月8日（周六）; empty when none is worked."""
        return "、".join(words(day).partition("年")[2] for day in self.workdays)

    @property
    def days(self) -> list[Day]:
        """Every day from first to last."""
        count = (self.last - self.first).days + 1
        return [self.first + datetime.timedelta(days=place) for place in range(count)]


@dataclass(frozen=True)
class Notice:
    """What one year's notice says, with the document it stands in."""

    year: int
    document_no: str
    issued_on: Day
    holidays: tuple[Holiday, ...]

    @property
    def days_off(self) -> frozenset[Day]:
        return frozenset(day for holiday in self.holidays for day in holiday.days)

    @property
    def workdays(self) -> frozenset[Day]:
        """Saturdays and Sundays that are worked."""
        return frozenset(day for holiday in self.holidays for day in holiday.workdays)

    @property
    def extra_days_off(self) -> int:
        """By how many days the year has fewer working days than weekends alone leave: the number of statutory
        holidays, because those on a weekend are made up for and those borrowed are worked off."""
        return sum(1 for day in self.days_off if not is_weekend(day)) - len(self.workdays)


def is_weekend(day: Day) -> bool:
    return day.weekday() >= SATURDAY


def is_off_by_law(day: Day) -> bool:
    """A day off whatever that year's notice will say. One on a weekend is made up for on a day unknown yet.

    >>> is_off_by_law(datetime.date(2027, 1, 1)), is_off_by_law(datetime.date(2024, 5, 2))
    (True, False)
    """
    since = OFF_BY_LAW.get((day.month, day.day))
    return since is not None and day.year >= since


def _seed(year: int, document_no: str, issued_on: str, *rows: str) -> Notice:
    """A notice from rows as `name first last workday …`, the days written month-day."""
    holidays = []
    for name, *days in map(str.split, rows):
        first, last, *workdays = (Day.fromisoformat(f"{year}-{day}") for day in days)
        holidays.append(Holiday(name, first, last, tuple(workdays)))
    return Notice(year, document_no, Day.fromisoformat(issued_on), tuple(holidays))


DEFAULT_NOTICES: tuple[Notice, ...] = (
    _seed(
        2024,
        "国办发明电〔2023〕7号",
        "2023-10-25",
        "元旦 01-01 01-01",
        "春节 02-10 02-17 02-04 02-18",
        "清明节 04-04 04-06 04-07",
        "劳动节 05-01 05-05 04-28 05-11",
        "端午节 06-10 06-10",
        "中秋节 09-15 09-17 09-14",
        "国庆节 10-01 10-07 09-29 10-12",
    ),
    _seed(
        2025,
        "国办发明电〔2024〕12号",
        "2024-11-12",
        "元旦 01-01 01-01",
        "春节 01-28 02-04 01-26 02-08",
        "清明节 04-04 04-06",
        "劳动节 05-01 05-05 04-27",
        "端午节 05-31 06-02",
        "国庆节、中秋节 10-01 10-08 09-28 10-11",
    ),
    _seed(
        2026,
        "国办发明电〔2025〕7号",
        "2025-11-04",
        "元旦 01-01 01-03 01-04",
        "春节 02-15 02-23 02-14 02-28",
        "清明节 04-04 04-06",
        "劳动节 05-01 05-05 05-09",
        "端午节 06-19 06-21",
        "中秋节 09-25 09-27",
        "国庆节 10-01 10-07 09-20 10-10",
    ),
)


def read_document_no(text: str) -> str:
    """As it stands on paper, with 〔〕 and without spaces; what is no document number is a `ValueError`.

    >>> read_document_no("国办发明电[2026] 9号")
    '国办发明电〔2026〕9号'
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    plain = re.sub(r"[\[(〔【]([0-9]{4})[\])〕】]", r"〔\1〕", plain)
    if not DOCUMENT.fullmatch(plain):
        raise ValueError(f"“{text.strip()}”不像文号，请照通知写全，例如国办发明电〔2025〕7号。")
    return plain


_DAY = re.compile(
    r"(?:([0-9]{4})[-./年])?([0-9]{1,2})[-./月]([0-9]{1,2})日?(?:\(?(?:周|星期)([一二三四五六日天])\)?)?"
)
_BETWEEN = re.compile(r"[、，,；;和]+")


def read_day(text: str, year: int, name: str = "") -> Day:
    """A day of that year's notice: `2月5日`, `2.5`, `02-05`, `2027-02-05`, with its weekday or without; a
    December without a year belongs to the year before in the row of New Year. What names no day, or not the
    weekday it says, is a `ValueError` with a Chinese sentence.

    >>> read_day("2月14日（周六）", 2026), read_day("12.29", 2019, NEW_YEAR)
    (datetime.date(2026, 2, 14), datetime.date(2018, 12, 29))
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    parts = _DAY.fullmatch(plain)
    if not parts:
        raise ValueError(f"“{text.strip()}”认不出是哪一天，请写成2月5日或2027-02-05。")
    month = int(parts[2])
    own = year - 1 if name == NEW_YEAR and month == DECEMBER else year
    try:
        day = Day(int(parts[1] or own), month, int(parts[3]))
    except ValueError as error:
        raise ValueError(f"“{text.strip()}”不存在，日历上没有这一天。") from error
    if parts[4] and WEEKDAYS[day.weekday()] != parts[4].replace("天", "日"):
        raise ValueError(f"“{text.strip()}”对不上：{words(day)}。")
    return day


def read_days(text: str, year: int, name: str = "") -> tuple[Day, ...]:
    """Several days with 、 or a comma between them; none from an empty text."""
    return tuple(read_day(part, year, name) for part in _BETWEEN.split(text) if part.strip())


def shortcomings(notice: Notice) -> list[str]:
    """What no notice of that year can say, each in a Chinese sentence naming festival and day; empty when it
    can stand."""
    if not notice.holidays:
        return ["没有填写任何放假日期。"]
    found = [sentence for holiday in notice.holidays for sentence in _of_holiday(notice.year, holiday)]
    if not found:
        found = [*_overlaps(notice.holidays), *_workdays_off(notice)]
    return found


def clashes(notice: Notice, others: Iterable[Notice]) -> list[str]:
    """The days of which a notice of another year says something else; around New Year two may touch."""
    found = []
    for other in others:
        for day in sorted((notice.days_off & other.workdays) | (notice.workdays & other.days_off)):
            found.append(f"{words(day)}在{other.year}年的安排（{other.document_no}）里正好相反。")
    return found


def _of_holiday(year: int, holiday: Holiday) -> Iterator[str]:
    name, first, last = holiday.name, holiday.first, holiday.last
    if last < first:
        yield f"{name}：放假末日{words(last)}早于首日{words(first)}。"
        return
    if len(holiday.days) > LONGEST:
        yield f"{name}：{words(first)}至{words(last)}共{len(holiday.days)}天，超过{LONGEST}天，请核对。"
    if last.year != year or not _may_begin(year, holiday.name, first):
        yield f"{name}：{words(first)}至{words(last)}不在{year}年内；只有元旦可以从上一年12月开始。"
    if name in FIXED and not first <= Day(year, *FIXED[name]) <= last:
        yield f"{name}：放假日期应当包括{words(Day(year, *FIXED[name]))}。"
    for day in holiday.workdays:
        if not is_weekend(day):
            yield f"{name}：上班日{words(day)}不是周六、周日，本来就上班。"
        if not _may_begin(year, name, day):
            yield f"{name}：上班日{words(day)}不在{year}年内。"


def _may_begin(year: int, name: str, day: Day) -> bool:
    """Within the year; around New Year also in the December before."""
    return day.year == year or (name == NEW_YEAR and day.year == year - 1 and day.month == DECEMBER)


def _overlaps(holidays: Iterable[Holiday]) -> Iterator[str]:
    for former, latter in pairwise(sorted(holidays, key=lambda holiday: holiday.first)):
        if latter.first <= former.last:
            yield (
                f"{former.name}和{latter.name}的放假日期重叠：{words(latter.first)}。"
                "合并放假的节日填在一行，另一行留空。"
            )


def _workdays_off(notice: Notice) -> Iterator[str]:
    every = [day for holiday in notice.holidays for day in holiday.workdays]
    for day in sorted(set(every)):
        if day in notice.days_off:
            yield f"{words(day)}既写成放假又写成上班。"
        if every.count(day) > 1:
            yield f"上班日{words(day)}写了两次。"


def words(day: Day) -> str:
    """A day with its weekday, as a notice writes it.

    >>> words(datetime.date(2026, 2, 14))
    '2026年2月14日（周六）'
    """
    return f"{day.year}年{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def as_stored(holidays: Sequence[Holiday]) -> list[dict[str, Any]]:
    """The form in which a notice's paragraphs are kept, in the order of the year."""
    return [
        {
            "name": holiday.name,
            "first": holiday.first.isoformat(),
            "last": holiday.last.isoformat(),
            "workdays": [day.isoformat() for day in sorted(holiday.workdays)],
        }
        for holiday in sorted(holidays, key=lambda holiday: holiday.first)
    ]


def from_stored(stored: Sequence[dict[str, Any]]) -> tuple[Holiday, ...]:
    """The paragraphs of a kept notice."""
    return tuple(
        Holiday(
            row["name"],
            Day.fromisoformat(row["first"]),
            Day.fromisoformat(row["last"]),
            tuple(map(Day.fromisoformat, row["workdays"])),
        )
        for row in stored
    )
