"""Reading deadlines: what is open in an office, and what of it is late or only provisional."""

import datetime
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from mingcha.accounts.actors import Actor
from mingcha.law.models import Deadline
from mingcha.law.rules.calendar import Calendar, Counted

LOOKS = {"open": "未办结", "late": "已逾期", "provisional": "暂定", "closed": "已办结"}


@dataclass(frozen=True)
class DeadlineFilter:
    """What the list of deadlines is narrowed to."""

    text: str = ""
    look: str = "open"


def deadlines(scope: Actor, narrow: DeadlineFilter, today: datetime.date) -> QuerySet[Deadline]:
    """Deadlines of the viewer's office, the first to end first."""
    found = Deadline.objects.filter(office_id=scope.office_id, title__contains=narrow.text)
    if narrow.look == "closed":
        return found.exclude(closed_at=None).order_by("-closed_at", "pk")
    found = found.filter(closed_at=None)
    if narrow.look == "late":
        found = found.filter(due_on__lt=today)
    if narrow.look == "provisional":
        found = found.filter(is_provisional=True)
    return found.order_by("due_on", "title", "pk")


class Moved(NamedTuple):
    """A deadline that a calendar ends on another day than it has, or no longer only provisionally."""

    deadline: Deadline
    old: Counted
    new: Counted

    def __str__(self) -> str:
        return f"{self.deadline.title}：{self.old} → {self.new}"

    @property
    def stored(self) -> dict[str, str]:
        """For the page."""
        title, url = self.deadline.title, self.deadline.url
        return {"title": title, "url": url, "old": str(self.old), "new": str(self.new)}


def moved_by(office_id: UUID, calendar: Calendar) -> list[Moved]:
    """The open deadlines that this calendar counts otherwise than they stand; nothing is saved."""
    found = []
    for deadline in open_deadlines(office_id):
        new = calendar.last_day(deadline.starts_on, deadline.count, deadline.unit)
        if new != deadline.counted:
            found.append(Moved(deadline, deadline.counted, new))
    return found


def open_deadlines(office_id: UUID, kind: str = "") -> QuerySet[Deadline]:
    """What is not closed yet, of one kind or of all, the first to end first."""
    found = Deadline.objects.filter(office_id=office_id, closed_at=None)
    return (found.filter(kind=kind) if kind else found).order_by("due_on", "pk")
