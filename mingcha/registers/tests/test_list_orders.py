"""Every list of the registers is sorted by its heads, keeps its views, and goes away as it is shown."""

import io
from typing import Any

import openpyxl
import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from mingcha.accounts.tests.cast import Bureau
from mingcha.common.lists import order_of
from mingcha.intake.models import ImportSource
from mingcha.intake.services import add_source
from mingcha.items.models import Power
from mingcha.registers.models import Inspector
from mingcha.registers.subjects import TARGETS
from mingcha.registers.tests.cast import Registers, import_targets, target_row
from mingcha.registers.tests.test_pages import text_of, visit

pytestmark = pytest.mark.django_db
LISTS: dict[str, tuple[str, str]] = {
    "target_list": ("enforcement", "code"),
    "inspector_list": ("legal", "section"),
    "conflict_list": ("legal", "declared"),
    "borrowing_list": ("legal", "from"),
    "partner_list": ("legal", "people"),
    "delegation_list": ("leader", "from"),
    "round_list": ("legal", "year"),
    "category_list": ("enforcement", "name"),
    "conflict_hints": ("legal", "holder"),
    "inspector_endings": ("legal", "until"),
    "standing_list": ("enforcement", "day"),
    "visit_list": ("enforcement", "day"),
    "item_lists": ("enforcement", "number"),
    "power_list": ("legal", "code"),
    "proposal_list": ("enforcement", "day"),
    "import_list": ("enforcement", "day"),
    "targets_import_sources": ("enforcement", "name"),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_answers_in_both_orders_and_offers_to_keep_them(
    name: str, fuping: Bureau, registers: Registers
) -> None:
    role, key = LISTS[name]
    Power.objects.create(office=fuping.office, code="P-1", name="对采矿权的监督检查")
    client, address = visit(fuping, role), reverse(name)
    for sort in (key, f"-{key}", "nonsense"):
        answer = client.get(address, {"sort": sort})
        assert answer.status_code == 200
        assert "保存当前条件" in text_of(answer)


def head(client: Client, address: str, **query: str) -> list[str]:
    """The names in the first column, in the order of the page."""
    text = text_of(client.get(address, query))
    names = Inspector.objects.values_list("name", flat=True)
    return sorted((name for name in names if f">{name}<" in text), key=lambda name: text.index(f">{name}<"))


def test_the_order_of_the_address_is_that_of_the_page_and_its_workbook(
    fuping: Bureau, registers: Registers
) -> None:
    client, address = visit(fuping, "legal"), reverse("inspector_list")
    up, down = head(client, address, sort="code"), head(client, address, sort="-code")
    assert len(up) == 5
    assert up == down[::-1] == sorted(up)
    assert 'aria-sort="descending"' in text_of(client.get(address, {"sort": "-code"}))
    book = openpyxl.load_workbook(
        io.BytesIO(client.get(reverse("inspector_export"), {"sort": "-code"}).content)
    )
    assert book.active is not None
    rows: list[Any] = list(book.active.iter_rows(min_row=3, max_col=1, values_only=True))
    assert [name for (name,) in rows] == down


def test_an_order_is_only_by_columns_that_the_list_names() -> None:
    asked = RequestFactory().get("/", {"sort": "password"})
    order = order_of(asked, {"name": "name"}, "name")
    assert (order.sort, order.column) == ("name", "")


def sheet(answer: Any) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.active is not None
    return list(book.active.iter_rows(min_row=3, values_only=True))


def test_sources_sections_imports_and_visits_go_away_as_workbooks(
    fuping: Bureau, registers: Registers, tmp_path: Any
) -> None:
    actor = fuping.actor("enforcement")
    add_source(actor=actor, subject=TARGETS, name="行政审批局", organisation="=县政务办")
    import_targets(fuping, tmp_path, target_row())
    client = visit(fuping, "enforcement")
    (source,) = sheet(client.get(reverse("targets_import_sources"), {"export": "1"}))
    assert source[:3] == ("行政审批局", "=县政务办", "部分")
    assert ImportSource.objects.count() == 1
    (batch,) = sheet(client.get(reverse("import_list"), {"export": "1"}))
    assert batch[:2] == ("名录.csv", "检查对象名录库")
    assert batch[-1] == "已写入"
    assert sheet(client.get(reverse("visit_list"), {"export": "1"})) == []
    sections = sheet(visit(fuping, "system_admin").get(reverse("section_list"), {"export": "1"}))
    assert {name for name, *_ in sections} == {one.name for one in fuping.sections}
