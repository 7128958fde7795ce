"""The public side is made by a button, taken away as one file, opened from a folder without any server,
and said to be carried."""

import datetime
import time
import zipfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from mingcha.accounts.tests.cast import Bureau
from mingcha.disclosure.queries.companies import companies
from mingcha.draws.tests.county import Ceremony, Clock, begin, make_county
from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def disclosed(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> Ceremony:
    # The clock of the machine goes on: a login lasts as long as the browser's clock says.
    clock = Clock(datetime.datetime.now(datetime.UTC).replace(microsecond=0) - datetime.timedelta(days=31))
    with monkeypatch.context() as patch:
        patch.setattr(timezone, "now", clock)
        patch.setattr(time, "sleep", lambda seconds: clock.advance(seconds=seconds))
        ceremony = begin(make_county(bureau), clock)
        ceremony.whole()
    return ceremony


def test_from_the_button_to_the_other_web_site(
    person: Callable[..., Page],
    open_page: Callable[..., Page],
    disclosed: Ceremony,
    axe: Callable[[Page], list[str]],
    overflow: Callable[[Page], int],
    tmp_path: Path,
) -> None:
    clerk = person("enforcement")
    clerk.get_by_role("link", name="公示", exact=True).click()
    clerk.get_by_role("button", name="生成公示文件").click()
    expect(clerk.locator("main")).to_contain_text("已生成第1次公示文件")
    with clerk.expect_download() as taken:
        clerk.get_by_role("link", name="下载全部").click()
    with zipfile.ZipFile(taken.value.path()) as archive:
        archive.extractall(tmp_path)
    reader = open_page(size=PHONE)
    reader.goto((tmp_path / "site" / "index.html").as_uri())
    reader.get_by_role("link", name="企业名录").click()
    company = companies()[0]
    field = reader.get_by_label("企业名称或者统一社会信用代码")
    field.fill("没有这一家")
    expect(reader.get_by_role("status").first).to_have_text("没有公示过名称或编码含这几个字的企业。")
    field.fill(f" {company.code[-4:].lower()}")
    found = reader.locator("[data-names-found]").get_by_role("link", name=company.name, exact=True)
    expect(found).to_be_visible()
    assert overflow(reader) == 0
    found.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(company.name)
    reader.go_back()
    reader.locator("table").get_by_role("link", name=company.name, exact=True).click()
    expect(reader.get_by_role("heading", level=1)).to_have_text(company.name)
    reader.get_by_role("link", name=disclosed.county.campaign.title).first.click()
    expect(reader.locator("main")).to_contain_text("全部资料已公开")
    # Not axe: it fetches the stylesheets as no page in a folder may; live, the same pages pass.
    assert overflow(reader) == 0
    reader.get_by_role("link", name="打开核验页").first.click()
    expect(reader.get_by_role("heading", level=1)).to_have_text("怎样核验一次抽取")
    clerk.get_by_role("button", name="登记已上传").click()
    expect(clerk.locator("main")).to_contain_text("此后公示内容没有变化")
    for page in (clerk, person("leader", size=PHONE)):
        for address in ("/disclosure/", "/disclosure/address/"):
            page.goto(address)
            assert (address, axe(page), overflow(page)) == (address, [], 0)


def test_a_long_making_goes_on_by_itself_while_the_page_is_left(
    person: Callable[..., Page], disclosed: Ceremony, monkeypatch: pytest.MonkeyPatch
) -> None:
    # By its name among the modules: the package has the verb under the same name.
    monkeypatch.setattr(import_module("mingcha.disclosure.services.make_by_button"), "LARGE", 0)
    clerk = person("enforcement")
    clerk.goto("/disclosure/")
    clerk.get_by_role("button", name="生成公示文件").click()
    expect(clerk.locator("main")).to_contain_text("正在生成，可以离开本页")
    # The page asks by itself and is read again when the work has ended.
    expect(clerk.locator("main")).to_contain_text("第1次公示文件已生成", timeout=30_000)
    expect(clerk.get_by_role("button", name="生成公示文件")).to_be_visible()
    assert "已写出" not in clerk.locator("main").inner_text()
