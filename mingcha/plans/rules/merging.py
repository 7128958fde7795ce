"""Which towns or categories to draw together so that no stratum is smaller than its ratio reaches. Pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from mingcha.plans.rules.counting import StratumCount

Parts = tuple[tuple[str, ...], ...]


def proposed_merge(counts: Sequence[StratumCount], merged: Parts) -> Parts:
    """The merges that stand, with the small parts put together and the next smallest added until none of
    their strata is small; as it stands when nothing is small or nothing is there to merge with. Raised and
    ordinary members of a part are drawn apart all the same.

    The part of a stratum is the name under which its parts were merged."""
    sizes: dict[str, dict[str, StratumCount]] = defaultdict(dict)
    for count in counts:
        if count.population:
            sizes[count.layer.part][count.layer.kind] = count
    rising = sorted(sizes, key=lambda part: (sum(one.population for one in sizes[part].values()), part))
    group = [part for part in rising if _is_small([sizes[part]])]
    rest = [part for part in rising if part not in group]
    if not group or len(rising) < 2:
        return merged
    while rest and _is_small([sizes[part] for part in group]):
        group.append(rest.pop(0))
    whole = {"、".join(parts): tuple(parts) for parts in merged}
    kept = [parts for name, parts in whole.items() if name not in group]
    joined = [raw for part in group for raw in whole.get(part, (part,))]
    return (*kept, tuple(joined))


def _is_small(parts: Sequence[Mapping[str, StratumCount]]) -> bool:
    """Whether these parts drawn together have a stratum with N < 1/ratio."""
    found: dict[str, list[StratumCount]] = defaultdict(list)
    for strata in parts:
        for kind, count in strata.items():
            found[kind].append(count)
    return any(
        sum(one.population for one in same) * max(one.layer.fraction for one in same) < 1
        for same in found.values()
    )
