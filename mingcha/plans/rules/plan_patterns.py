"""A plan counted over the folded register: units that stand alike are counted together, with the numbers that
each campaign's own frame has. Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from mingcha.plans.rules.counting import Floor, FloorPart, Layer, StratumCount, count_stratum
from mingcha.plans.rules.division import Division
from mingcha.registers.states import ACTIVE, OTHERWISE_HANDLED


class Spot(Protocol):
    """Where a target stands: `registers.queries.patterns`."""

    @property
    def category(self) -> str: ...
    @property
    def town(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def raised(self) -> tuple[bool, ...]: ...


@dataclass(frozen=True)
class Pattern:
    """`size` units whose targets stand in these spots, in the order of the targets; each of their holders has
    had `visits` this year."""

    spots: tuple[int, ...]
    size: int
    visits: int = 0


@dataclass(frozen=True)
class Scope:
    """What a campaign looks at: its spots (`inside`, by place), and which of `Spot.raised` is that of its
    day."""

    inside: tuple[bool, ...]
    moment: int


@dataclass(frozen=True)
class Alike:
    """The units of a pattern as one campaign sees them: a member of its frame, but for the code."""

    raised: bool
    state: str
    town: str
    categories: tuple[str, ...]
    code: str = ""

    @property
    def active(self) -> bool:
        return self.state == ACTIVE

    @property
    def counts_for_floor(self) -> bool:
        return self.state in (ACTIVE, OTHERWISE_HANDLED)


def spots_inside(spots: Sequence[Spot], categories: Sequence[str], towns: Sequence[str]) -> tuple[bool, ...]:
    """For each spot whether it is of these categories and towns; an empty list means all."""
    wanted, places = frozenset(categories), frozenset(towns)
    return tuple(
        (not wanted or spot.category in wanted) and (not places or spot.town in places) for spot in spots
    )


def seen_by(scope: Scope, pattern: Pattern, spots: Sequence[Spot]) -> Alike | None:
    """The units as the campaign sees them; None when nothing of them is in its scope. As in the register's
    units, targets in business decide, else those handled otherwise, else all."""
    found = [spots[place] for place in pattern.spots if scope.inside[place]]
    if not found:
        return None
    states = {spot.state for spot in found}
    deciding = next((state for state in (ACTIVE, OTHERWISE_HANDLED) if state in states), None)
    rows = [spot for spot in found if deciding is None or spot.state == deciding]
    return Alike(
        raised=any(spot.raised[scope.moment] for spot in rows),
        state=rows[0].state,
        town=rows[0].town,
        categories=tuple(sorted({spot.category for spot in rows})),
    )


@dataclass(frozen=True)
class Counted:
    """The strata of a campaign, and for each pattern the place in `counts` of the stratum it stands in."""

    counts: tuple[StratumCount, ...]
    places: Mapping[int, int]


def count_patterns(
    seen: Mapping[int, Alike],
    patterns: Sequence[Pattern],
    layers: Sequence[Layer],
    division: Division,
    keeps: Callable[[Alike], bool],
) -> Counted:
    """N and n of every stratum. `seen` by the number of the pattern; `keeps` says who can be drawn at all."""
    able = {number: alike for number, alike in seen.items() if alike.active and keeps(alike)}
    spread = division.spread(layers, (division.part_of(alike) for alike in able.values()))
    codes = {(layer.part, layer.kind): place for place, layer in enumerate(spread)}
    places = {
        number: codes[division.part_of(alike), division.kind_of(alike)] for number, alike in able.items()
    }
    sizes: Counter[int] = Counter()
    for number, place in places.items():
        sizes[place] += patterns[number].size
    return Counted(tuple(count_stratum(layer, sizes[at]) for at, layer in enumerate(spread)), places)


def weighted_floor(applying: Iterable[tuple[int, Sequence[FloorPart]]]) -> Floor:
    """`counting.floor_of` for units that are counted together: (size, the parts that apply to each)."""
    counts: dict[FloorPart, int] = {}
    for size, parts in applying:
        strictest = max(parts, key=lambda part: part.ratio)
        counts[strictest] = counts.get(strictest, 0) + size
    ordered = sorted(counts, key=lambda part: part.ratio, reverse=True)
    return Floor(tuple(replace(part, count=counts[part]) for part in ordered))
