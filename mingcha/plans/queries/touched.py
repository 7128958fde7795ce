"""Campaigns that a change of a legal text touches."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from mingcha.accounts.actors import Actor
from mingcha.plans.models import Campaign
from mingcha.plans.queries.campaigns import campaigns
from mingcha.plans.states import CANCELLED


def campaigns_with_items(scope: Actor, items: Iterable[UUID]) -> QuerySet[Campaign]:
    """The campaigns, called off ones excepted, that inspect any of these items."""
    found = campaigns(scope).filter(campaign_items__item__in=list(items))
    return found.exclude(state=CANCELLED).distinct().order_by("-number")
