"""A citizen on the public pages: from the front page to what one company was drawn for, on a desk, on a phone
and without scripts."""

import datetime
import time
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from mingcha.accounts.tests.cast import Bureau
from mingcha.disclosure.queries.companies import companies
from mingcha.draws.tests.county import Ceremony, Clock, begin, make_county
from tests.journeys.conftest import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = (
    "/public/",
    "/public/companies/",
    "/public/companies/?q=9113",
    "/public/companies/?q=没有",
    "/public/figures/",
    "/public/records/",
    "/public/records/draws/",
    "/public/records/drawn/",
    "/public/verifier/",
)


@pytest.fixture
def disclosed(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> Ceremony:
    """A draw of which everything is public."""
    clock = Clock(datetime.datetime(2026, 6, 16, 1, 6, tzinfo=datetime.UTC))
    monkeypatch.setattr(timezone, "now", clock)
    monkeypatch.setattr(time, "sleep", lambda seconds: clock.advance(seconds=seconds))
    ceremony = begin(make_county(bureau), clock)
    ceremony.whole()
    return ceremony


def test_somebody_finds_the_own_company_without_login_and_without_scripts(
    open_page: Callable[..., Page], disclosed: Ceremony
) -> None:
    company = companies()[0]
    citizen = open_page(size=PHONE, scripts=False)
    citizen.goto("/")
    citizen.get_by_label("企业名称或者统一社会信用代码").fill(company.name[:9])
    citizen.get_by_role("button", name="查询").click()
    citizen.get_by_role("link", name=company.name, exact=True).click()
    expect(citizen.get_by_role("heading", level=1)).to_have_text(company.name)
    expect(citizen.locator("main")).to_contain_text(disclosed.county.campaign.title)
    citizen.get_by_role("link", name=disclosed.county.campaign.title).first.click()
    expect(citizen.locator("main")).to_contain_text("全部资料已公开")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_every_filled_page_is_accessible_and_stays_within_its_width(
    open_page: Callable[..., Page],
    disclosed: Ceremony,
    axe: Callable[[Page], list[str]],
    overflow: Callable[[Page], int],
    size: object,
) -> None:
    page = open_page(size=size)
    found = {}
    for address in (*PAGES, f"/public/companies/{companies()[0].code}/"):
        page.goto(address)
        found[address] = (axe(page), overflow(page))
    assert {address: wrong for address, wrong in found.items() if wrong != ([], 0)} == {}


def test_the_page_of_a_company_prints_on_one_sheet(
    open_page: Callable[..., Page], disclosed: Ceremony
) -> None:
    page = open_page()
    page.goto(f"/public/companies/{companies()[0].code}/")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="公开内容")).to_be_hidden()
    expect(page.get_by_role("button", name="打印")).to_be_hidden()
    expect(page.locator(".mc-printfoot")).to_be_visible()
    assert page.pdf(format="A4").count(b"/Type /Page\n") == 1
