"""What the arbiter of a campaign looks at. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from mingcha.plans.rules.counting import MEASURES, Floor, StratumCount, drawn_for_floor
from mingcha.registers.rules.qualifications import tag_words


@dataclass(frozen=True)
class Cited:
    """A legal figure with the clause it stands on."""

    amount: Fraction
    clause: str
    quote: str = ""


@dataclass(frozen=True)
class Seats:
    """Seats of each visit that share requirements (protocol tags)."""

    code: str
    title: str
    count: int
    requires: frozenset[str] = frozenset()

    @property
    def requires_words(self) -> str:
        return tag_words(self.requires)


@dataclass(frozen=True)
class ItemStanding:
    """An item of the campaign as the list has it on the campaign's first day."""

    label: str
    is_published: bool
    is_in_force: bool
    lapses: tuple[str, ...] = ()
    """What the item cites that has no force on that day."""
    basis_want: str = ""
    """Why what it cites is no law, regulation or rule; empty when it is."""


@dataclass(frozen=True)
class Crew:
    """Who could be drawn under some circumstance: `when` says which (in a month, for holders from whom some
    are barred), `staff` holds the tags of each eligible inspector, `against` how many of the others which
    reason keeps away."""

    when: str
    staff: Sequence[frozenset[str]]
    against: Sequence[tuple[str, int]] = ()


@dataclass(frozen=True)
class CampaignFacts:
    """Everything the arbiter looks at. `staff` holds the tags of each inspector eligible on the first day,
    `against` how many of the others which reason keeps away; `crews` are the staff of other circumstances.
    `floor` is None where that of the plan's round holds, `working_days` (of its period) where it has no
    period or nobody keeps a roster."""

    unit: str
    counts: Sequence[StratumCount]
    floor: Floor | None
    seats: Sequence[Seats]
    officers: Cited
    items: Sequence[ItemStanding]
    staff: Sequence[frozenset[str]]
    crews: Sequence[Crew] = ()
    working_days: int | None = None
    against: Sequence[tuple[str, int]] = ()

    @property
    def population(self) -> int:
        return sum(count.population for count in self.counts)

    @property
    def drawn(self) -> int:
        return sum(count.drawn for count in self.counts)

    @property
    def drawn_for_floor(self) -> int:
        return drawn_for_floor(self.counts)

    @property
    def team_size(self) -> int:
        return sum(group.count for group in self.seats)

    @property
    def measure(self) -> str:
        return MEASURES[self.unit]
