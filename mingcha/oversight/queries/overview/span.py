"""What an overview looks at: a year, and the whole office or one section of it."""

import datetime
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Section
from mingcha.accounts.rules import LEADER
from mingcha.common import moments
from mingcha.common.errors import Unknown
from mingcha.plans.models import Campaign
from mingcha.plans.queries import every_campaign

EARLIEST, LATEST = 2000, 2100


@dataclass(frozen=True)
class Span:
    """`section` is None for the whole office."""

    year: int
    today: datetime.date
    section: Section | None = None

    @property
    def section_id(self) -> UUID | None:
        return self.section.pk if self.section else None

    @property
    def is_over(self) -> bool:
        """What is missing now is missing for good."""
        return self.today.year > self.year

    @property
    def on(self) -> datetime.date:
        """The day whose figures of law hold: today, or the nearest day of another year."""
        first, last = datetime.date(self.year, 1, 1), datetime.date(self.year, 12, 31)
        return min(max(self.today, first), last)


def span_of(scope: Actor, year: str, section: str) -> Span:
    """As the address asks; what it asks wrongly is this year and everything the viewer may see. Who leads no
    office sees the own section, whatever the address says."""
    today = moments.today()
    wanted = int(year) if year.isdecimal() and EARLIEST <= int(year) <= LATEST else today.year
    asked = section if scope.has(LEADER) else str(scope.section_id)
    named = {str(one.pk): one for one in sections(scope)}
    if not scope.has(LEADER) and asked not in named:
        raise Unknown("no-section", "本机构没有您所在的股室。", title="没有找到")
    return Span(wanted, today, named.get(asked))


def sections(scope: Actor) -> "QuerySet[Section]":
    """The sections of the office, by name."""
    return Section.objects.filter(office_id=scope.office_id).order_by("name")


def years(scope: Actor, span: Span) -> list[int]:
    """The years that have campaigns, this one and the one shown, the latest first."""
    found = every_campaign(scope).order_by().values_list("year", flat=True).distinct()
    return sorted({*found, span.today.year, span.year}, reverse=True)


def campaigns_in(scope: Actor, span: Span) -> "QuerySet[Campaign]":
    """The campaigns of the year that the overview looks at, those of clue checks among them."""
    found = every_campaign(scope).filter(year=span.year)
    return found.filter(section=span.section) if span.section else found
