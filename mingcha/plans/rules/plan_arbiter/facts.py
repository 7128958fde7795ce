"""What the arbiter of a year's plan looks at. Pure."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from mingcha.plans.rules.counting import MEASURES, ORDINARY, RAISED, Floor, StratumCount
from mingcha.plans.rules.findings import CampaignFacts, Cited


@dataclass(frozen=True)
class OwnRounds:
    """A 频次依据 that names law and article; `least` rounds a year, None where it gives no number."""

    clause: str
    least: Fraction | None


@dataclass(frozen=True)
class PlannedItem:
    """An item of a line: general, key, or (None) not said; perhaps with rounds that a law sets for it.
    `listed_under` are section and 抽查类别 of the list it stands in."""

    label: str
    is_general: bool | None = None
    own_rounds: OwnRounds | None = None
    listed_under: tuple[str, str] | None = None


@dataclass(frozen=True)
class PlannedLine:
    """One campaign of a plan, or one row of a workbook. None is what is not known.

    `key` names it in `Finding.rows`; lines of one section, category, unit and `round` are one round together.
    `times` are the rounds it stands for, `raised_times` those of raised members where it sets them apart.
    Of `partner_items` only whether they are general or key counts: rounds and floor are the own items'.
    `drawn` is the number a row gives itself, `own_floor` a law's own ratio; `ratio` and, by class,
    `ordinary_ratios` and `raised_ratios` are what a row says of unknown strata."""

    key: str
    title: str
    campaign: CampaignFacts
    section: str = ""
    category: str = ""
    round: str = ""
    first_day: datetime.date | None = None
    last_day: datetime.date | None = None
    items: tuple[PlannedItem, ...] = ()
    partner_items: tuple[PlannedItem, ...] = ()
    times: Fraction | None = Fraction(1)
    raised_times: Fraction | None = None
    only_raised: bool = False
    is_capped: bool = True
    drawn: int | None = None
    ratio: Fraction | None = None
    own_floor: Cited | None = None
    ordinary_ratios: tuple[Fraction, ...] = ()
    raised_ratios: tuple[Fraction, ...] = ()

    @property
    def counts(self) -> Sequence[StratumCount]:
        return self.campaign.counts

    @property
    def measure(self) -> str:
        return MEASURES[self.campaign.unit]

    @property
    def number_drawn(self) -> int:
        return self.campaign.drawn if self.drawn is None else self.drawn

    @property
    def drawn_for_floor(self) -> int:
        """What counts towards the office's floor: not who is drawn for items of partners alone."""
        return self.campaign.drawn_for_floor if self.drawn is None else self.drawn

    @property
    def draws_ordinary(self) -> bool:
        return not self.only_raised

    @property
    def whole_ordinary(self) -> bool:
        """Whether every ordinary member is drawn; where there is none, too."""
        inhabited = [count for count in self.counts if count.population and count.layer.kind == ORDINARY]
        return all(count.drawn == count.population for count in inhabited)

    @property
    def raised_population(self) -> int:
        return sum(count.population for count in self.counts if count.layer.kind == RAISED)


@dataclass(frozen=True)
class Round:
    """The lines of one round with the floor over all of them, in their unit."""

    title: str
    lines: tuple[PlannedLine, ...]
    floor: Floor


class Place(NamedTuple):
    """A stratum in which holders stand: the line's key, N, n, and its title where the line has strata."""

    key: str
    population: int
    drawn: int
    title: str = ""

    @property
    def words(self) -> str:
        stratum = f"“{self.title}”" if self.title else ""
        return f"{self.key}{stratum}（基数{self.population:,}，抽{self.drawn:,}）"


@dataclass(frozen=True)
class HolderGroup:
    """Holders that stand in the same strata of the same lines: `size` of them, each with `visits` made this
    year; `places` are these strata."""

    size: int
    visits: int
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Figures:
    """The figures of the plan's day; None where the office works by no such figure yet."""

    floor: Cited
    rounds: Cited
    cap: Cited | None = None
    excess: Cited | None = None


@dataclass(frozen=True)
class PlanFacts:
    """A year's plan as the arbiter sees it. `brought_in` are the rounds of the year that were made before the
    office began here, by section and 抽查类别."""

    lines: tuple[PlannedLine, ...]
    rounds: tuple[Round, ...]
    holders: tuple[HolderGroup, ...]
    figures: Figures
    brought_in: Mapping[tuple[str, str], Fraction] = field(default_factory=dict)
