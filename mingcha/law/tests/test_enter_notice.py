"""Entering the holidays of a year, correcting them, and what becomes of open deadlines."""

import datetime
from dataclasses import replace
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER, LEGAL
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.law.models import Deadline, HolidayNotice
from mingcha.law.queries import calendar_of
from mingcha.law.rules import PUBLISH_RESULT_DAYS, UPKEEP_DAYS
from mingcha.law.rules.notices import DEFAULT_NOTICES, Holiday, Notice, read_day, read_document_no
from mingcha.law.services import close_deadlines, enter_notice, set_deadline
from mingcha.law.tests.cast import Bureau, found
from mingcha.ledger.models import Opening, Version
from mingcha.ledger.services import record_act

pytestmark = pytest.mark.django_db
DAY = datetime.date
# Made up: the State Council has not published the holidays of 2027 yet.
NOTICE = Notice(
    2027,
    "国办发明电〔2026〕99号",
    DAY(2026, 11, 20),
    (
        Holiday("元旦", DAY(2027, 1, 1), DAY(2027, 1, 3)),
        Holiday("春节", DAY(2027, 2, 5), DAY(2027, 2, 11), (DAY(2027, 2, 13),)),
        Holiday("清明节", DAY(2027, 4, 3), DAY(2027, 4, 5)),
        Holiday("劳动节", DAY(2027, 5, 1), DAY(2027, 5, 5), (DAY(2027, 5, 8),)),
        Holiday("端午节", DAY(2027, 6, 9), DAY(2027, 6, 9)),
        Holiday("中秋节", DAY(2027, 9, 15), DAY(2027, 9, 15)),
        Holiday("国庆节", DAY(2027, 10, 1), DAY(2027, 10, 7), (DAY(2027, 9, 26), DAY(2027, 10, 9))),
    ),
)


@pytest.fixture
def bureau(monkeypatch: pytest.MonkeyPatch) -> Bureau:
    monkeypatch.setattr(timezone, "now", lambda: datetime.datetime(2026, 11, 25, 1, tzinfo=datetime.UTC))
    return found()


def due(bureau: Bureau, starts_on: datetime.date, key: str = PUBLISH_RESULT_DAYS) -> Deadline:
    """A deadline set and recorded as an upper app does it."""
    with transaction.atomic():
        deadline = set_deadline(
            office_id=bureau.office.pk,
            kind="tests",
            subject=uuid4(),
            title=f"公示{starts_on}的结果",
            starts_on=starts_on,
            figure_key=key,
        )
        record_act("law.tests", actor=bureau.actor(ENFORCEMENT), records=[deadline])
    return deadline


def enter(bureau: Bureau, role: str = LEGAL, notice: Notice = NOTICE, **facts: object) -> HolidayNotice:
    return enter_notice(actor=bureau.actor(role), notice=notice, **facts)  # type: ignore[arg-type]  # as given


def rows_of(act: str) -> set[UUID]:
    opening = Opening.objects.filter(act=act).latest("entry")
    return set(Version.objects.filter(entry=opening.entry).values_list("row", flat=True))


@pytest.mark.parametrize("role", [LEGAL, LEADER])
def test_the_legal_section_copies_the_notice_and_the_leader_may(bureau: Bureau, role: str) -> None:
    enter(bureau, role)
    calendar = calendar_of(bureau.office.pk)
    assert 2027 in calendar.years
    assert not calendar.is_working_day(DAY(2027, 2, 8))
    assert calendar.is_working_day(DAY(2027, 2, 13))


@pytest.mark.parametrize("role", [BUSINESS, ENFORCEMENT])
def test_nobody_else_enters_a_notice(bureau: Bureau, role: str) -> None:
    with pytest.raises(Forbidden, match="政策法规"):
        enter(bureau, role)
    assert not HolidayNotice.objects.filter(year=2027).exists()


def test_open_deadlines_are_counted_anew_and_what_moved_is_listed_in_the_same_entry(bureau: Bureau) -> None:
    moving, sure = due(bureau, DAY(2027, 1, 25)), due(bureau, DAY(2026, 11, 2))
    settled, calendar_days = due(bureau, DAY(2026, 12, 10)), due(bureau, DAY(2026, 12, 20), UPKEEP_DAYS)
    assert str(moving.counted) == "2027-02-22 暂定"
    assert str(settled.counted) == "2027-01-08 暂定"
    assert not sure.is_provisional
    assert not calendar_days.is_provisional
    entered = enter(bureau)
    moving.refresh_from_db()
    assert str(moving.counted) == "2027-02-26"
    assert {(row["old"], row["new"]) for row in entered.moved} == {
        ("2027-02-22 暂定", "2027-02-26"),
        ("2027-01-08 暂定", "2027-01-08"),
    }
    assert rows_of("law.enter_notice") == {entered.pk, moving.pk, settled.pk}
    told = Opening.objects.get(act="law.enter_notice").content
    assert "公示2027-01-25的结果：2027-02-22 暂定 → 2027-02-26" in told


def test_a_deadline_that_stays_is_listed_when_it_is_no_longer_provisional(bureau: Bureau) -> None:
    new_year = Holiday("元旦", DAY(2027, 1, 1), DAY(2027, 1, 1))
    quiet = replace(NOTICE, holidays=(new_year, Holiday("春节", DAY(2027, 2, 5), DAY(2027, 2, 11))))
    due(bureau, DAY(2026, 12, 30))
    entered = enter(bureau, notice=quiet, count_note="试验")
    assert [(row["old"], row["new"]) for row in entered.moved] == [("2027-01-28 暂定", "2027-01-28")]


def test_a_closed_deadline_and_another_office_stay_as_they_are(bureau: Bureau) -> None:
    other = found("QYZRZY", "曲阳县自然资源和规划局")
    closed, foreign = due(bureau, DAY(2027, 1, 25)), due(other, DAY(2027, 1, 25))
    with transaction.atomic():
        rows = close_deadlines(office_id=bureau.office.pk, kind="tests", subject=closed.subject)
        record_act("law.tests", actor=bureau.actor(ENFORCEMENT), records=rows)
    assert enter(bureau).moved == []
    for row in (closed, foreign):
        before = row.due_on
        row.refresh_from_db()
        assert row.due_on == before
    assert 2027 not in calendar_of(other.office.pk).years


def test_a_correction_is_a_new_version_with_its_reason_and_the_former_stays(bureau: Bureau) -> None:
    first = enter(bureau)
    autumn = replace(NATIONAL, workdays=(DAY(2027, 9, 25), DAY(2027, 10, 9)))
    holidays = (*NOTICE.holidays[:-1], autumn)
    due(bureau, DAY(2027, 8, 30))
    second = enter(bureau, notice=replace(NOTICE, holidays=holidays), seen=1, reason="9月26日应为25日")
    assert (first.number, second.number) == (1, 2)
    assert calendar_of(bureau.office.pk).is_working_day(DAY(2027, 9, 25))
    assert not calendar_of(bureau.office.pk).is_working_day(DAY(2027, 9, 26))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        first.delete()


def test_a_correction_without_a_reason_is_refused(bureau: Bureau) -> None:
    enter(bureau)
    with pytest.raises(Refusal, match="更正要写明理由"):
        enter(bureau, seen=1, reason=" ")


def test_who_looked_at_an_older_version_is_told(bureau: Bureau) -> None:
    enter(bureau)
    with pytest.raises(Conflict, match="刚刚"):
        enter(bureau)


def wrong(*holidays: Holiday, **facts: object) -> Notice:
    return replace(NOTICE, holidays=holidays or NOTICE.holidays, **facts)  # type: ignore[arg-type]  # as given


SPRING, NATIONAL = NOTICE.holidays[1], NOTICE.holidays[-1]


@pytest.mark.parametrize(
    ("notice", "sentence"),
    [
        (wrong(replace(SPRING, workdays=(DAY(2027, 2, 12),))), "2027年2月12日（周五）不是周六、周日"),
        (wrong(replace(SPRING, last=DAY(2027, 2, 4))), "早于首日"),
        (wrong(replace(SPRING, last=DAY(2027, 3, 4))), "超过15天"),
        (wrong(replace(SPRING, first=DAY(2026, 12, 31), last=DAY(2027, 1, 2))), "不在2027年内"),
        (wrong(replace(SPRING, first=DAY(2027, 12, 30), last=DAY(2028, 1, 2))), "不在2027年内"),
        (wrong(replace(NATIONAL, first=DAY(2027, 10, 2))), "应当包括2027年10月1日"),
        (wrong(SPRING, replace(SPRING, name="清明节", first=DAY(2027, 2, 11))), "重叠"),
        (wrong(replace(SPRING, workdays=(DAY(2027, 2, 6),))), "既写成放假又写成上班"),
        (wrong(replace(SPRING, workdays=(DAY(2027, 2, 13), DAY(2027, 2, 13)))), "写了两次"),
        (wrong(replace(SPRING, workdays=(DAY(2026, 12, 26),))), "不在2027年内"),
        (wrong(issued_on=DAY(2025, 11, 20)), "印发日期"),
        (wrong(issued_on=DAY(2026, 11, 26)), "不晚于今天"),
    ],
)
def test_what_no_notice_can_say_is_named_by_festival_and_day(
    bureau: Bureau, notice: Notice, sentence: str
) -> None:
    with pytest.raises(Refusal) as refused:
        enter(bureau, notice=notice)
    assert any(sentence in told for _, told in refused.value.found)
    assert not HolidayNotice.objects.filter(year=2027).exists()


def test_new_year_may_not_undo_what_the_year_before_says(bureau: Bureau) -> None:
    earlier = replace(DEFAULT_NOTICES[2], holidays=(Holiday("调休", DAY(2026, 12, 26), DAY(2026, 12, 26)),))
    enter(bureau, notice=earlier, seen=1, reason="试验", count_note="试验")
    clash = wrong(Holiday("元旦", DAY(2027, 1, 1), DAY(2027, 1, 3), (DAY(2026, 12, 26),)))
    with pytest.raises(Refusal) as refused:
        enter(bureau, notice=clash, count_note="试验")
    assert "在2026年的安排" in refused.value.found[0][1]


def test_days_off_that_do_not_add_up_to_the_statutory_ones_need_a_word(bureau: Bureau) -> None:
    short = replace(NOTICE, holidays=NOTICE.holidays[:-1])
    with pytest.raises(Refusal) as refused:
        enter(bureau, notice=short)
    assert (refused.value.code, refused.value.found) == (
        "notice-count",
        (("按所填计算", "10天"), ("法定", "13天")),
    )
    assert enter(bureau, notice=short, count_note="通知分两次印发").count_note == "通知分两次印发"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("国办发明电[2026]9 号", "国办发明电〔2026〕9号"),
        ("国办发明电（２０２６）９号", "国办发明电〔2026〕9号"),
    ],
)
def test_a_document_number_has_one_form(typed: str, kept: str) -> None:
    assert read_document_no(typed) == kept


def test_a_day_is_read_with_its_weekday_and_a_wrong_one_is_named() -> None:
    assert read_day("2月13日（周六）", 2027) == DAY(2027, 2, 13)
    assert read_day("2027.2.13", 2027) == DAY(2027, 2, 13)
    assert read_day("12月26日", 2027, "元旦") == DAY(2026, 12, 26)
    for text, sentence in [("2月13日（周日）", "对不上"), ("2月30日", "不存在"), ("十三日", "认不出")]:
        with pytest.raises(ValueError, match=sentence):
            read_day(text, 2027)
