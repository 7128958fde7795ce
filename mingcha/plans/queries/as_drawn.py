"""What was drawn as the register had it when it was drawn, rebuilt from the ledger: a sheet that is printed
again says what it said, and beside it what became of the party since."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db.models import Q

from mingcha.accounts.actors import Actor
from mingcha.ledger.queries import first_change, stood_after
from mingcha.plans.models import HOLDER_UNIT, Campaign, DrawnUnit
from mingcha.registers.models import Holder, Inspector, InspectorLicence, Target

Member = TypeVar("Member", Holder, Target)


@dataclass(frozen=True)
class DrawnParty:
    """A drawn unit in words, with every target that it had; `since` says what became of it, a sentence each.
    A code that the register has no more stands for itself."""

    code: str
    name: str
    town: str = ""
    targets: tuple[Target, ...] = ()
    since: tuple[str, ...] = ()


@dataclass(frozen=True)
class DrawnPerson:
    """Who was drawn to go; `names` are the one of that day and the one of today."""

    name: str
    licence: str
    names: frozenset[str]


def parties_as_drawn(scope: Actor, campaign: Campaign, units: Collection[str]) -> dict[str, DrawnParty]:
    """By unit. A fixed number of queries, and a few more for each party that was merged since."""
    read = _holders_as_drawn if campaign.unit == HOLDER_UNIT else _targets_as_drawn
    found = {party.code: party for party in read(scope, _entry_of(campaign), units)}
    return {unit: found.get(unit) or DrawnParty(unit, unit) for unit in units}


def people_as_drawn(scope: Actor, campaign: Campaign, roster: Collection[str]) -> dict[str, DrawnPerson]:
    """By roster number, those whom the register knows."""
    drawn = first_drawn(campaign)
    if drawn is None:
        return {}
    entry = first_change(drawn.pk)
    now = Inspector.objects.filter(office_id=scope.office_id, roster_no__in=roster).in_bulk()
    then = stood_after(entry, now.values())
    licences: dict[UUID, list[InspectorLicence]] = defaultdict(list)
    for one in stood_after(entry, InspectorLicence.objects.filter(inspector__in=now)).values():
        licences[one.inspector_id].append(one)
    found = {}
    for pk, person in now.items():
        name = then.get(pk, person).name
        valid = sorted(licences[pk], key=lambda one: one.is_valid(drawn.drawn_on))
        number = valid[-1].number if valid else ""
        found[person.roster_no] = DrawnPerson(name, number, frozenset({name, person.name}))
    return found


def _entry_of(campaign: Campaign) -> int:
    """The entry of the log by which the campaign stands as drawn; -1 before."""
    drawn = first_drawn(campaign)
    return first_change(drawn.pk) if drawn else -1


def first_drawn(campaign: Campaign) -> DrawnUnit | None:
    """A unit of the draw itself: substitutes came later, and what was drawn is read as of the draw."""
    drawn = DrawnUnit.objects.filter(campaign=campaign, draw=campaign.drawn_as, takes_place_of=None)
    return drawn.first()


def _holders_as_drawn(scope: Actor, entry: int, units: Collection[str]) -> Iterator[DrawnParty]:
    """Each holder with the targets that were its own: those it has, and those that have left it."""
    now = Holder.objects.filter(office_id=scope.office_id, code__in=units).in_bulk()
    theirs = Q(holder__in=now) | Q(moves__from_holder__in=now)
    targets = Target.objects.filter(theirs, office_id=scope.office_id).distinct()
    targets_now = {one.pk: one for one in targets.select_related("holder", "merged_into")}
    own: dict[UUID, list[Target]] = defaultdict(list)
    for target in _standing(entry, targets_now.values()):
        own[target.holder_id].append(target)
    for holder in _standing(entry, now.values()):
        since = [
            *_since(holder, now[holder.pk]),
            *_targets_since(own[holder.pk], targets_now, now[holder.pk]),
        ]
        yield DrawnParty(holder.code, holder.name, holder.town, tuple(own[holder.pk]), tuple(since))


def _targets_as_drawn(scope: Actor, entry: int, units: Collection[str]) -> Iterator[DrawnParty]:
    """Each target alone, under the name of the holder it had."""
    found = Target.objects.filter(office_id=scope.office_id, code__in=units)
    now = {one.pk: one for one in found.select_related("holder", "merged_into")}
    then = _standing(entry, now.values())
    holders_now = Holder.objects.filter(pk__in={one.holder_id for one in then}).in_bulk()
    holders = stood_after(entry, holders_now.values())
    for target in then:
        holder_now = holders_now[target.holder_id]
        holder = holders.get(target.holder_id, holder_now)
        name = f"{holder.name}（{target.name or target.category}）"
        since = [*_since(holder, holder_now), *_targets_since([target], now, holder_now)]
        yield DrawnParty(target.code, name, target.town, (target,), tuple(since))


def _standing(entry: int, members: Iterable[Member]) -> list[Member]:
    """Those that stood for themselves then, by code."""
    found = stood_after(entry, members).values()
    return sorted((one for one in found if one.merged_into_id is None), key=lambda one: one.code)


def _since(then: Holder, now: Holder) -> Iterator[str]:
    survivor = now.survivor
    if survivor is not now:
        yield f"抽取后，{then.name}已并入{survivor.name}（{survivor.code}）"
    elif now.name != then.name:
        yield f"抽取后，{then.name}更名为{now.name}"


def _targets_since(then: Iterable[Target], now: Mapping[UUID, Target], holder: Holder) -> Iterator[str]:
    """Of targets that were `holder`'s; those that went with it when it was merged are told with it."""
    kept = holder.survivor.pk
    for target in then:
        present = now[target.pk]
        word, survivor = target.name or target.category, present.survivor
        if survivor is not present:
            yield f"抽取后，{word}已并入{survivor.name or survivor.category}（{survivor.code}）"
        elif present.holder_id not in {target.holder_id, kept}:
            yield f"抽取后，{word}改归{present.holder.name}（{present.holder.code}）"
