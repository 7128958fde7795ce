"""Papers of a sitting: it takes its number, the result sheet is made and its sealed scan attached, and the
number says what it stands on."""

import datetime
import time
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from mingcha.accounts.rules import ENFORCEMENT, INSPECTOR, LEADER, LEGAL, WITNESS
from mingcha.accounts.tests.cast import Bureau
from mingcha.draws.services import open_sitting
from mingcha.draws.tests.county import Ceremony, Clock, make_county
from mingcha.oversight.services import examine_everything
from mingcha.papers.rules.kinds import SITTING
from mingcha.papers.services import set_series
from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ceremony(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> Ceremony:
    """A sitting that took its number, and in which both draws are made."""
    clock = Clock(datetime.datetime(2026, 6, 16, 1, 6, tzinfo=datetime.UTC))
    monkeypatch.setattr(timezone, "now", clock)
    monkeypatch.setattr(time, "sleep", lambda seconds: clock.advance(seconds=seconds))
    county = make_county(bureau)
    set_series(actor=county.actor(LEGAL), kind=SITTING, code="阜自然抽")
    sitting = open_sitting(
        actor=county.actor(ENFORCEMENT),
        campaign=county.campaign,
        caller=bureau.people[INSPECTOR],
        witness=bureau.people[WITNESS],
        place="局三楼会议室",
    )
    ceremony = Ceremony(county, clock, sitting)
    ceremony.select()
    ceremony.assign()
    return ceremony


def test_papers_are_made_sealed_and_numbered(
    ceremony: Ceremony,
    person: Callable[..., Page],
    axe: Callable[[Page], list[str]],
    overflow: Callable[[Page], int],
) -> None:
    page = person(ENFORCEMENT)
    record = f"/draws/{ceremony.sitting.pk}/record/"
    page.goto(record)
    papers = page.locator("#papers")
    expect(papers).to_contain_text("阜自然抽〔2026〕1号")
    page.get_by_role("button", name="查看名单，记入日志").click()
    row = papers.get_by_role("row").filter(has_text="抽取结果表")
    row.get_by_role("link", name="制作").click()
    page.get_by_role("button", name="制作PDF").click()
    expect(page.get_by_text("双随机抽查抽取结果表已制作")).to_be_visible()
    with page.expect_download() as taken:
        row.get_by_role("link", name="第1版PDF").click()
    assert taken.value.suggested_filename == "2026年第二轮矿业权抽查双随机抽查抽取结果表.pdf"
    row.get_by_role("link", name="附扫描件").click()
    scan = {"name": "盖章.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 sealed"}
    page.get_by_label("盖章扫描件").set_input_files(scan)  # type: ignore[arg-type]  # a payload in memory
    page.get_by_role("button", name="附上扫描件").click()
    expect(row).to_contain_text("盖章.pdf")
    assert axe(page) == []
    page.goto("/documents/")
    expect(page.get_by_role("row").filter(has_text="阜自然抽〔2026〕1号")).to_contain_text("第1次会")
    assert axe(page) == []
    phone = person(LEADER, size=PHONE)
    for address in (record, "/documents/"):
        phone.goto(address)
        assert overflow(phone) == 0
    assert list(examine_everything()) == []
