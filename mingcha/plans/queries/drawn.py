"""What campaigns drew, as it counts towards the office's floor."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count, QuerySet

from mingcha.accounts.actors import Actor
from mingcha.plans.models import Campaign, DrawnUnit
from mingcha.plans.queries.settings import settings_of
from mingcha.plans.queries.visits import matters_of
from mingcha.plans.rules.division import ITEMS


def drawn_counts(scope: Actor, listed: Iterable[Campaign]) -> Counter[UUID]:
    """How many units stand as drawn of each, of those that count towards the office's floor."""
    wanted = list(listed)
    rows = DrawnUnit.standing.filter(campaign__in=wanted).order_by()
    counts = Counter(dict(rows.values_list("campaign").annotate(count=Count("pk"))))
    for one in wanted:
        if beside := beside_the_floor(scope, one):
            counts[one.pk] -= len(beside)
    return counts


def drawn_units(scope: Actor, campaign: Campaign) -> "QuerySet[DrawnUnit]":
    """These units themselves."""
    rows = DrawnUnit.standing.filter(campaign=campaign)
    return rows.exclude(unit__in=beside_the_floor(scope, campaign)).order_by("unit")


def beside_the_floor(scope: Actor, campaign: Campaign) -> frozenset[str]:
    """The drawn units that only items of partners inspect: they fill no floor of ours. Only where the frame
    was divided by items do they stand apart."""
    if campaign.division != ITEMS or not settings_of(campaign).partner_items:
        return frozenset()
    units = DrawnUnit.standing.filter(campaign=campaign).values_list("unit", flat=True)
    return frozenset(unit for unit, one in matters_of(scope, campaign, units).items() if not one.items)
