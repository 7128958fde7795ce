"""Submit a drafted version for approval."""

from django.db import transaction
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import LEADER
from mingcha.accounts.services.ask_role import ask_role
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.intake.private import require_no_numbers
from mingcha.items.models import ItemList
from mingcha.items.policies import can_draft_items, can_submit_list
from mingcha.items.queries import find_list, item_rows, not_submittable
from mingcha.items.rules import FIELD_TITLES, LIST_CLAUSE, LIST_QUOTE, exported
from mingcha.items.services.start_list import lock_items
from mingcha.items.states import ITEM_LIST
from mingcha.ledger.services import record_act

APPROVAL_WORK = "items.approve_list"
CODES = ("code", "power_code")


def submit_list(*, actor: Actor, item_list: ItemList, reason: str = "") -> ItemList:
    """The version, waiting for a leader. `Refusal` while it has no item, or an item without legal basis,
    body, contents or method: such items are mended or left out first."""
    with transaction.atomic():
        lock_items(actor)
        can_draft_items(actor).require()
        item_list = find_list(actor, item_list.pk)
        state = ITEM_LIST.after("submit", item_list.state)
        can_submit_list(actor, item_list).require()
        require_complete(item_list, "送审")
        item_list.state = state
        item_list.submitted_at, item_list.submitted_by = moments.now(), actor.name
        item_list.submitter = actor.person_id
        item_list.save()
        content = {"number": item_list.number, "items": item_list.items.count()}
        record_act("items.submit_list", actor=actor, reason=reason, content=content, records=[item_list])
        ask_role(
            office_id=actor.office_id,
            role=LEADER,
            kind=APPROVAL_WORK,
            subject=item_list.pk,
            title=f"审定随机抽查事项清单{item_list}",
            why=f"{actor.name}送审。{LIST_CLAUSE}：清单经局领导审定后公布",
            url=reverse("item_list_detail", args=[item_list.pk]),
            button="去审定",
            leave_out=actor.person_id,
        )
    return item_list


def require_complete(item_list: ItemList, act: str) -> None:
    """`Refusal` that names every shortcoming: asked at submission, and at publication, when the law may have
    moved since."""
    # Obligation lawful-items of docs/law/obligations.yml.
    if not item_list.items.exists():
        raise Refusal(
            "empty-list",
            f"{item_list}还没有抽查事项。",
            title=f"不能{act}：清单是空的",
            remedy="请导入清单或新增事项。",
        )
    lacking = not_submittable(item_list)
    if lacking:
        named = [(row.item.code, f"{row.item.name}：{'；'.join(row.shortcomings)}") for row in lacking]
        raise Refusal(
            "items-not-submittable",
            f"{len(lacking)}个事项不能{act}。",
            title=f"不能{act}：{len(lacking)}个事项不完整",
            clause=f"{LIST_CLAUSE}：“{LIST_QUOTE}”",
            remedy="请补齐这些事项，或从本版中去掉。",
            found=named,
        )
    words = [
        (f"“{row.item.name}”的{FIELD_TITLES[field]}", exported(field, value))
        for row in item_rows(item_list)
        for field, value in row.item.facts.items()
        if field not in CODES
    ]
    require_no_numbers(words, title=f"不能{act}")
