"""A visit on a phone from the record to the public page: typed by one officer, confirmed by another, made
public by the section, read by anybody."""

import datetime
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from mingcha.accounts.models import Person
from mingcha.accounts.tests.cast import PASSWORD
from mingcha.common import moments
from mingcha.draws.tests.changing import account_of
from mingcha.inspections.models import InspectionRecord
from mingcha.inspections.services import issue_notice
from mingcha.inspections.tests.visiting import Visiting
from tests.journeys.conftest import PHONE, follow
from tests.journeys.test_tell_the_party import clock as clock
from tests.journeys.test_tell_the_party import fine as fine
from tests.journeys.test_tell_the_party import visiting as visiting

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]


def on_phone(
    visiting: Visiting, place: int, open_page: Callable[..., Page], log_in: Callable[..., None]
) -> Page:
    """A member of the first visit's team, on a phone."""
    account: Person = account_of(visiting.ceremony, visiting.coverage(visiting.first).team[place])
    account.set_password(PASSWORD)
    account.save(update_fields=["password"])
    page = open_page(size=PHONE)
    log_in(page, account.username, PASSWORD)
    return page


def test_a_record_is_typed_confirmed_published_and_read(
    visiting: Visiting,
    open_page: Callable[..., Page],
    log_in: Callable[..., None],
    person: Callable[..., Page],
    fine: Callable[[Page, str], None],
) -> None:
    row = visiting.first
    issue_notice(actor=visiting.member(row), inspection=row.pk)
    visiting.clock.advance(minutes=95)
    type_record(on_phone(visiting, 0, open_page, log_in), visiting, fine)
    other = on_phone(visiting, 1, open_page, log_in)
    follow(other.get_by_role("link", name="去确认"))
    fine(other, "confirm")
    other.get_by_role("button", name="确认，与现场一致").click()
    expect(other.locator("main")).to_contain_text("检查记录已由两人确认")

    section = person("enforcement")
    follow(section.get_by_role("link", name="去公示").first)
    fine(section, "results")
    follow(section.get_by_role("link", name="试验").first)
    fine(section, "result")
    section.get_by_label("已核对").check()
    section.get_by_role("button", name="公示", exact=True).click()
    expect(section.locator("main")).to_contain_text("已公示")
    section.get_by_role("link", name="公示页").click()
    expect(section.locator("main")).to_contain_text("发现问题待后续处理")
    anybody = open_page(size=PHONE, scripts=False)
    anybody.goto(reverse("public_records", args=["results"]))
    expect(anybody.locator("main")).to_contain_text("越界开采")


def type_record(page: Page, visiting: Visiting, fine: Callable[[Page, str], None]) -> None:
    """Handed in empty it is refused; then every part is filled in, a problem among them."""
    began = moments.now() - datetime.timedelta(minutes=90)
    row = visiting.first
    page.goto(reverse("inspection_detail", args=[row.pk]))
    page.get_by_role("button", name="填写检查记录").click()
    page.get_by_role("button", name="保存并提交").click()
    expect(page.get_by_role("alert")).to_contain_text("检查记录不完整")
    fine(page, "incomplete")
    for member in page.get_by_role("group", name="到场检查人员").get_by_role("checkbox").all():
        member.check()
    page.get_by_label("实际检查日期").fill(began.date().isoformat())
    page.get_by_label("开始时间").fill(f"{began:%H:%M}")
    page.get_by_label("结束时间").fill(f"{began + datetime.timedelta(minutes=60):%H:%M}")
    page.get_by_label("时间说明").fill("企业要求的时间")
    for place, unit in enumerate(visiting.coverage(row).units):
        page.locator(f"input[name=u{place}i0q0][value=否]").check()
        page.locator(f"input[name=u{place}i0q0n]").fill("北侧越界约十二米")
        page.locator(f"input[name=u{place}i0o][value=pending]").check()
        page.locator(f"textarea[name=u{place}i0w]").fill(f"越界开采（{unit[-2:]}）")
    page.get_by_label("检查情况").fill("现场用测量仪复核了北侧三号拐点。")
    page.get_by_label("在场人或者签字人").fill("张得宝")
    page.get_by_label("签字情况").select_option(label="已签字确认")
    fine(page, "filled")
    page.get_by_role("button", name="保存并提交").click()
    expect(page.locator("main")).to_contain_text("等检查组另一人确认")
    assert InspectionRecord.objects.get().state == "submitted"
