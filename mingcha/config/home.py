"""The list of things to do on the home page: late, this week, later. Most urgent first (ux: work first)."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import OpenWork
from mingcha.common import moments

WEEKDAYS = "一二三四五六日"


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
class Home:
    """What the template shows; every part may be empty."""

    state: str
    late: tuple[Work, ...] = ()
    soon: tuple[Work, ...] = ()
    later: tuple[Work, ...] = ()

    @property
    def count(self) -> int:
        return len(self.late) + len(self.soon) + len(self.later)


def home_of(scope: Actor) -> Home:
    """The open work of the person who asks."""
    if scope.person_id is None:
        return arrange([], moments.today())
    rows = OpenWork.objects.filter(person_id=scope.person_id, person__office_id=scope.office_id)
    return arrange(rows, moments.today())


def arrange(rows: Iterable[OpenWork], today: datetime.date) -> Home:
    """Sort into late, due until Sunday, and later; what has no date comes last."""
    ordered = sorted(rows, key=lambda row: (row.due_on or datetime.date.max, row.title))
    sunday = today + datetime.timedelta(days=6 - today.weekday())
    late = tuple(_work(row, today) for row in ordered if row.due_on and row.due_on < today)
    soon = tuple(_work(row, today) for row in ordered if row.due_on and today <= row.due_on <= sunday)
    later = tuple(_work(row, today) for row in ordered if not row.due_on or row.due_on > sunday)
    return Home(_state(today, len(late), len(soon)), late, soon, later)


def _state(today: datetime.date, late: int, soon: int) -> str:
    day = f"{today.year}年{today.month}月{today.day}日，星期{WEEKDAYS[today.weekday()]}。"
    counts = [f"逾期{late}项" if late else "", f"本周到期{soon}项" if soon else ""]
    said = "，".join(count for count in counts if count)
    return f"{day}{said or '没有到期的事'}。"


def _work(row: OpenWork, today: datetime.date) -> Work:
    when, status_class = _when(row.due_on, today)
    return Work(when, status_class, row.title, row.why, row.url, row.button)


def _when(due_on: datetime.date | None, today: datetime.date) -> tuple[str, str]:
    if due_on is None:
        return "不限期", ""
    days = (due_on - today).days
    if days < 0:
        return f"逾期{-days}日", "is-late"
    near = {0: "今天", 1: "明天"}.get(days, f"{due_on.month}月{due_on.day}日")
    return near, "is-due" if days <= 6 - today.weekday() else ""
