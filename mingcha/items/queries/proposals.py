"""What sections asked of the next version."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Unknown
from mingcha.common.workbooks.values import read_date
from mingcha.items.models import InspectionItem, ItemProposal
from mingcha.items.queries.lists import drafted_list, published_list
from mingcha.items.rules import FIELD_TITLES, differences, shown
from mingcha.items.states import PROPOSED

DAYS = ("in_force_from", "in_force_until")


def proposals(scope: Actor) -> QuerySet[ItemProposal]:
    """All proposals of the viewer's office, the latest first."""
    return ItemProposal.objects.filter(office_id=scope.office_id)


def open_proposals(scope: Actor) -> QuerySet[ItemProposal]:
    """Proposals that wait for an answer."""
    return proposals(scope).filter(state=PROPOSED)


def find_proposal(scope: Actor, pk: UUID) -> ItemProposal:
    """The proposal, or `Unknown` when there is none in the viewer's office."""
    found = proposals(scope).filter(pk=pk).first()
    if found is None:
        raise Unknown("no-such-proposal", "本机构没有这条清单建议。", title="没有找到")
    return found


def current_item(scope: Actor, code: str) -> InspectionItem | None:
    """The item of that code in the draft, else in the published version."""
    item_list = drafted_list(scope) or published_list(scope)
    return item_list.items.filter(code=code).first() if item_list else None


def proposed_values(proposal: ItemProposal) -> dict[str, Any]:
    """The values of a proposal as the model holds them: days from their ISO text."""
    return {
        field: read_date(value) if field in DAYS and value else value
        for field, value in proposal.values.items()
    }


def proposed_changes(scope: Actor, proposal: ItemProposal) -> list[tuple[str, str, str]]:
    """(title, now, proposed) of every field that would change; for a new item every field that is filled."""
    values = proposed_values(proposal)
    item = current_item(scope, proposal.code) if proposal.code else None
    if item is not None:
        return differences(item.facts, values)
    return [(FIELD_TITLES[field], "", shown(field, value)) for field, value in values.items() if value]
