"""The page on which a record is typed: what is asked, with what was answered so far, and how a post is read.
The parts of a unit are told apart by places (u0, i1), never by codes in the address."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict

from mingcha.common import moments
from mingcha.inspections.forms.fields import ClockField
from mingcha.inspections.models import InspectionRecord
from mingcha.inspections.queries.fitness import Officer
from mingcha.inspections.queries.forms import answers_of, results_of
from mingcha.inspections.rules.forms import Answer, AskedItem, AskedUnit, Result
from mingcha.inspections.rules.outcomes import OutcomeKind
from mingcha.inspections.rules.signing import SIGNINGS, signings_of
from mingcha.inspections.services import Typed
from mingcha.inspections.services.keep_record import WORDS
from mingcha.items.rules.checklists import NUMBER, TEXT, Question, finding_words
from mingcha.items.rules.checklists import answers_of as choices_of
from mingcha.law.forms import DayField

# Empty in a draft, and missing when it is handed in.
ASKED_LATER = ("on", "began", "ended", "situation", "signing")


class RecordForm(forms.Form):
    """What is typed once for the whole visit. Nothing is preset, and nothing has to be there: a draft may be
    incomplete."""

    on = DayField(label="实际检查日期", required=False, help_text="例如2026-06-18")
    began = ClockField(label="开始时间", required=False)
    ended = ClockField(label="结束时间", required=False)
    hours_reason = forms.CharField(
        label="时间说明",
        max_length=200,
        required=False,
        help_text="夜间、休息日、超过预计、改了日期的，写明原因。",
    )
    place = forms.CharField(label="检查地点", max_length=120, required=False)
    situation = forms.CharField(
        label="检查情况",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="检查的经过和所见。不写身份证号、手机号。",
    )
    party = forms.CharField(label="在场人或者签字人", max_length=32, required=False)
    party_post = forms.CharField(label="在场人职务", max_length=32, required=False)
    party_words = forms.CharField(
        label="当事人意见", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    signing = forms.ChoiceField(label="签字情况", required=False)
    refusal_reason = forms.CharField(label="未签字原因", max_length=200, required=False)
    refusal_witness = forms.CharField(label="见证人", max_length=32, required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, method: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ASKED_LATER:
            self.fields[name].is_asked_later = True  # type: ignore[attr-defined]  # read by _field.html
        choices = [("", "请选择"), *((one, SIGNINGS[one]) for one in signings_of(method))]
        self.fields["signing"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        """Times need their day."""
        told = super().clean() or self.cleaned_data
        if (told.get("began") or told.get("ended")) and not told.get("on") and "on" not in self.errors:
            self.add_error("on", "填了时间的，请填写检查日期。")
        return told


def initial_of(record: InspectionRecord) -> dict[str, Any]:
    """What the form shows of a draft."""
    began, ended = record.began_at, record.ended_at
    kept = {name: getattr(record, name) for name in (*WORDS, "revision")}
    first = began or ended
    return {
        **kept,
        "on": moments.local_day(first).isoformat() if first else "",
        "began": f"{moments.local_time(began):%H:%M}" if began else "",
        "ended": f"{moments.local_time(ended):%H:%M}" if ended else "",
    }


@dataclass(frozen=True)
class QuestionLine:
    """A question with its place and what was answered."""

    place: str
    question: Question
    answer: str
    note: str

    @property
    def choices(self) -> tuple[str, ...]:
        return choices_of(self.question)

    @property
    def is_number(self) -> bool:
        return self.question.kind == NUMBER

    @property
    def is_text(self) -> bool:
        return self.question.kind == TEXT

    @property
    def finding(self) -> str:
        """Which answers are findings, in words."""
        return finding_words(self.question, self.question.unit)


@dataclass(frozen=True)
class ItemLine:
    """An item at a unit: its questions, its results with those that were chosen."""

    place: str
    item: AskedItem
    questions: tuple[QuestionLine, ...]
    outcomes: tuple[tuple[OutcomeKind, bool], ...]
    words: str
    measures: str
    due_on: str


@dataclass(frozen=True)
class UnitLine:
    """A unit of the visit; `barred` is the result where it could not be checked."""

    place: str
    unit: AskedUnit
    items: tuple[ItemLine, ...]
    barred: str
    barred_words: str


def lines_of(asked: Sequence[AskedUnit], typed: Typed) -> list[UnitLine]:
    """What the page shows."""
    return [_unit_line(f"u{number}", unit, typed) for number, unit in enumerate(asked)]


def _unit_line(place: str, unit: AskedUnit, typed: Typed) -> UnitLine:
    barred = next((one for one in typed.results if one.unit == unit.code and not one.item), None)
    items = tuple(
        _item_line(f"{place}i{number}", unit, item, typed) for number, item in enumerate(unit.items)
    )
    return UnitLine(place, unit, items, barred.code if barred else "", barred.words if barred else "")


def _item_line(place: str, unit: AskedUnit, item: AskedItem, typed: Typed) -> ItemLine:
    chosen = [one for one in typed.results if (one.unit, one.item) == (unit.code, item.code)]
    codes = {one.code for one in chosen}
    due = next((one.due_on for one in chosen if one.due_on), None)
    return ItemLine(
        place,
        item,
        tuple(
            QuestionLine(f"{place}q{number}", one.question, *_given(typed, unit.code, one.key))
            for number, one in enumerate(item.questions)
        ),
        tuple((kind, kind.code in codes) for kind in item.outcomes),
        next((one.words for one in chosen if one.words), ""),
        next((one.measures for one in chosen if one.measures), ""),
        due.isoformat() if due else "",
    )


def _given(typed: Typed, unit: str, question: str) -> tuple[str, str]:
    told = typed.answers.get((unit, question), Answer(""))
    return told.answer, told.note


def typed_of(record: InspectionRecord) -> Typed:
    """What a version says, as it would be typed."""
    return Typed(
        began_at=record.began_at,
        ended_at=record.ended_at,
        attended=tuple(record.attended),
        answers=answers_of(record),
        results=tuple(results_of(record)),
    )


def read_typed(
    form: RecordForm, post: QueryDict, asked: Sequence[AskedUnit], team: Sequence[Officer]
) -> tuple[Typed, dict[str, str]]:
    """What was posted, and by its place whatever of it cannot be read. What the form refuses is left out."""
    told = form.cleaned_data if hasattr(form, "cleaned_data") else {}
    wrong: dict[str, str] = {}
    results = list(_results(post, asked, wrong))
    typed = Typed(
        began_at=_moment(told.get("on"), told.get("began")),
        ended_at=_moment(told.get("on"), told.get("ended")),
        attended=[one.roster_no for one in team if one.roster_no in post.getlist("attended")],
        answers=dict(_answers(post, asked)),
        results=results,
        **{name: told.get(name) or "" for name in WORDS},
    )
    return typed, wrong


def _answers(post: QueryDict, asked: Sequence[AskedUnit]) -> Iterator[tuple[tuple[str, str], Answer]]:
    for place, unit, item in _places(asked):
        for number, one in enumerate(item.questions):
            name = f"{place}q{number}"
            yield (unit.code, one.key), Answer(post.get(name, ""), post.get(f"{name}n", ""))


def _results(post: QueryDict, asked: Sequence[AskedUnit], wrong: dict[str, str]) -> Iterator[Result]:
    for number, unit in enumerate(asked):
        if barred := post.get(f"u{number}x", ""):
            yield Result(unit.code, "", barred, words=post.get(f"u{number}xw", ""))
    for place, unit, item in _places(asked):
        due = _due_on(post, place, wrong)
        kinds = {kind.code: kind for kind in item.outcomes}
        words, measures = post.get(f"{place}w", ""), post.get(f"{place}m", "")
        # What was typed before a result is ticked is kept under none, and is missing when it is handed in.
        nothing = [""] if words.strip() or measures.strip() or due else []
        for code in dict.fromkeys(post.getlist(f"{place}o")) or nothing:
            is_clean = code in kinds and not kinds[code].is_problem
            yield Result(
                unit.code,
                item.code,
                code,
                words=words,
                measures="" if is_clean else measures,
                due_on=None if is_clean else due,
            )


def _due_on(post: Mapping[str, str], place: str, wrong: dict[str, str]) -> datetime.date | None:
    try:
        return DayField(label="改正期限", required=False).clean(post.get(f"{place}d", ""))
    except forms.ValidationError as error:
        wrong[f"{place}d"] = "；".join(error.messages)
        return None


def _places(asked: Sequence[AskedUnit]) -> Iterator[tuple[str, AskedUnit, AskedItem]]:
    for number, unit in enumerate(asked):
        for place, item in enumerate(unit.items):
            yield f"u{number}i{place}", unit, item


def _moment(day: datetime.date | None, clock: datetime.time | None) -> datetime.datetime | None:
    if day is None or clock is None:
        return None
    start = moments.day_begins(day)
    return start + datetime.timedelta(hours=clock.hour, minutes=clock.minute)


class WordsForm(forms.Form):
    """Why a record is given back."""

    words = forms.CharField(label="哪里不对", max_length=200)


class ChangeReasonForm(forms.Form):
    """Why a confirmed record has to be put right."""

    reason = forms.CharField(label="更正原因", max_length=200, help_text="哪里错了、应当是什么、为什么。")


class GiveUpForm(forms.Form):
    """Why a draft, or a change that was asked for, is not gone on with."""

    button = "放弃"

    reason = forms.CharField(
        label="放弃原因",
        max_length=200,
        help_text="例如：在另一户次填写、日期要改。填写过的内容记入留痕日志，不再显示。",
    )
