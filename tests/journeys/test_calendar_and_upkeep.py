"""A law that the list cites changes late in the year: the deadline runs into a year without holidays and is
provisional until the legal section has typed in the notice; the keeper named says that it is current."""

import re
from collections.abc import Callable

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.law.rules import title_key
from mingcha.law.services import note_cited_texts
from mingcha.law.services.adopt_defaults import adopt_default_notices, adopt_default_texts
from mingcha.law.tests.test_calendar_pages import TYPED
from mingcha.ledger.services import examine_ledger, record_act

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LAW = "中华人民共和国矿产资源法"
DUE = "2027-01-18"


@pytest.fixture
def law(bureau: Bureau) -> None:
    """Texts and holidays as an office is founded with them; its list cites one of the texts."""
    with transaction.atomic():
        rows = [*adopt_default_texts(office=bureau.office), *adopt_default_notices(office=bureau.office)]
        note_cited_texts(office_id=bureau.office.pk, keys=[title_key(LAW)])
        record_act("law.adopt_defaults", actor=bureau.actor("leader"), records=rows)


def revise_law(legal: Page) -> None:
    """In force from the twentieth of December 2026: twenty working days end in January."""
    legal.goto("/law/texts/?words=矿产资源法")
    legal.get_by_role("row", name=re.compile("2024年11月8日")).get_by_role("link", name=LAW).click()
    legal.get_by_role("link", name="登记新版本").click()
    legal.get_by_label("这一版本是").select_option("修正")
    legal.get_by_label("制定或修改日期").fill("2026-12-01")
    legal.get_by_label("施行日期").fill("2026-12-20")
    legal.get_by_label("可信程度").select_option("S")
    legal.get_by_label("登记理由").fill("公布修改决定")
    legal.get_by_role("button", name="登记新版本").click()
    expect(legal.get_by_role("heading", level=1)).to_have_text(LAW)


def expect_due(legal: Page, day: str, *, is_provisional: bool) -> None:
    legal.goto("/law/texts/")
    legal.get_by_role("navigation", name="法律和期限").get_by_role("link", name="期限").click()
    row = legal.get_by_role("row", name=re.compile(LAW))
    expect(row).to_contain_text(day)
    expect(row.get_by_text("暂定")).to_have_count(1 if is_provisional else 0)


def enter_notice(legal: Page) -> None:
    """Checked first, with what would move; then entered."""
    legal.goto("/law/calendar/2027/enter/")
    for name, typed in TYPED.items():
        if name != "seen":
            legal.locator(f"[name='{name}']").fill(typed)
    legal.get_by_role("button", name="核对2027年日历").click()
    expect(legal.locator("main")).to_contain_text("将要变动的期限")
    expect(legal.locator("main")).to_contain_text(DUE)
    legal.get_by_role("button", name="登记2027年放假安排").click()
    expect(legal.locator("main")).to_contain_text(TYPED["document_no"].replace("[", "〔").replace("]", "〕"))


def name_keeper(leader: Page, bureau: Bureau) -> None:
    leader.goto("/upkeep/items/keeper/")
    leader.get_by_label("维护股室").select_option(label=bureau.sections[0].name)
    leader.get_by_label("维护人").select_option(value=str(bureau.people["enforcement"].pk))
    leader.get_by_label("理由").fill("局务会议分工")
    leader.get_by_role("button", name="保存分工").click()
    expect(leader.get_by_role("row", name=re.compile("抽查事项清单"))).to_contain_text(
        bureau.people["enforcement"].name
    )


def confirm(keeper: Page) -> None:
    keeper.goto("/upkeep/")
    row = keeper.get_by_role("row", name=re.compile("抽查事项清单"))
    row.get_by_role("link", name="核对无误").click()
    keeper.get_by_label("怎样核对的").fill("与新修改的矿产资源法逐条核对")
    keeper.get_by_role("button", name="确认核对无误").click()
    expect(row).to_contain_text(f"{moments.today():%Y-%m-%d}")


def test_a_provisional_deadline_becomes_certain_and_the_keeper_answers_for_the_list(
    person: Callable[..., Page], bureau: Bureau, law: None, axe: Callable[[Page], list[str]]
) -> None:
    legal = person("legal")
    revise_law(legal)
    expect_due(legal, DUE, is_provisional=True)
    enter_notice(legal)
    expect_due(legal, DUE, is_provisional=False)
    assert axe(legal) == []
    name_keeper(person("leader"), bureau)
    keeper = person("enforcement")
    confirm(keeper)
    assert axe(keeper) == []
    assert list(examine_ledger()) == []
