"""How far the visits of campaigns are; one's own; those of a month."""

import calendar
import datetime
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from mingcha.accounts.actors import Actor
from mingcha.draws.models import Replacement
from mingcha.draws.queries.changes import without_visits
from mingcha.draws.queries.results import UnitName, inspector_names, unit_names
from mingcha.inspections.models import Approval, Inspection
from mingcha.inspections.queries.concerning import campaigns_that_may_name
from mingcha.inspections.queries.coverage import Coverage, coverages_of
from mingcha.inspections.queries.visible import Seen, Sight, inspections, sights_of, visible_inspections
from mingcha.inspections.states import (
    APPROVAL,
    CALLED_OFF,
    INSPECTION,
    NOTICED,
    OVER,
    RECORDED,
    SCHEDULED,
    WAITING,
)
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
    is_empty: bool = False
    """Nobody was left to visit before the teams were drawn: there is nothing to approve."""

    @property
    def awaits_approval(self) -> bool:
        """Nobody has asked for it yet."""
        return self.approval is None and not self.is_empty

    @property
    def approval_status(self) -> tuple[str, str]:
        """Word and class."""
        if self.is_empty:
            return "没有户次", "is-off"
        return APPROVAL.words[self.approval.state] if self.approval else ("待报批", "is-due")

    @property
    def total(self) -> int:
        return self.counts.total()

    @property
    def done(self) -> int:
        return self.counts[RECORDED]

    @property
    def called_off(self) -> int:
        return self.counts[CALLED_OFF]

    @property
    def steps(self) -> list[tuple[str, int]]:
        """Word and number of each state that has any."""
        states = (WAITING, SCHEDULED, NOTICED, RECORDED, CALLED_OFF)
        return [(INSPECTION.words[state][0], self.counts[state]) for state in states if self.counts[state]]


def progress_of(scope: Actor, today: datetime.date, year: int | None = None) -> list[Progress]:
    """The campaigns of the office whose teams are drawn or sent, the first to end first. Five queries."""
    drawn = Campaign.objects.filter(office_id=scope.office_id, state__in=[DRAWN, SENT])
    if year is not None:
        drawn = drawn.filter(year=year)
    campaigns = list(drawn.select_related("section").order_by("ends_on", "number"))
    approvals = {one.campaign_id: one for one in Approval.objects.filter(campaign__in=campaigns)}
    rows = inspections(scope).filter(campaign__in=campaigns).order_by()
    past = Count("pk", filter=Q(planned_on__lt=today) & ~Q(state__in=OVER))
    counts: dict[UUID, Counter[str]] = defaultdict(Counter)
    late: Counter[UUID] = Counter()
    for one in rows.values("campaign", "state").annotate(visits=Count("pk"), behind=past):
        counts[one["campaign"]][one["state"]] += one["visits"]
        late[one["campaign"]] += one["behind"]
    gone, empty = _gone(campaigns, rows), without_visits([one.pk for one in campaigns])
    void = Counter(row.campaign_id for row in gone)
    for row in gone:
        counts[row.campaign_id][row.state] -= 1
        late[row.campaign_id] -= row.planned_on is not None and row.planned_on < today
    return [
        Progress(
            one,
            approvals.get(one.pk),
            counts[one.pk],
            _late(one, counts[one.pk], late[one.pk], today),
            void[one.pk],
            one.pk in empty,
        )
        for one in campaigns
    ]


def gone_visits(campaigns: Iterable[Campaign], rows: "QuerySet[Inspection]") -> set[tuple[UUID, str]]:
    """Visits that cover nothing any more and were not made, by campaign and code."""
    return {(row.campaign_id, row.code) for row in _gone(campaigns, rows)}


def _gone(campaigns: Iterable[Campaign], rows: "QuerySet[Inspection]") -> list[Inspection]:
    """Visits that cover nothing any more and were not made: they count as nothing. Only campaigns in which a
    unit left without a substitute are looked into."""
    unfinished = rows.exclude(state__in=OVER)
    lost = Replacement.objects.filter(draw__campaign__in=unfinished.values("campaign"), substitute="")
    affected = set(lost.values_list("draw__campaign", flat=True))
    covered = coverages_of([one for one in campaigns if one.pk in affected])
    return [
        row
        for row in unfinished.filter(campaign__in=affected)
        if row.code in covered[row.campaign_id] and covered[row.campaign_id][row.code].is_void
    ]


def _late(campaign: Campaign, counts: Counter[str], past: int, today: datetime.date) -> int:
    """Visits whose day has passed; all that are not done once the campaign's span is over."""
    if campaign.ends_on is not None and campaign.ends_on < today:
        return counts.total() - sum(counts[state] for state in OVER)
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
        if self.coverage.is_void and self.row.state not in OVER:
            return "对象已退出", "is-off"
        return INSPECTION.words[self.row.state]

    @property
    def is_late(self) -> bool:
        return self.row.state not in OVER and not self.coverage.is_void

    @property
    def town(self) -> str:
        return self.units[0].town if self.units else ""


def lines_of(sight: Sight, rows: Iterable[Inspection]) -> list[VisitLine]:
    """With names, for rows that the viewer may see. Three queries."""
    return lines_among([sight], rows)


def lines_among(sights: Iterable[Sight], rows: Iterable[Inspection]) -> list[VisitLine]:
    """With names, for rows that the viewer may see of these campaigns; as many queries as for one of them."""
    rows, sight_in = list(rows), {one.campaign.pk: one for one in sights}
    if not rows:
        return []
    office = rows[0].office_id
    seen = [Seen(row, sight_in[row.campaign_id]) for row in rows]
    names = unit_names(office, {unit for one in seen for unit in one.coverage.units})
    people = inspector_names(office, {who for one in seen for who in one.coverage.team})
    return [
        VisitLine(
            one.inspection,
            one.coverage,
            tuple(names[unit] for unit in one.coverage.units),
            tuple(people[who] for who in one.coverage.team),
            one.is_member,
        )
        for one in seen
    ]


@dataclass(frozen=True)
class OwnCampaign:
    """A campaign with visits of one's own."""

    sight: Sight
    count: int
    lines: list[VisitLine]


def own_campaigns(scope: Actor) -> list[OwnCampaign]:
    """The approved campaigns in which the viewer goes, the first to end first; visits after a look. As many
    queries for a hundred campaigns as for one."""
    own = own_inspector_if_any(scope)
    if own is None:
        return []
    approved = campaigns_that_may_name(scope, own.roster_no).filter(inspections__isnull=False).distinct()
    sights = [one for one in sights_of(scope, approved.order_by("ends_on", "number")) if one.own]
    lines: dict[UUID, list[VisitLine]] = defaultdict(list)
    for line in lines_among(sights, visible_inspections(scope, *sights, own=True)):
        lines[line.row.campaign_id].append(line)
    return [
        OwnCampaign(one, len(one.own), sorted(lines[one.campaign.pk], key=lambda line: _by_day(line.row)))
        for one in sights
    ]


def _by_day(row: Inspection) -> tuple[bool, datetime.date, int]:
    """What is not done first, by day."""
    return row.state in OVER, row.planned_on or datetime.date.max, row.number


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
    within = {"planned_on__range": (weeks[0][0], weeks[-1][-1])}
    rows = inspections(scope).filter(**within)
    sights = sights_of(scope, Campaign.objects.filter(pk__in=rows.values("campaign")))
    by_day: dict[datetime.date, list[VisitLine]] = defaultdict(list)
    for line in lines_among(sights, visible_inspections(scope, *sights).filter(**within)):
        if line.row.planned_on:
            by_day[line.row.planned_on].append(line)
    return [
        [Day(on, on.month == first.month, not working(on), _ordered(by_day[on])) for on in week]
        for week in weeks
    ]


def _ordered(lines: list[VisitLine]) -> list[VisitLine]:
    return sorted(lines, key=lambda one: (one.row.planned_at or datetime.time.min, one.row.number))
