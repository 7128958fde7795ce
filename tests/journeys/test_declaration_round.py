"""A yearly declaration round: everybody is asked, who has not answered is listed, and a declared interest
bars from the moment it is declared until the head has decided, and after when it is upheld."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.ledger.services import examine_ledger
from mingcha.registers.models import Inspector
from mingcha.registers.queries import conflicts_in_force
from mingcha.registers.tests.cast import Registers, make_registers

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def registers(bureau: Bureau) -> Registers:
    return make_registers(bureau)


def give_account(legal: Page, inspector: Inspector, username: str) -> None:
    legal.goto(f"/registers/inspectors/{inspector.pk}/change/")
    field = legal.get_by_label("登录账号")
    field.select_option(value=field.locator("option", has_text=username).get_attribute("value"))
    legal.get_by_label("理由").fill("关联本人账号")
    legal.locator("main form").get_by_role("button").first.click()
    expect(legal.get_by_role("heading", level=1)).to_contain_text(inspector.name)


def open_round(legal: Page) -> None:
    legal.goto("/registers/rounds/")
    legal.get_by_label("年度").fill(str(moments.today().year))
    legal.get_by_label("截止日期").fill(f"{moments.today() + timedelta(days=20):%Y-%m-%d}")
    legal.get_by_role("button", name="发起年度申报").click()
    expect(legal.locator("main")).to_contain_text("5名没有答复")


def answer(page: Page, declared: str) -> None:
    page.goto("/registers/own/")
    page.get_by_label("本页列出的就是需要申报的全部利害关系，没有隐瞒").check()
    page.get_by_role("button", name="答复年度申报").click()
    expect(page.locator("main")).to_contain_text(declared)


def declare(page: Page, party: str) -> None:
    page.goto("/registers/own/")
    page.get_by_label("相对方").fill(party)
    page.get_by_label("种类").select_option("kin")
    page.get_by_label("关系", exact=True).fill("配偶任职")
    page.get_by_role("button", name="申报", exact=True).click()
    expect(page.locator("main")).to_contain_text("决定之前的匹配也自动回避")


def enter_paper(legal: Page, place: str, inspector: Inspector, folder: Path) -> None:
    scan = folder / "答复.pdf"
    scan.write_bytes(PDF)
    legal.goto(place)
    legal.get_by_role("row", name=inspector.name).get_by_role("link", name="登记书面答复").click()
    legal.get_by_role("button", name="登记书面答复").click()
    expect(legal.get_by_label("本人签字的答复")).to_be_visible()
    legal.get_by_label("本人签字的答复").set_input_files(scan)
    legal.get_by_role("button", name="登记书面答复").click()
    expect(legal.locator("main")).to_contain_text(f"已登记{inspector.name}的书面答复")


def decide(leader: Page, inspector: Inspector) -> None:
    leader.goto("/registers/conflicts/?state=pending")
    leader.get_by_role("row", name=inspector.name).get_by_role("link", name="去决定").click()
    expect(leader.locator("main")).to_contain_text("决定之前已经回避")
    leader.get_by_label("决定", exact=True).select_option("uphold")
    leader.get_by_label("理由").fill("配偶在该企业任会计")
    leader.get_by_role("button", name="登记这项决定").click()
    expect(leader.locator("main")).to_contain_text("匹配时自动回避")


def barred(bureau: Bureau, inspector: Inspector) -> set[str]:
    found = conflicts_in_force(bureau.actor("legal"), moments.today())
    return {one.holder_code for one in found if one.inspector == inspector}


def test_a_declaration_round_from_the_question_to_the_decision(
    person: Callable[..., Page],
    bureau: Bureau,
    registers: Registers,
    tmp_path: Path,
    axe: Callable[[Page], list[str]],
) -> None:
    legal = person("legal")
    nothing, interested, on_paper = registers.able
    give_account(legal, nothing, bureau.people["inspector"].username)
    give_account(legal, interested, bureau.people["business"].username)
    open_round(legal)
    place = legal.url

    answer(person("inspector"), "没有要申报的")
    other = person("business")
    party = registers.holders[1]
    declare(other, party.code)
    assert barred(bureau, interested) == {party.code}, "what waits for a decision bars already"
    answer(other, "申报1项")
    enter_paper(legal, place, on_paper, tmp_path)

    legal.goto(place)
    expect(legal.locator("main")).to_contain_text("2名没有答复")
    names = legal.locator("main tbody th a").all_inner_texts()
    assert names == [registers.barred.name, registers.expired.name]
    assert axe(legal) == []

    decide(person("leader"), interested)
    assert barred(bureau, interested) == {party.code}
    assert list(examine_ledger()) == []
