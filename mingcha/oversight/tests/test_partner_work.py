"""What partners send by file waits before who takes it in, and what they owe before who collects it."""

import datetime
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from django.db import transaction
from django.urls import reverse

from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER, LEGAL
from mingcha.accounts.tests.cast import make_bureau
from mingcha.draws.tests.county import Clock
from mingcha.intake.models import ImportBatch
from mingcha.intake.services import confirm_import, discard_import, preview_import
from mingcha.intake.subjects import Subject
from mingcha.law.services import adopt_default_obligations
from mingcha.oversight.queries.home import home
from mingcha.oversight.rules import Work
from mingcha.plans import services
from mingcha.plans.exports import ITEMS, PEOPLE
from mingcha.plans.models import Campaign
from mingcha.plans.states import CANCELLED
from mingcha.plans.subjects import PARTNER_ITEMS
from mingcha.plans.tests.joint import ITEM, LAST, NAME, VALID, Joint, append, joint
from mingcha.registers.models import Holder, Inspector
from mingcha.registers.subjects import PARTNERS

pytestmark = pytest.mark.django_db
FOUR = (BUSINESS, ENFORCEMENT, LEGAL, LEADER)
Sent = Callable[[Joint], object]


@pytest.fixture
def year(db: None, clock: Clock, tmp_path: Path) -> Joint:
    return joint(tmp_path)


def work(year: Joint, role: str, word: str) -> list[Work]:
    found = home(year.bureau.actor(role))
    return [row for row in (*found.late, *found.soon, *found.later) if word in row.title]


def roles(year: Joint, word: str) -> list[str]:
    """Before whom such work stands."""
    return [role for role in FOUR if work(year, role, word)]


def uploaded(year: Joint, role: str, subject: Subject, sheet: str) -> ImportBatch:
    def fill(book: openpyxl.Workbook) -> None:
        append(book, PEOPLE, {"姓名": "市试0", "工作单位": NAME, "执法证编号": "SJ0"} | VALID)
        append(book, ITEMS, ITEM)

    path, actor = year.answer(fill), year.bureau.actor(role)
    return preview_import(actor=actor, subject=subject, path=path, file_name="回执.xlsx", sheet=sheet)


def test_an_uploaded_answer_waits_before_who_takes_each_sheet_in(year: Joint) -> None:
    year.invite()
    assert roles(year, "核对回执") == []
    uploaded(year, BUSINESS, PARTNER_ITEMS, ITEMS)
    assert roles(year, "核对回执") == [BUSINESS, ENFORCEMENT]
    (row,) = work(year, ENFORCEMENT, "核对回执")
    assert (row.title, "1行" in row.why) == ("核对回执：协同部门抽查事项（回执.xlsx）", True)
    uploaded(year, LEGAL, PARTNERS, PEOPLE)
    assert roles(year, "核对回执") == [BUSINESS, ENFORCEMENT, LEGAL]
    assert roles(year, "确认或放弃导入") == []


def test_an_answer_that_was_written_or_given_up_waits_no_more(year: Joint) -> None:
    year.invite()
    items = uploaded(year, BUSINESS, PARTNER_ITEMS, ITEMS)
    people = uploaded(year, LEGAL, PARTNERS, PEOPLE)
    confirm_import(actor=year.clerk, subject=PARTNER_ITEMS, batch=items.pk)
    discard_import(actor=year.bureau.actor(LEGAL), subject=PARTNERS, batch=people.pk)
    assert roles(year, "核对回执") == []


@pytest.mark.parametrize("sent", [Joint.send_items, Joint.send_people])
def test_once_something_came_the_answer_waits_to_be_accepted(year: Joint, sent: Sent) -> None:
    year.invite()
    assert roles(year, "登记回执") == []
    sent(year)
    assert roles(year, "登记回执") == [BUSINESS, ENFORCEMENT]
    (row,) = work(year, BUSINESS, "登记回执")
    assert (row.title, row.url) == (
        f"登记回执：{NAME}",
        reverse("campaign_partners", args=[year.campaign.pk]),
    )
    if not Inspector.objects.filter(partner=year.partner).exists():
        year.send_people()
    services.accept_answer(actor=year.clerk, participation=year.part, remark="只派人员")
    assert roles(year, "登记回执") == []


def test_people_whom_a_partner_sent_for_an_earlier_campaign_are_no_answer(year: Joint, clock: Clock) -> None:
    year.invite()
    year.send_people()
    services.withdraw_partner(actor=year.clerk, participation=year.part, reason="另有任务")
    assert roles(year, "登记回执") == []
    clock.advance(days=1)
    year.invite()
    assert roles(year, "登记回执") == []


def test_of_a_campaign_that_was_called_off_nothing_is_accepted(year: Joint) -> None:
    year.invite()
    year.send_items()
    Campaign.objects.update(state=CANCELLED)
    assert roles(year, "登记回执") == []


def test_results_are_late_the_day_after_the_visits_end_until_the_last_one_came(
    year: Joint, clock: Clock
) -> None:
    first, second = year.handed(0, 1)
    clock.now = datetime.datetime.combine(LAST, datetime.time(4), datetime.UTC)
    assert roles(year, "催收检查结果") == []
    clock.advance(days=1)
    assert roles(year, "催收检查结果") == [ENFORCEMENT]
    (row,) = work(year, ENFORCEMENT, "催收检查结果")
    assert (row.title, row.when) == (f"催收检查结果：{NAME}", "逾期1日")
    assert "应交2条结果，还差2条" in row.why
    year.return_results(year.result(first))
    assert "还差1条" in work(year, ENFORCEMENT, "催收检查结果")[0].why
    year.return_results(year.result(second))
    assert roles(year, "催收检查结果") == []


def test_of_parties_merged_since_one_result_is_waited_for(year: Joint, clock: Clock) -> None:
    first, second = year.handed(0, 1)
    clock.now = datetime.datetime.combine(LAST, datetime.time(4), datetime.UTC) + datetime.timedelta(days=1)
    year.return_results(year.result(first))
    assert roles(year, "催收检查结果") == [ENFORCEMENT]
    Holder.objects.filter(code=second).update(merged_into=Holder.objects.get(code=first))
    assert roles(year, "催收检查结果") == []


def test_another_office_is_told_nothing_of_it(year: Joint, clock: Clock) -> None:
    year.handed(0, 1)
    clock.advance(days=200)
    other = make_bureau("tang", "唐县试")
    with transaction.atomic():
        adopt_default_obligations(office=other.office)
    assert "催收" not in repr(home(other.actor(ENFORCEMENT)))
