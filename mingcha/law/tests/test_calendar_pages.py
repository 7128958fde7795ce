"""The pages of the calendar, through Django's client."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from mingcha.accounts.rules import AUDITOR, INSPECTOR, LEGAL
from mingcha.law.models import HolidayNotice
from mingcha.law.tests.cast import Bureau, found
from mingcha.law.tests.test_enter_notice import due

pytestmark = pytest.mark.django_db
# As somebody types who copies the notice: with weekdays, full-width, in words. Made up.
TYPED = {
    "document_no": "国办发明电[2026]99号",
    "issued_on": "2026年11月20日",
    "seen": "0",
    "count_note": "",
    "first-0": "1月1日（周五）",
    "last-0": "1月3日",
    "first-1": "2月5日",
    "last-1": "２月１１日",
    "workdays-1": "2月13日（周六）",
    "first-2": "2027-04-03",
    "last-2": "2027-04-05",
    "first-3": "5.1",
    "last-3": "5.5",
    "workdays-3": "5月8日",
    "first-4": "6月9日",
    "first-5": "9月15日",
    "first-6": "10月1日",
    "last-6": "10月7日",
    "workdays-6": "9月26日（周日）、10月9日（周六）",
}


@pytest.fixture
def bureau(monkeypatch: pytest.MonkeyPatch) -> Bureau:
    monkeypatch.setattr(timezone, "now", lambda: datetime.datetime(2026, 11, 25, 1, tzinfo=datetime.UTC))
    return found()


def signed_in(bureau: Bureau, role: str) -> Client:
    client = Client()
    client.force_login(bureau.person(role))
    return client


def page(client: Client, name: str, *args: object) -> str:
    return client.get(reverse(name, args=args)).content.decode()


def test_a_reader_sees_the_year_with_its_document_and_why_entering_is_closed(bureau: Bureau) -> None:
    shown = page(signed_in(bureau, AUDITOR), "calendar_year", 2026)
    assert "国办发明电〔2025〕7号" in shown
    assert "全年248个工作日" in shown
    assert "法定放假13天" in shown
    assert shown.count("，调休上班</span>") == 6
    assert "只有政策法规、局领导岗位可以办理" in shown


def test_a_year_without_a_notice_says_that_it_is_provisional(bureau: Bureau) -> None:
    shown = page(signed_in(bureau, LEGAL), "calendar_year", 2027)
    assert "还没有登记2027年的放假通知" in shown
    assert "都是暂定" in shown


def test_inspectors_see_no_calendar_and_far_years_do_not_exist(bureau: Bureau) -> None:
    assert signed_in(bureau, INSPECTOR).get(reverse("calendar")).status_code == 403
    legal = signed_in(bureau, LEGAL)
    for name in ("calendar_year", "calendar_enter"):
        assert {legal.get(reverse(name, args=[year])).status_code for year in (2007, 2028, 99999)} == {404}


def test_checking_shows_the_year_and_what_would_move_and_stores_nothing(bureau: Bureau) -> None:
    due(bureau, datetime.date(2027, 1, 25))
    answer = signed_in(bureau, LEGAL).post(reverse("calendar_enter", args=[2027]), TYPED | {"check": "1"})
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "天数相符" in shown
    assert "公示2027-01-25的结果" in shown
    assert "2027-02-22 暂定" in shown
    assert "2027-02-26" in shown
    assert not HolidayNotice.objects.filter(year=2027).exists()


def test_entering_leads_to_what_moved(bureau: Bureau) -> None:
    due(bureau, datetime.date(2027, 1, 25))
    client = signed_in(bureau, LEGAL)
    assert "暂定" in page(client, "deadline_list")
    answer = client.post(reverse("calendar_enter", args=[2027]), TYPED, follow=True)
    shown = answer.content.decode()
    assert "重新计算了未办结的期限，其中1项有变动" in shown
    assert "公示2027-01-25的结果" in shown
    assert "国办发明电〔2026〕99号" in page(client, "calendar_year", 2027)
    assert "2027-02-26" in page(client, "deadline_list")


def test_a_day_that_cannot_be_read_is_named_beside_its_field(bureau: Bureau) -> None:
    typed = TYPED | {"workdays-6": "9月26日（周六）", "last-2": "4月31日", "first-4": "", "last-4": "6月9日"}
    shown = signed_in(bureau, LEGAL).post(reverse("calendar_enter", args=[2027]), typed).content.decode()
    assert "“9月26日（周六）”对不上：2027年9月26日（周日）。" in shown
    assert "“4月31日”不存在" in shown
    assert "端午节填了别的日期，没有填放假首日" in shown
    assert "2月13日（周六）" in shown


def test_a_refused_entry_keeps_what_was_typed(bureau: Bureau) -> None:
    typed = TYPED | {"first-6": "10月2日"}
    for step in ({"check": "1"}, {}):
        answer = signed_in(bureau, LEGAL).post(reverse("calendar_enter", args=[2027]), typed | step)
        assert answer.status_code == 422
    assert "应当包括2027年10月1日" in answer.content.decode()
    assert "9月26日（周日）、10月9日（周六）" in answer.content.decode()


def test_a_correction_starts_from_what_was_entered_and_asks_for_a_reason(bureau: Bureau) -> None:
    client = signed_in(bureau, LEGAL)
    form = page(client, "calendar_enter", 2025)
    assert "2025年1月26日（周日）、2025年2月8日（周六）" in form
    assert "更正理由" in form


def test_deadlines_are_found_and_taken_along_as_a_workbook(bureau: Bureau) -> None:
    for month in (1, 9):
        due(bureau, datetime.date(2026, month, 25))
    client = signed_in(bureau, AUDITOR)
    found_late = client.get(reverse("deadline_list"), {"look": "late", "q": "2026-01"}).content.decode()
    assert "公示2026-01-25的结果" in found_late
    assert "公示2026-09-25的结果" not in found_late
    assert "没有符合条件" in client.get(reverse("deadline_list"), {"look": "closed"}).content.decode()
    exported = client.get(reverse("deadline_list"), {"export": "1"})
    assert exported.content.startswith(b"PK")
