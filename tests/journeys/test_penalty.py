"""A penalty decision is entered with its paper from the result that led to it, refused where it contradicts
itself, checked by a second person, read by anybody on a phone without scripts, and withdrawn."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from mingcha.accounts.rules import ENFORCEMENT
from mingcha.common import moments
from mingcha.disclosure.services import publish_result
from mingcha.disclosure.tests.rounds import Round
from tests.journeys.conftest import PHONE, follow
from tests.journeys.test_bulletin import at_both
from tests.journeys.test_bulletin import round_over as round_over
from tests.journeys.test_tell_the_party import fine as fine

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]
NUMBER = "阜自然资罚〔2026〕3号"


def type_decision(page: Page, paper: Path) -> None:
    """As the paper has it, but for the amount of the fine."""
    page.get_by_label("行政处罚决定书文号").fill("阜自然资罚[2026]3号")
    page.get_by_label("处罚决定日期").fill(moments.today().isoformat())
    page.locator("#id_scan").set_input_files(paper)
    # The invented companies of tests have no right check digit.
    page.locator("#id_uscc").fill("91130624MA0XP0001H")
    page.get_by_label("违法行为类型").fill("越界开采")
    page.get_by_label("违法事实").fill("当事人在矿区北侧越界开采。")
    page.get_by_label("处罚依据").fill("《中华人民共和国矿产资源法》第六十四条")
    page.get_by_label("罚款", exact=True).check()
    page.get_by_label("处罚内容").fill("罚款5000.01元")


def test_from_the_result_to_the_public_page_and_back(
    round_over: Round,
    person: Callable[..., Page],
    open_page: Callable[..., Page],
    fine: Callable[[Page, str], None],
    tmp_path: Path,
) -> None:
    visit = round_over.visiting.first
    publish_result(
        actor=round_over.visiting.ceremony.county.actor(ENFORCEMENT), inspection=visit.pk, is_checked=True
    )
    paper = tmp_path / "决定书.pdf"
    paper.write_bytes(b"%PDF-1.7 decision")
    clerk, leader = person("enforcement"), person("leader")
    clerk.goto(reverse("penalty_list"))
    at_both(clerk, "empty", fine)
    clerk.goto(reverse("result_detail", args=[visit.pk]))
    follow(clerk.get_by_role("link", name="录入处罚决定"))
    at_both(clerk, "form", fine)
    type_decision(clerk, paper)
    clerk.get_by_role("button", name="保存，交另一人核对").click()
    expect(clerk.get_by_role("alert")).to_contain_text("填写金额")
    at_both(clerk, "refused", fine)
    clerk.locator("#id_fine").fill("0.500001")
    clerk.locator("#id_scan").set_input_files(paper)
    clerk.get_by_role("button", name="保存，交另一人核对").click()
    expect(clerk.locator("main")).to_contain_text("录入的人不能自己核对")
    at_both(clerk, "entered", fine)

    leader.reload()
    follow(leader.locator(".mc-work li", has_text="核对公示行政处罚").get_by_role("link"))
    at_both(leader, "check", fine)
    leader.get_by_label("已核对").check()
    leader.get_by_role("button", name="核对无误，公示").click()
    expect(leader.locator("main")).to_contain_text("已公示")
    leader.goto(reverse("penalty_list"))
    at_both(leader, "list", fine)

    reader = open_page(size=PHONE, scripts=False)
    reader.goto(reverse("public_records", args=["penalties"]))
    reader.get_by_role("link", name=NUMBER).click()
    expect(reader.locator("main")).to_contain_text("0.500001")
    public = open_page()
    public.goto(reader.url)
    at_both(public, "public", fine)

    follow(clerk.get_by_role("link", name="行政处罚公示"))
    follow(clerk.get_by_role("link", name=NUMBER))
    clerk.get_by_label("撤回公示的理由").fill("复议决定撤销")
    clerk.get_by_role("button", name="撤回公示").click()
    expect(clerk.locator("main")).to_contain_text("已撤回")
    at_both(clerk, "withdrawn inside", fine)
    public.reload()
    expect(public.locator("main")).to_contain_text("复议决定撤销")
    assert "越界开采" not in public.locator("main").inner_text()
    at_both(public, "gone", fine)
