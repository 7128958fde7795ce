"""Begin a new version of the list, as a copy of the one in force."""

from django.db import transaction
from django.db.models import Max

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict
from mingcha.common.locking import lock
from mingcha.items.models import InspectionItem, ItemList
from mingcha.items.policies import can_draft_items
from mingcha.items.queries import item_lists, lists_in_progress, published_list
from mingcha.items.states import DRAFT
from mingcha.ledger.services import record_act


def start_list(*, actor: Actor) -> ItemList:
    """The new version in draft with a copy of every published item. `Conflict` while another version is on
    its way: there is one next version at a time."""
    with transaction.atomic():
        lock_items(actor)
        can_draft_items(actor).require()
        item_list, copies = copy_published_list(actor)
        content = {"number": item_list.number, "copied": len(copies)}
        record_act("items.start_list", actor=actor, content=content, records=[item_list, *copies])
    return item_list


def lock_items(actor: Actor) -> None:
    """Every change of an office's item list happens under this lock."""
    lock(f"items/{actor.office_id}")


def copy_published_list(actor: Actor) -> tuple[ItemList, list[InspectionItem]]:
    """The saved draft and its items; the caller holds the lock and records both."""
    _require_none_in_progress(actor)
    last = item_lists(actor).aggregate(last=Max("number"))["last"] or 0
    item_list = ItemList.objects.create(
        office_id=actor.office_id, number=last + 1, state=DRAFT, created_at=moments.now()
    )
    former = published_list(actor)
    items = former.items.all() if former else InspectionItem.objects.none()
    return item_list, InspectionItem.objects.bulk_create(
        InspectionItem(item_list=item_list, **item.facts) for item in items
    )


def _require_none_in_progress(actor: Actor) -> None:
    other = lists_in_progress(actor).first()
    if other is not None:
        raise Conflict(
            "list-in-progress",
            f"{other}还没有公布，不能同时编制另一版。",
            title="不能编制新版：已有一版在办理",
            remedy=f"请先办结{other}，或退回后在其中修改。",
        )
