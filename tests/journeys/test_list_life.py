"""The item list from a section's proposal to publication, and its revision after a law was changed."""

import re
from collections.abc import Callable

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.law.services.adopt_defaults import adopt_default_texts
from mingcha.ledger.services import examine_ledger, record_act

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]

NAME, LAW = "采矿权人履行义务情况检查", "中华人民共和国矿产资源法"
REMARK = "请写明查哪些矿山，并补检查频次"


@pytest.fixture
def texts(bureau: Bureau) -> None:
    """The legal texts an office is founded with."""
    with transaction.atomic():
        texts = adopt_default_texts(office=bureau.office)
        record_act("law.adopt_defaults", actor=bureau.actor("leader"), records=texts)


def propose(section: Page) -> None:
    section.goto("/items/proposals/add/")
    section.get_by_label("理由").fill("新修订的矿产资源法已经施行")
    section.get_by_label("抽查事项").fill(NAME)
    section.get_by_label("抽查内容").fill("是否越界开采")
    section.get_by_label("检查依据").fill(f"《{LAW}》第六十四条")
    section.get_by_label("抽查主体").fill("阜平县自然资源和规划局")
    section.get_by_label("检查方式").fill("现场检查")
    section.get_by_label("事项类别").select_option("general")
    section.get_by_label("抽查比例").fill("５％")
    section.get_by_role("group", name="涉企检查").get_by_role("radio", name="是").check()
    section.get_by_role("button", name="提出建议").click()
    expect(section.locator("main")).to_contain_text(NAME)


def start_version(clerk: Page) -> None:
    clerk.goto("/items/")
    clerk.get_by_role("button", name="编制新版").click()
    expect(clerk.get_by_role("heading", level=1)).to_contain_text("随机抽查事项清单第")


def take_over(clerk: Page, version: str) -> None:
    clerk.goto("/items/proposals/")
    clerk.get_by_role("link", name=re.compile(NAME)).click()
    clerk.get_by_role("button", name="采纳，写入清单").click()
    clerk.goto(version)
    expect(clerk.locator("main tbody")).to_contain_text(NAME)


def submit(clerk: Page, version: str) -> None:
    clerk.goto(version)
    clerk.get_by_role("button", name="送审").click()
    expect(clerk.locator("main")).to_contain_text("待审定")


def send_back(leader: Page, version: str) -> None:
    leader.goto(version)
    leader.get_by_label("理由").fill(REMARK)
    leader.get_by_role("button", name=re.compile("^退回")).click()


def mend(clerk: Page, version: str, **fields: str) -> None:
    clerk.goto(version)
    clerk.get_by_role("link", name=NAME).click()
    clerk.get_by_role("link", name="修改", exact=True).click()
    for label, words in fields.items():
        clerk.get_by_label(re.compile(f"^{label}")).fill(words)
    clerk.get_by_role("button", name="保存事项").click()
    expect(clerk.locator("main")).to_contain_text("已保存")


def approve_and_publish(leader: Page, version: str) -> None:
    leader.goto(version)
    leader.get_by_role("button", name="审定这一版").click()
    leader.get_by_role("button", name="公布这一版").click()
    expect(leader.locator("main")).to_contain_text("已公布")


def expect_files(visitor: Page) -> None:
    """PDF, Excel and CSV of the version on the page."""
    for label, start in (("PDF", b"%PDF-"), ("Excel", b"PK"), ("CSV", b"\xef\xbb\xbf")):
        address = visitor.get_by_role("link", name=f"下载{label}").get_attribute("href")
        assert visitor.request.get(address or "").body().startswith(start), label


def revise_law(legal: Page) -> None:
    """A new version of the law, in force from today; then the page of the version before."""
    legal.goto("/law/texts/?words=矿产资源法")
    legal.get_by_role("row", name=re.compile("2024年11月8日")).get_by_role("link", name=LAW).click()
    former = legal.url
    legal.get_by_role("link", name="登记新版本").click()
    today = f"{moments.today():%Y-%m-%d}"
    legal.get_by_label("这一版本是").select_option("修正")
    legal.get_by_label("制定或修改日期").fill(today)
    legal.get_by_label("施行日期").fill(today)
    legal.get_by_label("可信程度").select_option("S")
    legal.get_by_label("登记理由").fill("公布修改决定")
    legal.get_by_role("button", name="登记新版本").click()
    expect(legal.get_by_role("heading", level=1)).to_have_text(LAW)
    legal.goto(former)


def expect_no_new_use(clerk: Page) -> None:
    clerk.goto("/campaigns/new/")
    clerk.get_by_label("任务编号").fill("2026-01")
    clerk.get_by_label("任务名称").fill("2026年第一轮双随机抽查")
    clerk.get_by_label("检查开始").fill("2026.12.1")
    clerk.get_by_label("检查结束").fill("2026.12.31")
    clerk.get_by_role("group", name="抽查事项").get_by_role("checkbox").check()
    clerk.get_by_role("radio", name=re.compile("^市场主体")).check()
    clerk.get_by_label("一般层比例").fill("5%")
    clerk.get_by_label("加强层比例").fill("20%")
    clerk.get_by_label("组员人数").fill("1")
    clerk.get_by_role("radio", name=re.compile("^均衡")).check()
    clerk.get_by_role("button", name="保存任务").click()
    expect(clerk.locator("main")).to_contain_text("已失效，不能列入新的任务")


def cite_anew(clerk: Page, version: str) -> None:
    clerk.goto(version)
    clerk.get_by_role("link", name=NAME).first.click()
    expect(clerk.locator("main")).to_contain_text("要核对条款后按新版本引用")
    clerk.get_by_label("理由").fill("第六十四条未变")
    clerk.get_by_role("button", name="已核对，按现行文本引用").click()
    expect(clerk.locator("main")).to_contain_text("已按现行文本引用")


def test_a_list_from_proposal_to_publication_and_its_revision_after_a_law_changed(
    person: Callable[..., Page],
    open_page: Callable[..., Page],
    texts: None,
    axe: Callable[[Page], list[str]],
) -> None:
    clerk, leader, visitor = person("enforcement"), person("leader"), open_page(scripts=False)
    propose(person("business"))
    start_version(clerk)
    first = clerk.url
    take_over(clerk, first)
    submit(clerk, first)
    send_back(leader, first)
    clerk.goto(first)
    expect(clerk.locator("main")).to_contain_text(REMARK)
    mend(clerk, first, 抽查频次="每年1次")
    submit(clerk, first)
    approve_and_publish(leader, first)
    visitor.goto("/public/items/")
    expect(visitor.locator("main")).to_contain_text(NAME)
    expect_files(visitor)

    legal = person("legal")
    revise_law(legal)
    legal.get_by_role("link", name="涉及的事项").click()
    expect(legal.locator("main")).to_contain_text("下列事项不能送审，也不能列入新的任务")
    expect(legal.get_by_role("link", name=NAME)).to_be_visible()
    assert axe(legal) == []
    expect_no_new_use(clerk)

    start_version(clerk)
    second = clerk.url
    expect(clerk.get_by_role("button", name="送审")).to_have_attribute("aria-disabled", "true")
    cite_anew(clerk, second)
    submit(clerk, second)
    approve_and_publish(leader, second)
    visitor.goto("/public/items/")
    expect(visitor.locator("#differences")).to_contain_text("1处")
    expect(visitor.locator("#differences")).to_contain_text(f"{moments.today().year}年")
    expect_files(visitor)
    assert list(examine_ledger()) == []
