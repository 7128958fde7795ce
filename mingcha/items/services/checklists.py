"""Write the checklist of an item while its version is being drafted."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Refusal
from mingcha.items.models import Checklist, ChecklistQuestion, InspectionItem
from mingcha.items.queries import checklist_of, find_item, find_question, questions_of
from mingcha.items.rules.checklists import question_problem
from mingcha.items.services.edit_items import cite, drafted_only
from mingcha.items.services.start_list import lock_items
from mingcha.law.queries import Shelf, shelf_of
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act

QUESTION_FIELDS = (
    "words",
    "kind",
    "choices",
    "unit",
    "lowest",
    "highest",
    "finding_answers",
    "needs_photo",
    "basis",
)
SPACING = 1000


def describe_checklist(*, actor: Actor, item: InspectionItem, title: str, guidance: str) -> Checklist:
    """The checklist of the item with this title and guidance; begun when there was none."""
    with transaction.atomic():
        item = _drafted_item(actor, item)
        checklist = checklist_of(item) or Checklist(item=item)
        checklist.title, checklist.guidance = title.strip() or f"{item.name}检查单", guidance.strip()
        checklist.save()
        content = {"code": item.code}
        record_act("items.describe_checklist", actor=actor, content=content, records=[checklist])
    return checklist


def add_question(
    *, actor: Actor, item: InspectionItem, values: Mapping[str, Any], number: int | None = None
) -> ChecklistQuestion:
    """A new question at that place, at the end when none is given; a checklist is begun when there was none.
    `Refusal` for a question that cannot be asked."""
    with transaction.atomic():
        item = _drafted_item(actor, item)
        checklist, begun = checklist_for(item)
        question = ChecklistQuestion(checklist=checklist, number=SPACING)
        fill_question(question, values, shelf_of(actor.office_id))
        others = questions_of(item)
        place = len(others) if number is None else max(0, number - 1)
        moved = _renumber([*others[:place], question, *others[place:]])
        content = {"code": item.code, "number": question.number}
        records: list[Record] = [*begun, *moved]
        record_act("items.add_question", actor=actor, content=content, records=records)
    return question


def edit_question(
    *, actor: Actor, question: ChecklistQuestion, values: Mapping[str, Any], number: int | None = None
) -> ChecklistQuestion:
    """The question with these values, moved to that place when one is given."""
    with transaction.atomic():
        question = find_question(actor, question.pk)
        item = _drafted_item(actor, question.checklist.item)
        fill_question(question, values, shelf_of(actor.office_id))
        others = [one for one in questions_of(item) if one.pk != question.pk]
        place = (number or question.number) - 1
        moved = _renumber([*others[:place], question, *others[place:]], always=question)
        content = {"code": item.code, "number": question.number}
        record_act("items.edit_question", actor=actor, content=content, records=moved)
    return question


def remove_question(*, actor: Actor, question: ChecklistQuestion) -> InspectionItem:
    """The item without this question; the rest move up."""
    with transaction.atomic():
        question = find_question(actor, question.pk)
        item = _drafted_item(actor, question.checklist.item)
        gone = ChecklistQuestion(pk=question.pk)
        question.delete()
        moved = _renumber(questions_of(item))
        content = {"code": item.code, "number": question.number}
        record_act("items.remove_question", actor=actor, content=content, records=moved, gone=[gone])
    return item


def checklist_for(item: InspectionItem) -> tuple[Checklist, list[Checklist]]:
    """The checklist of an item; one that had to be begun again in the list, saved, to be recorded."""
    known = checklist_of(item)
    if known is not None:
        return known, []
    begun = Checklist.objects.create(item=item, title=f"{item.name}检查单"[:120])
    return begun, [begun]


def fill_question(question: ChecklistQuestion, values: Mapping[str, Any], shelf: Shelf) -> None:
    """Set the fields of a question by name and tie its basis to legal texts; `Refusal` when it cannot be
    asked as it then stands."""
    for field in QUESTION_FIELDS:
        if field in values:
            setattr(question, field, values[field])
    if problem := question_problem(question):
        raise Refusal(
            "question-form",
            f"“{question.words[:40]}”{problem}。",
            title="不能保存：题目不完整",
            remedy="检查单的每一道题都要能当场回答，并写明什么样的答案算发现问题。",
        )
    cite(question, shelf)


def _drafted_item(actor: Actor, item: InspectionItem) -> InspectionItem:
    lock_items(actor)
    item = find_item(actor, item.pk)
    drafted_only(actor, item.item_list)
    return item


def _renumber(
    questions: Sequence[ChecklistQuestion], always: ChecklistQuestion | None = None
) -> list[ChecklistQuestion]:
    """Save every question whose place has changed, and the one named."""
    moved = []
    for number, question in enumerate(questions, start=1):
        if question.number != number or question == always or question._state.adding:
            question.number = number
            question.save()
            moved.append(question)
    return moved
