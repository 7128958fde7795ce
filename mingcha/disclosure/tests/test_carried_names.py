"""The lists in which the carried site is searched: every company once, in small parts, its page named."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.disclosure.queries import companies as companies_module
from mingcha.disclosure.queries.companies import companies, count_parts
from mingcha.disclosure.rules.fields import script_of
from mingcha.draws.tests.county import Ceremony

pytestmark = pytest.mark.django_db


def rows_of(part: int) -> list[list[str]]:
    answer = Client().get(reverse("public_company_names", args=[part]))
    assert answer["Content-Type"].startswith("text/javascript")
    told = json.loads(answer.content.decode().removeprefix("mingchaNames.push(").removesuffix(");\n"))
    assert told["part"] == part
    rows: list[list[str]] = told["rows"]
    return rows


def test_every_company_stands_once_in_the_parts_with_its_page(
    ceremony: Ceremony, monkeypatch: pytest.MonkeyPatch
) -> None:
    ceremony.whole()
    monkeypatch.setattr(companies_module, "A_PART", 2)
    every = companies()
    assert len(every) > 2 and count_parts() == -(-len(every) // 2)
    rows = [row for part in range(1, count_parts() + 1) for row in rows_of(part)]
    assert [(name, code) for name, code, _ in rows] == [(one.name, one.code) for one in every]
    assert rows[0][2] == f"{every[0].code}/index.html"
    for part in (0, count_parts() + 1):
        assert Client().get(f"/public/companies/names-{part}.js").status_code == 404


def test_a_part_of_a_thousand_stays_small() -> None:
    rows = [
        (f"阜平县第{number:05}号矿产品加工有限公司", f"91130624MA0X{number:06}", "") for number in range(1000)
    ]
    told = [(name, code, f"{code}/index.html") for name, code, _ in rows]
    assert len(script_of(1, told)) < 110_000


def test_live_pages_ask_the_server_and_load_no_list(ceremony: Ceremony) -> None:
    ceremony.whole()
    page = Client().get(reverse("public_companies")).content.decode()
    assert "names.js" not in page and "names-1" not in page and 'role="search"' in page
