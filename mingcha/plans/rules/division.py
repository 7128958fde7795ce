"""How a frame is divided into strata: by town, by category or by pattern of items, and in each part ordinary,
raised and cooled apart. Nobody stands in two strata, and raised never stands with ordinary. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Protocol

from mingcha.law.rules import fraction_text
from mingcha.plans.rules.counting import COOLED, ORDINARY, RAISED, Layer, Member

WHOLE, TOWN, CATEGORY, ITEMS = "", "town", "category", "items"
DIVISIONS = {
    WHOLE: "不再分层",
    TOWN: "按乡镇分层",
    CATEGORY: "按对象类别分层",
    ITEMS: "按适用事项分层（联合抽查）",
}
NOWHERE = "未登记乡镇"


class PlacedMember(Member, Protocol):
    """A member with what it can be divided by."""

    @property
    def town(self) -> str: ...
    @property
    def categories(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class ItemCover:
    """An item of a joint campaign: the categories it inspects (none named: all), its own ratio by kind of
    stratum where it has one, and whether it is the office's own or a partner's."""

    code: str
    categories: frozenset[str]
    ratios: Mapping[str, Fraction] = field(default_factory=dict)
    is_own: bool = True

    def covers(self, categories: Iterable[str]) -> bool:
        return not self.categories or not self.categories.isdisjoint(categories)


@dataclass(frozen=True)
class Division:
    """`by` is a key of `DIVISIONS`; `merged` are parts that are drawn together; `cooled` are the codes of
    units inspected so recently that a cooling-off stratum takes them; `covers` are the items of a joint
    campaign."""

    by: str = WHOLE
    merged: tuple[tuple[str, ...], ...] = ()
    cooled: frozenset[str] = frozenset()
    covers: tuple[ItemCover, ...] = ()
    joined: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        names = {part: "、".join(parts) for parts in self.merged for part in parts}
        object.__setattr__(self, "joined", names)

    def part_of(self, member: PlacedMember) -> str:
        """The town, the categories or the item codes a member is drawn with; empty when not divided."""
        part = self._own_part(member)
        return self.joined.get(part, part)

    def kind_of(self, member: PlacedMember) -> str:
        if member.raised:
            return RAISED
        return COOLED if member.code in self.cooled else ORDINARY

    def items_of(self, member: PlacedMember) -> tuple[str, ...]:
        """The codes of the items that inspect this member, in the order of the campaign."""
        return tuple(cover.code for cover in self.covers if cover.covers(member.categories))

    def spread(self, layers: Sequence[Layer], parts: Iterable[str]) -> tuple[Layer, ...]:
        """Every layer once for each part, with codes `s1`, `s2`, … that sort in this order."""
        wanted = [(part, layer) for part in sorted(set(parts)) or [""] for layer in layers]
        width = len(str(len(wanted)))
        return tuple(
            replace(
                layer,
                code=f"s{number:0{width}d}",
                part=part,
                ratio=self._ratio(layer, part),
                is_own=self._is_own(part),
            )
            for number, (part, layer) in enumerate(wanted, start=1)
        )

    def _own_part(self, member: PlacedMember) -> str:
        if self.by == TOWN:
            return member.town or NOWHERE
        if self.by == CATEGORY:
            return "、".join(member.categories)
        return "、".join(self.items_of(member)) if self.by == ITEMS else ""

    def _ratio(self, layer: Layer, part: str) -> str:
        """In a joint campaign the highest ratio of the items of the pattern; an item without its own has the
        campaign's. A cooled stratum keeps its own."""
        if self.by != ITEMS or layer.kind == COOLED:
            return layer.ratio
        ratios = (cover.ratios.get(layer.kind, layer.fraction) for cover in self._covers_of(part))
        return fraction_text(max(ratios, default=layer.fraction))

    def _is_own(self, part: str) -> bool:
        """Whether the pattern names an item of the office; undivided or divided otherwise nobody is apart."""
        covers = self._covers_of(part) if self.by == ITEMS else []
        return not covers or any(cover.is_own for cover in covers)

    def _covers_of(self, part: str) -> list[ItemCover]:
        codes = set(part.split("、"))
        return [cover for cover in self.covers if cover.code in codes]
