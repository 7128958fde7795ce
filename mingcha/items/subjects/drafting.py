"""What the imports into the drafted version share: which version that is, and what stands on it."""

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision, both
from mingcha.intake.models import ImportBatch
from mingcha.items.models import InspectionItem, ItemList
from mingcha.items.policies import can_draft_items
from mingcha.items.queries import drafted_list, lists_in_progress, published_list
from mingcha.items.services.start_list import Begun, copy_published_list
from mingcha.items.states import DRAFT


def can_import_into_draft(actor: Actor) -> Decision:
    """Who compiles the list, while no version waits for the leader."""
    return both(can_draft_items(actor), _nothing_submitted(actor))


def present_items(scope: Actor) -> list[InspectionItem]:
    """What the draft holds, or what it will begin with."""
    item_list = drafted_list(scope) or published_list(scope)
    return list(item_list.items.all()) if item_list else []


def draft_for(actor: Actor) -> tuple[ItemList, list[InspectionItem], Begun | None]:
    """The draft, its items, and what was copied when it had to be begun."""
    draft = drafted_list(actor)
    if draft is not None:
        return draft, list(draft.items.all()), None
    begun = copy_published_list(actor)
    return begun.item_list, begun.items, begun


def submitted_after(batch: ImportBatch) -> list[str]:
    """Versions submitted since the import was confirmed."""
    later = ItemList.objects.filter(office_id=batch.office_id).exclude(state=DRAFT)
    after = later.filter(submitted_at__gte=batch.closed_at) if batch.closed_at else later.none()
    return [f"清单{item_list}已在导入之后送审" for item_list in after]


def _nothing_submitted(actor: Actor) -> Decision:
    waiting = lists_in_progress(actor).exclude(state=DRAFT).first()
    if waiting is None:
        return Decision(True)
    return Decision(False, f"清单{waiting}正在审定或待公布，办结或退回后才能导入。")
