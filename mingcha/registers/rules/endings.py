"""What of a person ends soon or has ended, and how urgent that is. Pure."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

LICENCE, TRAINING, QUALIFICATION = "licence", "training", "qualification"
THINGS: dict[str, str] = {LICENCE: "执法证", TRAINING: "执法培训", QUALIFICATION: "岗位资格"}
OVER = "over"


@dataclass(frozen=True)
class Steps:
    """Days before an end at which people are warned: the first, the second, the last time."""

    first: int
    second: int
    last: int

    def level(self, end: datetime.date, on: datetime.date) -> str:
        """`over`, `last`, `second`, `first`, or "" for an end that is still far. The day itself still holds.

        >>> Steps(90, 30, 7).level(datetime.date(2026, 6, 22), datetime.date(2026, 6, 15))
        'last'
        """
        left = (end - on).days
        if left < 0:
            return OVER
        return next((name for name in ("last", "second", "first") if left <= getattr(self, name)), "")

    def words(self) -> dict[str, str]:
        """The levels as a filter offers them, the most urgent first."""
        return {
            OVER: "已过期",
            "last": f"{self.last}日内到期",
            "second": f"{self.second}日内到期",
            "first": f"{self.first}日内到期",
        }


@dataclass(frozen=True)
class Dated:
    """Something with an end that a person holds; `row` is its record."""

    thing: str
    name: str
    end: datetime.date
    row: UUID | None = None


@dataclass(frozen=True)
class Ending:
    """One such thing near or past its end."""

    thing: str
    name: str
    end: datetime.date
    level: str
    days_left: int
    row: UUID | None = None


def endings(held: Sequence[Dated], steps: Steps, on: datetime.date) -> list[Ending]:
    """The latest of each name that is near or past its end, the earliest first. An earlier one of the same
    name (last year's training, the licence before its renewal) is superseded and not brought up."""
    latest: dict[tuple[str, str], Dated] = {}
    for one in held:
        known = latest.get((one.thing, one.name))
        if known is None or one.end > known.end:
            latest[one.thing, one.name] = one
    found = [
        Ending(one.thing, one.name, one.end, level, (one.end - on).days, one.row)
        for one in latest.values()
        if (level := steps.level(one.end, on))
    ]
    return sorted(found, key=lambda ending: (ending.end, ending.thing, ending.name))
