"""The overview as pages: who opens it, its filters in the address, its plots, its workbooks."""

import io
from typing import Any
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT, INSPECTOR, LEADER
from mingcha.disclosure.tests.rounds import visit_all
from mingcha.draws.tests.county import County
from mingcha.inspections.tests.visiting import Visiting
from mingcha.oversight.queries.overview import FIGURES
from mingcha.oversight.tests.test_overview import OWN, in_charge

pytestmark = pytest.mark.django_db


def client(county: County, role: str) -> Client:
    found = Client()
    found.force_login(county.bureau.people[role])
    return found


def page(found: Client, name: str, **asked: Any) -> tuple[int, str]:
    answer = found.get(reverse(name), asked)
    return answer.status_code, answer.content.decode()


def book(found: Client, name: str, **asked: Any) -> Any:
    answer = found.get(reverse(name), asked)
    assert answer.status_code == 200
    return openpyxl.load_workbook(io.BytesIO(answer.content))


@pytest.mark.parametrize(
    ("role", "status"), [(LEADER, 200), (BUSINESS, 200), (ENFORCEMENT, 200), (AUDITOR, 403), (INSPECTOR, 403)]
)
def test_whom_it_is_open_to(county: County, role: str, status: int) -> None:
    for name in ("overview", "overview_rows"):
        assert page(client(county, role), name)[0] == status


def test_the_home_page_leads_to_it_whom_it_is_for(county: County) -> None:
    address = reverse("overview")
    for role, is_led in ((LEADER, True), (BUSINESS, True), (AUDITOR, False)):
        answer = client(county, role).get("/")
        assert (f'href="{address}"' in answer.content.decode()) == is_led, role


def test_with_nothing_to_show_the_page_says_so_and_offers_no_workbook(county: County) -> None:
    _, body = page(client(county, LEADER), "overview", year="2020")
    assert body.count('class="mc-empty"') == len(FIGURES)
    assert "导出Excel" not in body and '<svg class="mc-plot"' not in body


def test_a_plot_stands_beside_a_table_with_the_same_rows(county: County) -> None:
    _, body = page(client(county, LEADER), "overview")
    assert 'role="img" aria-label="1轮抽查中' in body
    assert '<path class="l-rule"' in body
    assert "style=" not in body


def test_every_link_of_the_page_opens_and_keeps_year_and_section(visiting: Visiting) -> None:
    county = visiting.ceremony.county
    in_charge(county.bureau)
    visit_all(visiting)
    section = str(county.bureau.sections[OWN].pk)
    found = client(county, LEADER)
    _, body = page(found, "overview", year="2026", section=section)
    links = [
        one.split('"')[0].replace("&amp;", "&") for one in body.split(f'href="{reverse("overview_rows")}')[1:]
    ]
    assert len(links) > 10
    for link in links:
        asked = parse_qs(urlsplit(link).query)
        assert (asked["year"], asked["section"]) == (["2026"], [section])
        assert found.get(reverse("overview_rows") + link).status_code == 200


def test_each_figure_is_taken_away_with_its_rows(visiting: Visiting) -> None:
    county = visiting.ceremony.county
    in_charge(county.bureau)
    visit_all(visiting)
    for key, kind in FIGURES.items():
        sheets = book(client(county, LEADER), "overview", export=key).worksheets
        assert len(sheets) == 2, key
        assert sheets[0].max_row > 2 and sheets[1].max_row > 2
        rows = book(client(county, LEADER), "overview_rows", figure=key, of=kind.whole, line="", export=1)
        assert rows.worksheets[0].max_row == sheets[1].max_row


def test_an_empty_figure_is_a_workbook_of_its_headings(county: County) -> None:
    sheets = book(client(county, LEADER), "overview", export="outcomes").worksheets
    assert len(sheets) == 1


@pytest.mark.parametrize(
    "asked",
    [
        {"figure": "nothing"},
        {"figure": "coverage", "of": "secrets"},
        {"figure": "coverage", "of": "drawn", "line": "2026-99"},
        {"figure": "progress", "of": "secrets"},
        {"figure": "progress", "of": "all", "line": "nowhere"},
        {"figure": "timeliness", "of": "all", "line": "papers:all"},
        {"figure": "outcomes", "of": "visits", "line": "nothing:none"},
        {"figure": "burden", "of": "secrets"},
    ],
)
def test_an_address_that_asks_for_nothing_there_is_is_not_found(
    county: County, asked: dict[str, str]
) -> None:
    status, body = page(client(county, LEADER), "overview_rows", **asked)
    assert status == 404 and "没有" in body
