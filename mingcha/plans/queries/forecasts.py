"""The year ahead by the campaigns as they are planned now, for every holder in business."""

from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import QuerySet

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.workbooks.writer import Value
from mingcha.law.rules import ratio_words
from mingcha.plans.models import Campaign
from mingcha.plans.queries.campaigns import campaigns
from mingcha.plans.queries.frames import Frame, planned_frame
from mingcha.plans.queries.settings import settings_of
from mingcha.plans.rules.forecast import (
    YEARS_AHEAD,
    Chance,
    Forecast,
    Group,
    Overlap,
    chance_of_any,
    forecast,
    overlaps,
)
from mingcha.plans.states import CANCELLED
from mingcha.registers.queries import HOLDER_UNIT, units_in_scope

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
    chances = [_chances(campaign, planned_frame(scope, settings_of(campaign))) for campaign in planned]
    found = forecast(chances, _holders(scope))
    return YearForecast(year, tuple(planned), found, tuple(overlaps(found.groups)))


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


def _chances(campaign: Campaign, frame: Frame) -> dict[str, Chance]:
    """The chance of each holder that the campaign can draw."""
    counts = {count.layer.code: count for count in frame.counts}
    holders = {unit.code: unit.holder_code for unit in frame.units}
    own: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for code, stratum in frame.rows:
        own[holders[code]][stratum] += 1
    kept: dict[tuple[tuple[str, int], ...], Chance] = {}
    found = {}
    for holder, strata in own.items():
        pattern = tuple(sorted(strata.items()))
        if pattern not in kept:
            spared = Fraction(1)
            for stratum, number in pattern:
                count = counts[stratum]
                spared *= 1 - chance_of_any(number, count.drawn, count.population)
            kept[pattern] = Chance(campaign.number, 1 - spared)
        found[holder] = kept[pattern]
    return found


def _holders(scope: Actor) -> list[str]:
    """The codes of every holder in business."""
    units = units_in_scope(scope, unit=HOLDER_UNIT, categories=[], towns=[], on=moments.today())
    return [unit.code for unit in units if unit.active]
