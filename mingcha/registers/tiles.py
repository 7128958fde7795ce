"""Towns as tiles with their counts, in four tints: a cell a town, no borders, no areas."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from mingcha.registers.rules.towns import KNOWN_TOWNS, TILE_ROWS

WIDTH = 5
LEVELS = 4


@dataclass(frozen=True)
class Tile:
    """A town with its count and tint (1 to 4, 0 for none); an empty name is a gap."""

    town: str
    count: int
    level: int
    is_chosen: bool


def tiles(counts: Mapping[str, int], chosen: str) -> list[Tile]:
    """The county's towns where they lie, others below; towns without a name are left out."""
    others = sorted(town for town in counts if town and town not in KNOWN_TOWNS)
    is_ours = any(town in counts for town in KNOWN_TOWNS) or chosen in KNOWN_TOWNS
    places: Sequence[str] = [town for row in TILE_ROWS for town in row] if is_ours else []
    ends = _ends(counts)
    return [_tile(town, counts.get(town, 0) if town else 0, ends, chosen) for town in [*places, *others]]


def _tile(town: str, count: int, ends: Sequence[int], chosen: str) -> Tile:
    return Tile(town, count, _level(count, ends), bool(town) and town == chosen)


def legend(counts: Mapping[str, int]) -> list[tuple[int, str]]:
    """Tint and its range in words."""
    ends = _ends(counts)
    if not ends:
        return []
    starts = [_least(counts), *(end + 1 for end in ends[:-1])]
    return [
        (level, f"{start}个以上" if level == LEVELS else f"{start}–{end}" if start < end else f"{end}")
        for level, (start, end) in enumerate(zip(starts, ends, strict=True), 1)
    ]


def _least(counts: Mapping[str, int]) -> int:
    return min((count for town, count in counts.items() if town), default=0)


def _ends(counts: Mapping[str, int]) -> list[int]:
    """Upper ends of the tints: the span from the least to the most in four equal parts, fewer when it is
    short."""
    least, most = _least(counts), max((count for town, count in counts.items() if town), default=0)
    if not most:
        return []
    width = ceil((most - least + 1) / LEVELS)
    return [
        least + width * level - 1 for level in range(1, LEVELS + 1) if least + width * (level - 1) <= most
    ]


def _level(count: int, ends: Sequence[int]) -> int:
    """The tint of a count, 0 for none at all."""
    return next((level for level, end in enumerate(ends, 1) if 0 < count <= end), 0)
