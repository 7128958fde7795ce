"""Checklists: their questions in order, and the question one means."""

from collections.abc import Iterable
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Unknown
from mingcha.items.models import Checklist, ChecklistQuestion, InspectionItem


def checklist_of(item: InspectionItem) -> Checklist | None:
    """The checklist of an item, or None while it has no question."""
    return Checklist.objects.filter(item=item).first()


def questions_of(item: InspectionItem) -> list[ChecklistQuestion]:
    """The questions of an item's checklist by number."""
    return list(ChecklistQuestion.objects.filter(checklist__item=item))


def questions_in(items: Iterable[InspectionItem]) -> list[ChecklistQuestion]:
    """The questions of all these items with their items, by code and number."""
    asked = ChecklistQuestion.objects.filter(checklist__item__in=[item.pk for item in items])
    return list(asked.select_related("checklist__item").order_by("checklist__item__code", "number"))


def find_question(scope: Actor, pk: UUID) -> ChecklistQuestion:
    """The question with its item and version, or `Unknown` when there is none in the viewer's office."""
    asked = ChecklistQuestion.objects.select_related("checklist__item__item_list")
    found = asked.filter(pk=pk, checklist__item__item_list__office_id=scope.office_id).first()
    if found is None:
        raise Unknown("no-such-question", "本机构没有这道检查单题目。", title="没有找到")
    return found
