"""A notice goes to the party: made by the officer on a phone, checked by its code without login or scripts.
The party rates the visit and complains; the discipline people alone read what was said."""

import datetime
import time
from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from mingcha.accounts.models import Person
from mingcha.accounts.tests.cast import PASSWORD, Bureau
from mingcha.common import moments
from mingcha.draws.tests.changing import account_of
from mingcha.draws.tests.county import Clock, begin, make_county
from mingcha.inspections.models import Feedback, InspectionRecord, Notice
from mingcha.inspections.rules.methods import ON_SITE
from mingcha.inspections.services import VisitPlan, schedule_inspection
from mingcha.inspections.tests.visiting import Visiting, begin_visiting, give_checklist
from tests.journeys.conftest import DESK, PHONE, follow

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]
LOOK = "查看名单，记入日志"
SAID = "检查时要求停产两小时"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Now, moved by the draw."""
    fake = Clock(datetime.datetime.now(datetime.UTC).replace(microsecond=0))
    monkeypatch.setattr(timezone, "now", fake)
    monkeypatch.setattr(time, "sleep", lambda seconds: fake.advance(seconds=seconds))
    return fake


@pytest.fixture
def visiting(bureau: Bureau, clock: Clock) -> Visiting:
    """Drawn and approved, one question on the checklist, the first visit set for today."""
    ceremony = begin(make_county(bureau), clock)
    found = begin_visiting(ceremony, clock)
    give_checklist(ceremony)
    plan = VisitPlan(moments.today(), datetime.time(9), 90, ON_SITE, "当天安排")
    schedule_inspection(actor=found.member(found.first), inspection=found.first.pk, plan=plan)
    return found


@pytest.fixture
def fine(axe: Callable[[Page], list[str]], overflow: Callable[[Page], int]) -> Callable[[Page, str], None]:
    """No page breaks a rule of accessibility or scrolls sideways; the name says which did."""

    def check(page: Page, name: str) -> None:
        assert (name, axe(page), overflow(page)) == (name, [], 0)

    return check


def officer(visiting: Visiting, open_page: Callable[..., Page], log_in: Callable[..., None]) -> Page:
    """Who leads the first visit, on a phone, after a look at the own visits."""
    account: Person = account_of(visiting.ceremony, visiting.coverage(visiting.first).leader)
    account.set_password(PASSWORD)
    account.save(update_fields=["password"])
    page = open_page(size=PHONE)
    log_in(page, account.username, PASSWORD)
    page.goto(reverse("own_visits"))
    page.get_by_role("button", name=LOOK).click()
    return page


def test_the_party_checks_rates_and_complains_and_discipline_alone_reads(
    visiting: Visiting,
    open_page: Callable[..., Page],
    log_in: Callable[..., None],
    person: Callable[..., Page],
    fine: Callable[[Page, str], None],
) -> None:
    row = visiting.first
    phone = officer(visiting, open_page, log_in)
    phone.goto(reverse("inspection_detail", args=[row.pk]))
    fine(phone, "visit")
    follow(phone.get_by_role("link", name="制作通知书"))
    fine(phone, "make")
    phone.get_by_role("button", name="制作PDF").click()
    expect(phone.locator("main")).to_contain_text("行政检查通知书已制作")
    fine(phone, "made")
    notice = Notice.objects.get()
    follow(phone.get_by_role("link", name="登记送达"))
    fine(phone, "deliver")
    phone.get_by_label("送达方式").select_option(label="当面送达")
    phone.get_by_label("送达日期").fill(moments.today().isoformat())
    phone.get_by_role("button", name="登记送达").click()
    expect(phone.locator("#papers")).to_contain_text("当面送达")

    party = open_page(size=PHONE, scripts=False)
    party.goto(reverse("public_notice", args=[notice.token]))
    expect(party.get_by_role("heading", level=1)).to_have_text("这份通知书是真的")
    check = open_page(size=PHONE)
    for name in ("public_notice", "public_rate", "public_complain"):
        check.goto(reverse(name, args=[notice.token]))
        fine(check, name)
    party.get_by_role("link", name="评价这次检查").click()
    party.get_by_role("group", name="这次检查妨碍了正常经营吗").get_by_label("是").check()
    party.get_by_role("group", name="检查人员索取").get_by_label("否").check()
    party.get_by_role("button", name="提交评价").click()
    expect(party.locator("main")).to_contain_text("评价已收到")
    party.goto(reverse("public_complain", args=[notice.token]))
    party.get_by_label("发生了什么").fill(SAID)
    party.get_by_role("button", name="提交投诉").click()
    expect(party.locator("main")).to_contain_text("投诉已收到")
    assert Feedback.objects.count() == 2
    party.goto(reverse("public_notice", args=["0" * 24]))
    expect(party.locator("main")).to_contain_text("不是本机构出具的通知书")

    discipline = person("discipline")
    expect(discipline.locator("main")).to_contain_text("企业投诉")
    fine(discipline, "home of discipline")
    follow(discipline.get_by_role("link", name="企业评价", exact=True))
    fine(discipline, "list")
    complaint = Feedback.objects.get(kind="complaint")
    discipline.goto(reverse("feedback_detail", args=[complaint.pk]))
    expect(discipline.locator("main")).to_contain_text(SAID)
    fine(discipline, "detail")
    discipline.get_by_label("核实和处理情况").fill("已约谈检查组")
    discipline.get_by_label("办结，不再核实").check()
    discipline.get_by_role("button", name="登记").click()
    expect(discipline.locator("main")).to_contain_text("办结")
    leader = person("leader")
    leader.goto(reverse("feedback_list"))
    expect(leader.locator("main")).not_to_contain_text(SAID)
    fine(leader, "counts")


def test_the_receipt_of_a_record_is_checked_on_a_phone(
    visiting: Visiting, open_page: Callable[..., Page], fine: Callable[[Page, str], None]
) -> None:
    row = visiting.first
    visiting.notify(row)
    record = InspectionRecord.objects.create(
        inspection=row,
        n=1,
        state="submitted",
        typed_by=account_of(visiting.ceremony, visiting.coverage(row).leader),
        began_at=moments.now(),
        submitted_at=moments.now(),
        digest="a" * 64,
        token="b" * 24,
    )
    for size in (PHONE, DESK):
        page = open_page(size=size)
        page.goto(reverse("public_receipt", args=[record.token]))
        expect(page.get_by_role("heading", level=1)).to_have_text("这份回执是真的")
        fine(page, "receipt")
