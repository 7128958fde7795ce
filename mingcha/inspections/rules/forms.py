"""What is asked on a visit and what was told, and whether that is whole and free of contradictions. Nothing
is preset: what is not answered is missing. Pure."""

import datetime
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from mingcha.inspections.rules.files import FILE_KINDS, HANDED, PHOTO, SCREEN
from mingcha.inspections.rules.methods import ON_PAPER, REMOTE
from mingcha.inspections.rules.outcomes import OutcomeKind
from mingcha.inspections.rules.signing import ABSENT, REFUSED, SIGNED, signings_of
from mingcha.items.rules.checklists import CHOICE, NUMBER, TEXT, YES_NO, Question, answers_of, is_finding

WORDS_LIMIT, MEASURES_LIMIT = 500, 200


class Problem(NamedTuple):
    """Where something is missing or contradicts itself, and what."""

    where: str
    sentence: str


@dataclass(frozen=True)
class AskedQuestion:
    """A question of a checklist under the key by which its answer is kept."""

    key: str
    question: Question


@dataclass(frozen=True)
class AskedItem:
    """One item at one unit: its questions, and the results that may be given."""

    code: str
    name: str
    questions: tuple[AskedQuestion, ...]
    outcomes: tuple[OutcomeKind, ...]
    section: str = ""


@dataclass(frozen=True)
class AskedUnit:
    """One unit of a visit with what is inspected there; `partners` are items of partner bureaus, which record
    them themselves, as (bureau, item)."""

    code: str
    name: str
    places: tuple[str, ...]
    items: tuple[AskedItem, ...]
    not_checked: tuple[OutcomeKind, ...]
    partners: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Answer:
    """One answer as it was typed; `note` explains it."""

    answer: str
    note: str = ""


@dataclass(frozen=True)
class Result:
    """One outcome of one item at one unit; `item` is empty where the unit could not be checked."""

    unit: str
    item: str
    code: str
    words: str = ""
    measures: str = ""
    due_on: datetime.date | None = None


class Attached(NamedTuple):
    """A file of the visit, and what it shows."""

    kind: str
    unit: str
    question: str


class Posted(NamedTuple):
    """A letter to a unit's registered address."""

    unit: str
    sent_on: datetime.date
    returned_on: datetime.date | None


@dataclass(frozen=True)
class Told:
    """Everything that is judged together when a record is handed in."""

    method: str
    answers: Mapping[tuple[str, str], Answer]
    results: Sequence[Result]
    signing: str
    party: str
    refusal_reason: str
    refusal_witness: str
    situation: str
    files: Sequence[Attached]
    letters: Sequence[Posted]
    letter_gap: tuple[int, int]


def read_number(text: str) -> Decimal | None:
    """A number as people type it, full-width digits too; None where it is none.

    >>> read_number("１２．５"), read_number("约3")
    (Decimal('12.5'), None)
    """
    plain = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def answer_problem(question: Question, answer: str) -> str:
    """Why this answer cannot stand, in Chinese; empty where it can."""
    if not answer.strip():
        return "没有回答"
    if question.kind == NUMBER and read_number(answer) is None:
        return f"“{answer}”不是数值"
    if question.kind in (YES_NO, CHOICE) and answer not in answers_of(question):
        return f"没有“{answer}”这个答案，可选{'、'.join(answers_of(question))}"
    return ""


def is_finding_answer(question: Question, answer: str) -> bool:
    """Whether the answer says that something is wrong."""
    if question.kind == TEXT:
        return False
    if question.kind == NUMBER:
        number = read_number(answer)
        return number is not None and is_finding(question, number)
    return is_finding(question, answer)


def problems(asked: Sequence[AskedUnit], told: Told) -> list[Problem]:
    """Everything that keeps the record from being handed in, in the order of the form."""
    found = [one for unit in asked for one in _unit_problems(unit, told)]
    return [*_foreign_problems(asked, told), *found, *_signing_problems(told), *_method_problems(asked, told)]


def _foreign_problems(asked: Sequence[AskedUnit], told: Told) -> Iterator[Problem]:
    """Nothing is told of what is not asked here: a unit may have left since the draft was saved."""
    units = {unit.code: unit for unit in asked}
    items = {(unit.code, item.code) for unit in asked for item in unit.items}
    questions = {(unit.code, one.key) for unit in asked for item in unit.items for one in item.questions}
    barred = {(code, "") for code in units}
    foreign = [one.unit for one in told.results if (one.unit, one.item) not in items | barred]
    foreign += [unit for unit, key in told.answers if (unit, key) not in questions]
    for code in dict.fromkeys(foreign):
        where = units[code].name if code in units else code
        yield Problem(where, "这里没有要检查的这个对象、事项或者题目，请刷新页面核对后重新保存")


def _unit_problems(unit: AskedUnit, told: Told) -> Iterator[Problem]:
    own = [one for one in told.results if one.unit == unit.code]
    barred = [one for one in own if not one.item]
    if barred:
        yield from _not_checked_problems(unit, barred, own, told)
        return
    for item in unit.items:
        yield from _item_problems(unit, item, [one for one in own if one.item == item.code], told)


def _not_checked_problems(
    unit: AskedUnit, barred: Sequence[Result], own: Sequence[Result], told: Told
) -> Iterator[Problem]:
    kinds = {kind.code: kind for kind in unit.not_checked}
    if any(one.item for one in own):
        yield Problem(unit.name, "已选无法检查，又填了事项的结果，只能留一种")
    for result in barred:
        kind = kinds.get(result.code)
        if kind is None:
            yield Problem(unit.name, "没有这种结果，请重新选择")
            continue
        yield from _result_problems(unit.name, kind, result)
        if kind.needs_letters:
            yield from _letter_problems(unit, told)
        files = {one.kind for one in told.files if one.unit in ("", unit.code)}
        if kind.proof and not files & set(kind.proof):
            wanted = "或".join(FILE_KINDS[one] for one in kind.proof)
            yield Problem(unit.name, f"结果为“{kind.title}”的，须附{wanted}")


def _letter_problems(unit: AskedUnit, told: Told) -> Iterator[Problem]:
    back = sorted(one.sent_on for one in told.letters if one.unit == unit.code and one.returned_on)
    low, high = told.letter_gap
    if len(back) < 2:
        yield Problem(unit.name, f"认定无法联系，须两次寄出专用信函均被退回，现有{len(back)}次")
    elif not any(low <= (later - former).days <= high for former in back for later in back):
        yield Problem(unit.name, f"两次信函的间隔应为{low}至{high}日")


def _item_problems(
    unit: AskedUnit, item: AskedItem, results: Sequence[Result], told: Told
) -> Iterator[Problem]:
    where = f"{unit.name}：{item.name}"
    findings = 0
    for asked in item.questions:
        answer = told.answers.get((unit.code, asked.key), Answer(""))
        place = f"{where}第{asked.question.number}题"
        if wrong := answer_problem(asked.question, answer.answer):
            yield Problem(place, wrong)
            continue
        is_wrong = is_finding_answer(asked.question, answer.answer)
        findings += is_wrong
        if is_wrong and not answer.note.strip():
            yield Problem(place, "答案属于发现问题，请写明具体情况")
        if asked.question.needs_photo and not _has_photo(told.files, unit.code, asked.key):
            yield Problem(place, "这一题须附照片")
    yield from _outcome_problems(where, item, results, findings)


def _has_photo(files: Iterable[Attached], unit: str, question: str) -> bool:
    return any(one.kind == PHOTO and one.unit == unit and one.question == question for one in files)


def _outcome_problems(
    where: str, item: AskedItem, chosen: Sequence[Result], findings: int
) -> Iterator[Problem]:
    results = [one for one in chosen if one.code]
    kinds = {kind.code: kind for kind in item.outcomes}
    if not results:
        yield Problem(where, "没有选检查结果")
        return
    known = [(kinds[one.code], one) for one in results if one.code in kinds]
    if len(known) < len(results):
        yield Problem(where, "没有这种结果，请重新选择")
    wrong = [kind for kind, _ in known if kind.is_problem]
    clean = [kind for kind, _ in known if not kind.is_problem]
    if wrong and clean:
        yield Problem(where, f"“{clean[0].title}”与“{wrong[0].title}”不能同时选")
    if findings and not wrong:
        title = clean[0].title if clean else "检查结果"
        yield Problem(where, f"检查单有{findings}题属于发现问题，与“{title}”矛盾")
    if item.questions and not findings and any(kind.asks_finding for kind in wrong):
        yield Problem(where, f"结果为“{wrong[0].title}”，检查单里没有一题属于发现问题，请核对")
    if not item.questions and not any(one.words.strip() for _, one in known):
        yield Problem(where, "这一事项没有检查单，请写明检查情况")
    for kind, result in known:
        yield from _result_problems(where, kind, result)


def _result_problems(where: str, kind: OutcomeKind, result: Result) -> Iterator[Problem]:
    if kind.needs_words and not result.words.strip():
        yield Problem(where, f"结果为“{kind.title}”的，须写明情况")
    if kind.needs_measures and not result.measures.strip():
        yield Problem(where, f"结果为“{kind.title}”的，须写明处理措施")
    if kind.needs_measures and result.due_on is None:
        yield Problem(where, f"结果为“{kind.title}”的，须写明改正期限")


def _signing_problems(told: Told) -> Iterator[Problem]:
    where = "签字"
    if told.signing not in signings_of(told.method):
        yield Problem(where, "没有选当事人是否签字")
        return
    if told.signing == SIGNED and not told.party.strip():
        yield Problem(where, "当事人已签字的，须写明签字人")
    if told.signing in (REFUSED, ABSENT) and not told.refusal_reason.strip():
        yield Problem(where, "当事人没有签字的，须写明原因")
    if told.signing in (REFUSED, ABSENT) and not told.refusal_witness.strip():
        yield Problem(where, "当事人没有签字的，须写明见证人")


def _checked(asked: Sequence[AskedUnit], told: Told) -> bool:
    """Whether any unit was checked after all."""
    barred = {one.unit for one in told.results if not one.item}
    return any(unit.code not in barred for unit in asked)


def _method_problems(asked: Sequence[AskedUnit], told: Told) -> Iterator[Problem]:
    if not told.situation.strip():
        yield Problem("检查情况", "没有写明检查情况")
    handed = [one for one in told.files if one.kind == HANDED]
    if told.method == ON_PAPER and _checked(asked, told) and not handed:
        yield Problem("书面检查", "没有当事人提交的材料，无从书面检查")
    if told.method == REMOTE and _checked(asked, told) and not any(one.kind == SCREEN for one in told.files):
        yield Problem("远程检查", "没有附网页或视频截图，看到了什么无从核对")
