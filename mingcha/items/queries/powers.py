"""权责清单 beside the item list: powers, and what stands in one and not in the other."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Unknown
from mingcha.items.models import InspectionItem, ItemList, Power
from mingcha.items.queries.lists import drafted_list, lists_in_progress, published_list
from mingcha.items.rules.powers import compact, is_inspection, named_powers
from mingcha.items.states import ACTIVE


@dataclass(frozen=True)
class PowerFilter:
    """What a list of powers is narrowed to; empty fields narrow nothing."""

    words: str = ""
    kind: str = ""
    state: str = ""


@dataclass(frozen=True)
class Unmatched:
    """An item without a power that carries it: `why` says whether none is named or none fits."""

    item: InspectionItem
    why: str


@dataclass(frozen=True)
class Comparison:
    """A version of the list against the powers in force. `powers` are powers to inspect without an item."""

    item_list: ItemList | None
    items: list[Unmatched]
    powers: list[Power]
    matched: int


def powers(scope: Actor) -> QuerySet[Power]:
    """All powers of the viewer's office by code, struck off or not."""
    return Power.objects.filter(office_id=scope.office_id)


def filtered_powers(scope: Actor, wanted: PowerFilter) -> QuerySet[Power]:
    found = powers(scope)
    if wanted.words:
        words = Q(name__icontains=wanted.words) | Q(code__icontains=wanted.words)
        found = found.filter(words | Q(basis__icontains=wanted.words))
    if wanted.kind:
        found = found.filter(kind=wanted.kind)
    return found.filter(state=wanted.state) if wanted.state else found


def power_kinds(scope: Actor) -> list[str]:
    """The kinds that stand in the office's list."""
    return sorted(set(powers(scope).order_by().values_list("kind", flat=True).distinct()) - {""})


def find_power(scope: Actor, pk: UUID) -> Power:
    """The power, or `Unknown` when there is none in the viewer's office."""
    found = powers(scope).filter(pk=pk).first()
    if found is None:
        raise Unknown("no-such-power", "本机构没有这个权责事项。", title="没有找到")
    return found


def compared_list(scope: Actor) -> ItemList | None:
    """The version that is compared: the one on its way, else the one in force."""
    return drafted_list(scope) or lists_in_progress(scope).first() or published_list(scope)


def compare_powers(scope: Actor) -> Comparison:
    """Items without a power, and powers to inspect without an item."""
    item_list = compared_list(scope)
    items = list(item_list.items.all()) if item_list else []
    active = list(powers(scope).filter(state=ACTIVE))
    named = {item.pk: named_powers(item.power_code) for item in items}
    known = {name for power in active for name in _names(power)}
    unmatched = [_unmatched(item, named[item.pk]) for item in items if not named[item.pk] & known]
    used = {name for names in named.values() for name in names}
    idle = [power for power in active if is_inspection(power.kind) and not used & _names(power)]
    return Comparison(item_list, unmatched, idle, len(items) - len(unmatched))


def powers_of(scope: Actor, item: InspectionItem) -> list[Power]:
    """The powers that an item names by code or name."""
    named = named_powers(item.power_code)
    return [power for power in _all(scope) if named & _names(power)] if named else []


def _all(scope: Actor) -> Iterable[Power]:
    return powers(scope)


def _names(power: Power) -> set[str]:
    return {compact(power.code), compact(power.name)}


def _unmatched(item: InspectionItem, named: set[str]) -> Unmatched:
    if not named:
        return Unmatched(item, "没有写明权责清单事项")
    return Unmatched(item, f"权责清单中没有有效的“{item.power_code}”")
