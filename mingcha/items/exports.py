"""The list and its checklists as workbooks whose headings the import recognises: brought in again they change
nothing."""

from collections.abc import Iterable, Iterator

from mingcha.common.workbooks.writer import Value
from mingcha.items.models import ChecklistQuestion, InspectionItem, ItemList
from mingcha.items.rules import FIELD_TITLES, exported
from mingcha.items.rules.checklists import question_words
from mingcha.items.subjects.questions.columns import FIELDS, TITLES

ITEM_HEADINGS = list(FIELD_TITLES.values())
QUESTION_HEADINGS = list(TITLES.values())


LIST_HEADINGS = ("清单", "状态", "事项", "送审人", "送审时间", "审定人", "审定时间", "公布日期")


def list_rows(lists: Iterable[ItemList]) -> Iterator[list[Value]]:
    """One row a version, as the page of versions shows them."""
    for one in lists:
        yield [
            *(str(one), one.get_state_display(), one.items.count()),
            *(one.submitted_by, one.submitted_at, one.approved_by, one.approved_at),
            one.published_at,
        ]


def item_rows(items: Iterable[InspectionItem]) -> Iterator[list[Value]]:
    for item in items:
        yield [exported(field, value) for field, value in item.facts.items()]


def question_rows(questions: Iterable[ChecklistQuestion]) -> Iterator[list[Value]]:
    """One row a question, under the code of its item."""
    for question in questions:
        words = question_words(question)
        yield [question.checklist.item.code, *(words[field] for field in FIELDS)]
