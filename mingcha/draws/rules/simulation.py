"""Who would go how often: a year of draws played through with seeds that can never be those of a draw
(drawproof/1, section 4.3: a rehearsal's seed has neither announcement nor log). Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import drawproof
from mingcha.draws.rules.committed import (
    Conflict,
    Group,
    RosterLine,
    assignment_files,
    read_result,
    visits_of,
)

RUNS = 200


@dataclass(frozen=True)
class Planned:
    """A campaign as it would be drawn: `frame` are the bytes of frame.csv, `rule` and `balance` those of
    its two draws, `groups` the seats of each visit."""

    number: str
    frame: bytes
    rule: Mapping[str, Any]
    balance: str
    groups: Sequence[Group]


@dataclass
class Tally:
    """`loads`: for each inspector, how many runs ended with how many visits; `short`: for each campaign, in
    how many runs no lawful plan existed."""

    runs: int = 0
    loads: dict[str, Counter[int]] = field(default_factory=dict)
    short: Counter[str] = field(default_factory=Counter)

    def add(self, loads: Mapping[str, int], short: Iterable[str]) -> None:
        """One more run."""
        self.runs += 1
        for inspector, load in loads.items():
            self.loads.setdefault(inspector, Counter())[load] += 1
        self.short.update(short)

    @property
    def stored(self) -> dict[str, dict[str, int]]:
        """The loads as JSON keeps them."""
        return {
            inspector: {str(load): runs for load, runs in sorted(counts.items())}
            for inspector, counts in sorted(self.loads.items())
        }

    @classmethod
    def read(cls, runs: int, loads: Mapping[str, Mapping[str, int]], short: Mapping[str, int]) -> "Tally":
        """What was stored."""
        counts = {
            inspector: Counter({int(load): number for load, number in found.items()})
            for inspector, found in loads.items()
        }
        return cls(runs, counts, Counter(short))


def play_year(
    planned: Sequence[Planned],
    roster: Sequence[RosterLine],
    conflicts: Sequence[Conflict],
    seed: Callable[[], str],
) -> tuple[dict[str, int], list[str]]:
    """Visits of each inspector who can be drawn in one played year, and the campaigns without a lawful plan.
    `seed` gives a fresh rehearsal seed at each call."""
    loads: Counter[str] = Counter({line.inspector: 0 for line in roster if line.is_eligible})
    short = []
    for campaign in planned:
        selection = drawproof.select(campaign.frame, campaign.rule, seed())
        visits = visits_of(read_result(selection.result_csv))
        files = assignment_files(visits=visits, groups=campaign.groups, roster=roster, conflicts=conflicts)
        people, seats, bars = (files[name] for name in ("inspectors.csv", "visits.csv", "barred.csv"))
        try:
            assignment = drawproof.assign(people, seats, bars, {"balance": campaign.balance}, seed())
        except drawproof.Infeasible:
            short.append(campaign.number)
        else:
            loads.update({level.inspector: level.load for level in assignment.levels})
    return dict(loads), short
