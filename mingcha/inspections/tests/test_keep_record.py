"""A record is typed by one officer, confirmed by another, and never edited once it was handed in."""

import datetime
from dataclasses import replace

import pytest

from mingcha.accounts.rules import ENFORCEMENT
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.draws.services.changes import leave_own_seat
from mingcha.draws.tests.changing import assignment_of, interest
from mingcha.draws.tests.county import Ceremony, Clock
from mingcha.inspections.models import FollowUp, InspectionRecord, Outcome
from mingcha.inspections.rules.forms import Answer, Result
from mingcha.inspections.services import (
    allow_change,
    ask_change,
    begin_record,
    confirm_record,
    return_record,
    save_record,
    submit_record,
)
from mingcha.inspections.services.settle_outcomes import REPLACED
from mingcha.inspections.states import CONFIRMED, DONE, OPEN, RECORDED, RETURNED, SUPERSEDED
from mingcha.inspections.tests.visiting import Visiting, begin_visiting, give_checklist
from mingcha.law.models import Deadline
from mingcha.registers.models import VisitFact


def test_a_visit_goes_from_its_schedule_to_a_record_of_two_officers(visiting: Visiting) -> None:
    row = visiting.first
    record = visiting.whole(row)
    row.refresh_from_db()
    assert (row.state, row.done_on) == (RECORDED, datetime.date(2026, 6, 18))
    assert record.state == CONFIRMED and record.typed_by != record.confirmed_by
    assert len(record.digest) == 64 and record.token
    facts = VisitFact.objects.filter(result="")
    assert {fact.visited_on for fact in facts} == {datetime.date(2026, 6, 18)}
    assert facts.count() == len(visiting.coverage(row).units)


def test_nothing_is_recorded_before_the_notice_nor_before_the_day(visiting: Visiting) -> None:
    row = visiting.first
    visiting.schedule(row)
    with pytest.raises(Conflict) as refused:
        begin_record(actor=visiting.member(row), inspection=row.pk)
    assert refused.value.code == "not-noticed"
    visiting.notify(row)
    with pytest.raises(Conflict) as refused:
        begin_record(actor=visiting.member(row), inspection=row.pk)
    assert refused.value.code == "before-the-day"


def test_only_the_team_types_and_only_one_of_it(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    typed = visiting.typed(row)
    with pytest.raises(Forbidden):
        save_record(actor=visiting.member(row, 1), inspection=row.pk, revision=0, typed=typed)
    outside = visiting.reader("enforcement")
    with pytest.raises(Forbidden):
        save_record(actor=outside, inspection=row.pk, revision=0, typed=typed)


def test_nobody_saves_over_what_was_saved_since(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    visiting.save(row)
    stale = visiting.typed(row, place="另一处")
    with pytest.raises(Conflict) as refused:
        save_record(actor=visiting.member(row), inspection=row.pk, revision=0, typed=stale)
    assert refused.value.code == "record-moved"
    assert InspectionRecord.objects.get(inspection=row).place == "矿区办公室"


def test_the_same_saved_twice_is_saved_once(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    typed = visiting.typed(row)
    for _ in range(2):
        record = save_record(actor=visiting.member(row), inspection=row.pk, revision=0, typed=typed)
    assert record.revision == 1


def test_what_is_handed_in_is_what_the_page_showed(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    visiting.save(row)
    visiting.save(row, place="另一处")
    with pytest.raises(Conflict) as refused:
        submit_record(actor=visiting.member(row), inspection=row.pk, revision=1)
    assert refused.value.code == "record-moved"
    assert submit_record(actor=visiting.member(row), inspection=row.pk, revision=2).place == "另一处"


def test_a_visit_that_is_over_is_not_begun_anew_nor_typed_into(visiting: Visiting) -> None:
    row = visiting.first
    record = visiting.whole(row)
    for member in (visiting.member(row), visiting.member(row, 1)):
        with pytest.raises(Conflict) as refused:
            begin_record(actor=member, inspection=row.pk)
        assert refused.value.code == "record-confirmed"
    typed = visiting.typed(row, place="另一处")
    with pytest.raises(Conflict) as refused:
        save_record(actor=visiting.member(row), inspection=row.pk, revision=record.revision, typed=typed)
    assert refused.value.code == "record-confirmed"
    assert InspectionRecord.objects.get(inspection=row).place == "矿区办公室"


def test_a_visit_ends_after_it_began_and_before_it_is_handed_in(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    began = datetime.datetime(2026, 6, 18, 1, 10, tzinfo=datetime.UTC)
    for ended in (began, began - datetime.timedelta(minutes=5), began + datetime.timedelta(hours=4)):
        with pytest.raises(Refusal) as refused:
            visiting.hand_in(row, ended_at=ended, hours_reason="企业要求")
        assert [where for where, _ in refused.value.found] == ["检查时间"]


def test_an_empty_record_is_refused_with_every_gap(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    visiting.save(row, results=(), signing="", situation="")
    with pytest.raises(Refusal) as refused:
        submit_record(actor=visiting.member(row), inspection=row.pk, revision=1)
    said = dict(refused.value.found)
    assert said["签字"] == "没有选当事人是否签字" and said["检查情况"] == "没有写明检查情况"
    assert any("没有选检查结果" in sentence for _, sentence in refused.value.found)


def test_a_failed_question_contradicts_nothing_found(ceremony: Ceremony, clock: Clock) -> None:
    question = give_checklist(ceremony)
    visiting = begin_visiting(ceremony, clock)
    row = visiting.first
    visiting.on_the_day(row)
    unit = visiting.coverage(row).units[0]
    wrong = {**visiting.typed(row).answers, (unit, str(question.pk)): Answer("否", "越界开采")}
    with pytest.raises(Refusal) as refused:
        visiting.hand_in(row, answers=wrong)
    assert "与“未发现问题”矛盾" in " ".join(sentence for _, sentence in refused.value.found)
    results = [
        Result(one.unit, one.item, "ordered", "越界开采", "责令退回批准范围", datetime.date(2026, 7, 18))
        if one.unit == unit
        else one
        for one in visiting.typed(row).results
    ]
    visiting.hand_in(row, answers=wrong, results=results)
    visiting.confirm(row)
    assert Outcome.objects.get(unit=unit).national == "5"
    assert FollowUp.objects.get().due_on == datetime.date(2026, 7, 18)


def test_whoever_was_drawn_must_have_been_there(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    with pytest.raises(Refusal) as refused:
        visiting.hand_in(row, attended=visiting.coverage(row).team[:1])
    assert [where for where, _ in refused.value.found] == ["检查组"]


def test_a_long_evening_needs_a_word(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    visiting.clock.now = datetime.datetime(2026, 6, 18, 13, 0, tzinfo=datetime.UTC)
    late = datetime.datetime(2026, 6, 18, 12, 0, tzinfo=datetime.UTC)
    with pytest.raises(Refusal) as refused:
        visiting.hand_in(row, ended_at=late)
    assert [where for where, _ in refused.value.found] == ["时间说明", "时间说明"]
    visiting.hand_in(row, ended_at=late, hours_reason="下井检查，等升井")


def test_who_typed_does_not_confirm(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    visiting.hand_in(row)
    with pytest.raises(Forbidden):
        confirm_record(actor=visiting.member(row), inspection=row.pk, version=1)


def test_what_was_given_back_stays_and_the_next_version_begins_with_it(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    visiting.hand_in(row)
    return_record(actor=visiting.member(row, 1), inspection=row.pk, version=1, words="地点写错")
    record = begin_record(actor=visiting.member(row), inspection=row.pk)
    assert (record.n, record.place, record.reason) == (2, "矿区办公室", "地点写错")
    visiting.hand_in(row, place="采场")
    visiting.confirm(row, 2)
    first = InspectionRecord.objects.get(inspection=row, n=1)
    assert (first.state, first.place) == (RETURNED, "矿区办公室")


def test_a_confirmed_record_is_put_right_by_a_version_that_another_allowed(visiting: Visiting) -> None:
    row = visiting.first
    visiting.whole(row)
    ask_change(actor=visiting.member(row), inspection=row.pk, reason="漏写处理措施")
    with pytest.raises(Forbidden):
        allow_change(actor=visiting.member(row), inspection=row.pk)
    allow_change(actor=visiting.reader("enforcement"), inspection=row.pk)
    results = [Result(one.unit, one.item, "pending", "超层开采") for one in visiting.typed(row).results]
    visiting.hand_in(row, results=results)
    visiting.confirm(row, 2)
    states = dict(InspectionRecord.objects.filter(inspection=row).values_list("n", "state"))
    assert states == {1: SUPERSEDED, 2: CONFIRMED}
    assert set(VisitFact.objects.values_list("is_void", flat=True)) == {False}
    assert set(Outcome.objects.filter(record__n=2).values_list("code", flat=True)) == {"pending"}


def test_no_change_is_allowed_by_who_had_a_hand_in_what_stands(visiting: Visiting) -> None:
    row = visiting.first
    visiting.whole(row)
    ask_change(actor=visiting.member(row), inspection=row.pk, reason="漏写处理措施")
    confirmed = replace(visiting.member(row, 1), roles=frozenset({ENFORCEMENT}))
    with pytest.raises(Forbidden, match="原来填写、确认的人"):
        allow_change(actor=confirmed, inspection=row.pk)
    allow_change(actor=visiting.reader(ENFORCEMENT), inspection=row.pk)


def test_what_the_former_version_asked_to_be_done_is_closed_by_the_next(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    wrong = [replace(one, code="pending", words="超层开采") for one in visiting.typed(row).results]
    visiting.hand_in(row, results=wrong)
    visiting.confirm(row)
    assert {one.state for one in FollowUp.objects.all()} == {OPEN}
    ask_change(actor=visiting.member(row), inspection=row.pk, reason="认错了矿界")
    allow_change(actor=visiting.reader(ENFORCEMENT), inspection=row.pk)
    visiting.hand_in(row)
    visiting.confirm(row, 2)
    assert {(one.state, one.record.n, one.done_words) for one in FollowUp.objects.all()} == {
        (DONE, 1, REPLACED)
    }


def test_with_the_confirmation_the_clock_of_the_publication_begins(visiting: Visiting) -> None:
    visiting.whole(visiting.first)
    clock = Deadline.objects.get(kind="inspections.result", closed_at=None)
    # Twenty working days after Thursday 18 June 2026; the 19th is a holiday.
    assert (clock.subject, clock.due_on) == (visiting.first.pk, datetime.date(2026, 7, 17))


def test_a_correction_that_was_given_back_goes_on_from_what_it_said(visiting: Visiting) -> None:
    row = visiting.first
    visiting.whole(row)
    ask_change(actor=visiting.member(row), inspection=row.pk, reason="漏写处理措施")
    allow_change(actor=visiting.reader("enforcement"), inspection=row.pk)
    visiting.hand_in(row, place="三号采场")
    return_record(actor=visiting.member(row, 1), inspection=row.pk, version=2, words="还漏一处")
    record = begin_record(actor=visiting.member(row), inspection=row.pk)
    assert (record.n, record.place, record.reason) == (3, "三号采场", "还漏一处")
    visiting.hand_in(row, place="三号采场东侧")
    visiting.confirm(row, 3)
    states = dict(InspectionRecord.objects.filter(inspection=row).values_list("n", "state"))
    assert states == {1: SUPERSEDED, 2: RETURNED, 3: CONFIRMED}


def test_a_correction_names_those_who_went_whoever_sits_there_now(visiting: Visiting) -> None:
    row = visiting.first
    went = visiting.coverage(row).team
    first, second = visiting.member(row), visiting.member(row, 1)
    visiting.whole(row)
    leave_own_seat(
        actor=visiting.member(row, 1),
        draw=assignment_of(visiting.ceremony),
        visit=row.code,
        interest=interest(),
    )
    assert visiting.coverage(row).team != went
    ask_change(actor=first, inspection=row.pk, reason="漏写处理措施")
    allow_change(actor=visiting.reader("enforcement"), inspection=row.pk)
    record = InspectionRecord.objects.get(inspection=row, n=2)
    typed = visiting.typed(row, place="三号采场", attended=went)
    save_record(actor=first, inspection=row.pk, revision=record.revision, typed=typed)
    submit_record(actor=first, inspection=row.pk, revision=record.revision + 1)
    record.refresh_from_db()
    assert tuple(one["roster"] for one in record.team) == went
    assert second.name in {one["name"] for one in record.team}
