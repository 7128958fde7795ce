"""The year ahead by the campaigns as they are planned now, for every holder in business."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from django.db.models import QuerySet

from mingcha.accounts.actors import Actor
from mingcha.common.workbooks.writer import Value
from mingcha.law.rules import ratio_words
from mingcha.plans.models import Campaign
from mingcha.plans.queries.campaigns import campaigns
from mingcha.plans.queries.frames import Frame, planned_frame
from mingcha.plans.queries.plan_facts import count_line
from mingcha.plans.queries.plan_reading import PlanReading
from mingcha.plans.queries.settings import Settings, settings_of
from mingcha.plans.rules.counting import COOLED, StratumCount
from mingcha.plans.rules.forecast import (
    YEARS_AHEAD,
    Chance,
    Forecast,
    Group,
    Overlap,
    chance_of_any,
    forecast,
    overlaps,
    periods_meet,
)
from mingcha.plans.rules.plan_patterns import Counted, Pattern
from mingcha.plans.states import CANCELLED
from mingcha.registers.queries import HOLDER_UNIT

FORECAST_HEADINGS = (
    *("市场主体数", "可能抽到的任务", "每家全年被抽中的机会", "每家全年预计次数"),
    *("一年未抽中", "两年未抽中", "三年未抽中"),
)


@dataclass(frozen=True)
class YearForecast:
    """The forecast with the campaigns it rests on and the pairs of them that reach the same holders."""

    year: int
    campaigns: tuple[Campaign, ...]
    forecast: Forecast
    overlaps: tuple[Overlap, ...]


def year_forecast(scope: Actor, year: int) -> YearForecast:
    """Every campaign of the year that is not called off counts, drawn or not."""
    planned = list(planned_campaigns(scope, year))
    found = forecast(chances_of_holders(scope, [settings_of(campaign) for campaign in planned]))
    return YearForecast(year, tuple(planned), found, tuple(overlaps(found.groups)))


def overlaps_of(scope: Actor, planned: Sequence[Settings]) -> list[Overlap]:
    """Every pair of these campaigns that reaches the same holders and whose periods meet, so that one visit
    could serve both; those with the most expected double visits first."""
    spans = {one.number: (one.starts_on, one.ends_on) for one in planned}
    found = overlaps(forecast(chances_of_holders(scope, planned)).groups)
    return [one for one in found if periods_meet(spans[one.first], spans[one.second])]


def planned_campaigns(scope: Actor, year: int) -> QuerySet[Campaign]:
    """The campaigns of a year by number, without those called off."""
    return campaigns(scope).filter(year=year).exclude(state=CANCELLED).order_by("number")


def forecast_export_row(group: Group) -> list[Value]:
    """A group as a row of a workbook; chances as numbers, rounded to ten millionths."""
    spared = [round(float(group.spared**years), 7) for years in YEARS_AHEAD]
    chances = [round(float(group.drawn_once), 7), round(float(group.visits), 7)]
    return [group.count, chance_words(group), *chances, *spared]


def chance_words(group: Group) -> str:
    """2026-01（1/10）、2026-02（1/20）."""
    return "、".join(f"{chance.campaign}（{ratio_words(chance.share)}）" for chance in group.chances)


def band_rows(found: Forecast) -> list[tuple[str, int]]:
    """(band of the year's chance in words, holders)."""
    return [(_band_words(low, high), count) for low, high, count in found.bands]


def _band_words(low: Fraction, high: Fraction) -> str:
    if not high:
        return "不会抽到"
    return f"{ratio_words(high)}以内" if not low else f"{ratio_words(low)}至{ratio_words(high)}"


def chances_of_holders(scope: Actor, planned: Sequence[Settings]) -> Counter[tuple[Chance, ...]]:
    """How many holders in business have which chances, by campaigns in their order. Holders that stand alike
    are looked at once; who cools off is known by code only, so there each holder is asked for."""
    reading = PlanReading(scope, planned)
    sights = [_sight(scope, reading, settings) for settings in planned]
    in_business = {at for at, one in reading.seen(HOLDER_UNIT, (), (), 0).items() if one.active}
    alike: Counter[tuple[int, tuple[int, ...], tuple[Chance | None, ...]]] = Counter()
    for code, number, further in reading.standings_of_holders():
        if number in in_business:
            alike[number, further, tuple(one.apart.get(code) for one in sights if one.by_code)] += 1
    standing: Counter[tuple[Chance, ...]] = Counter()
    for (number, further, apart), count in alike.items():
        by_code = iter(apart)
        chances = (next(by_code) if one.by_code else one.chance(number, further) for one in sights)
        standing[tuple(chance for chance in chances if chance is not None)] += count
    return standing


@dataclass
class _Sight:
    """The chances that one campaign gives: by pattern, or `by_code` where holders cool off (`apart`)."""

    campaign: str
    counted: Counted
    patterns: Sequence[Pattern]
    unit: str
    by_code: bool = False
    apart: Mapping[str, Chance] = field(default_factory=dict)
    _kept: dict[tuple[tuple[int, int], ...], Chance] = field(default_factory=dict)

    def chance(self, number: int, further: tuple[int, ...]) -> Chance | None:
        """That of a holder of this pattern, with the spots of its `further` targets; None when out of it."""
        places = self.counted.places
        spots = (number,) if self.unit == HOLDER_UNIT else (*self.patterns[number].spots, *further)
        own = tuple(sorted(Counter(places[spot] for spot in spots if spot in places).items()))
        if not own:
            return None
        if own not in self._kept:
            self._kept[own] = Chance(self.campaign, _any_of(own, self.counted.counts))
        return self._kept[own]


def _sight(scope: Actor, reading: PlanReading, settings: Settings) -> _Sight:
    holders = reading.patterns(HOLDER_UNIT)
    if any(layer.kind == COOLED for layer in settings.layers):
        apart = _chances(settings.number, planned_frame(scope, settings))
        return _Sight(settings.number, Counted((), {}), holders, settings.unit, by_code=True, apart=apart)
    return _Sight(settings.number, count_line(scope, reading, settings), holders, settings.unit)


def _any_of(own: Iterable[tuple[int, int]], counts: Sequence[StratumCount]) -> Fraction:
    """The chance of at least one of so many units of each stratum (its place, units)."""
    spared = Fraction(1)
    for place, number in own:
        spared *= 1 - chance_of_any(number, counts[place].drawn, counts[place].population)
    return 1 - spared


def _chances(campaign: str, frame: Frame) -> dict[str, Chance]:
    """The chance of each holder that the campaign can draw, by code."""
    places = {count.layer.code: place for place, count in enumerate(frame.counts)}
    holders = {unit.code: unit.holder_code for unit in frame.units}
    own: dict[str, Counter[int]] = defaultdict(Counter)
    for code, stratum in frame.rows:
        own[holders[code]][places[stratum]] += 1
    kept: dict[tuple[tuple[int, int], ...], Chance] = {}
    found = {}
    for holder, strata in own.items():
        pattern = tuple(sorted(strata.items()))
        if pattern not in kept:
            kept[pattern] = Chance(campaign, _any_of(pattern, frame.counts))
        found[holder] = kept[pattern]
    return found
