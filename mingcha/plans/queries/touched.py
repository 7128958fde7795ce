"""Campaigns that a change of a legal text touches."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q, QuerySet

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.plans.models import Campaign, CampaignItem
from mingcha.plans.queries.campaigns import campaigns
from mingcha.plans.states import CANCELLED, DRAFT, READY


def campaigns_with_items(scope: Actor, items: Iterable[UUID]) -> QuerySet[Campaign]:
    """The campaigns, called off ones excepted, that inspect any of these items."""
    found = campaigns(scope).filter(campaign_items__item__in=list(items))
    return found.exclude(state=CANCELLED).distinct().order_by("-number")


def items_under_way(scope: Actor) -> set[UUID]:
    """The items of campaigns that are not over, of whatever version of the list."""
    over = Q(ends_on__lt=moments.today()) & ~Q(state__in=(DRAFT, READY))
    going_on = campaigns(scope).exclude(state=CANCELLED).exclude(over)
    return set(CampaignItem.objects.filter(campaign__in=going_on).values_list("item_id", flat=True))
