"""The list and its checklists as workbooks whose headings the import recognises: brought in again they change
nothing."""

from collections.abc import Iterable, Iterator

from mingcha.common.workbooks.writer import Value
from mingcha.items.models import ChecklistQuestion, InspectionItem
from mingcha.items.rules import FIELD_TITLES, exported
from mingcha.items.rules.checklists import question_words
from mingcha.items.subjects.questions.columns import FIELDS, TITLES

ITEM_HEADINGS = list(FIELD_TITLES.values())
QUESTION_HEADINGS = list(TITLES.values())


def item_rows(items: Iterable[InspectionItem]) -> Iterator[list[Value]]:
    for item in items:
        yield [exported(field, value) for field, value in item.facts.items()]


def question_rows(questions: Iterable[ChecklistQuestion]) -> Iterator[list[Value]]:
    """One row a question, under the code of its item."""
    for question in questions:
        words = question_words(question)
        yield [question.checklist.item.code, *(words[field] for field in FIELDS)]
