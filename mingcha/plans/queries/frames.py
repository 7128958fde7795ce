"""Who can be drawn in a campaign, how many are, and what the floor demands, now."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol

from mingcha.accounts.actors import Actor
from mingcha.items.models import InspectionItem
from mingcha.items.rules import ratio_basis
from mingcha.law.queries import figure
from mingcha.law.rules import FLOOR_RATIO
from mingcha.plans.models import Campaign, ClueCheck
from mingcha.plans.queries.campaigns import require_own
from mingcha.plans.queries.exclusions import cooled_units, left_out, left_out_for_sure
from mingcha.plans.queries.settings import ItemRatios, Settings, inspected, items_of, settings_of
from mingcha.plans.rules.counting import (
    COOLED,
    MEASURES,
    ORDINARY,
    RAISED,
    Floor,
    FloorPart,
    StratumCount,
    count_reasons,
    count_strata,
    counts_for_floor,
    divide,
    drawn_for_floor,
    floor_of,
    inactive,
    merged_drawn,
)
from mingcha.plans.rules.division import Division, ItemCover
from mingcha.plans.rules.exclusions import EXCLUSION_WORDS
from mingcha.plans.rules.joint import PartnerCover
from mingcha.plans.states import DRAFT
from mingcha.registers.queries import Unit, units_in_scope


class Covering(Protocol):
    """What inspects targets of some categories; of all where it names none."""

    @property
    def target_categories(self) -> Collection[str]: ...


LeaveOut = Callable[[Actor, Settings, Sequence[InspectionItem], Sequence[Unit]], dict[str, str]]


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
    def merged(self) -> int:
        """合并计算: Σ n beside it shows what rounding up in every stratum adds."""
        return merged_drawn(self.counts)

    @property
    def drawn_for_floor(self) -> int:
        """Of these, who is drawn for items of the office itself."""
        return drawn_for_floor(self.counts)

    @property
    def partner_strata(self) -> frozenset[str]:
        """The codes of the strata that only items of partners inspect."""
        return frozenset(count.layer.code for count in self.counts if not count.layer.is_own)

    @property
    def reserve(self) -> int:
        return sum(count.reserve for count in self.counts)

    @property
    def excluded_counts(self) -> list[tuple[str, int]]:
        """(public reason in words, units left out for it)."""
        counts = Counter(reason for _, reason in self.excluded)
        return [(EXCLUSION_WORDS[reason], counts[reason]) for reason in sorted(counts)]

    @property
    def measure(self) -> str:
        """家 for holders, 个 for targets."""
        return MEASURES[self.unit]


def campaign_frame(scope: Actor, campaign: Campaign) -> Frame:
    """The frame of a saved campaign of the viewer's office; a foreign one is `Unknown`."""
    require_own(scope, campaign)
    if hasattr(campaign, "clue_check"):
        return _clue_frame(campaign.clue_check)
    return frame_of(scope, settings_of(campaign), is_settled=campaign.state != DRAFT)


def frame_of(scope: Actor, settings: Settings, *, is_settled: bool = False) -> Frame:
    """The frame that these settings give now. While anybody may change them, who was drawn and is not public
    stands in it as if not drawn."""
    return _frame(scope, settings, left_out_for_sure if is_settled else left_out)


def planned_frame(scope: Actor, settings: Settings) -> Frame:
    """The same before anybody is left out for the cap or an earlier draw: what a whole year is planned by."""
    return _frame(scope, settings, lambda _scope, _settings, _items, units: inactive(units))


def _frame(scope: Actor, settings: Settings, leave_out: LeaveOut) -> Frame:
    items = items_of(settings, scope.office_id)
    wanted = narrowed(inspected(settings, items), settings.categories)
    register = _Register(scope, settings)
    inside = register.units(wanted, settings.towns)
    layers = settings.layers
    if settings.line.only_raised:
        inside = [unit for unit in inside if unit.raised]
        layers = tuple(layer for layer in layers if layer.kind == RAISED)
    gone = leave_out(scope, settings, items, inside)
    able = [unit for unit in inside if unit.code not in gone]
    division = _division(scope, settings, items, able)
    layers = division.spread(layers, map(division.part_of, able))
    codes = {(layer.part, layer.kind): layer.code for layer in layers}
    places = {unit.code: codes[division.part_of(unit), division.kind_of(unit)] for unit in able}
    divided = divide(inside, places, gone)
    return Frame(
        unit=settings.unit,
        units=tuple(inside),
        rows=divided.rows,
        excluded=divided.excluded,
        counts=count_strata(layers, divided.rows, _reasons(able, places)),
        floor=_floor(register, items),
    )


def _division(
    scope: Actor, settings: Settings, items: Sequence[InspectionItem], able: Sequence[Unit]
) -> Division:
    """How the settings divide these units; nobody cools off without a cooled stratum."""
    has_cooled = any(layer.kind == COOLED for layer in settings.layers)
    return Division(
        by=settings.division,
        merged=settings.merged_parts,
        cooled=cooled_units(scope, settings, able) if has_cooled else frozenset(),
        covers=covers_of(settings, items),
    )


def covers_of(settings: Settings, items: Sequence[InspectionItem]) -> tuple[ItemCover, ...]:
    """The items with the ratios they have in this campaign, those of partners after the own."""
    own = {one.item_id: one for one in settings.item_ratios}
    ours = (
        ItemCover(item.code, frozenset(item.target_categories), _ratios(own.get(item.pk))) for item in items
    )
    theirs = (
        ItemCover(one.code, frozenset(one.target_categories), _ratios(one), is_own=False)
        for one in settings.partner_items
    )
    return (*ours, *theirs)


def _ratios(own: ItemRatios | PartnerCover | None) -> dict[str, Fraction]:
    given = {ORDINARY: own.ratio, RAISED: own.raised_ratio} if own else {}
    return {kind: Fraction(ratio) for kind, ratio in given.items() if ratio}


def _reasons(able: Sequence[Unit], places: Mapping[str, str]) -> dict[str, tuple[tuple[str, int], ...]]:
    """How many stand in each stratum for which reason."""
    members: dict[str, list[Unit]] = defaultdict(list)
    for unit in able:
        members[places[unit.code]].append(unit)
    return {code: count_reasons(units) for code, units in members.items()}


def _clue_frame(clue: ClueCheck) -> Frame:
    """The party that the evidence names and nobody else, drawn for certain; no floor is owed."""
    # Obligation clues-outside-draw of docs/law/obligations.yml.
    layers = settings_of(clue.campaign).layers
    rows = ((clue.target.code if clue.target else clue.holder.code, layers[0].code),)
    counts = count_strata(layers, rows, {})
    return Frame(unit=clue.campaign.unit, units=(), rows=rows, excluded=(), counts=counts, floor=Floor(()))


def narrowed(items: Sequence[Covering], wanted: Sequence[str]) -> list[str] | None:
    """The categories that both the items and the campaign name: [] means all, None means nothing at all."""
    allowed = categories_of(items)
    if allowed is None or not wanted:
        return allowed
    return list(wanted) if not allowed else [one for one in wanted if one in allowed] or None


def categories_of(items: Iterable[Covering]) -> list[str] | None:
    """The categories the items inspect: [] means all (an item names none), None that there is no item."""
    named = [item.target_categories for item in items]
    if not named:
        return None
    return [] if not all(named) else sorted({category for categories in named for category in categories})


@dataclass(frozen=True)
class _Register:
    """The register as one campaign looks at it, each distinct scope read once."""

    scope: Actor
    settings: Settings
    _kept: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Unit]] = field(default_factory=dict)

    def units(self, categories: list[str] | None, towns: Sequence[str]) -> list[Unit]:
        if categories is None:
            return []
        key = tuple(sorted(categories)), tuple(sorted(towns))
        if key not in self._kept:
            self._kept[key] = units_in_scope(
                self.scope,
                unit=self.settings.unit,
                categories=categories,
                towns=towns,
                on=self.settings.first_day,
            )
        return self._kept[key]


def _floor(register: _Register, items: Sequence[InspectionItem]) -> Floor:
    """Each unit is held to the strictest ratio of the items that inspect it. The campaign's own narrowing by
    town and category is left aside on purpose: it must not lower the floor."""
    by_part: dict[FloorPart, list[InspectionItem]] = {}
    usual = _usual_part(register.scope, register.settings)
    for item in items:
        by_part.setdefault(own_part(item) or usual, []).append(item)
    applying: dict[str, list[FloorPart]] = {}
    for part, covering in by_part.items():
        for unit in register.units(categories_of(covering), ()):
            if counts_for_floor(unit):
                applying.setdefault(unit.code, []).append(part)
    return floor_of(applying)


def _usual_part(scope: Actor, settings: Settings) -> FloorPart:
    row = figure(scope.office_id, FLOOR_RATIO, settings.first_day)
    return FloorPart(row.as_fraction, 0, row.clause, row.quote)


def own_part(item: InspectionItem) -> FloorPart | None:
    """An own 比例依据 with law, article and figure; a 检查依据 never changes the ratio."""
    own = ratio_basis(item.ratio_basis)
    return FloorPart(Fraction(own.ratio), 0, str(own.citation), item.ratio_basis) if own else None
