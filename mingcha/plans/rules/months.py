"""Where a campaign's bar lies on the year board, and how many days it has. Pure."""

import datetime
from dataclasses import dataclass

from mingcha.law.rules.calendar import Calendar

MONTHS = 12


@dataclass(frozen=True)
class Span:
    """Whole months of a year, counted from 0; `months` is 0 when the campaign does not touch the year."""

    first: int
    months: int


def span_in(year: int, starts_on: datetime.date | None, ends_on: datetime.date | None) -> Span:
    """The months of `year` between the two days, both included.

    >>> span_in(2026, datetime.date(2026, 3, 10), datetime.date(2026, 5, 2))
    Span(first=2, months=3)
    """
    if starts_on is None or ends_on is None:
        return Span(0, 0)
    first = max((starts_on.year - year) * MONTHS + starts_on.month - 1, 0)
    last = min((ends_on.year - year) * MONTHS + ends_on.month - 1, MONTHS - 1)
    return Span(first, last - first + 1) if first <= last else Span(0, 0)


def working_days(calendar: Calendar, first: datetime.date | None, last: datetime.date | None) -> int | None:
    """From the first day to the last, both included; None where one is not known."""
    if first is None or last is None:
        return None
    return calendar.count_working_days(first - datetime.timedelta(days=1), last)


def spread(total: int, span: Span) -> list[int]:
    """`total` over the twelve months of the span's year, evenly, the remainder to the first months.

    >>> spread(7, Span(first=2, months=3))[:6]
    [0, 0, 3, 2, 2, 0]
    """
    each, rest = divmod(total, span.months) if span.months else (0, 0)
    return [
        each + int(month - span.first < rest) if span.first <= month < span.first + span.months else 0
        for month in range(MONTHS)
    ]
