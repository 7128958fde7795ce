"""The members of a frame: what a campaign may draw from."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.registers.models import Target
from mingcha.registers.queries.standing import limits_on
from mingcha.registers.rules.standing import Facts, Limits, in_order, raising
from mingcha.registers.states import ACTIVE, OTHERWISE_HANDLED

HOLDER_UNIT, TARGET_UNIT = "holder", "target"
DECIDING = (ACTIVE, OTHERWISE_HANDLED)
COLUMNS = ("id", "code", "state", "town", "name", "category", "holder__code", "holder__name")
FACTS = (*Facts._fields, *(f"holder__{name}" for name in Facts._fields))


@dataclass(frozen=True)
class Unit:
    """One member of a frame: a holder with its targets in scope, or one target.

    `active` when any of its targets is in business; `reasons` are the kinds of
    standing fact for which any of those (of all, when none is) is raised, in the order of `rules.standing`;
    `state` and `town` are those of the first target that decides, `categories` those of all that decide.
    `targets` are their codes and `target_ids` their rows, in the same order. `name` is masked for natural
    persons."""

    code: str
    reasons: tuple[str, ...]
    active: bool
    state: str
    name: str
    targets: tuple[str, ...]
    target_ids: tuple[UUID, ...]
    holder_code: str
    town: str
    categories: tuple[str, ...]

    @property
    def raised(self) -> bool:
        return bool(self.reasons)


class _Row(NamedTuple):
    id: UUID
    code: str
    state: str
    town: str
    name: str
    category: str
    holder_code: str
    holder_name: str
    reasons: tuple[str, ...]


def units_in_scope(
    scope: Actor, *, unit: str, categories: Sequence[str], towns: Sequence[str], on: datetime.date
) -> list[Unit]:
    """The units of these categories and towns by code, whatever their state; an empty list means all. `unit`
    is `holder` (one row per holder, its targets in scope together) or `target`. What raises them is measured
    by the figures of the day `on`. One query of the register."""
    limits = limits_on(scope, on)
    rows = Target.current.filter(office_id=scope.office_id)
    if categories:
        rows = rows.filter(category__in=categories)
    if towns:
        rows = rows.filter(town__in=towns)
    groups: dict[str, list[_Row]] = defaultdict(list)
    found = rows.order_by("code").values_list(*COLUMNS, *FACTS)
    for values in found.iterator(chunk_size=5000):
        row = _row(values, limits)
        groups[row.holder_code if unit == HOLDER_UNIT else row.code].append(row)
    return [_unit(code, groups[code], unit) for code in sorted(groups)]


def _row(values: tuple[Any, ...], limits: Limits) -> _Row:
    start, middle = len(COLUMNS), len(COLUMNS) + len(Facts._fields)
    own, holder = Facts._make(values[start:middle]), Facts._make(values[middle:])
    return _Row._make((*values[:start], raising(own, holder, limits)))


def _unit(code: str, rows: list[_Row], unit: str) -> Unit:
    # Without an active target, one that is handled otherwise decides: such a unit still counts for the floor.
    deciding = next(filter(None, ([row for row in rows if row.state == state] for state in DECIDING)), rows)
    first = deciding[0]
    own_name = first.name or f"{first.holder_name}（{first.category}）"
    return Unit(
        code=code,
        reasons=in_order(reason for row in deciding for reason in row.reasons),
        active=first.state == ACTIVE,
        state=first.state,
        name=first.holder_name if unit == HOLDER_UNIT else own_name,
        targets=tuple(row.code for row in rows),
        target_ids=tuple(row.id for row in rows),
        holder_code=first.holder_code,
        town=first.town,
        categories=tuple(sorted({row.category for row in deciding})),
    )
