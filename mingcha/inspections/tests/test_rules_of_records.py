"""What keeps a record from being handed in: what is missing, what contradicts itself, what is not proved.
Nothing is preset."""

import datetime
from dataclasses import dataclass, field, replace
from decimal import Decimal

import pytest

from mingcha.inspections.rules.files import EXTRACT, HANDED, PHOTO, SCREEN
from mingcha.inspections.rules.forms import (
    Answer,
    AskedItem,
    AskedQuestion,
    AskedUnit,
    Attached,
    Posted,
    Result,
    Told,
    problems,
)
from mingcha.inspections.rules.methods import ON_PAPER, ON_SITE, REMOTE
from mingcha.inspections.rules.outcomes import FOUND_KINDS, NOT_CHECKED_KINDS
from mingcha.inspections.rules.signing import ABSENT, NOT_NEEDED, REFUSED, SIGNED

DUE = datetime.date(2026, 7, 18)


@dataclass(frozen=True)
class Asked:
    """A question of a checklist."""

    kind: str = "yes_no"
    number: int = 1
    words: str = "是否按批准的范围开采"
    choices: tuple[str, ...] = ()
    lowest: Decimal | None = None
    highest: Decimal | None = None
    finding_answers: tuple[str, ...] = ("否",)
    unit: str = ""
    basis: str = ""
    needs_photo: bool = False


@dataclass(frozen=True)
class Form:
    """One mine with one item of one question, and another mine without any question."""

    question: Asked = field(default_factory=Asked)

    @property
    def units(self) -> list[AskedUnit]:
        asked = (AskedQuestion("q", self.question),)
        mine = AskedItem("K01", "采矿权", asked, FOUND_KINDS)
        other = AskedItem("K02", "矿山复垦", (), FOUND_KINDS)
        return [
            AskedUnit("H1#01", "一号矿", (), (mine,), NOT_CHECKED_KINDS),
            AskedUnit("H1#02", "二号矿", (), (other,), NOT_CHECKED_KINDS),
        ]


FIRST, SECOND = Result("H1#01", "K01", "none"), Result("H1#02", "K02", "none", "植被已恢复")
PLAIN = Told(
    method=ON_SITE,
    answers={("H1#01", "q"): Answer("是")},
    results=(FIRST, SECOND),
    signing=SIGNED,
    party="张得宝",
    refusal_reason="",
    refusal_witness="",
    situation="查看了采场。",
    files=(),
    letters=(),
    letter_gap=(15, 30),
)


def said(told: Told, question: Asked | None = None) -> list[str]:
    return [one.sentence for one in problems(Form(question or Asked()).units, told)]


def first(*results: Result) -> Told:
    return replace(PLAIN, results=(*results, SECOND))


def found(code: str, **told: object) -> Result:
    return replace(FIRST, **{"code": code, "words": "越界", **told})  # type: ignore[arg-type]  # names of its fields


def barred(code: str, **told: object) -> Told:
    """The first mine could not be checked; nothing is answered there."""
    results = (Result("H1#01", "", code, "大门上锁"), SECOND)
    return replace(PLAIN, answers={}, results=results, **told)  # type: ignore[arg-type]  # names of its fields


def test_a_whole_record_is_handed_in() -> None:
    assert said(PLAIN) == []


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (replace(PLAIN, answers={}), "没有回答"),
        (replace(PLAIN, answers={("H1#01", "q"): Answer(" ")}), "没有回答"),
        (replace(PLAIN, results=(SECOND,)), "没有选检查结果"),
        (first(replace(FIRST, code="")), "没有选检查结果"),
        (first(replace(FIRST, code="perfect")), "没有这种结果，请重新选择"),
        (replace(PLAIN, results=(FIRST, replace(SECOND, words=""))), "这一事项没有检查单，请写明检查情况"),
        (replace(PLAIN, situation=" "), "没有写明检查情况"),
        (replace(PLAIN, signing=""), "没有选当事人是否签字"),
        (replace(PLAIN, party=""), "当事人已签字的，须写明签字人"),
        (replace(PLAIN, signing=NOT_NEEDED), "没有选当事人是否签字"),
    ],
)
def test_what_is_blank_is_named(told: Told, sentence: str) -> None:
    assert len(said(told)) == 1 and sentence in said(told)[0]


@pytest.mark.parametrize("signing", [REFUSED, ABSENT])
def test_a_refusal_to_sign_has_a_reason_and_a_witness(signing: str) -> None:
    told = replace(PLAIN, signing=signing)
    assert said(told) == ["当事人没有签字的，须写明原因", "当事人没有签字的，须写明见证人"]
    assert said(replace(told, refusal_reason="有异议")) == ["当事人没有签字的，须写明见证人"]
    assert said(replace(told, refusal_witness="村委会赵某")) == ["当事人没有签字的，须写明原因"]
    assert said(replace(told, refusal_reason="有异议", refusal_witness="村委会赵某")) == []


def test_a_failed_question_does_not_go_with_nothing_found() -> None:
    failed = {("H1#01", "q"): Answer("否", "越界十二米")}
    assert said(replace(PLAIN, answers=failed)) == ["检查单有1题属于发现问题，与“未发现问题”矛盾"]
    assert said(replace(first(found("pending")), answers=failed)) == []
    unexplained = replace(first(found("pending")), answers={("H1#01", "q"): Answer("否")})
    assert said(unexplained) == ["答案属于发现问题，请写明具体情况"]


def test_nothing_found_does_not_go_with_a_problem() -> None:
    failed = {("H1#01", "q"): Answer("否", "越界十二米")}
    told = replace(first(FIRST, found("pending")), answers=failed)
    assert said(told) == ["“未发现问题”与“发现问题待后续处理”不能同时选"]


def test_a_problem_of_the_checklist_has_its_question() -> None:
    assert "没有一题属于发现问题" in said(first(found("pending")))[0]
    assert said(first(found("not-published"))) == []  # found elsewhere than on the checklist


def test_what_was_ordered_says_what_and_until_when() -> None:
    failed = {("H1#01", "q"): Answer("否", "越界十二米")}
    told = replace(first(found("ordered")), answers=failed)
    assert [one.partition("的，")[2] for one in said(told)] == ["须写明处理措施", "须写明改正期限"]
    whole = first(found("ordered", measures="退回批准范围", due_on=DUE))
    assert said(replace(whole, answers=failed)) == []
    assert len(said(replace(first(found("pending", words="")), answers=failed))) == 1


def test_a_question_that_asks_for_a_photo_has_one_of_its_own_unit() -> None:
    question = Asked(needs_photo=True)
    assert said(PLAIN, question) == ["这一题须附照片"]
    elsewhere = (
        Attached(PHOTO, "H1#02", "q"),
        Attached(PHOTO, "H1#01", "other"),
        Attached(EXTRACT, "H1#01", "q"),
    )
    assert said(replace(PLAIN, files=elsewhere), question) == ["这一题须附照片"]
    assert said(replace(PLAIN, files=(Attached(PHOTO, "H1#01", "q"),)), question) == []


@pytest.mark.parametrize(("answer", "is_finding"), [("3", False), ("１２．５", True), ("-1", True)])
def test_a_number_beyond_its_limits_is_a_finding(answer: str, is_finding: bool) -> None:
    question = Asked(kind="number", finding_answers=(), lowest=Decimal(0), highest=Decimal(10))
    told = replace(PLAIN, answers={("H1#01", "q"): Answer(answer, "量得")})
    assert bool(said(told, question)) is is_finding


@pytest.mark.parametrize(("code", "kind"), [("closed", PHOTO), ("no-activity", PHOTO), ("revoked", EXTRACT)])
def test_what_could_not_be_checked_is_proved_for_that_unit(code: str, kind: str) -> None:
    assert "须附" in said(barred(code))[0]
    assert "须附" in said(barred(code, files=(Attached(kind, "H1#02", ""),)))[0]
    assert "须附" in said(barred(code, files=(Attached(SCREEN, "H1#01", ""),)))[0]
    assert said(barred(code, files=(Attached(kind, "H1#01", ""),))) == []
    assert said(barred(code, files=(Attached(kind, "", ""),))) == []


@pytest.mark.parametrize(
    ("letters", "is_enough"),
    [
        ([("H1#01", 1, True), ("H1#01", 20, True)], True),
        ([("H1#01", 1, True), ("H1#01", 15, True)], False),
        ([("H1#01", 1, True), ("H1#02", 20, True)], False),
        ([("H1#01", 1, True), ("H1#01", 20, False)], False),
        ([("H1#01", 1, True), ("H1#01", 3, True), ("H1#01", 25, True)], True),
    ],
)
def test_unreachable_is_proved_by_two_letters_to_that_unit_that_came_back(
    letters: list[tuple[str, int, bool]], is_enough: bool
) -> None:
    posted = [
        Posted(unit, datetime.date(2026, 5, day), datetime.date(2026, 6, 1) if is_back else None)
        for unit, day, is_back in letters
    ]
    assert (said(barred("unreachable", letters=posted)) == []) is is_enough


def test_a_unit_was_checked_or_it_was_not() -> None:
    told = barred("closed", files=(Attached(PHOTO, "", ""),))
    both = replace(told, results=(*told.results, FIRST))
    assert said(both) == ["已选无法检查，又填了事项的结果，只能留一种"]


@pytest.mark.parametrize(("method", "kind"), [(ON_PAPER, HANDED), (REMOTE, SCREEN)])
def test_a_check_from_afar_keeps_what_it_looked_at(method: str, kind: str) -> None:
    told = replace(PLAIN, method=method, signing=NOT_NEEDED, party="")
    assert len(said(told)) == 1
    assert said(replace(told, files=(Attached(kind, "", ""),))) == []


def test_nothing_is_said_of_what_is_not_asked() -> None:
    strange = Result("H9#01", "K01", "none")
    assert len(said(replace(PLAIN, results=(*PLAIN.results, strange)))) == 1
    assert len(said(replace(PLAIN, answers={**PLAIN.answers, ("H1#01", "z"): Answer("是")}))) == 1
