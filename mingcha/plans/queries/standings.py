"""An item as the list and the office's legal texts have it on a day."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from django.db.models import Prefetch

from mingcha.accounts.actors import Actor
from mingcha.items.models import InspectionItem
from mingcha.items.queries import cited_by, known_citations, lapses_of, published_list, with_citations
from mingcha.items.rules import basis_shortcoming, registration_want
from mingcha.items.states import PUBLISHED
from mingcha.law.queries import Shelf, shelf_of
from mingcha.plans.models import Campaign, CampaignItem
from mingcha.plans.rules.findings import Finding, ItemStanding, drawing_findings


def standing_of_item(item: InspectionItem, shelf: Shelf, on: datetime.date) -> ItemStanding:
    """Whether it may be inspected that day; `item` with its list and citations."""
    is_published = item.item_list.state == PUBLISHED
    return ItemStanding(
        label=item.name,
        is_published=is_published,
        is_in_force=is_published and item.is_in_force(on),
        lapses=tuple(lapses_of(item, shelf, on)),
        basis_want=_basis_want(item, shelf, on),
    )


def _basis_want(item: InspectionItem, shelf: Shelf, on: datetime.date) -> str:
    """An item may have been published while its title alone passed for that of a rule."""
    cited = known_citations(item, cited_by(item, shelf, on))
    return basis_shortcoming(item.basis, cited) or registration_want(cited)


def drawing_findings_of(scope: Actor, campaign: Campaign, on: datetime.date) -> list[Finding]:
    """Why the campaign may not be drawn that day or, if later, when it begins, though it was settled: law and
    list have moved since, and a settled campaign may be drawn long after."""
    return stopped_of(scope, [campaign], on).get(campaign.pk, [])


def stopped_of(scope: Actor, campaigns: Sequence[Campaign], on: datetime.date) -> dict[UUID, list[Finding]]:
    """The same of many, read at once; campaigns of which nothing is to be said are left out."""
    rows = CampaignItem.objects.filter(campaign__in=campaigns, item__item_list__office_id=scope.office_id)
    wanted = with_citations(InspectionItem.objects.select_related("item_list"))
    held: dict[UUID, list[InspectionItem]] = defaultdict(list)
    for row in rows.order_by("item__code").prefetch_related(Prefetch("item", wanted)):
        held[row.campaign_id].append(row.item)
    shelf, listed = shelf_of(scope.office_id), published_list(scope)
    codes = set(listed.items.values_list("code", flat=True)) if listed else set()
    found = {}
    for campaign in campaigns:
        day = max(campaign.starts_on or on, on)
        standings = [
            replace(
                standing_of_item(item, shelf, day),
                is_published=item.code in codes,
                is_in_force=item.is_in_force(day),
            )
            for item in held[campaign.pk]
        ]
        found[campaign.pk] = list(drawing_findings(standings, day))
    return {pk: findings for pk, findings in found.items() if findings}
