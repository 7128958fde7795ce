"""What a visit to a drawn unit is about: its targets, and the items that inspect them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mingcha.accounts.actors import Actor
from mingcha.plans.models import HOLDER_UNIT, Campaign, DrawnUnit, Participation
from mingcha.plans.queries.frames import narrowed
from mingcha.plans.queries.settings import inspected, items_of, settings_of
from mingcha.registers.models import Target


@dataclass(frozen=True)
class VisitMatter:
    """The targets of a unit within the campaign's scope, and the items that look at any of them: names of the
    own ones, codes and names of those of partners."""

    targets: tuple[Target, ...]
    own: tuple[str, ...]
    partners: tuple[tuple[str, str], ...]


def matters_of(scope: Actor, campaign: Campaign, units: Iterable[str]) -> dict[str, VisitMatter]:
    """By unit; one whose targets have left the register since the draw has every item. A fixed number of
    queries."""
    settings = settings_of(campaign)
    items = items_of(settings, scope.office_id)
    categories = narrowed(inspected(settings, items), settings.categories)
    found = _targets(scope, campaign, list(units), categories)
    return {
        unit: VisitMatter(
            targets=tuple(targets),
            own=tuple(dict.fromkeys(one.name for one in items if _looks(one.target_categories, targets))),
            partners=tuple(
                (one.code, one.name)
                for one in settings.partner_items
                if _looks(one.target_categories, targets)
            ),
        )
        for unit, targets in found.items()
    }


def expected_results(scope: Actor, participation: Participation) -> set[tuple[str, str]]:
    """(unit, item) of what the partner's sheets ask: as they were handed out, whatever the register says
    since; before that as they would be today."""
    if participation.owed is None:
        return results_to_ask(scope, participation)
    return {(unit, item) for unit, item in participation.owed}


def results_to_ask(scope: Actor, participation: Participation) -> set[tuple[str, str]]:
    """(unit, item) of every item of the partner at every drawn unit that it inspects, by today's register."""
    campaign = participation.campaign
    codes = set(participation.items.values_list("code", flat=True))
    drawn = list(DrawnUnit.standing.filter(campaign=campaign).values_list("unit", flat=True)) if codes else []
    matters = matters_of(scope, campaign, drawn) if drawn else {}
    return {
        (unit, name) for unit, matter in matters.items() for code, name in matter.partners if code in codes
    }


def _looks(categories: Sequence[str], targets: Sequence[Target]) -> bool:
    return not categories or not targets or any(one.category in categories for one in targets)


def _targets(
    scope: Actor, campaign: Campaign, units: list[str], categories: list[str] | None
) -> dict[str, list[Target]]:
    of_holder = campaign.unit == HOLDER_UNIT
    rows = Target.current.filter(office_id=scope.office_id).select_related("holder")
    rows = rows.filter(holder__code__in=units) if of_holder else rows.filter(code__in=units)
    if categories:
        rows = rows.filter(category__in=categories)
    if campaign.towns:
        rows = rows.filter(town__in=campaign.towns)
    found: dict[str, list[Target]] = defaultdict(list, {unit: [] for unit in units})
    for row in rows.order_by("code"):
        found[row.holder.code if of_holder else row.code].append(row)
    return found
