"""The register folded for planning: where targets stand, and which holders stand alike. Read once."""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import BooleanField, Case, CharField, F, Q, QuerySet, Value, When

from mingcha.accounts.actors import Actor
from mingcha.registers.models import Target
from mingcha.registers.rules.standing import KINDS, Facts, Limits, raising

LISTED = datetime.date.min  # a flag is set when it has a day, whichever
Complaints = tuple[int, datetime.date | None, int, datetime.date | None]
NONE: Complaints = (0, None, 0, None)
# Code, holder, category, town, state; and by which limits it is raised.
PLACE = ("code", "holder__code", "category", "town", "state")
Placed = tuple[str, str, str, str, str, tuple[bool, ...]]
NOT_RAISED = (False,)
COMPLAINTS = ("complaints", "complaints_on", "holder__complaints", "holder__complaints_on")


# A name for each flag of `rules.standing`, and the column of its day.
LISTS = {f"has_{kind}": facts.day_column for kind, facts in KINDS.items() if facts.is_flag}


class Profile(NamedTuple):
    """What decides whether a target is raised; `lists` in the order of `LISTS`."""

    classed: str
    lists: tuple[bool, ...]
    complaints: Complaints


class Spot(NamedTuple):
    """Where a target stands as far as a plan is concerned; `raised` for each of the limits asked about."""

    category: str
    town: str
    state: str
    raised: tuple[bool, ...]


@dataclass(frozen=True)
class Folded:
    """Every target of an office by its spot. `holders` gives each holder's spots, places in `spots`, each
    once in the order of its targets; `further` those of its targets that stand where an earlier one of it
    does; `targets` counts all that stand in a spot."""

    spots: tuple[Spot, ...]
    holders: dict[str, tuple[int, ...]]
    further: dict[str, tuple[int, ...]]
    targets: Counter[int]


def folded_register(scope: Actor, limits: Sequence[Limits]) -> Folded:
    """The register in two queries, whatever the number of campaigns that look at it; in one, and nobody
    raised, where no limits are asked about."""
    if not limits:
        return _fold((*row, NOT_RAISED) for row in _places(scope))
    complaints = _complaints(scope)
    raised: dict[Profile, tuple[bool, ...]] = {}
    columns = (*PLACE, "classed", *LISTS)

    def judged() -> Iterator[Placed]:
        for code, holder, category, town, state, classed, *lists in _rows(scope).values_list(*columns):
            profile = Profile(classed, tuple(lists), complaints.get(code, NONE))
            if profile not in raised:
                raised[profile] = _raised(profile, limits)
            yield code, holder, category, town, state, raised[profile]

    return _fold(judged())


def _places(scope: Actor) -> "Iterable[tuple[str, str, str, str, str]]":
    return Target.current.filter(office_id=scope.office_id).order_by("code").values_list(*PLACE)


def _fold(rows: Iterable[Placed]) -> Folded:
    spots: dict[Spot, int] = {}
    holders: dict[str, tuple[int, ...]] = {}
    further: dict[str, tuple[int, ...]] = {}
    targets: Counter[int] = Counter()
    for _, holder, category, town, state, raised in rows:
        place = spots.setdefault(Spot(category, town, state, raised), len(spots))
        targets[place] += 1
        known = holders.get(holder, ())
        if place not in known:
            holders[holder] = (*known, place)
        else:
            further[holder] = (*further.get(holder, ()), place)
    return Folded(tuple(spots), holders, further, targets)


def _rows(scope: Actor) -> "QuerySet[Target]":
    """The targets by code, each with its class and, for each flag, whether it or its holder has it."""
    classed = Case(
        When(risk_class="", then=F("holder__risk_class")), default=F("risk_class"), output_field=CharField()
    )
    rows: QuerySet[Target] = Target.current.filter(office_id=scope.office_id).annotate(classed=classed)
    for name, column in LISTS.items():
        has = Q(**{f"{column}__isnull": False}) | Q(**{f"holder__{column}__isnull": False})
        flag = Case(When(has, then=Value(True)), default=Value(False), output_field=BooleanField())
        rows = rows.annotate(**{name: flag})
    return rows.order_by("code")


def _complaints(scope: Actor) -> dict[str, Complaints]:
    """The complaints, with their days, of the targets that have any or whose holder has."""
    any_of_them = Q(complaints__gt=0) | Q(holder__complaints__gt=0)
    rows = Target.current.filter(any_of_them, office_id=scope.office_id)
    return {
        code: (own, day, of_holder, holder_day)
        for code, own, day, of_holder, holder_day in rows.values_list("code", *COMPLAINTS)
    }


def _raised(profile: Profile, limits: Sequence[Limits]) -> tuple[bool, ...]:
    """By the one rule of `rules.standing`: the class that counts, the flags, the complaints of both."""
    own, own_on, holder, holder_on = profile.complaints
    days = [LISTED if is_set else None for is_set in profile.lists]
    mine = Facts(profile.classed, own, own_on, **dict(zip(LISTS.values(), days, strict=True)))
    theirs = Facts("", holder, holder_on)
    return tuple(bool(raising(mine, theirs, limit)) for limit in limits)
