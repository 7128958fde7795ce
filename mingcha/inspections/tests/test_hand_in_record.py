"""What is handed in speaks of this visit alone: of its units and items, its team, and the notice that named
them."""

import datetime

import pytest

from mingcha.common.errors import Conflict, Refusal
from mingcha.draws.services.changes import leave_own_seat
from mingcha.draws.tests.changing import assignment_of, interest
from mingcha.inspections.models import Inspection, Outcome
from mingcha.inspections.rules.forms import Answer, Result
from mingcha.inspections.services import give_up_record, issue_notice
from mingcha.inspections.states import NOTICED
from mingcha.inspections.tests.visiting import Visiting

STRANGER = "91130624MA0X999999"


def told_of(visiting: Visiting, **changes: object) -> list[tuple[str, str]]:
    """Where the record of the first visit is refused, and why."""
    with pytest.raises(Refusal) as refused:
        visiting.hand_in(visiting.first, **changes)
    return list(refused.value.found)


def noticed(visiting: Visiting) -> Inspection:
    """The first visit with its notice."""
    row = visiting.schedule(visiting.first)
    issue_notice(actor=visiting.member(row), inspection=row.pk)
    return row


def leave(visiting: Visiting, row: Inspection) -> None:
    """A member finds that he has an interest; the protocol draws who goes in his place."""
    leave_own_seat(
        actor=visiting.member(row, 1),
        draw=assignment_of(visiting.ceremony),
        visit=row.code,
        interest=interest(),
    )


@pytest.mark.parametrize("item", ["K01", ""])
def test_a_result_of_a_unit_that_is_not_visited_is_refused(visiting: Visiting, item: str) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    foreign = Result(STRANGER, item, "pending" if item else "closed", "越界开采")
    found = told_of(visiting, results=[*visiting.typed(row).results, foreign])
    assert [where for where, _ in found] == [STRANGER]
    visiting.hand_in(row)
    visiting.confirm(row)
    assert set(Outcome.objects.values_list("unit", flat=True)) == set(visiting.coverage(row).units)


def test_a_result_of_an_item_or_an_answer_to_a_question_that_is_not_asked_is_refused(
    visiting: Visiting,
) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    unit = visiting.coverage(row).units[0]
    other = Result(unit, "K99", "pending", "越界开采")
    assert len(told_of(visiting, results=[*visiting.typed(row).results, other])) == 1
    assert len(told_of(visiting, answers={(unit, "0"): Answer("是")})) == 1


def test_nobody_is_ticked_as_present_who_was_not_drawn(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    found = told_of(visiting, attended=[*visiting.coverage(row).team, "J777"])
    assert [where for where, _ in found] == ["检查组"]


def test_a_team_that_changed_since_the_record_was_begun_needs_its_notice_first(visiting: Visiting) -> None:
    row = noticed(visiting)
    visiting.begin(row)
    leave(visiting, row)
    with pytest.raises(Conflict) as refused:
        visiting.hand_in(row)
    assert refused.value.code == "notice-stale"
    issue_notice(actor=visiting.member(row), inspection=row.pk, reason="席位重新抽定")
    assert row.notices.latest("edition").team == list(visiting.coverage(row).team)


def test_whoever_went_was_named_before_he_came(visiting: Visiting) -> None:
    row = noticed(visiting)
    visiting.begin(row)
    leave(visiting, row)
    issue_notice(actor=visiting.member(row), inspection=row.pk, reason="席位重新抽定")
    assert ("检查时间", "检查开始于2026-06-18 09:10，早于通知书制作的2026-06-18 11:30") in told_of(visiting)
    visiting.clock.advance(hours=2)
    began = datetime.datetime(2026, 6, 18, 3, 40, tzinfo=datetime.UTC)
    visiting.hand_in(row, began_at=began, ended_at=began + datetime.timedelta(hours=1))


def test_once_the_day_is_over_the_draft_is_given_up_and_the_visit_set_anew(visiting: Visiting) -> None:
    row = noticed(visiting)
    visiting.begin(row)
    leave(visiting, row)
    visiting.clock.advance(days=1)
    with pytest.raises(Conflict) as refused:
        visiting.hand_in(row)
    assert "放弃草稿" in refused.value.remedy
    give_up_record(actor=visiting.member(row), inspection=row.pk, reason="检查组有变动")
    visiting.schedule(row, datetime.date(2026, 6, 22))
    issue_notice(actor=visiting.member(row), inspection=row.pk, reason="席位重新抽定，另定日期")
    row.refresh_from_db()
    assert row.state == NOTICED
