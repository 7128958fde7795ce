"""Who is left out of a campaign's frame and why, who has been inspected so far, who cools off."""

import datetime
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.items.models import InspectionItem
from mingcha.items.rules.fields import GENERAL
from mingcha.law.queries import figure_if_any
from mingcha.law.rules import ANNUAL_CAP
from mingcha.plans.models import Campaign, DrawnUnit
from mingcha.plans.queries.embargo import embargoed
from mingcha.plans.queries.settings import Settings, inspected
from mingcha.plans.rules.counting import inactive
from mingcha.plans.rules.exclusions import at_the_cap, campaign_source, drawn_before
from mingcha.plans.rules.joint import PartnerCover
from mingcha.registers.queries import (
    TARGET_UNIT,
    RandomVisit,
    Unit,
    random_visits_brought_in,
    standing_codes,
    target_counts,
    visited_between,
    visits_by_holder,
)
from mingcha.registers.rules.standing import months_before


def left_out_for_sure(
    scope: Actor, settings: Settings, items: Sequence[InspectionItem], units: Sequence[Unit]
) -> dict[str, str]:
    """The public reason of every unit that cannot be drawn; of several the one that stands longest. For a
    campaign that a leader settled, and for its draw."""
    return _left_out(scope, settings, items, units, frozenset())


def left_out(
    scope: Actor, settings: Settings, items: Sequence[InspectionItem], units: Sequence[Unit]
) -> dict[str, str]:
    """The same as far as this viewer may know: who was drawn and is not public counts as not drawn."""
    return _left_out(scope, settings, items, units, frozenset(embargoed(scope)))


def _left_out(
    scope: Actor,
    settings: Settings,
    items: Sequence[InspectionItem],
    units: Sequence[Unit],
    hidden: frozenset[UUID],
) -> dict[str, str]:
    reasons = {}
    if settings.leaves_out_drawn and settings.line.category:
        drawn = _drawn_codes(scope, settings, hidden) | _visited_codes(scope, settings, items, units)
        reasons = drawn_before(units, drawn)
    if is_capped(inspected(settings, items)) and (cap := annual_cap(scope, settings)):
        reasons |= at_the_cap(units, visits_so_far(scope, settings, hidden), cap)
    return reasons | inactive(units)


def is_capped(items: Sequence[InspectionItem | PartnerCover]) -> bool:
    """The cap binds general items that concern enterprises, never one with a key item, be it a partner's
    (国发〔2019〕5号)."""
    # Obligation key-items-free of docs/law/obligations.yml.
    return all(item.kind == GENERAL for item in items) and any(item.concerns_enterprises for item in items)


def annual_cap(scope: Actor, settings: Settings) -> int | None:
    """Visits of one holder a year by the figure of the campaign's first day; None where none is in force."""
    row = figure_if_any(scope.office_id, ANNUAL_CAP, settings.first_day)
    return row.as_count if row else None


def visits_so_far(scope: Actor, settings: Settings, hidden: frozenset[UUID] | None = None) -> Counter[str]:
    """By the code of who stands for them today, what counts against the cap in the campaign's year, without
    the campaign itself."""
    found = counted_visits(scope, settings.first_day.year, hidden, without=settings.number)
    return Counter(one.holder for one in found)


class CountedVisit(NamedTuple):
    """A visit that counts against the cap of its holder: on record with its day and all that stands for it
    (`sources`), or drawn and not on record yet (no day)."""

    holder: str
    day: datetime.date | None
    sources: tuple[str, ...]


def counted_visits(
    scope: Actor, year: int, hidden: frozenset[UUID] | None = None, *, without: str = ""
) -> list[CountedVisit]:
    """Every visit of a year that counts against the cap: those on record, and those drawn whose visit is not
    on record yet. Clue checks do not count (国办发〔2024〕54号)."""
    others = Campaign.objects.filter(office_id=scope.office_id, year=year, clue_check=None)
    told = set(others.exclude(number=without).values_list("pk", flat=True))
    days: dict[tuple[str, datetime.date], list[str]] = {}
    recorded = set()
    for code, day, source in visits_by_holder(scope, year):
        days.setdefault((code, day), []).append(source)
        recorded.add((code, source))
    unseen = embargoed(scope) if hidden is None else hidden
    seen = DrawnUnit.standing.awaited().filter(campaign__in=told - unseen)
    drawn = set(seen.values_list("holder_code", "campaign__number"))
    now = standing_codes(scope)
    awaited = {(now.get(code, code), campaign_source(number)) for code, number in drawn}
    return [
        *(CountedVisit(code, day, tuple(sources)) for (code, day), sources in days.items()),
        *(CountedVisit(code, None, (source,)) for code, source in awaited - recorded),
    ]


def cooled_units(scope: Actor, settings: Settings, units: Sequence[Unit]) -> frozenset[str]:
    """The units whose holder anybody has inspected within the campaign's cooling-off months. The cap is each
    body's own; cooling off asks what a party had to bear, so that visits of other bodies count."""
    if not settings.cooling_months:
        return frozenset()
    since = months_before(settings.first_day, settings.cooling_months)
    visited = visited_between(scope, since, settings.first_day)
    return frozenset(unit.code for unit in units if unit.holder_code in visited)


def _drawn_codes(scope: Actor, settings: Settings, hidden: frozenset[UUID]) -> frozenset[str]:
    """What earlier campaigns of the cycle drew and did not call off: same year, same responsible section,
    same 抽查类别. Who was merged since is the one that it was merged into."""
    drawn = (
        DrawnUnit.standing.awaited()
        .filter(
            campaign__office_id=scope.office_id,
            campaign__year=settings.first_day.year,
            campaign__section=settings.line.section_id,
            campaign__category=settings.line.category,
        )
        .exclude(campaign__number=settings.number)
    )
    drawn = drawn.exclude(campaign__in=hidden)
    now = standing_codes(scope)
    return frozenset(now.get(code, code) for code in drawn.values_list("unit", flat=True))


def _visited_codes(
    scope: Actor, settings: Settings, items: Sequence[InspectionItem], units: Sequence[Unit]
) -> frozenset[str]:
    """What this office inspected by lot this year before it drew here, and brought in as past visits: of the
    same 抽查类别 by its item; where the list has no such item, of what the campaign looks at."""
    visits = random_visits_brought_in(scope, settings.first_day.year)
    if not visits:
        return frozenset()
    same = belong_to(scope, settings.line.category, items, visits)
    inside = {target for unit in units for target in unit.targets}
    whole = _wholly_inside(scope, units, visits)
    found = set()
    for visit in visits:
        is_inside = visit.target in inside if visit.target else visit.holder in whole
        if same.get(visit.item, is_inside):
            found.add(visit.target if visit.target and settings.unit == TARGET_UNIT else visit.holder)
    return frozenset(found)


def belong_to(
    scope: Actor, category: str, items: Sequence[InspectionItem], visits: Sequence[RandomVisit]
) -> dict[str, bool]:
    """For each item of these visits that the office's lists know, whether it is one of `items` or belongs to
    the 抽查类别."""
    known = InspectionItem.objects.filter(item_list__office_id=scope.office_id)
    rows = known.filter(name__in={visit.item for visit in visits}).exclude(category="").order_by()
    found: dict[str, bool] = {}
    for name, listed in rows.values_list("name", "category").distinct():
        found[name] = found.get(name, False) or listed == category
    return found | {item.name: True for item in items}


def _wholly_inside(scope: Actor, units: Sequence[Unit], visits: Sequence[RandomVisit]) -> frozenset[str]:
    """The visited holders that have nothing but what the campaign looks at."""
    inside: Counter[str] = Counter()
    for unit in units:
        inside[unit.holder_code] += len(unit.targets)
    counts = target_counts(scope, {visit.holder for visit in visits} & set(inside))
    return frozenset(code for code, count in counts.items() if count == inside[code])
