"""What the arbiter of a plan reads, each thing once: register, items, figures, staff of each day."""

import datetime
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cached_property
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.items.models import InspectionItem
from mingcha.items.queries import with_citations
from mingcha.law.queries import Shelf, calendar_of, figure, shelf_of
from mingcha.law.rules import FLOOR_RATIO, OFFICERS_PER_VISIT
from mingcha.law.rules.calendar import Calendar
from mingcha.plans.queries.exclusions import visits_so_far
from mingcha.plans.queries.settings import Settings
from mingcha.plans.queries.standings import standing_of_item
from mingcha.plans.rules.counting import FloorPart
from mingcha.plans.rules.findings import Cited, Crew, ItemStanding
from mingcha.plans.rules.plan_patterns import Alike, Pattern, Scope, seen_by, spots_inside
from mingcha.registers.queries import (
    HOLDER_UNIT,
    TARGET_UNIT,
    Eligible,
    Folded,
    conflicts_in_force,
    eligible_inspectors,
    folded_register,
    limits_on,
)
from mingcha.registers.rules.eligibility import counted_reasons

MONTHS_LOOKED_AT = 24


class PlanReading:
    """The register and the list as these campaigns look at them. Nothing is read before it is asked for, and
    nothing twice. For floors alone, which ask neither who is raised nor who was visited, the register is
    read without either."""

    def __init__(self, scope: Actor, settings: Sequence[Settings], *, floors_only: bool = False) -> None:
        self.scope, self.settings, self._floors_only = scope, settings, floors_only
        days = sorted({one.first_day for one in settings}) or [moments.today()]
        limits = {} if floors_only else {day: limits_on(scope, day) for day in days}
        self._limits = list(dict.fromkeys(limits.values()))
        self._moments = {day: self._limits.index(limit) for day, limit in limits.items()}
        self._seen: dict[tuple[str, tuple[str, ...], tuple[str, ...], int], dict[int, Alike]] = {}
        self._cited: dict[tuple[str, datetime.date], FloorPart] = {}
        self._eligible: dict[datetime.date, list[Eligible]] = {}
        self._against: dict[datetime.date, tuple[tuple[str, int], ...]] = {}
        self._barred: dict[datetime.date, dict[str, set[UUID]]] = {}
        self._standings: dict[tuple[UUID, datetime.date], ItemStanding] = {}

    @cached_property
    def _items(self) -> Mapping[UUID, InspectionItem]:
        wanted = {pk for one in self.settings for pk in one.item_ids}
        own = InspectionItem.objects.filter(item_list__office_id=self.scope.office_id, pk__in=wanted)
        return {item.pk: item for item in with_citations(own.select_related("item_list"))}

    @cached_property
    def _shelf(self) -> Shelf:
        return shelf_of(self.scope.office_id)

    @cached_property
    def calendar(self) -> Calendar:
        return calendar_of(self.scope.office_id)

    @cached_property
    def _folded(self) -> Folded:
        return folded_register(self.scope, self._limits)

    @cached_property
    def _visits(self) -> Mapping[str, int]:
        """Of the year of the plan, by holder code."""
        if self._floors_only or not self.settings:
            return {}
        return visits_so_far(self.scope, replace(self.settings[0], number=""))

    @cached_property
    def _holder_patterns(self) -> dict[tuple[tuple[int, ...], int], int]:
        """(spots, visits) → how many holders, in a fixed order."""
        visits = self._visits
        return Counter((spots, visits.get(code, 0)) for code, spots in self._folded.holders.items())

    @cached_property
    def _patterns(self) -> Mapping[str, list[Pattern]]:
        holders = [Pattern(spots, size, visits) for (spots, visits), size in self._holder_patterns.items()]
        targets = [Pattern((place,), self._folded.targets[place]) for place in range(len(self._folded.spots))]
        return {HOLDER_UNIT: holders, TARGET_UNIT: targets}

    @cached_property
    def _numbers(self) -> Mapping[tuple[tuple[int, ...], int], int]:
        return {key: number for number, key in enumerate(self._holder_patterns)}

    def items(self, settings: Settings) -> list[InspectionItem]:
        """By code, as a campaign has them."""
        found = (self._items.get(pk) for pk in settings.item_ids)
        return sorted((item for item in found if item), key=lambda item: item.code)

    def patterns(self, unit: str) -> list[Pattern]:
        """Those of targets have the numbers of the spots."""
        return self._patterns[unit]

    def pattern_of(self, holder_code: str) -> int | None:
        spots = self._folded.holders.get(holder_code, ())
        return self._numbers.get((spots, self._visits.get(holder_code, 0)))

    def standings_of_holders(self) -> Iterator[tuple[str, int, tuple[int, ...]]]:
        """Every holder: its code, its pattern, the spots of its targets that the pattern names but once."""
        for code, spots in self._folded.holders.items():
            number = self._numbers[spots, self._visits.get(code, 0)]
            yield code, number, self._folded.further.get(code, ())

    def moment(self, day: datetime.date) -> int:
        return self._moments[day]

    def seen(
        self, unit: str, categories: tuple[str, ...], towns: tuple[str, ...], moment: int
    ) -> Mapping[int, Alike]:
        """Every pattern that has something in this scope, as it is seen there."""
        key = (unit, categories, towns, moment)
        if key not in self._seen:
            spots = self._folded.spots
            inside = Scope(spots_inside(spots, categories, towns), moment)
            found = ((at, seen_by(inside, one, spots)) for at, one in enumerate(self._patterns[unit]))
            self._seen[key] = {number: alike for number, alike in found if alike}
        return self._seen[key]

    def usual_part(self, day: datetime.date) -> FloorPart:
        return self._figure(FLOOR_RATIO, day)

    def officers(self, day: datetime.date) -> Cited:
        part = self._figure(OFFICERS_PER_VISIT, day)
        return Cited(part.ratio, part.clause, part.quote)

    def _figure(self, key: str, day: datetime.date) -> FloorPart:
        if (key, day) not in self._cited:
            row = figure(self.scope.office_id, key, day)
            self._cited[key, day] = FloorPart(Fraction(row.value), 0, row.clause, row.quote)
        return self._cited[key, day]

    def standings(self, settings: Settings) -> list[ItemStanding]:
        """The items as the list and the law have them on the first day."""
        day = settings.first_day
        for item in self.items(settings):
            if (item.pk, day) not in self._standings:
                self._standings[item.pk, day] = standing_of_item(item, self._shelf, day)
        return [self._standings[item.pk, day] for item in self.items(settings)]

    def staff(self, day: datetime.date, without: Collection[UUID] = ()) -> list[frozenset[str]]:
        """The tags of everybody who may be assigned that day."""
        if day not in self._eligible:
            found = eligible_inspectors(self.scope, day)
            self._eligible[day] = [one for one in found if not one.reasons]
            self._against[day] = counted_reasons(one.reasons for one in found)
        return [frozenset(one.tags) for one in self._eligible[day] if one.inspector.pk not in without]

    def against(self, day: datetime.date) -> tuple[tuple[str, int], ...]:
        """How many which reason keeps away that day."""
        self.staff(day)
        return self._against[day]

    def barred(self, day: datetime.date) -> Mapping[str, set[UUID]]:
        """Holder code → the inspectors who must stand aside."""
        if day not in self._barred:
            found: dict[str, set[UUID]] = {}
            for conflict in conflicts_in_force(self.scope, day):
                found.setdefault(conflict.holder_code, set()).add(conflict.inspector_id)
            self._barred[day] = found
        return self._barred[day]

    def crews(self, settings: Settings, barred_holders: Collection[str]) -> list[Crew]:
        """The staff of each later month, and without those who are barred from some of these holders."""
        months = later_months(settings)
        later = [Crew(f"{day.month}月", self.staff(day), self.against(day)) for day in months]
        barred = self.barred(settings.first_day)
        apart = {frozenset(barred[code]) for code in barred_holders}
        return later + [
            Crew("对须回避的主体，", self.staff(settings.first_day, people), self.against(settings.first_day))
            for people in sorted(apart, key=lambda people: (-len(people), sorted(people)))
        ]


def later_months(settings: Settings) -> list[datetime.date]:
    """The first day of each month after that in which the campaign begins."""
    first, last = settings.first_day, settings.ends_on or settings.first_day
    start = first.year * 12 + first.month - 1
    count = min(last.year * 12 + last.month - 1 - start, MONTHS_LOOKED_AT)
    months = (start + number for number in range(1, count + 1))
    return [datetime.date(month // 12, month % 12 + 1, 1) for month in months]
