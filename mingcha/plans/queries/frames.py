"""Who can be drawn in a campaign, how many are, and what the floor demands, now."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mingcha.accounts.actors import Actor
from mingcha.items.models import InspectionItem
from mingcha.items.rules import ratio_basis
from mingcha.law.queries import figure
from mingcha.law.rules import FLOOR_RATIO
from mingcha.plans.models import Campaign
from mingcha.plans.queries.campaigns import require_own
from mingcha.plans.queries.settings import Settings, items_of, settings_of
from mingcha.plans.rules.counting import (
    MEASURES,
    Floor,
    FloorPart,
    StratumCount,
    count_reasons,
    count_strata,
    counts_for_floor,
    divide,
    floor_of,
)
from mingcha.registers.queries import Unit, units_in_scope


@dataclass(frozen=True)
class Frame:
    """`units` in the campaign's scope before exclusions; `rows` (unit, stratum) that can be drawn and
    `excluded` (unit, public reason), both ascending by unit as ASCII: frame.csv and excluded.csv of
    drawproof/1. `counts` are N, n and substitutes per stratum; `floor` is what the items' scope demands."""

    unit: str
    units: tuple[Unit, ...]
    rows: tuple[tuple[str, str], ...]
    excluded: tuple[tuple[str, str], ...]
    counts: tuple[StratumCount, ...]
    floor: Floor

    @property
    def population(self) -> int:
        """N: all that can be drawn."""
        return len(self.rows)

    @property
    def drawn(self) -> int:
        """n: all that will be drawn."""
        return sum(count.drawn for count in self.counts)

    @property
    def reserve(self) -> int:
        return sum(count.reserve for count in self.counts)

    @property
    def measure(self) -> str:
        """家 for holders, 个 for targets."""
        return MEASURES[self.unit]


def campaign_frame(scope: Actor, campaign: Campaign) -> Frame:
    """The frame of a saved campaign of the viewer's office; a foreign one is `Unknown`."""
    require_own(scope, campaign)
    return frame_of(scope, settings_of(campaign))


def frame_of(scope: Actor, settings: Settings) -> Frame:
    """The frame that these settings give. At most one query of the registers per distinct scope."""
    items = items_of(settings, scope.office_id)
    inside = _units(
        scope, settings.unit, narrowed(items, settings.categories), settings.towns, settings.first_day
    )
    divided = divide(inside)
    return Frame(
        unit=settings.unit,
        units=tuple(inside),
        rows=divided.rows,
        excluded=divided.excluded,
        counts=count_strata(settings.layers, divided.rows, count_reasons(inside)),
        floor=_floor(scope, settings, items),
    )


def narrowed(items: Sequence[InspectionItem], wanted: Sequence[str]) -> list[str] | None:
    """The categories that both the items and the campaign name: [] means all, None means nothing at all."""
    allowed = categories_of(items)
    if allowed is None or not wanted:
        return allowed
    return list(wanted) if not allowed else [one for one in wanted if one in allowed] or None


def categories_of(items: Iterable[InspectionItem]) -> list[str] | None:
    """The categories the items inspect: [] means all (an item names none), None that there is no item."""
    named = [item.target_categories for item in items]
    if not named:
        return None
    return [] if not all(named) else sorted({category for categories in named for category in categories})


def _units(
    scope: Actor, unit: str, categories: list[str] | None, towns: Sequence[str], on: datetime.date
) -> list[Unit]:
    if categories is None:
        return []
    return units_in_scope(scope, unit=unit, categories=categories, towns=towns, on=on)


def _floor(scope: Actor, settings: Settings, items: Sequence[InspectionItem]) -> Floor:
    """Each unit is held to the strictest ratio of the items that inspect it. The campaign's own narrowing by
    town and category is left aside on purpose: it must not lower the floor."""
    by_part: dict[FloorPart, list[InspectionItem]] = {}
    usual = _usual_part(scope, settings)
    for item in items:
        by_part.setdefault(_own_part(item) or usual, []).append(item)
    applying: dict[str, list[FloorPart]] = {}
    for part, covering in by_part.items():
        for unit in _units(scope, settings.unit, categories_of(covering), (), settings.first_day):
            if counts_for_floor(unit):
                applying.setdefault(unit.code, []).append(part)
    return floor_of(applying)


def _usual_part(scope: Actor, settings: Settings) -> FloorPart:
    row = figure(scope.office_id, FLOOR_RATIO, settings.first_day)
    return FloorPart(row.as_fraction, 0, row.clause, row.quote)


def _own_part(item: InspectionItem) -> FloorPart | None:
    """An own 比例依据 with law, article and figure; a 检查依据 never changes the ratio."""
    own = ratio_basis(item.ratio_basis)
    return FloorPart(Fraction(own.ratio), 0, str(own.citation), item.ratio_basis) if own else None
