"""When a team cannot go: a platform's team gets another member by two people; a visit for which nobody is
left is called off by the leader. On a phone where the officer asks, on a desk where others decide."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.draws.tests.county import Clock, make_county
from mingcha.draws.tests.platform import Platform
from mingcha.inspections.tests.test_call_off_visit import lose
from mingcha.inspections.tests.test_other_draws import approved
from mingcha.inspections.tests.visiting import Visiting
from mingcha.plans.models import Campaign
from mingcha.registers.models import InspectorLicence
from tests.journeys.conftest import follow
from tests.journeys.test_tell_the_party import LOOK, officer
from tests.journeys.test_tell_the_party import clock as clock
from tests.journeys.test_tell_the_party import fine as fine
from tests.journeys.test_tell_the_party import visiting as visiting

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]


def opened(page: Page, visiting: Visiting) -> Page:
    """The first visit, after a look at all names."""
    page.goto(reverse("campaign_inspections", args=[visiting.campaign_pk]))
    page.get_by_role("button", name=LOOK).click()
    page.goto(reverse("inspection_detail", args=[visiting.first.pk]))
    return page


def test_a_visit_for_which_nobody_is_left_is_called_off(
    visiting: Visiting,
    open_page: Callable[..., Page],
    log_in: Callable[..., None],
    person: Callable[..., Page],
    fine: Callable[[Page, str], None],
) -> None:
    row = lose(visiting)
    phone = officer(visiting, open_page, log_in)
    phone.goto(reverse("inspection_detail", args=[row.pk]))
    expect(phone.locator("main")).to_contain_text("可以申请不再实施")
    fine(phone, "lost")
    follow(phone.get_by_role("link", name="申请不再实施"))
    phone.get_by_label("不再实施的理由").fill("另外各人执法证都已到期，正在换证")
    fine(phone, "ask")
    phone.get_by_role("button", name="申请", exact=True).click()
    leader = opened(person("leader"), visiting)
    fine(leader, "decide")
    leader.get_by_role("button", name="批准不再实施").click()
    expect(leader.locator("main")).to_contain_text("这一户次不再实施")
    fine(leader, "called off")
    follow(leader.get_by_role("link", name="恢复实施"))
    fine(leader, "resume")


def test_a_member_of_a_platforms_team_is_changed_by_two_people(
    bureau: Bureau,
    clock: Clock,
    tmp_path: Path,
    person: Callable[..., Page],
    fine: Callable[[Page, str], None],
) -> None:
    platform = Platform(make_county(bureau), clock, tmp_path)
    platform.confirmed()
    visiting = approved(platform.county, clock, Campaign.objects.get(pk=platform.county.campaign.pk))
    yesterday = moments.today() - datetime.timedelta(days=1)
    InspectorLicence.objects.filter(inspector__roster_no="J003").update(valid_until=yesterday)
    clerk = opened(person("enforcement"), visiting)
    follow(clerk.get_by_role("link", name="换人"))
    clerk.get_by_label("原来的人").select_option(label="组员：检查员3")
    clerk.get_by_label("不能参加的原因").select_option(label="执法资格不符")
    clerk.get_by_label("情况说明").fill("执法证到期")
    clerk.get_by_label("接替的人").select_option(label="检查员5（J005）")
    clerk.get_by_label("平台重新抽取的日期").fill(moments.today().isoformat())
    clerk.get_by_label("平台回执号").fill("SJ2026-0615-补1")
    receipt = tmp_path / "receipt.pdf"
    receipt.write_bytes(b"%PDF-1.7 receipt")
    clerk.get_by_label("平台截图或者纸质回执").set_input_files(receipt)
    fine(clerk, "propose")
    clerk.get_by_role("button", name="提出换人").click()
    expect(clerk.locator("main")).to_contain_text("检查员3 换成 检查员5")
    fine(clerk, "proposed")
    leader = opened(person("leader"), visiting)
    fine(leader, "confirm")
    leader.get_by_role("button", name="确认换人").click()
    expect(leader.locator("main")).to_contain_text("已换人")
    leader.goto(reverse("public_external", args=[visiting.approval.campaign.external_draws.get().pk]))
    expect(leader.locator("main")).to_contain_text("更换检查人员1人次")
    fine(leader, "public")
