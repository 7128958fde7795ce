"""The rounds of a year against the floor and the number of rounds, by the arbiter's own computation: what a
plan's page says of a round is said of it everywhere."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from uuid import UUID

from django.db.models import F, QuerySet

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.plans.models import Campaign
from mingcha.plans.queries.drawn import drawn_counts
from mingcha.plans.queries.frames import categories_of
from mingcha.plans.queries.plan_examination import entry_of, figures_day
from mingcha.plans.queries.plan_facts import (
    floor_over,
    has_floor,
    planned_item,
    rounds_brought_in,
    usual_rounds,
)
from mingcha.plans.queries.plan_reading import PlanReading
from mingcha.plans.queries.settings import items_of, settings_of
from mingcha.plans.rules.counting import MEASURES, Floor, counts_for_floor
from mingcha.plans.rules.findings import Cited
from mingcha.plans.rules.plan_arbiter.facts import PlannedItem
from mingcha.plans.rules.plan_arbiter.rounds import is_listed, required_rounds, rounds_of
from mingcha.plans.states import CANCELLED, DRAWN
from mingcha.registers.queries import units_in_scope


@dataclass(frozen=True)
class YearRound:
    """One round of a section's 抽查类别 in one unit: its campaigns, how many units were drawn of them, and
    the floor; None where the round draws from the raised alone and owes none."""

    campaigns: tuple[Campaign, ...]
    drawn: int
    floor: Floor | None

    @property
    def first(self) -> Campaign:
        return self.campaigns[0]

    @property
    def key(self) -> str:
        """Names the round in an address: the number of its first campaign."""
        return self.first.number

    @property
    def measure(self) -> str:
        return MEASURES[self.first.unit]

    @property
    def is_drawn(self) -> bool:
        """Every campaign of it has drawn."""
        return all(one.state == DRAWN for one in self.campaigns)

    @property
    def missing(self) -> int:
        """How many units are missing to the floor."""
        return max(0, self.floor.required - self.drawn) if self.floor else 0


@dataclass(frozen=True)
class Frequency:
    """How often a section has drawn from one of its categories: rounds held, planned, held by `joint`
    campaigns of another section or category, made `before` the office began here, and as many as are
    required; None where laws of their own bind all items and say no number, and of what lies outside the
    plan of its year."""

    key: str
    rounds: tuple[YearRound, ...]
    held: Fraction
    planned: Fraction
    required: Cited | None
    joint: Fraction = Fraction(0)
    before: Fraction = Fraction(0)

    @property
    def first(self) -> Campaign:
        return self.rounds[0].first

    @property
    def is_short(self) -> bool:
        return self.required is not None and self.held + self.joint + self.before < self.required.amount


@dataclass(frozen=True)
class YearRounds:
    """All rounds of a year, and how often each section inspects each of its categories."""

    rounds: tuple[YearRound, ...]
    frequencies: tuple[Frequency, ...]


@dataclass(frozen=True)
class _Turn:
    """A campaign as the arbiter counts rounds."""

    round: str
    draws_ordinary: bool
    times: Fraction | None = Fraction(1)
    raised_times: Fraction | None = None


def rounds_of_year(scope: Actor, found: "QuerySet[Campaign]") -> YearRounds:
    """Of these campaigns of one year. Those of a plan meet the floor with their round, as its arbiter has it;
    one outside stands for itself."""
    groups = rounds_listed(found)
    listed = [one for group in groups for one in group]
    entries = {one.number: entry_of(one) for one in listed}
    reading = PlanReading(scope, [entry.settings for entry in entries.values()], floors_only=True)
    drawn = drawn_counts(scope, listed)
    rounds = []
    for group in groups:
        lines = [entries[one.number] for one in group]
        floor = floor_over(reading, lines) if has_floor(lines) else None
        rounds.append(YearRound(tuple(group), sum(drawn[one.pk] for one in group), floor))
    items = {
        key: [planned_item(item) for item in reading.items(entry.settings)] for key, entry in entries.items()
    }
    before = rounds_brought_in(scope, reading, list(entries.values()))
    frequencies = [
        replace(one, before=before.get((entries[one.key].section, entries[one.key].category), Fraction(0)))
        for one in _frequencies(scope, rounds, items)
    ]
    return YearRounds(tuple(rounds), tuple(frequencies))


def rounds_listed(found: "QuerySet[Campaign]") -> list[list[Campaign]]:
    """The campaigns of each round together, each with what its settings are made of."""
    related = ("strata", "team_groups", "campaign_items")
    rows = found.filter(clue_check=None).exclude(state=CANCELLED).select_related("section", "plan")
    groups: dict[object, list[Campaign]] = defaultdict(list)
    ordered = rows.prefetch_related(*related).order_by(
        F("section__name").asc(nulls_last=True), "category", "round", "number"
    )
    for one in ordered:
        planned = (one.plan_id, one.section_id, one.category, one.round, one.unit)
        groups[planned if one.plan_id else one.pk].append(one)
    return list(groups.values())


def round_members(scope: Actor, group: Sequence[Campaign]) -> list[str]:
    """The codes of the units that the floor of a round counts, in order."""
    settings = [settings_of(one) for one in group]
    categories = categories_of([item for one in settings for item in items_of(one, scope.office_id)])
    if categories is None:
        return []
    day = settings[0].first_day
    units = units_in_scope(scope, unit=group[0].unit, categories=categories, towns=(), on=day)
    return [unit.code for unit in units if counts_for_floor(unit)]


def _frequencies(
    scope: Actor, rounds: Sequence[YearRound], items: Mapping[str, Sequence[PlannedItem]]
) -> Iterable[Frequency]:
    by_category: dict[tuple[UUID | None, UUID | None, str], list[YearRound]] = defaultdict(list)
    for one in rounds:
        by_category[one.first.plan_id, one.first.section_id, one.first.category].append(one)
    asked = _usual_rounds(scope, rounds)
    for group in by_category.values():
        lines = [campaign for one in group for campaign in one.campaigns]
        usual = asked[group[0].first.plan_id]
        wanted = [item for one in lines for item in items[one.number]]
        required = required_rounds(wanted, usual) if usual else None
        all_of_it = [*lines, *_joint_campaigns(rounds, group, items)]
        held = rounds_held(lines)
        joint = rounds_held(all_of_it) - held
        yield Frequency(group[0].key, tuple(group), held, _times(all_of_it), required, joint)


def _joint_campaigns(
    rounds: Sequence[YearRound], group: Sequence[YearRound], items: Mapping[str, Sequence[PlannedItem]]
) -> list[Campaign]:
    """Those of the same plan that inspect items of the group's category and stand under another."""
    first = group[0].first
    category = (first.section.name if first.section else "", first.category)
    others = (one for round_ in rounds if round_ not in group for one in round_.campaigns)
    same_plan = (one for one in others if one.plan_id == first.plan_id)
    return [one for one in same_plan if is_listed(items[one.number], category)]


def _usual_rounds(scope: Actor, rounds: Sequence[YearRound]) -> dict[UUID | None, Cited | None]:
    """What the campaigns of each plan are held to where no law of their own says otherwise, by the day on
    which its arbiter looks; outside a plan only where the year has none."""
    plans = {one.first.plan_id: one.first.plan for one in rounds if one.first.plan}
    found: dict[UUID | None, Cited | None] = {
        pk: usual_rounds(scope, figures_day(scope, plan)) for pk, plan in plans.items()
    }
    alone = [one.starts_on or moments.today() for group in rounds for one in group.campaigns]
    found[None] = usual_rounds(scope, min(alone)) if alone and not plans else None
    return found


def rounds_held(lines: Iterable[Campaign]) -> Fraction:
    """How many rounds have been drawn, by the arbiter's counting."""
    return _times(one for one in lines if one.state == DRAWN)


def _times(lines: Iterable[Campaign]) -> Fraction:
    turns = [_Turn(str(one.round), not one.only_raised) for one in lines]
    return rounds_of(turns) or Fraction(0)
