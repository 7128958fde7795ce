"""What a visit to a drawn unit is about: its targets, and the items that inspect them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from mingcha.accounts.actors import Actor
from mingcha.items.models import InspectionItem
from mingcha.plans.models import Campaign, DrawnUnit, Participation
from mingcha.plans.queries.as_drawn import DrawnParty, parties_as_drawn
from mingcha.plans.queries.frames import narrowed
from mingcha.plans.queries.settings import inspected, items_of, settings_of
from mingcha.registers.models import Holder, Inspector, Target


@dataclass(frozen=True)
class VisitMatter:
    """A drawn unit, its targets within the campaign's scope, and the items that look at any of them: the own
    ones, codes and names of those of partners. All as it was drawn."""

    party: DrawnParty
    targets: tuple[Target, ...]
    items: tuple[InspectionItem, ...]
    partners: tuple[tuple[str, str], ...]

    @property
    def own(self) -> tuple[str, ...]:
        """The names of the own items, each once."""
        return tuple(dict.fromkeys(item.name for item in self.items))


def matters_of(scope: Actor, campaign: Campaign, units: Iterable[str]) -> dict[str, VisitMatter]:
    """By unit; one of which the register never had a target has every item."""
    settings = settings_of(campaign)
    items = items_of(settings, scope.office_id)
    categories = narrowed(inspected(settings, items), settings.categories)
    found: dict[str, VisitMatter] = {}
    for unit, party in parties_as_drawn(scope, campaign, list(units)).items():
        targets = tuple(one for one in party.targets if _is_within(one, campaign, categories))
        own = tuple(one for one in items if _looks(one.target_categories, targets))
        theirs = [one for one in settings.partner_items if _looks(one.target_categories, targets)]
        partners = tuple((one.code, one.name) for one in theirs)
        found[unit] = VisitMatter(party, targets, own, partners)
    return found


def expected_results(scope: Actor, participation: Participation) -> set[tuple[str, str]]:
    """(unit, item) of what the partner's sheets ask, as they were handed out or would be. Nothing is owed
    of a visit on which nobody of it goes, whenever its sheets were handed out, nor of a unit that was
    withdrawn since or whose visit is called off; and of the one in its place what the sheets ask there."""
    if participation.owed is None:
        return results_to_ask(scope, participation)
    attended = _attended(participation)
    owed = {(unit, item) for unit, item in participation.owed if unit in attended}
    later = set(_standing(participation).exclude(takes_place_of=None).values_list("unit", flat=True))
    asked = results_to_ask(scope, participation) if later else set()
    return owed | {(unit, item) for unit, item in asked if unit in later}


def outstanding_results(scope: Actor, participation: Participation) -> set[tuple[str, str]]:
    """Of these what has not come. Parties that were merged since the draw are visited once: what came for one
    of them is there for the others."""
    owed = expected_results(scope, participation)
    given = set(participation.results.values_list("unit", "item"))
    if owed <= given:
        return set()
    now = _survivors(scope, {unit for unit, _ in owed | given})
    came = {(now.get(unit, unit), item) for unit, item in given}
    return {(unit, item) for unit, item in owed if (now.get(unit, unit), item) not in came}


def results_to_ask(scope: Actor, participation: Participation) -> set[tuple[str, str]]:
    """(unit, item) of every item of the partner at every drawn unit that it inspects, as it was drawn, to
    which somebody of it goes: of a team that a platform drew without it a partner can report nothing."""
    campaign = participation.campaign
    codes = set(participation.items.values_list("code", flat=True))
    drawn = sorted(_attended(participation)) if codes else []
    matters = matters_of(scope, campaign, drawn) if drawn else {}
    return {
        (unit, name) for unit, matter in matters.items() for code, name in matter.partners if code in codes
    }


def _attended(participation: Participation) -> set[str]:
    """The drawn units to which somebody of the partner goes; those drawn before seats were kept all count."""
    people = Inspector.objects.filter(partner=participation.partner_id)
    roster = set(people.values_list("roster_no", flat=True))
    teams = {one.unit: one.present_team for one in _standing(participation).prefetch_related("changes")}
    return {unit for unit, team in teams.items() if team is None or not roster.isdisjoint(team)}


def _standing(participation: Participation) -> "QuerySet[DrawnUnit]":
    return DrawnUnit.standing.awaited().filter(campaign=participation.campaign_id)


def _survivors(scope: Actor, units: set[str]) -> dict[str, str]:
    """By unit, the one that stands for it today."""
    holders = Holder.objects.filter(office_id=scope.office_id, code__in=units).select_related("merged_into")
    targets = Target.objects.filter(office_id=scope.office_id, code__in=units).select_related("merged_into")
    return {one.code: one.survivor.code for one in holders} | {one.code: one.survivor.code for one in targets}


def _looks(categories: Sequence[str], targets: Sequence[Target]) -> bool:
    return not categories or not targets or any(one.category in categories for one in targets)


def _is_within(target: Target, campaign: Campaign, categories: Sequence[str] | None) -> bool:
    """Whether the campaign looks at it."""
    is_of_kind = not categories or target.category in categories
    return is_of_kind and (not campaign.towns or target.town in campaign.towns)
