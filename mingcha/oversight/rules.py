"""What the home page is made of: things to do by date, stages of the year, figures. Pure."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True)
class Due:
    """Something a person has to do; `due_on` is the day it must be done by, None without one; provisional
    when it falls into a year whose holidays are not known."""

    title: str
    why: str
    url: str
    button: str
    due_on: datetime.date | None = None
    is_provisional: bool = False


@dataclass(frozen=True)
class Work:
    """One row: when · what (verb first) and why · one button. `status_class` is empty for what is far off."""

    when: str
    status_class: str
    title: str
    why: str
    url: str
    button: str


@dataclass(frozen=True)
class Stage:
    """A stage of the year: its name, one or two lines of fact, at most one late word."""

    name: str
    status_class: str
    lines: tuple[str, ...]
    late: str = ""


@dataclass(frozen=True)
class FirstStep:
    """Something an office needs before its first draw, or may well have by then, and who sees to it; `url`
    is the page where it is done, for who may open that."""

    title: str
    why: str
    is_done: bool
    url: str = ""
    is_optional: bool = False


@dataclass(frozen=True)
class Waiting:
    """Something others have to do before this person can go on; `due` in words, if any."""

    title: str
    url: str
    why: str
    due: str = ""


@dataclass(frozen=True)
class Amount:
    """One figure of the year with its unit, the limit it is measured by, and the address of its rows."""

    name: str
    url: str
    value: str
    unit: str
    limit: str = ""
    note: str = ""


@dataclass(frozen=True)
class Shortcut:
    name: str
    url: str


@dataclass(frozen=True)
class Home:
    """What the home page shows; every part may be empty."""

    state: str
    late: tuple[Work, ...] = ()
    soon: tuple[Work, ...] = ()
    later: tuple[Work, ...] = ()
    stages: tuple[Stage, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    figures: tuple[Amount, ...] = ()
    links: tuple[Shortcut, ...] = ()
    first_steps: tuple[FirstStep, ...] = ()

    @property
    def count(self) -> int:
        return len(self.late) + len(self.soon) + len(self.later)

    @property
    def missing(self) -> int:
        """Steps without which nothing is drawn."""
        return missing_of(self.first_steps)


@dataclass(frozen=True)
class Arranged:
    """Work by urgency, with the sentence under the title."""

    state: str
    late: tuple[Work, ...]
    soon: tuple[Work, ...]
    later: tuple[Work, ...]

    @property
    def count(self) -> int:
        return len(self.late) + len(self.soon) + len(self.later)


def arrange(rows: Iterable[Due], today: datetime.date) -> Arranged:
    """Late, due until Sunday, later; what has no date comes last, in the order given."""
    ordered = sorted(rows, key=lambda row: row.due_on or datetime.date.max)
    sunday = end_of_week(today)
    late = tuple(_work(row, today) for row in ordered if row.due_on and row.due_on < today)
    soon = tuple(_work(row, today) for row in ordered if row.due_on and today <= row.due_on <= sunday)
    later = tuple(_work(row, today) for row in ordered if not row.due_on or row.due_on > sunday)
    return Arranged(_state(today, len(late), len(soon), len(later)), late, soon, later)


def missing_of(steps: Iterable[FirstStep]) -> int:
    return sum(1 for step in steps if not step.is_optional)


def state_beside(arranged: Arranged, steps: Iterable[FirstStep], today: datetime.date) -> str:
    """The sentence under the title where steps are still missing: without work there is something to do."""
    counts = (len(arranged.late), len(arranged.soon), len(arranged.later))
    return _state(today, *counts, missing_of(steps))


def end_of_week(today: datetime.date) -> datetime.date:
    """The Sunday of this week."""
    return today + datetime.timedelta(days=6 - today.weekday())


def short_date(day: datetime.date, today: datetime.date) -> str:
    """今天, 明天, 6月15日, in another year 2027年6月15日."""
    near = {0: "今天", 1: "明天"}.get((day - today).days)
    own = f"{day.month}月{day.day}日"
    return near or (own if day.year == today.year else f"{day.year}年{own}")


def late_words(due_on: datetime.date, today: datetime.date) -> str:
    return f"逾期{(today - due_on).days}日"


def _state(today: datetime.date, late: int, soon: int, later: int, missing: int = 0) -> str:
    day = f"{today.year}年{today.month}月{today.day}日，星期{WEEKDAYS[today.weekday()]}。"
    counts = [f"逾期{late}项" if late else "", f"本周到期{soon}项" if soon else ""]
    said = "，".join(count for count in counts if count)
    if not said:
        others = [f"另有{later}项不急" if later else "", f"启用还差{missing}步" if missing else ""]
        rest = "，".join(other for other in others if other)
        said = f"没有到期的事，{rest}" if rest else "没有要办的事"
    return f"{day}{said}。"


def _work(row: Due, today: datetime.date) -> Work:
    when, status_class = _when(row.due_on, today)
    when += "（暂定）" if row.is_provisional else ""
    return Work(when, status_class, row.title, row.why, row.url, row.button)


def _when(due_on: datetime.date | None, today: datetime.date) -> tuple[str, str]:
    if due_on is None:
        return "不限期", ""
    if due_on < today:
        return late_words(due_on, today), "is-late"
    return short_date(due_on, today), "is-due" if due_on <= end_of_week(today) else ""
