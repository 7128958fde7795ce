"""A round is over: its bulletin drafts itself, is edited, approved by the leader, published, and read and
printed by anybody on a phone without scripts."""

import datetime
import time
from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from mingcha.accounts.tests.cast import Bureau
from mingcha.disclosure.tests.rounds import Round, visit_all
from mingcha.draws.tests.county import Clock, begin, make_county
from mingcha.inspections.tests.visiting import begin_visiting
from tests.journeys.conftest import DESK, PHONE
from tests.journeys.test_tell_the_party import fine as fine

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def round_over(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> Round:
    """Visited in June; the browser's clock goes on from today."""
    clock = Clock(datetime.datetime(2026, 6, 16, 1, 6, tzinfo=datetime.UTC))
    with monkeypatch.context() as patch:
        patch.setattr(timezone, "now", clock)
        patch.setattr(time, "sleep", lambda seconds: clock.advance(seconds=seconds))
        return visit_all(begin_visiting(begin(make_county(bureau), clock), clock))


def at_both(page: Page, name: str, fine: Callable[[Page, str], None]) -> None:
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        fine(page, f"{name} {size['width']}")


def test_from_the_home_page_to_the_public_page(
    round_over: Round,
    person: Callable[..., Page],
    open_page: Callable[..., Page],
    fine: Callable[[Page, str], None],
) -> None:
    clerk, leader = person("enforcement"), person("leader")
    expect(leader.locator("main")).to_contain_text("任务没有通报")
    clerk.goto(reverse("bulletin_list"))
    at_both(clerk, "list", fine)
    clerk.get_by_role("link", name="起草通报").click()
    clerk.get_by_role("button", name="按数据起草通报").click()
    at_both(clerk, "edit", fine)
    clerk.get_by_label("典型问题").fill("某企业越界开采120平方米。")
    clerk.get_by_role("button", name="保存正文").click()
    at_both(clerk, "detail", fine)
    clerk.get_by_role("button", name="送局领导审批").click()
    leader.reload()
    leader.get_by_role("link", name="去审批").first.click()
    at_both(leader, "decide", fine)
    leader.get_by_role("button", name="批准通报").click()
    expect(leader.get_by_role("alert")).to_contain_text("手写的数字没有核对")
    at_both(leader, "refused", fine)
    leader.get_by_role("checkbox").check()
    leader.get_by_role("button", name="批准通报").click()
    clerk.reload()
    clerk.get_by_role("button", name="公布通报").click()
    expect(clerk.locator("main")).to_contain_text("已公布")
    reader = open_page(size=PHONE, scripts=False)
    reader.goto(reverse("public_records", args=["bulletins"]))
    reader.get_by_role("link", name=round_over.campaign.title).click()
    expect(reader.locator("main")).to_contain_text("一、基本情况")
    public = open_page()
    public.goto(reader.url)
    at_both(public, "public", fine)
