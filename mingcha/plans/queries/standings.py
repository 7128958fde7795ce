"""An item as the list and the office's legal texts have it on a day."""

import datetime

from mingcha.items.models import InspectionItem
from mingcha.items.queries import cited_by, known_citations, lapses_of
from mingcha.items.rules import basis_shortcoming
from mingcha.items.states import PUBLISHED
from mingcha.law.queries import Shelf
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
