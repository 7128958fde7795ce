"""How far the visits of campaigns are; one's own; those of a month."""

import calendar
import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, QuerySet

from mingcha.accounts.actors import Actor
from mingcha.draws.models import Replacement
from mingcha.draws.queries.results import UnitName, inspector_names, unit_names
from mingcha.inspections.models import Approval, Inspection
from mingcha.inspections.queries.coverage import Coverage, coverages
from mingcha.inspections.queries.visible import Sight, inspections, sight_of, visible_inspections
from mingcha.inspections.states import INSPECTION, NOTICED, RECORDED, SCHEDULED, WAITING
from mingcha.plans.models import Campaign
from mingcha.plans.states import DRAWN, SENT
from mingcha.registers.queries.interests import own_inspector_if_any


@dataclass(frozen=True)
class Progress:
    """One campaign whose teams are drawn: its visits by state, no names; `void` are those that cover nothing
    any more and count as nothing."""

    campaign: Campaign
    approval: Approval | None
    counts: Counter[str]
    late: int
    void: int = 0

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def done(self) -> int:
        return self.counts[RECORDED]

    @property
    def steps(self) -> list[tuple[str, int]]:
        """Word and number of each state that has any."""
        states = (WAITING, SCHEDULED, NOTICED, RECORDED)
        return [(INSPECTION.words[state][0], self.counts[state]) for state in states if self.counts[state]]


def progress_of(scope: Actor, today: datetime.date, year: int | None = None) -> list[Progress]:
    """The campaigns of the office whose teams are drawn or sent, the first to end first. Four queries."""
    drawn = Campaign.objects.filter(office_id=scope.office_id, state__in=[DRAWN, SENT])
    if year is not None:
        drawn = drawn.filter(year=year)
    campaigns = list(drawn.select_related("section").order_by("ends_on", "number"))
    approvals = {one.campaign_id: one for one in Approval.objects.filter(campaign__in=campaigns)}
    rows = inspections(scope).filter(campaign__in=campaigns).order_by()
    counts: dict[UUID, Counter[str]] = defaultdict(Counter)
    late: Counter[UUID] = Counter()
    for campaign, state, number in rows.values_list("campaign", "state").annotate(number=Count("pk")):
        counts[campaign][state] = number
    past = rows.exclude(state=RECORDED).filter(planned_on__lt=today)
    late.update(dict(past.values_list("campaign").annotate(number=Count("pk"))))
    gone = gone_visits(campaigns, rows)
    void = Counter(campaign for campaign, _ in gone)
    for campaign, code in gone:
        for state, on in rows.filter(campaign=campaign, code=code).values_list("state", "planned_on"):
            counts[campaign][state] -= 1
            late[campaign] -= state != RECORDED and on is not None and on < today
    return [
        Progress(
            one,
            approvals.get(one.pk),
            counts[one.pk],
            _late(one, counts[one.pk], late[one.pk], today),
            void[one.pk],
        )
        for one in campaigns
    ]


def gone_visits(campaigns: Iterable[Campaign], rows: "QuerySet[Inspection]") -> set[tuple[UUID, str]]:
    """Visits that cover nothing any more and were not made: they count as nothing. Only campaigns in which a
    unit left after the draw are looked into."""
    unfinished = set(rows.exclude(state=RECORDED).values_list("campaign", flat=True).distinct())
    left = Replacement.objects.filter(draw__campaign__in=unfinished).values_list("draw__campaign", flat=True)
    affected = set(left)
    return {
        (campaign.pk, code)
        for campaign in campaigns
        if campaign.pk in affected
        for code, one in coverages(campaign).items()
        if one.is_void
    }


def _late(campaign: Campaign, counts: Counter[str], past: int, today: datetime.date) -> int:
    """Visits whose day has passed; all that are not done once the campaign's span is over."""
    if campaign.ends_on is not None and campaign.ends_on < today:
        return counts.total() - counts[RECORDED]
    return past


@dataclass(frozen=True)
class VisitLine:
    """One visit in a list."""

    row: Inspection
    coverage: Coverage
    units: tuple[UnitName, ...]
    people: tuple[str, ...]
    is_own: bool

    @property
    def status(self) -> tuple[str, str]:
        """Word and class."""
        if self.coverage.is_void and self.row.state != RECORDED:
            return "对象已退出", "is-off"
        return INSPECTION.words[self.row.state]

    @property
    def is_late(self) -> bool:
        return self.row.state != RECORDED and not self.coverage.is_void

    @property
    def town(self) -> str:
        return self.units[0].town if self.units else ""


def lines_of(sight: Sight, rows: Iterable[Inspection]) -> list[VisitLine]:
    """With names, for rows that the viewer may see. Three queries."""
    rows = list(rows)
    office = sight.campaign.office_id
    covered = {row.code: sight.covered.get(row.code) or Coverage(row.code, (), ()) for row in rows}
    names = unit_names(office, [unit for one in covered.values() for unit in one.units])
    people = inspector_names(office, [who for one in covered.values() for who in one.team])
    return [
        VisitLine(
            row,
            covered[row.code],
            tuple(names[unit] for unit in covered[row.code].units),
            tuple(people[who] for who in covered[row.code].team),
            row.code in sight.own,
        )
        for row in rows
    ]


@dataclass(frozen=True)
class OwnCampaign:
    """A campaign with visits of one's own."""

    sight: Sight
    count: int
    lines: list[VisitLine]


def own_campaigns(scope: Actor) -> list[OwnCampaign]:
    """The approved campaigns in which the viewer goes, the first to end first; visits after a look."""
    if own_inspector_if_any(scope) is None:
        return []
    approved = Campaign.objects.filter(office_id=scope.office_id, inspections__isnull=False).distinct()
    found = []
    for campaign in approved.order_by("ends_on", "number"):
        sight = sight_of(scope, campaign)
        if sight.own:
            rows = visible_inspections(scope, sight).filter(code__in=sight.own)
            ordered = sorted(rows, key=_by_day)
            found.append(OwnCampaign(sight, len(sight.own), lines_of(sight, ordered)))
    return found


def _by_day(row: Inspection) -> tuple[bool, datetime.date, int]:
    """What is not done first, by day."""
    return row.state == RECORDED, row.planned_on or datetime.date.max, row.number


@dataclass(frozen=True)
class Day:
    """A day of the month page, and what is on it; days of other months are empty."""

    on: datetime.date
    is_in_month: bool
    is_off: bool
    lines: list[VisitLine]


def month_of(scope: Actor, first: datetime.date, working: Callable[[datetime.date], bool]) -> list[list[Day]]:
    """The weeks of a month from Monday on, with the visits that the viewer may see."""
    weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
    rows = inspections(scope).filter(planned_on__range=(weeks[0][0], weeks[-1][-1]))
    campaigns = Campaign.objects.filter(pk__in=rows.values("campaign"))
    by_day: dict[datetime.date, list[VisitLine]] = defaultdict(list)
    for campaign in campaigns:
        sight = sight_of(scope, campaign)
        seen = visible_inspections(scope, sight).filter(planned_on__range=(weeks[0][0], weeks[-1][-1]))
        for line in lines_of(sight, seen):
            if line.row.planned_on:
                by_day[line.row.planned_on].append(line)
    return [
        [Day(on, on.month == first.month, not working(on), _ordered(by_day[on])) for on in week]
        for week in weeks
    ]


def _ordered(lines: list[VisitLine]) -> list[VisitLine]:
    return sorted(lines, key=lambda one: (one.row.planned_at or datetime.time.min, one.row.number))
