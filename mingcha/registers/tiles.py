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
    steps = _steps(counts)
    return [
        Tile(town, counts.get(town, 0), _level(counts.get(town, 0), steps), bool(town) and town == chosen)
        for town in [*places, *others]
    ]


def legend(counts: Mapping[str, int]) -> list[tuple[int, str]]:
    """Tint and its range in words."""
    steps = _steps(counts)
    if not steps:
        return []
    starts = [1, *(step + 1 for step in steps[:-1])]
    found = []
    for level, (start, end) in enumerate(zip(starts, steps, strict=True), 1):
        if start <= end:
            found.append((level, f"{start}个以上" if level == LEVELS else f"{start}–{end}"))
    return found


def _steps(counts: Mapping[str, int]) -> list[int]:
    """Upper ends of the tints: quarters of the largest count."""
    most = max((count for town, count in counts.items() if town), default=0)
    return [ceil(most * level / LEVELS) for level in range(1, LEVELS + 1)] if most else []


def _level(count: int, steps: Sequence[int]) -> int:
    return next((level for level, step in enumerate(steps, 1) if 0 < count <= step), 0)
