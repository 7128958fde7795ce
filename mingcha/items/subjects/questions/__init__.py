"""检查单题目 as a kind of import: each row one question of an item, into the version being drafted."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision
from mingcha.common.workbooks import Mapped, SheetRow
from mingcha.common.workbooks.values import read_text
from mingcha.intake.models import ImportBatch
from mingcha.intake.subjects import CHANGED, NEW, REFUSED, UNCHANGED, Judged, Parsed, RowSubject, judged
from mingcha.items.models import Checklist, ChecklistQuestion, InspectionItem
from mingcha.items.policies import can_view_items
from mingcha.items.queries import questions_in
from mingcha.items.rules.checklists import question_problem, question_words
from mingcha.items.services.checklists import checklist_for, fill_question
from mingcha.items.services.start_list import lock_items
from mingcha.items.subjects.drafting import can_import_into_draft, draft_for, present_items, submitted_after
from mingcha.items.subjects.questions.columns import COLUMNS, FIELDS, TITLES
from mingcha.items.subjects.questions.known import KnownQuestions
from mingcha.items.subjects.questions.parse import as_stored, parse_question
from mingcha.law.queries import shelf_of
from mingcha.ledger.models import Record

LAST = 10_000


class QuestionSubject(RowSubject):
    """检查单题目. A question that no row names stays: taking one out is a decision of its own."""

    kind = "questions"
    title = "检查单题目"
    measure = "道题"
    url = "item_lists"
    columns = COLUMNS

    def can_import(self, actor: Actor) -> Decision:
        return can_import_into_draft(actor)

    def can_read(self, actor: Actor) -> Decision:
        return can_view_items(actor)

    def parse(self, row: SheetRow, mapping: Mapping[str, Mapped]) -> Parsed:
        return parse_question(row, mapping)

    def judge(self, scope: Actor, rows: Sequence[Parsed]) -> list[Judged]:
        items = present_items(scope)
        known = KnownQuestions(items, questions_in(items))
        matched = known.match(rows)
        earlier: dict[tuple[str, str], Parsed] = {}
        return [_judge(row, known, matched.get(row.number), earlier) for row in rows]

    def write(self, *, actor: Actor, batch: ImportBatch, rows: Sequence[Judged]) -> list[Record]:
        lock_items(actor)
        draft, items, begun = draft_for(actor)
        questions = begun.questions if begun else questions_in(items)
        writing = _Writing(KnownQuestions(items, questions))
        shelf = shelf_of(actor.office_id)
        for row in rows:
            fill_question(writing.question_of(row), as_stored(row.values), shelf)
        changed = writing.saved()
        if begun is None:
            return [*writing.begun, *changed]
        rest = [one for one in changed if one not in begun.questions]
        return [draft, *begun.items, *begun.checklists, *writing.begun, *begun.questions, *rest]

    def stands_on(self, batch: ImportBatch) -> list[str]:
        return submitted_after(batch)


class _Writing:
    """Questions filled and put in their places; those of an item that the file says nothing of keep their
    order."""

    def __init__(self, known: KnownQuestions) -> None:
        self.known = known
        self.begun: list[Checklist] = []
        self.filled: set[ChecklistQuestion] = set()
        self.wanted: dict[str, list[tuple[int, ChecklistQuestion]]] = defaultdict(list)

    def question_of(self, row: Judged) -> ChecklistQuestion:
        code, number = row.values["code"], row.ties["number"]
        found = next((one for one in self.known.questions[code] if one.number == number), None)
        question = found or ChecklistQuestion(checklist=self._checklist(self.known.items[code]), number=LAST)
        row.record_id = question.pk
        self.filled.add(question)
        self.wanted[code].append((row.values.get("number") or question.number, question))
        return question

    def saved(self) -> list[ChecklistQuestion]:
        """Every question whose facts or place have changed, saved."""
        return [question for code in self.wanted for question in self._numbered(code)]

    def _numbered(self, code: str) -> list[ChecklistQuestion]:
        told = dict.fromkeys(question for _, question in self.wanted[code])
        rest = [(one.number, one) for one in self.known.questions[code] if one not in told]
        places = sorted([*self.wanted[code], *rest], key=lambda pair: pair[0])
        moved = []
        for number, (_, question) in enumerate(places, start=1):
            if question in self.filled or question.number != number:
                question.number = number
                question.save(force_insert=question._state.adding)
                moved.append(question)
        return moved

    def _checklist(self, item: InspectionItem) -> Checklist:
        checklist, begun = checklist_for(item)
        self.begun += begun
        return checklist


def _judge(
    row: Parsed,
    known: KnownQuestions,
    question: ChecklistQuestion | None,
    earlier: dict[tuple[str, str], Parsed],
) -> Judged:
    code = row.values["code"]
    if code not in known.items:
        reason = f"清单中没有编码为“{code}”的事项。请核对编码，或先把这个事项加入清单。"
        return judged(row, REFUSED, refused=reason)
    twin = earlier.setdefault((code, row.values["words"]), row)
    if twin is not row:
        return _judge_twin(row, twin)
    asked = ChecklistQuestion(**(_facts(question) if question else {}))
    for field, value in as_stored(row.values).items():
        setattr(asked, field, value)
    if problem := question_problem(asked):
        return judged(row, REFUSED, refused=f"{problem}。请补填或改正。")
    if question is None:
        return judged(row, NEW, ties={"number": None})
    changes = _differences(question, asked, row.values)
    ties = {"number": question.number}
    return judged(
        row, CHANGED if changes else UNCHANGED, record_id=question.pk, differences=changes, ties=ties
    )


def _judge_twin(row: Parsed, twin: Parsed) -> Judged:
    if row.values == twin.values:
        return judged(row, UNCHANGED)
    reason = f"与第{twin.number}行是同一事项的同一道题，但填写不同。请只留一行。"
    return judged(row, REFUSED, refused=reason)


def _facts(question: ChecklistQuestion) -> dict[str, Any]:
    return {field: getattr(question, field) for field in FIELDS}


def _differences(
    question: ChecklistQuestion, asked: ChecklistQuestion, values: Mapping[str, Any]
) -> list[tuple[str, str, str]]:
    """What the row would change, as the workbook shows it."""
    before, after = question_words(question), question_words(asked)
    if values.get("number"):
        after["number"] = str(values["number"])
    return [
        (TITLES[field], before[field], after[field])
        for field in FIELDS
        if read_text(before[field]) != read_text(after[field])
    ]


QUESTIONS = QuestionSubject()
