"""An item as the list and the office's legal texts have it on a day."""

import datetime

from mingcha.accounts.actors import Actor
from mingcha.items.models import InspectionItem
from mingcha.items.queries import cited_by, known_citations, lapses_of
from mingcha.items.rules import basis_shortcoming
from mingcha.items.states import PUBLISHED
from mingcha.law.queries import Shelf, shelf_of
from mingcha.law.rules import chinese_day
from mingcha.plans.models import Campaign
from mingcha.plans.queries.settings import items_of, settings_of
from mingcha.plans.rules.findings import ItemStanding


def standing_of_item(item: InspectionItem, shelf: Shelf, on: datetime.date) -> ItemStanding:
    """Whether it may be inspected that day; `item` with its list and citations."""
    is_published = item.item_list.state == PUBLISHED
    return ItemStanding(
        label=item.name,
        is_published=is_published,
        is_in_force=is_published and item.is_in_force(on),
        lapses=tuple(lapses_of(item, shelf, on)),
        basis_want=basis_shortcoming(item.basis, known_citations(item, cited_by(item, shelf, on))),
    )


def no_longer_lawful(scope: Actor, campaign: Campaign, on: datetime.date) -> list[str]:
    """Which items of the campaign may no longer be inspected that day or, if later, when the campaign begins:
    item, law, since when. A settled campaign may be drawn long after it was settled."""
    settings, shelf = settings_of(campaign), shelf_of(scope.office_id)
    day = max(settings.first_day, on)
    found = []
    for item in items_of(settings, scope.office_id):
        if not item.is_in_force(day):
            found.append(f"抽查事项“{item.name}”在{chinese_day(day)}不在有效期内")
        found += [f"抽查事项“{item.name}”的依据{lapse}" for lapse in lapses_of(item, shelf, day)]
    return found
