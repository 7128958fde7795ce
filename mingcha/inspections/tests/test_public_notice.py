"""By the code on its notice a party learns whether it is genuine and which edition counts, and says how the
visit was. No login, nothing kept by browsers."""

import datetime
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from mingcha.accounts.models import OpenWork, Person
from mingcha.accounts.rules import AUDITOR, DISCIPLINE, ENFORCEMENT, LEADER, ROLES
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.draws.services.changes import leave_own_seat
from mingcha.draws.tests.changing import assignment_of, interest
from mingcha.draws.tests.county import Clock, County, begin
from mingcha.draws.tests.test_withdraw_unit import withdraw
from mingcha.inspections.exports import feedback_cells
from mingcha.inspections.models import Feedback, Notice
from mingcha.inspections.queries.feedback import feedback, feedback_counts
from mingcha.inspections.queries.public import find_notice, is_in_force, public_receipt
from mingcha.inspections.services import (
    Complaint,
    Rating,
    complain,
    issue_notice,
    rate_visit,
    reply_feedback,
)
from mingcha.inspections.services.take_feedback import COMPLAINTS_A_DAY, UNREAD_WORK
from mingcha.inspections.tests.visiting import VISIT_DAY, Visiting, begin_visiting
from mingcha.ledger.models import Opening
from mingcha.ledger.services import record_act
from mingcha.registers.models import NATURAL_PERSON

SECRET = "检查员要求安排午饭"


def noticed(visiting: Visiting, on: datetime.date = VISIT_DAY, reason: str = "") -> Notice:
    row = visiting.schedule(visiting.first, on=on)
    return issue_notice(actor=visiting.member(row), inspection=row.pk, reason=reason)


def page(name: str, token: str, **posted: str) -> Any:
    address = reverse(name, args=[token])
    return Client().post(address, posted) if posted else Client().get(address)


def on_the_day(visiting: Visiting) -> None:
    visiting.clock.now = datetime.datetime(2026, 6, 18, 3, 30, tzinfo=datetime.UTC)


def logged_in(visiting: Visiting, role: str) -> Client:
    client = Client()
    client.force_login(visiting.ceremony.county.bureau.people[role])
    return client


def test_a_genuine_notice_is_said_to_be_genuine_with_officers_day_items_and_rights(
    visiting: Visiting,
) -> None:
    notice = noticed(visiting)
    answer = page("public_notice", notice.token)
    text = answer.content.decode()
    assert "这份通知书是真的" in text
    for told in (
        *dict(notice.paper.content["sections"])["检查人员"],
        "2026年6月18日",
        "采矿权人履行法定义务",
    ):
        assert told in text
    assert "到场的人应当是这几位" in text
    assert "可以拒绝检查" in text and "不得索取、收受财物" in text
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("token", ["some", "0" * 24, "\0", "A" * 24, "a" * 25])
def test_a_made_up_notice_is_said_to_be_none_of_the_offices(visiting: Visiting, token: str) -> None:
    noticed(visiting)
    answer = page("public_notice", token)
    assert answer.status_code == 404
    assert "不是本机构出具的通知书" in answer.content.decode()
    assert page("public_complain", token, words="x").status_code == 404


def test_only_what_has_the_form_of_a_code_is_looked_up(
    visiting: Visiting, django_assert_num_queries: Any
) -> None:
    """PostgreSQL takes no zero byte."""
    for token in ("\0", "some", "A" * 24, "０" * 24, "0" * 24 + "\n"):
        with django_assert_num_queries(0):
            for find in (find_notice, public_receipt):
                with pytest.raises(Unknown):
                    find(token)


def test_a_former_edition_names_the_latest_and_takes_no_rating(visiting: Visiting) -> None:
    first = noticed(visiting)
    second = noticed(visiting, datetime.date(2026, 6, 17), "矿方停电检修")
    text = page("public_notice", first.token).content.decode()
    assert "已经不是最新的" in text and "以第2版为准" in text
    assert "到场的人应当是这几位" not in text
    assert "检查安排有变动" in text and "矿方停电检修" not in text  # the ground stays in the office
    assert second.token not in text
    assert "这份通知书是真的" in page("public_notice", second.token).content.decode()
    on_the_day(visiting)
    with pytest.raises(Conflict, match="新的一版"):
        rate_visit(token=first.token, rating=Rating("no", "no"))


def test_while_another_day_is_set_and_no_notice_made_the_page_says_so(visiting: Visiting) -> None:
    notice = noticed(visiting)
    visiting.schedule(visiting.first, on=datetime.date(2026, 6, 17))
    require_void(notice)


def require_void(notice: Notice) -> None:
    text = page("public_notice", notice.token).content.decode()
    assert "这份通知书已经作废" in text and "请向检查机关核实" in text
    assert "这份通知书是真的" not in text and "到场的人应当是这几位" not in text


def test_another_hour_or_method_on_the_same_day_needs_a_new_notice_too(visiting: Visiting) -> None:
    notice = noticed(visiting)
    visiting.schedule(visiting.first, minutes=60)
    require_void(notice)
    on_the_day(visiting)
    with pytest.raises(Conflict, match="已经作废"):
        rate_visit(token=notice.token, rating=Rating("no", "no"))


def test_once_an_officer_left_the_notice_is_void_until_the_next_one(visiting: Visiting) -> None:
    notice = noticed(visiting)
    row = visiting.first
    leave_own_seat(
        actor=visiting.member(row, 1),
        draw=assignment_of(visiting.ceremony),
        visit=row.code,
        interest=interest(),
    )
    require_void(notice)
    second = issue_notice(actor=visiting.member(row), inspection=row.pk, reason="一人配偶在该单位任职")
    assert "这份通知书是真的" in page("public_notice", second.token).content.decode()
    assert "配偶" not in page("public_notice", notice.token).content.decode()


def test_once_its_unit_left_the_notice_is_void(visiting: Visiting) -> None:
    notice = noticed(visiting)
    withdraw(visiting.ceremony, notice.units[0])
    require_void(notice)


def test_after_the_visit_a_change_of_the_team_does_not_touch_its_notice(visiting: Visiting) -> None:
    notice = noticed(visiting)
    visiting.whole(visiting.first)
    withdrawn = Notice.objects.get(pk=notice.pk)
    withdrawn.team = ["another", *withdrawn.team[1:]]
    assert is_in_force(withdrawn)


def test_what_is_kept_of_a_notice_must_match_its_signature(visiting: Visiting) -> None:
    notice = noticed(visiting)
    paper = notice.paper
    forged = paper.content | {"addressee": "另一家公司"}
    from mingcha.inspections.queries.public import is_whole

    assert is_whole(notice)
    paper.content = forged
    assert not is_whole(notice)


def test_a_natural_person_stands_masked_on_paper_and_page_with_room_for_the_name(
    county: County, clock: Clock
) -> None:
    with transaction.atomic():
        for holder in county.holders:
            holder.kind = NATURAL_PERSON
            holder.give_name("张三丰")
            holder.save()
        record_act("registers.tests", actor=county.actor(ENFORCEMENT), records=county.holders)
    visiting = begin_visiting(begin(county, clock), clock)
    notice = noticed(visiting)
    assert notice.paper.content["addressee"].startswith("张*丰（全名：　")
    assert "张三丰" not in str(notice.paper.content)
    text = page("public_notice", notice.token).content.decode()
    assert "张*丰" in text and "张三丰" not in text


def test_the_rating_is_taken_once_from_the_day_of_the_visit_on(visiting: Visiting) -> None:
    notice = noticed(visiting)
    assert "起可以评价一次" in page("public_notice", notice.token).content.decode()
    assert page("public_rate", notice.token, hindered="no", asked_for="no").status_code == 409
    on_the_day(visiting)
    assert "评价这次检查" in page("public_notice", notice.token).content.decode()
    assert page("public_rate", notice.token, hindered="no").status_code == 200  # the form asks again
    for _ in range(2):
        answer = page("public_rate", notice.token, hindered="no", asked_for="yes", words=SECRET)
        assert "评价已收到" in answer.content.decode()
    row = Feedback.objects.get()
    assert (row.hindered, row.asked_for, row.words) == ("no", "yes", SECRET)
    assert "已经评价" in page("public_notice", notice.token).content.decode()


def test_nothing_is_chosen_beforehand(visiting: Visiting) -> None:
    notice = noticed(visiting)
    on_the_day(visiting)
    assert "checked" not in page("public_rate", notice.token).content.decode()


def test_a_complaint_is_taken_at_any_time_and_pressed_twice_is_one(visiting: Visiting) -> None:
    notice = noticed(visiting)
    for _ in range(2):
        answer = page("public_complain", notice.token, words=SECRET, contact="13800000000")
        assert "投诉已收到" in answer.content.decode()
    assert Feedback.objects.get().contact == "13800000000"


def test_a_few_complaints_a_day_and_the_next_day_again(visiting: Visiting) -> None:
    notice = noticed(visiting)
    for number in range(COMPLAINTS_A_DAY):
        complain(token=notice.token, complaint=Complaint(f"第{number}件"))
    with pytest.raises(Conflict, match="明天可以再提交"):
        complain(token=notice.token, complaint=Complaint("再一件"))
    visiting.clock.advance(days=1)
    complain(token=notice.token, complaint=Complaint("再一件"))
    assert Feedback.objects.count() == COMPLAINTS_A_DAY + 1


def test_an_empty_complaint_is_refused(visiting: Visiting) -> None:
    with pytest.raises(Refusal):
        complain(token=noticed(visiting).token, complaint=Complaint("  "))


def test_words_and_contact_lie_sealed_and_the_history_tells_none_of_them(visiting: Visiting) -> None:
    notice = noticed(visiting)
    row = complain(token=notice.token, complaint=Complaint(SECRET, "13800000000"))
    assert SECRET not in row.words_sealed and row.words_sealed.startswith("intl:")
    opening = Opening.objects.latest("entry__index")
    assert opening.act == "inspections.take_complaint"
    assert SECRET not in str(opening.content) and "138" not in str(opening.content)


def test_only_the_discipline_people_read_words(visiting: Visiting) -> None:
    notice = noticed(visiting)
    row = complain(token=notice.token, complaint=Complaint(SECRET))
    address = reverse("feedback_detail", args=[row.pk])
    for role in ROLES:
        answer = logged_in(visiting, role).get(address)
        assert (SECRET in answer.content.decode()) == (role == DISCIPLINE), role
        assert answer.status_code == (200 if role == DISCIPLINE else 403), role


def test_leaders_and_the_auditor_see_how_many_and_nothing_else(visiting: Visiting) -> None:
    notice = noticed(visiting)
    complain(token=notice.token, complaint=Complaint(SECRET))
    for role in (LEADER, AUDITOR):
        text = logged_in(visiting, role).get(reverse("feedback_list")).content.decode()
        assert "未办结1件" in text and SECRET not in text and "逐件列出" not in text
    assert logged_in(visiting, ENFORCEMENT).get(reverse("feedback_list")).status_code == 403
    with pytest.raises(Forbidden):
        feedback_counts(visiting.reader(ENFORCEMENT))


def test_a_complaint_waits_on_the_home_page_of_discipline_until_it_is_closed(visiting: Visiting) -> None:
    notice = noticed(visiting)
    row = complain(token=notice.token, complaint=Complaint(SECRET))
    person = visiting.ceremony.county.bureau.people[DISCIPLINE]
    work = OpenWork.objects.get(subject=row.pk)
    assert work.person == person and SECRET not in work.title + work.why
    assert "企业投诉" in logged_in(visiting, DISCIPLINE).get(reverse("home")).content.decode()
    actor = visiting.reader(DISCIPLINE)
    reply_feedback(actor=actor, feedback=row, words="已约谈检查组", closes=False)
    assert OpenWork.objects.filter(subject=row.pk).exists()
    for _ in range(2):
        reply_feedback(actor=actor, feedback=row, words="属实，已批评教育", closes=True)
    assert not OpenWork.objects.filter(subject=row.pk).exists()
    assert row.replies.count() == 2
    with pytest.raises(Conflict, match="已经办结"):
        reply_feedback(actor=actor, feedback=row, words="又有", closes=False)


def test_without_a_discipline_person_the_leaders_are_told_how_many_wait_and_the_way_out(
    visiting: Visiting,
) -> None:
    notice = noticed(visiting)
    people = visiting.ceremony.county.bureau.people
    reader = Person.objects.filter(pk=people[DISCIPLINE].pk)
    reader.update(is_active=False)
    first = complain(token=notice.token, complaint=Complaint(SECRET))
    complain(token=notice.token, complaint=Complaint("又一件"))
    work = OpenWork.objects.get(kind=UNREAD_WORK, person=people[LEADER])
    assert work.title == "2件企业投诉没有人能查看" and "授予“纪检监督”" in work.why
    assert "2件企业投诉没有人能查看" in logged_in(visiting, LEADER).get(reverse("home")).content.decode()
    assert not OpenWork.objects.exclude(kind=UNREAD_WORK).filter(subject=first.pk).exists()
    reader.update(is_active=True)
    reply_feedback(actor=visiting.reader(DISCIPLINE), feedback=first, words="已约谈", closes=False)
    assert not OpenWork.objects.filter(kind=UNREAD_WORK).exists()


def test_with_a_discipline_person_the_leaders_are_told_nothing(visiting: Visiting) -> None:
    notice = noticed(visiting)
    reader = Person.objects.filter(pk=visiting.ceremony.county.bureau.people[DISCIPLINE].pk)
    reader.update(is_active=False)
    complain(token=notice.token, complaint=Complaint(SECRET))
    reader.update(is_active=True)
    complain(token=notice.token, complaint=Complaint("又一件"))
    assert not OpenWork.objects.filter(kind=UNREAD_WORK).exists()


def test_the_workbook_asks_the_database_once_however_many_there_are(
    visiting: Visiting, django_assert_num_queries: Any
) -> None:
    notice = noticed(visiting)
    closed, _ = (complain(token=notice.token, complaint=Complaint(words)) for words in ("甲", "乙"))
    actor = visiting.reader(DISCIPLINE)
    reply_feedback(actor=actor, feedback=closed, words="属实", closes=True)
    with django_assert_num_queries(1):
        cells = [feedback_cells(row) for row in feedback(actor)]
    assert [row[-1] for row in cells] == ["否", "是"]


def test_others_reply_to_nothing(visiting: Visiting) -> None:
    row = complain(token=noticed(visiting).token, complaint=Complaint(SECRET))
    for role in (LEADER, AUDITOR, ENFORCEMENT):
        with pytest.raises(Forbidden):
            reply_feedback(actor=visiting.reader(role), feedback=row, words="x", closes=True)


def test_the_discipline_people_open_nothing_else(visiting: Visiting) -> None:
    noticed(visiting)
    client = logged_in(visiting, DISCIPLINE)
    home = client.get(reverse("home")).content.decode()
    assert "企业评价" in home
    for name in ("inspection_list", "draw_list", "campaign_list", "target_list", "ledger_list"):
        assert client.get(reverse(name)).status_code == 403, name
        assert f'href="{reverse(name)}"' not in home, name


def test_the_workbook_of_discipline_has_no_words(visiting: Visiting) -> None:
    complain(token=noticed(visiting).token, complaint=Complaint(SECRET))
    answer = logged_in(visiting, DISCIPLINE).get(reverse("feedback_list"), {"export": "1"})
    assert answer.content.startswith(b"PK")
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        texts = "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    assert "投诉" in texts and SECRET not in texts
