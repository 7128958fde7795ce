"""What each month of a plan asks of the inspectors. Pure."""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from mingcha.plans.rules.months import MONTHS, span_in
from mingcha.plans.rules.plan_arbiter import PlannedLine


@dataclass(frozen=True)
class MonthLoad:
    """Visits and seats of a month, those of a campaign spread evenly over its months, and the `people` who
    may be assigned on its first day."""

    month: int
    visits: Fraction
    seats: Fraction
    people: int

    @property
    def each(self) -> Fraction | None:
        """Visits that fall to each person; None where there is nobody."""
        return self.seats / self.people if self.people else None


def month_loads(
    lines: Iterable[PlannedLine], year: int, people_on: Callable[[datetime.date], int]
) -> list[MonthLoad]:
    """The months of the year in which anything is planned."""
    visits = dict.fromkeys(range(1, MONTHS + 1), Fraction(0))
    seats = dict.fromkeys(range(1, MONTHS + 1), Fraction(0))
    for line in lines:
        span = span_in(year, line.first_day, line.last_day)
        for month in range(span.first + 1, span.first + span.months + 1):
            share = Fraction(line.number_drawn, span.months)
            visits[month] += share
            seats[month] += share * line.campaign.team_size
    return [
        MonthLoad(month, visits[month], seats[month], people_on(datetime.date(year, month, 1)))
        for month in visits
        if visits[month]
    ]
