"""What a party has had to bear so far: visits of the year on record, the cap, and the warnings of other
cities where the office has switched them on."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from mingcha.accounts.actors import Actor
from mingcha.draws.rules.committed import holder_of
from mingcha.inspections.models import Inspection, InspectionRecord
from mingcha.inspections.queries.coverage import Coverage, coverages
from mingcha.inspections.rules.outcomes import NONE_FOUND
from mingcha.inspections.states import CONFIRMED, NOTICED
from mingcha.law.models import Obligation
from mingcha.law.queries import figure_if_any
from mingcha.law.rules.keys import (
    ANNUAL_CAP,
    NOTHING_FOUND_IN_A_ROW,
    VISITS_A_DAY,
    VISITS_A_MONTH,
    VISITS_A_WEEK,
)
from mingcha.plans.models import Campaign
from mingcha.plans.queries.exclusions import is_capped
from mingcha.plans.queries.settings import inspected, items_of, settings_of
from mingcha.plans.rules.exclusions import campaign_source
from mingcha.registers.models import CLUE, Holder, VisitFact


@dataclass(frozen=True)
class Burden:
    """Visits of one party in the year of the visit: all bodies' and the own ones that count against the cap,
    those of this campaign left out."""

    holder: str
    everybody: int
    own: int


def burdens(scope: Actor, inspection: Inspection, coverage: Coverage, on: datetime.date) -> list[Burden]:
    """One for each party of the visit, by code."""
    return [_burden(scope, inspection, holder, on) for holder in parties(coverage)]


def parties(coverage: Coverage) -> list[str]:
    """The holders of a visit, by code."""
    return sorted({holder_of(unit) for unit in coverage.units})


def _burden(scope: Actor, inspection: Inspection, holder: str, on: datetime.date) -> Burden:
    rows = _facts(scope, inspection, holder).filter(visited_on__year=on.year)
    days = set(rows.order_by().values_list("body", "visited_on").distinct())
    counting = rows.filter(body__in=inspection.office.every_name).exclude(manner=CLUE)
    own = set(counting.order_by().values_list("visited_on", flat=True))
    return Burden(holder, len(days), len(own))


def _facts(scope: Actor, inspection: Inspection, holder: str) -> "QuerySet[VisitFact]":
    """Everybody's visits to the party and to those that were merged into it; this campaign's own left out."""
    into = Holder.objects.filter(office_id=scope.office_id, code=holder)
    rows = Holder.objects.filter(office_id=scope.office_id, merged_into__in=into).values("pk")
    both = Q(holder__in=into) | Q(holder__in=rows)
    source = campaign_source(inspection.campaign.number)
    return VisitFact.objects.filter(both, office_id=scope.office_id, is_void=False).exclude(source=source)


def cap_reached(
    scope: Actor, inspection: Inspection, coverage: Coverage, on: datetime.date
) -> tuple[Obligation, list[Burden]] | None:
    """The cap, and the parties that have had as many visits already; None where it binds nobody."""
    campaign = inspection.campaign
    if hasattr(campaign, "clue_check"):
        return None
    settings = settings_of(campaign)
    if not is_capped(inspected(settings, items_of(settings, scope.office_id))):
        return None
    row = figure_if_any(scope.office_id, ANNUAL_CAP, on)
    if row is None:
        return None
    full = [one for one in burdens(scope, inspection, coverage, on) if one.own >= row.as_count]
    return (row, full) if full else None


def warnings(
    scope: Actor, inspection: Inspection, coverage: Coverage, on: datetime.date
) -> Iterator[tuple[Obligation, str]]:
    """What rules that the office has switched on ask to be explained, with the fact."""
    # Obligations visits-a-day, visits-a-week, visits-a-month of docs/law/obligations.yml.
    monday = on - datetime.timedelta(days=on.weekday())
    spans = {
        VISITS_A_DAY: (on, on, "同日"),
        VISITS_A_WEEK: (monday, monday + datetime.timedelta(days=6), "同一周"),
        VISITS_A_MONTH: (on.replace(day=1), _month_end(on), "同一月"),
    }
    for key, (first, last, word) in spans.items():
        row = figure_if_any(scope.office_id, key, on)
        if row is None:
            continue
        for holder in parties(coverage):
            facts = _facts(scope, inspection, holder).filter(visited_on__range=(first, last))
            known = set(facts.order_by().values_list("body", "visited_on"))
            planned = {(inspection.office.name, day) for day in _planned(inspection, holder, first, last)}
            count = len(known | planned) + 1
            if count > row.as_count:
                yield row, f"连同这一次，{word}检查{count}次，超过{row.as_count}次"
    yield from nothing_found(scope, inspection, coverage, on)


def _planned(
    inspection: Inspection, holder: str, first: datetime.date, last: datetime.date
) -> Iterator[datetime.date]:
    """The days on which other visits of the office to the party are set and not made yet, of which the party
    has its notice: any other nobody is told of by a warning."""
    rows = Inspection.objects.filter(office=inspection.office_id, planned_on__range=(first, last))
    open_rows = rows.filter(state=NOTICED).exclude(campaign=inspection.campaign_id)
    for campaign in Campaign.objects.filter(pk__in=open_rows.values("campaign")):
        covered = coverages(campaign)
        for code, day in open_rows.filter(campaign=campaign).values_list("code", "planned_on"):
            if code in covered and holder in parties(covered[code]) and day is not None:
                yield day


def nothing_found(
    scope: Actor, inspection: Inspection, coverage: Coverage, on: datetime.date
) -> Iterator[tuple[Obligation, str]]:
    """Obligation nothing-found-in-a-row: the last visits of a year by one person found nothing."""
    row = figure_if_any(scope.office_id, NOTHING_FOUND_IN_A_ROW, on)
    if row is None:
        return
    since = on - datetime.timedelta(days=365)
    records = InspectionRecord.objects.filter(
        inspection__office_id=scope.office_id, state=CONFIRMED, began_at__date__gte=since
    ).exclude(inspection=inspection)
    wanted = set(parties(coverage))
    for number in coverage.team:
        found = [
            all(one["code"] == NONE_FOUND for one in record.outcomes)
            for record in records.order_by("-began_at")
            if any(one["roster"] == number for one in record.team)
            and wanted & {holder_of(one["code"]) for one in record.units}
        ]
        if len(found) >= row.as_count and all(found[: row.as_count]):
            yield row, f"检查人员{number}对同一企业最近{row.as_count}次检查都没有发现问题"


def _month_end(day: datetime.date) -> datetime.date:
    return (day.replace(day=28) + datetime.timedelta(days=4)).replace(day=1) - datetime.timedelta(days=1)
