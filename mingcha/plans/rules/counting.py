"""How many are drawn, how many the floor demands, who stands in which stratum. Exact fractions only. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Protocol

from drawproof.canonical.ratio import quota
from mingcha.law.rules import ratio_words
from mingcha.registers.rules.standing import KINDS, in_order
from mingcha.registers.states import OTHERWISE_HANDLED

ORDINARY, RAISED, COOLED = "ordinary", "raised", "cooled"
STRATUM_CODES = {ORDINARY: "s1", RAISED: "s2", COOLED: "s3"}
STRATUM_TITLES = {ORDINARY: "一般层", RAISED: "加强层", COOLED: "冷却层"}
STRATUM_MEANINGS = {
    ORDINARY: "其他",
    RAISED: "风险等级高、投诉举报多、有严重违法违规记录、列入经营异常名录或社会关注度高",
    COOLED: "近期已受过检查，且没有应当加强的情形",
}
MEASURES = {"holder": "家", "target": "个"}


class Member(Protocol):
    """What counting asks of a unit of the register."""

    @property
    def code(self) -> str: ...
    @property
    def raised(self) -> bool: ...
    @property
    def active(self) -> bool: ...
    @property
    def state(self) -> str: ...


class RaisedMember(Member, Protocol):
    """A member that knows why it is raised: kinds of `registers.rules.standing`."""

    @property
    def reasons(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Layer:
    """The rule of one stratum as drawproof/1 section 5 has it; `ratio` is `p/q` or `1`. `part` names the
    town, category or items it is for where the frame is divided (`rules.division`); `is_own` whether an item
    of the office itself inspects its members: only those count towards the office's floor."""

    code: str
    kind: str
    ratio: str
    at_least: int = 1
    reserve: int = 0
    part: str = ""
    is_own: bool = True

    @property
    def fraction(self) -> Fraction:
        return Fraction(self.ratio)

    @property
    def title(self) -> str:
        own = STRATUM_TITLES[self.kind]
        return f"{self.part}（{own}）" if self.part else own

    @property
    def ratio_words(self) -> str:
        return ratio_words(self.fraction)


@dataclass(frozen=True)
class StratumCount:
    """`population` N, `drawn` n and `reserve` substitutes of one stratum, as the draw will have them.
    `reasons` say how many members stand in it for which reason; one may stand in it for several."""

    layer: Layer
    population: int
    drawn: int
    reserve: int
    reasons: tuple[tuple[str, int], ...] = ()

    @property
    def title(self) -> str:
        return self.layer.title

    @property
    def meaning(self) -> str:
        return STRATUM_MEANINGS[self.layer.kind]

    @property
    def chance(self) -> Fraction:
        """n/N: the chance of each member to be drawn; 0 where there is none."""
        return Fraction(self.drawn, self.population) if self.population else Fraction(0)


@dataclass(frozen=True)
class FloorPart:
    """`count` units for which `ratio` is the floor, by this clause."""

    ratio: Fraction
    count: int
    clause: str
    quote: str = ""


@dataclass(frozen=True)
class Floor:
    """What the law demands at least, in the campaign's unit."""

    parts: tuple[FloorPart, ...]

    @property
    def population(self) -> int:
        return sum(part.count for part in self.parts)

    @property
    def required(self) -> int:
        """ceil of the sum of ratio × count: rounding up once, never per part."""
        total = sum((part.ratio * part.count for part in self.parts), Fraction(0))
        return -(-total.numerator // total.denominator)


@dataclass(frozen=True)
class Divided:
    """The members of a scope: who can be drawn from which stratum, and who not for which public reason."""

    rows: tuple[tuple[str, str], ...]
    excluded: tuple[tuple[str, str], ...]


def divide(members: Iterable[Member], places: Mapping[str, str], left_out: Mapping[str, str]) -> Divided:
    """Everybody once, ascending by code: (code, stratum) of those who have a place, (code, public reason of
    drawproof/1 section 3) of those `left_out`."""
    codes = sorted(member.code for member in members)
    return Divided(
        rows=tuple((code, places[code]) for code in codes if code not in left_out),
        excluded=tuple((code, left_out[code]) for code in codes if code in left_out),
    )


def inactive(members: Iterable[Member]) -> dict[str, str]:
    """The public reason of every member that is not in business."""
    return {
        member.code: "otherwise-handled" if member.state == OTHERWISE_HANDLED else "not-active"
        for member in members
        if not member.active
    }


def counts_for_floor(member: Member) -> bool:
    """Active before exclusions: who is handled otherwise leaves the frame without lowering the floor."""
    return member.active or member.state == OTHERWISE_HANDLED


def count_reasons(members: Iterable[RaisedMember]) -> tuple[tuple[str, int], ...]:
    """(reason in words, members raised for it), in the order of the reasons."""
    counts = Counter(reason for member in members for reason in member.reasons)
    return tuple((KINDS[kind].reason, counts[kind]) for kind in in_order(counts))


def count_stratum(layer: Layer, population: int, reasons: tuple[tuple[str, int], ...] = ()) -> StratumCount:
    """n by drawproof's own rule; substitutes only as far as members are left."""
    drawn = quota(layer.fraction, at_least=layer.at_least, members=population)
    reserve = min(layer.reserve, population - drawn)
    return StratumCount(layer, population, drawn, reserve, reasons if layer.kind == RAISED else ())


def count_strata(
    layers: Sequence[Layer],
    rows: Iterable[tuple[str, str]],
    reasons: Mapping[str, tuple[tuple[str, int], ...]],
) -> tuple[StratumCount, ...]:
    """Every layer with its numbers, in the order of the layers; `reasons` by the code of a raised layer."""
    populations = Counter(stratum for _, stratum in rows)
    return tuple(
        count_stratum(layer, populations[layer.code], reasons.get(layer.code, ())) for layer in layers
    )


def merged_drawn(counts: Iterable[StratumCount]) -> int:
    """合并计算: what the same ratios would draw if rounding up happened once for the raised and once for all
    others, between whom nothing is merged."""
    sums: dict[bool, Fraction] = {}
    for count in counts:
        is_raised = count.layer.kind == RAISED
        sums[is_raised] = sums.get(is_raised, Fraction(0)) + count.layer.fraction * count.population
    return sum(-(-one.numerator // one.denominator) for one in sums.values())


def drawn_for_floor(counts: Iterable[StratumCount]) -> int:
    """Σ n of the strata that an item of the office itself inspects: what partners have drawn for their items
    alone fills no floor of ours."""
    return sum(count.drawn for count in counts if count.layer.is_own)


def floor_of(applying: Mapping[str, Sequence[FloorPart]]) -> Floor:
    """The floor when each unit is held to the strictest part that applies to it.

    `applying` gives for each unit the parts (their `count` is not read) of the items that inspect it."""
    counts: dict[FloorPart, int] = {}
    for parts in applying.values():
        strictest = max(parts, key=lambda part: part.ratio)
        counts[strictest] = counts.get(strictest, 0) + 1
    ordered = sorted(counts, key=lambda part: part.ratio, reverse=True)
    return Floor(tuple(replace(part, count=counts[part]) for part in ordered))
