"""Begin a new version of the list, as a copy of the one in force."""

from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict
from mingcha.common.locking import lock
from mingcha.items.models import Checklist, ChecklistQuestion, InspectionItem, ItemList
from mingcha.items.policies import can_draft_items
from mingcha.items.queries import item_lists, lists_in_progress, published_list, with_citations
from mingcha.items.states import DRAFT
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act

RecordT = TypeVar("RecordT", bound=Record)


def start_list(*, actor: Actor) -> ItemList:
    """The new version in draft with a copy of every published item. `Conflict` while another version is on
    its way: there is one next version at a time."""
    with transaction.atomic():
        lock_items(actor)
        can_draft_items(actor).require()
        begun = copy_published_list(actor)
        content = {"number": begun.item_list.number, "copied": len(begun.items)}
        record_act("items.start_list", actor=actor, content=content, records=begun.records)
    return begun.item_list


def lock_items(actor: Actor) -> None:
    """Every change of an office's item list happens under this lock."""
    lock(f"items/{actor.office_id}")


@dataclass(frozen=True)
class Begun:
    """A saved draft with the copies it begins with: items, their checklists, the questions of these."""

    item_list: ItemList
    items: list[InspectionItem]
    checklists: list[Checklist]
    questions: list[ChecklistQuestion]

    @property
    def records(self) -> list[Record]:
        """Everything to be recorded, parents first."""
        return [self.item_list, *self.items, *self.checklists, *self.questions]


def copy_published_list(actor: Actor) -> Begun:
    """The saved draft and its copies; the caller holds the lock and records all of them."""
    _require_none_in_progress(actor)
    last = item_lists(actor).aggregate(last=Max("number"))["last"] or 0
    item_list = ItemList.objects.create(
        office_id=actor.office_id, number=last + 1, state=DRAFT, created_at=moments.now()
    )
    former = published_list(actor)
    originals = list(with_citations(former.items.all())) if former else []
    items = [
        InspectionItem(item_list=item_list, citations=item.citations, **item.facts) for item in originals
    ]
    checklists: list[Checklist] = []
    questions: list[ChecklistQuestion] = []
    for original, copy in zip(originals, items, strict=True):
        if hasattr(original, "checklist"):
            checklists.append(_copied(original.checklist, item=copy))
            asked = original.checklist.questions.all()
            questions += [_copied(question, checklist=checklists[-1]) for question in asked]
    InspectionItem.objects.bulk_create(items)
    Checklist.objects.bulk_create(checklists)
    ChecklistQuestion.objects.bulk_create(questions)
    return Begun(item_list, items, checklists, questions)


def _copied(original: RecordT, **changed: Any) -> RecordT:
    """A new row with the columns of another."""
    columns = [field.name for field in original._meta.concrete_fields if not field.primary_key]
    return type(original)(**{name: getattr(original, name) for name in columns} | changed)


def _require_none_in_progress(actor: Actor) -> None:
    other = lists_in_progress(actor).first()
    if other is not None:
        raise Conflict(
            "list-in-progress",
            f"{other}还没有公布，不能同时编制另一版。",
            title="不能编制新版：已有一版在办理",
            remedy=f"请先办结{other}，或退回后在其中修改。",
        )
