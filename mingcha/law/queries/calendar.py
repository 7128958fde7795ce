"""Reading the holidays an office holds, and counting working days by them."""

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Refusal, Unknown
from mingcha.law.models import HolidayNotice
from mingcha.law.queries.deadlines import moved_by
from mingcha.law.queries.obligations import figure
from mingcha.law.rules import STATUTORY_HOLIDAYS
from mingcha.law.rules.calendar import Calendar, Month, months
from mingcha.law.rules.notices import Notice

FIRST_YEAR = 2008


def calendar_of(office_id: UUID) -> Calendar:
    """The calendar by which this office counts working days today, of the latest notice of each year."""
    return Calendar.of(row.notice for row in _latest(office_id).values())


def next_working_day(office_id: UUID, day: datetime.date) -> datetime.date:
    """The first working day after `day`."""
    return calendar_of(office_id).add_working_days(day, 1).day


def notice_versions(scope: Actor, year: int) -> QuerySet[HolidayNotice]:
    """Every time the holidays of this year were entered, the latest first."""
    return HolidayNotice.objects.filter(office_id=scope.office_id, year=year).order_by("-number")


def find_notice(scope: Actor, pk: UUID) -> HolidayNotice:
    """One entered notice of the viewer's office, or `Unknown`."""
    found = HolidayNotice.objects.filter(office_id=scope.office_id, pk=pk).first()
    if found is None:
        raise Unknown("no-notice", "没有登记过这份放假安排。", title="没有找到")
    return found


def statutory_days(office_id: UUID, year: int) -> int | None:
    """How many statutory holidays that year has; None when no figure was in force."""
    try:
        return figure(office_id, STATUTORY_HOLIDAYS, datetime.date(year, 1, 1)).as_count
    except Refusal:
        return None


@dataclass(frozen=True)
class YearPage:
    """One year as the page shows it. `latest` is None for a year without a notice."""

    year: int
    years: list[int]
    months: list[Month]
    versions: list[HolidayNotice]
    statutory: int | None

    @property
    def latest(self) -> HolidayNotice | None:
        return self.versions[0] if self.versions else None

    @property
    def working_days(self) -> int:
        return sum(month.working_days for month in self.months)


def year_page(scope: Actor, year: int, today: datetime.date) -> YearPage:
    """The calendar of one year, and the years that can be looked at: those known, this one, the next.
    `Unknown` for a year no notice can be held for."""
    require_year(year, today)
    latest = _latest(scope.office_id)
    known = {*latest, today.year, today.year + 1, year}
    return YearPage(
        year=year,
        years=list(range(min(known), max(known) + 1)),
        months=months(calendar_of(scope.office_id), year),
        versions=list(notice_versions(scope, year)),
        statutory=statutory_days(scope.office_id, year),
    )


def require_year(year: int, today: datetime.date) -> None:
    """`Unknown` before the rules on holidays of 2008, and after next year, of which nobody knows yet."""
    if not FIRST_YEAR <= year <= today.year + 1:
        raise Unknown(
            "no-such-year", f"放假安排只有{FIRST_YEAR}年至{today.year + 1}年的。", title="没有这一年"
        )


def calendar_with(office_id: UUID, notice: Notice) -> Calendar:
    """The office's calendar as it will be once this notice is held."""
    held = {year: row.notice for year, row in _latest(office_id).items()}
    return Calendar.of((held | {notice.year: notice}).values())


@dataclass(frozen=True)
class Preview:
    """What a notice would make of the year, before it is entered."""

    notice: Notice
    months: list[Month]
    moved: list[dict[str, str]]
    statutory: int | None

    @property
    def working_days(self) -> int:
        return sum(month.working_days for month in self.months)


def preview_notice(scope: Actor, notice: Notice) -> Preview:
    """The year as it would look, and the deadlines that would move."""
    calendar = calendar_with(scope.office_id, notice)
    return Preview(
        notice=notice,
        months=months(calendar, notice.year),
        moved=[one.stored for one in moved_by(scope.office_id, calendar)],
        statutory=statutory_days(scope.office_id, notice.year),
    )


def neighbours(office_id: UUID, year: int) -> list[Notice]:
    """The notices held for other years, with which a new one may not disagree."""
    return [row.notice for held, row in _latest(office_id).items() if held != year]


def _latest(office_id: UUID) -> dict[int, HolidayNotice]:
    """The row that holds for each year."""
    rows = HolidayNotice.objects.filter(office_id=office_id).order_by("year", "number")
    return {row.year: row for row in rows}
