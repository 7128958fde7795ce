"""A leader looks over the year: figures, the rows behind a number, a workbook; a section sees its own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from mingcha.accounts.tests.cast import Bureau
from mingcha.disclosure.tests.rounds import Round
from mingcha.plans.models import Campaign
from tests.journeys.conftest import follow
from tests.journeys.test_bulletin import at_both
from tests.journeys.test_bulletin import round_over as round_over
from tests.journeys.test_tell_the_party import fine as fine

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]


def test_from_the_home_page_to_the_rows_behind_a_number(
    round_over: Round,
    bureau: Bureau,
    person: Callable[..., Page],
    fine: Callable[[Page, str], None],
    tmp_path: Path,
) -> None:
    visits = len(round_over.visiting.rows)
    Campaign.objects.update(section=bureau.sections[0])
    leader = person("leader")
    leader.get_by_role("link", name="全年总览").click()
    leader.get_by_label("年度").select_option("2026")
    leader.get_by_role("button", name="查看").click()
    expect(leader.get_by_role("heading", level=1)).to_have_text("全局2026年总览")
    expect(leader.get_by_role("figure")).to_have_count(5)
    expect(leader.get_by_role("img")).to_have_count(5)
    at_both(leader, "overview", fine)
    figure = leader.locator("#outcomes")
    expect(figure).to_contain_text("发现问题1户次")
    with leader.expect_download() as taken:
        figure.get_by_role("link", name="导出Excel").click()
    taken.value.save_as(tmp_path / "outcomes.xlsx")
    assert load_workbook(tmp_path / "outcomes.xlsx").sheetnames == ["检查结果", "全部检查结果：结果"]
    follow(figure.get_by_role("row", name="检查结果合计").get_by_role("link").first)
    expect(leader.locator("main tbody tr")).to_have_count(visits)
    at_both(leader, "rows", fine)
    leader.get_by_role("link", name="全局2026年总览").click()
    leader.goto(f"{reverse('overview')}?year=2019")
    expect(leader.locator(".mc-empty")).to_have_count(5)
    at_both(leader, "empty", fine)
    section = person("business")
    section.goto(f"{reverse('overview')}?year=2026")
    expect(section.get_by_role("heading", level=1)).to_have_text(f"{bureau.sections[0].name}2026年总览")
    expect(section.get_by_label("股室")).to_have_count(0)
    at_both(section, "section", fine)
