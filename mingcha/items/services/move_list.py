"""What follows a submission: sent back, approved, published in place of the former version."""

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.accounts.services.ask_role import finish_work
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.items.models import ItemList
from mingcha.items.policies import (
    can_approve_list,
    can_decide_items,
    can_handle_items,
    can_publish_list,
    can_return_list,
)
from mingcha.items.queries import cited_keys, find_list, published_list
from mingcha.items.services.start_list import lock_items
from mingcha.items.services.submit_list import APPROVAL_WORK, require_complete
from mingcha.items.states import ITEM_LIST
from mingcha.law.services import note_cited_texts
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act
from mingcha.upkeep.services import note_publication


def return_list(*, actor: Actor, item_list: ItemList, reason: str) -> ItemList:
    """The version back in draft, with the reason what to mend."""
    with transaction.atomic():
        lock_items(actor)
        can_handle_items(actor).require()
        item_list = find_list(actor, item_list.pk)
        state = ITEM_LIST.after("return", item_list.state)
        can_return_list(actor, item_list).require()
        if not reason.strip():
            raise Refusal("no-reason", "退回要写明需要修改什么。", title="不能退回：没有理由")
        item_list.state = state
        item_list.submitted_at, item_list.submitted_by, item_list.submitter = None, "", None
        item_list.save()
        record_act("items.return_list", actor=actor, reason=reason.strip(), records=[item_list])
        finish_work(kind=APPROVAL_WORK, subject=item_list.pk)
    return item_list


def approve_list(*, actor: Actor, item_list: ItemList, reason: str = "") -> ItemList:
    """The version, approved by a leader who is not the one who submitted it."""
    with transaction.atomic():
        lock_items(actor)
        can_decide_items(actor).require()
        item_list = find_list(actor, item_list.pk)
        state = ITEM_LIST.after("approve", item_list.state)
        can_approve_list(actor, item_list).require()
        item_list.state = state
        item_list.approved_at, item_list.approved_by = moments.now(), actor.name
        item_list.save()
        content = {"number": item_list.number}
        record_act("items.approve_list", actor=actor, reason=reason, content=content, records=[item_list])
        finish_work(kind=APPROVAL_WORK, subject=item_list.pk)
    return item_list


def publish_list(*, actor: Actor, item_list: ItemList, reason: str = "") -> ItemList:
    """The version in force; the former one is replaced in the same moment, so there is never none or two."""
    # Obligation publish-in-advance of docs/law/obligations.yml.
    with transaction.atomic():
        lock_items(actor)
        can_handle_items(actor).require()
        item_list = find_list(actor, item_list.pk)
        state = ITEM_LIST.after("publish", item_list.state)
        can_publish_list(actor, item_list).require()
        require_complete(item_list, "公布")
        former = published_list(actor)
        if former is not None:
            former.state = ITEM_LIST.after("replace", former.state)
            former.save()
        item_list.state, item_list.published_at = state, moments.now()
        item_list.save()
        note_cited_texts(office_id=actor.office_id, keys=cited_keys(item_list))
        content = {"number": item_list.number, "replaces": former.number if former else None}
        records: list[Record] = [item_list, *([former] if former else []), *note_publication(actor=actor)]
        record_act("items.publish_list", actor=actor, reason=reason, content=content, records=records)
    return item_list
