"""How a question of a checklist is answered, when an answer is a finding, what makes it whole. Pure."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

YES_NO, NUMBER, CHOICE, TEXT = "yes_no", "number", "choice", "text"
ANSWER_KINDS: dict[str, str] = {YES_NO: "是／否", NUMBER: "数值", CHOICE: "选择", TEXT: "文字"}
YES, NO, NOT_APPLICABLE = "是", "否", "不适用"
YES_NO_ANSWERS = (YES, NO, NOT_APPLICABLE)


class QuestionFacts(Protocol):
    """What the rules ask of a question."""

    @property
    def words(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def choices(self) -> Sequence[str]: ...
    @property
    def lowest(self) -> Decimal | None: ...
    @property
    def highest(self) -> Decimal | None: ...
    @property
    def finding_answers(self) -> Sequence[str]: ...


class Question(QuestionFacts, Protocol):
    """Everything a question says."""

    @property
    def number(self) -> int: ...
    @property
    def unit(self) -> str: ...
    @property
    def needs_photo(self) -> bool: ...
    @property
    def basis(self) -> str: ...


def answers_of(question: QuestionFacts) -> tuple[str, ...]:
    """The answers that may be ticked; empty for numbers and text."""
    if question.kind == YES_NO:
        return YES_NO_ANSWERS
    return (*question.choices, NOT_APPLICABLE) if question.kind == CHOICE else ()


def is_finding(question: QuestionFacts, answer: str | Decimal) -> bool:
    """Whether this answer is a 发现问题: a ticked one that the question names, a number beyond its limits."""
    if isinstance(answer, Decimal):
        too_low = question.lowest is not None and answer < question.lowest
        return too_low or (question.highest is not None and answer > question.highest)
    return answer in question.finding_answers


def question_problem(question: QuestionFacts) -> str:
    """Why a question cannot be asked as it stands, in Chinese; empty when it can."""
    if not question.words.strip():
        return "没有写明检查内容"
    if question.kind == NUMBER:
        return _limits_problem(question.lowest, question.highest)
    if question.kind == CHOICE and len(set(question.choices)) < 2:
        return "至少要有两个不同的选项"
    return _answers_problem(question) if question.kind != TEXT else ""


def _limits_problem(lowest: Decimal | None, highest: Decimal | None) -> str:
    if lowest is None and highest is None:
        return "要写明下限或上限，超出的才是发现问题"
    return "上限低于下限" if lowest is not None and highest is not None and highest < lowest else ""


def _answers_problem(question: QuestionFacts) -> str:
    known = answers_of(question)
    strange = next((answer for answer in question.finding_answers if answer not in known), "")
    if strange:
        return f"没有“{strange}”这个答案，可填{'、'.join(known)}"
    return "" if question.finding_answers else f"没有写明哪个答案属于发现问题，可填{'、'.join(known)}"


def finding_words(question: QuestionFacts, unit: str = "") -> str:
    """When an answer is a finding, as the paper says it."""
    if question.kind == NUMBER:
        limits = [
            f"{word}{plain_number(limit)}{unit}"
            for word, limit in (("低于", question.lowest), ("高于", question.highest))
            if limit is not None
        ]
        return "或".join(limits)
    return "、".join(question.finding_answers)


def question_words(question: Question) -> dict[str, str]:
    """Every field of a question as a workbook has it."""
    limits = {name: getattr(question, name) for name in ("lowest", "highest")}
    return {
        "number": str(question.number),
        "words": question.words,
        "kind": ANSWER_KINDS[question.kind],
        "choices": "、".join(question.choices),
        "unit": question.unit,
        **{name: "" if limit is None else plain_number(limit) for name, limit in limits.items()},
        "finding_answers": "、".join(question.finding_answers),
        "needs_photo": "是" if question.needs_photo else "否",
        "basis": question.basis,
    }


def plain_number(number: Decimal) -> str:
    """Without trailing zeros and without exponent.

    >>> plain_number(Decimal("10.0000")), plain_number(Decimal("0.5000"))
    ('10', '0.5')
    """
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
