"""The facts of a whole plan for its arbiter: the register read once, folded into units that stand alike."""

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mingcha.accounts.actors import Actor
from mingcha.items.models import InspectionItem
from mingcha.items.rules import rounds_basis
from mingcha.items.rules.fields import GENERAL
from mingcha.law.models import Obligation
from mingcha.law.queries import figure, figure_if_any
from mingcha.law.rules import ANNUAL_CAP, FLOOR_RATIO, ROUNDS_A_YEAR, STRATA_EXCESS
from mingcha.plans.queries.exclusions import belong_to, is_capped
from mingcha.plans.queries.frames import categories_of, covers_of, narrowed, own_part, planned_frame
from mingcha.plans.queries.plan_reading import PlanReading
from mingcha.plans.queries.settings import Settings, inspected
from mingcha.plans.rules.counting import COOLED, RAISED, Floor, FloorPart
from mingcha.plans.rules.division import Division
from mingcha.plans.rules.findings import CampaignFacts, Cited
from mingcha.plans.rules.months import working_days
from mingcha.plans.rules.plan_arbiter import (
    Figures,
    HolderGroup,
    OwnRounds,
    Place,
    PlannedItem,
    PlannedLine,
    Round,
)
from mingcha.plans.rules.plan_patterns import Alike, Counted, Pattern, count_patterns, weighted_floor
from mingcha.registers.queries import HOLDER_UNIT, TARGET_UNIT, RandomVisit, random_visits_brought_in

Category = tuple[str, str]
"""A section's name and its 抽查类别."""


@dataclass(frozen=True)
class Entry:
    """A line to be counted: a saved campaign, or a row of a workbook whose items are known here."""

    key: str
    settings: Settings
    section: str
    category: str
    round: str
    times: Fraction | None = Fraction(1)
    raised_times: Fraction | None = None
    is_drawn: bool = False

    @property
    def group(self) -> tuple[str, str, str, str]:
        """One round: its lines meet the floor together."""
        return self.section, self.category, self.round, self.settings.unit


@dataclass(frozen=True)
class Known:
    """Everything the register and the list say of these entries."""

    lines: tuple[PlannedLine, ...]
    rounds: tuple[Round, ...]
    holders: tuple[HolderGroup, ...]
    brought_in: Mapping[Category, Fraction]


def known_facts(scope: Actor, entries: Sequence[Entry]) -> Known:
    """The lines, rounds and holders of these entries; each line with the numbers of its own planned frame."""
    reading = PlanReading(scope, [entry.settings for entry in entries])
    counted = {entry.key: count_line(scope, reading, entry.settings) for entry in entries}
    lines = {entry.key: _line(reading, entry, counted[entry.key]) for entry in entries}
    rounds = [_round(reading, group, lines) for group in groups_of(entries) if has_floor(group)]
    open_entries = [entry for entry in entries if not entry.is_drawn]
    holders = tuple(_holders(reading, open_entries, counted))
    return Known(tuple(lines.values()), tuple(rounds), holders, rounds_brought_in(scope, reading, entries))


def rounds_brought_in(
    scope: Actor, reading: PlanReading, entries: Sequence[Entry]
) -> dict[Category, Fraction]:
    """One round of the year for each category whose past visits by lot, brought in when the office began
    here, are as many as the floor of a round; their list does not say of how many rounds they are."""
    visits = random_visits_brought_in(scope, entries[0].settings.first_day.year) if entries else []
    if not visits:
        return {}
    by_category: dict[Category, list[Entry]] = defaultdict(list)
    for entry in entries:
        by_category[entry.section, entry.category].append(entry)
    return {
        category: Fraction(1)
        for category, lines in by_category.items()
        if 0 < floor_over(reading, lines).required <= len(_visited(scope, reading, lines, visits))
    }


def _visited(
    scope: Actor, reading: PlanReading, lines: Sequence[Entry], visits: Sequence[RandomVisit]
) -> set[str]:
    """The units of these lines' category that such a visit went to, in the unit of their draws."""
    items = [item for entry in lines for item in reading.items(entry.settings)]
    inside = belong_to(scope, lines[0].category, items, visits)
    is_by_target = lines[0].settings.unit == TARGET_UNIT
    went = {one.target if is_by_target else one.holder for one in visits if inside.get(one.item)}
    return went - {""}


def groups_of(entries: Sequence[Entry]) -> list[list[Entry]]:
    """The entries of each round together, in their order."""
    groups: dict[tuple[str, str, str, str], list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.group].append(entry)
    return list(groups.values())


def has_floor(group: Sequence[Entry]) -> bool:
    """A round that draws from the raised alone owes none."""
    return not all(entry.settings.line.only_raised for entry in group)


def count_line(scope: Actor, reading: PlanReading, settings: Settings) -> Counted:
    """The strata as `planned_frame` has them. Who cools off is no matter of patterns: there the frame itself
    is asked."""
    if any(layer.kind == COOLED for layer in settings.layers):
        return Counted(planned_frame(scope, settings).counts, {})
    seen, patterns = _seen(reading, settings)
    only_raised = settings.line.only_raised
    return count_patterns(
        seen,
        patterns,
        [layer for layer in settings.layers if layer.kind == RAISED or not only_raised],
        Division(
            by=settings.division,
            merged=settings.merged_parts,
            covers=covers_of(settings, reading.items(settings)),
        ),
        lambda alike: alike.raised or not only_raised,
    )


def _seen(reading: PlanReading, settings: Settings) -> tuple[Mapping[int, Alike], Sequence[Pattern]]:
    categories = narrowed(inspected(settings, reading.items(settings)), settings.categories)
    patterns = reading.patterns(settings.unit)
    if categories is None:
        return {}, patterns
    moment = reading.moment(settings.first_day)
    return reading.seen(settings.unit, tuple(categories), settings.towns, moment), patterns


def _line(reading: PlanReading, entry: Entry, counted: Counted) -> PlannedLine:
    settings, items = entry.settings, reading.items(entry.settings)
    return PlannedLine(
        key=entry.key,
        title=settings.title,
        campaign=CampaignFacts(
            unit=settings.unit,
            counts=counted.counts,
            floor=None,
            seats=settings.seats,
            officers=reading.officers(settings.first_day),
            items=reading.standings(settings),
            staff=reading.staff(settings.first_day),
            crews=reading.crews(settings, _barred_holders(reading, settings, counted)),
            working_days=working_days(reading.calendar, settings.starts_on, settings.ends_on),
            against=reading.against(settings.first_day),
        ),
        section=entry.section,
        category=entry.category,
        round=entry.round,
        first_day=settings.starts_on,
        last_day=settings.ends_on,
        items=tuple(map(planned_item, items)),
        partner_items=tuple(
            PlannedItem(one.label, is_general=one.kind == GENERAL) for one in settings.partner_items
        ),
        times=entry.times,
        raised_times=entry.raised_times,
        only_raised=settings.line.only_raised,
        is_capped=is_capped(inspected(settings, items)),
    )


def planned_item(item: InspectionItem) -> PlannedItem:
    """As the arbiter counts it, with the rounds that a law of its own sets."""
    own = rounds_basis(item.frequency_basis)
    return PlannedItem(
        label=str(item),
        is_general=item.kind == GENERAL and item.concerns_enterprises,
        own_rounds=OwnRounds(str(own.citation), own.rounds) if own else None,
        listed_under=(item.section_name, item.category) if item.category else None,
    )


def _barred_holders(reading: PlanReading, settings: Settings, counted: Counted) -> set[str]:
    """The holders from whom somebody is barred that day and who can be drawn."""
    barred = reading.barred(settings.first_day)
    if not barred or settings.unit != HOLDER_UNIT:
        return set(barred)
    return {code for code in barred if reading.pattern_of(code) in counted.places}


def _round(reading: PlanReading, group: Sequence[Entry], lines: Mapping[str, PlannedLine]) -> Round:
    first = group[0]
    named = f"“{first.category}”" if first.category else ""
    turn = f"第{first.round}轮" if first.round.isdecimal() else ""
    title = f"{first.section}{named}{turn}"
    return Round(title, tuple(lines[entry.key] for entry in group), floor_over(reading, group))


def floor_over(reading: PlanReading, group: Sequence[Entry]) -> Floor:
    """Over the scope of all items of the round, before exclusions and before any narrowing by campaigns."""
    by_part: dict[FloorPart, list[InspectionItem]] = defaultdict(list)
    for entry in group:
        usual = reading.usual_part(entry.settings.first_day)
        for item in reading.items(entry.settings):
            by_part[own_part(item) or usual].append(item)
    unit = group[0].settings.unit
    applying: dict[int, list[FloorPart]] = defaultdict(list)
    for part, covering in by_part.items():
        for number, alike in reading.seen(unit, tuple(categories_of(covering) or ()), (), 0).items():
            if alike.counts_for_floor:
                applying[number].append(part)
    patterns = reading.patterns(unit)
    return weighted_floor((patterns[number].size, parts) for number, parts in applying.items())


def _holders(
    reading: PlanReading, entries: Sequence[Entry], counted: Mapping[str, Counted]
) -> Iterator[HolderGroup]:
    """Holders of the same past visits that stand in the same strata."""
    spread: dict[int, list[Place]] = defaultdict(list)
    for entry in entries:
        one = counted[entry.key]
        places = one.places if entry.settings.unit == HOLDER_UNIT else _whole(reading, one)
        for number, place in places.items():
            count = one.counts[place]
            if count.drawn:
                spread[number].append(Place(entry.key, count.population, count.drawn, count.title))
    sizes: Counter[tuple[int, tuple[Place, ...]]] = Counter()
    for number, pattern in enumerate(reading.patterns(HOLDER_UNIT)):
        if number in spread:
            sizes[pattern.visits, tuple(spread[number])] += pattern.size
    for (visits, places_of), size in sizes.items():
        yield HolderGroup(size, visits, places_of)


def _whole(reading: PlanReading, counted: Counted) -> dict[int, int]:
    """Where targets are drawn, only a holder of a stratum that is drawn whole is certain to be visited."""
    whole = {at for at, count in enumerate(counted.counts) if count.drawn == count.population}
    return {
        number: counted.places[spot]
        for number, pattern in enumerate(reading.patterns(HOLDER_UNIT))
        for spot in pattern.spots
        if counted.places.get(spot) in whole
    }


def plan_figures(scope: Actor, on: datetime.date) -> Figures:
    """The figures of the plan's day. A cap or bound for strata that the office has not set binds nothing."""
    cap, excess = _bounds(scope, on)
    return Figures(
        floor=_cited(figure(scope.office_id, FLOOR_RATIO, on)),
        rounds=usual_rounds(scope, on),
        cap=cap,
        excess=excess,
    )


def usual_rounds(scope: Actor, on: datetime.date) -> Cited:
    """How often a year everything is inspected for which no law of its own says otherwise."""
    return _cited(figure(scope.office_id, ROUNDS_A_YEAR, on))


def _bounds(scope: Actor, on: datetime.date) -> tuple[Cited | None, Cited | None]:
    """The cap of visits and the bound for strata, each where it is in force."""
    rows = [figure_if_any(scope.office_id, key, on) for key in (ANNUAL_CAP, STRATA_EXCESS)]
    cap, excess = (_cited(row) if row else None for row in rows)
    return cap, excess


def _cited(row: Obligation) -> Cited:
    return Cited(row.as_fraction, row.clause, row.quote)
