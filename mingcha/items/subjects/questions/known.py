"""The questions of a version, and which of them a row means: by its words, else by its place."""

from collections import defaultdict
from collections.abc import Sequence

from mingcha.common.workbooks.values import read_text
from mingcha.intake.subjects import Parsed
from mingcha.items.models import ChecklistQuestion, InspectionItem
from mingcha.items.subjects.items.parse import as_read


class KnownQuestions:
    """Items by their code with the questions of each in order; `of` gives the question of a row."""

    def __init__(self, items: Sequence[InspectionItem], questions: Sequence[ChecklistQuestion]) -> None:
        self.items = {as_read("code", item.code): item for item in items}
        self.questions: dict[str, list[ChecklistQuestion]] = defaultdict(list)
        for question in sorted(questions, key=lambda one: one.number):
            self.questions[as_read("code", question.checklist.item.code)].append(question)

    def match(self, rows: Sequence[Parsed]) -> dict[int, ChecklistQuestion]:
        """Row number → question. Words decide first, so that a question moved or put in between is no other
        question; what is left over is known by its number: then the words have changed."""
        found: dict[int, ChecklistQuestion] = {}
        taken: set[ChecklistQuestion] = set()
        for is_same in (_same_words, _same_place):
            for row in rows:
                left = (one for one in self.questions[row.values["code"]] if one not in taken)
                question = None if row.number in found else next((o for o in left if is_same(o, row)), None)
                if question is not None:
                    found[row.number] = question
                    taken.add(question)
        return found


def _same_words(question: ChecklistQuestion, row: Parsed) -> bool:
    return bool(read_text(question.words) == row.values["words"])


def _same_place(question: ChecklistQuestion, row: Parsed) -> bool:
    return bool(question.number == row.values.get("number"))
