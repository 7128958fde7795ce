"""Items name the categories of the register, so that what they inspect can be drawn."""

import csv
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import ENFORCEMENT
from mingcha.accounts.tests.cast import Bureau
from mingcha.common.workbooks.table import Mapped, SheetRow
from mingcha.intake.services import import_file
from mingcha.items.models import InspectionItem
from mingcha.items.subjects import ITEMS
from mingcha.registers.services import CategoryFacts, add_category, adopt_new_categories
from mingcha.registers.tests.cast import make_office

pytestmark = pytest.mark.django_db
ROW = {"抽查事项": "采矿检查", "抽查内容": "是否越界", "检查依据": "《甲法》第一条", "检查方式": "现场检查"}


@pytest.fixture
def bureau(db: None) -> Bureau:
    made = make_office("fuping", "阜平试")
    adopt_new_categories(office=made.office)
    return made


def imported(bureau: Bureau, folder: Path, targets: str) -> InspectionItem:
    path = folder / "清单.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=[*ROW, "检查对象"])
        writer.writeheader()
        writer.writerow(ROW | {"检查对象": targets})
    import_file(actor=bureau.actor(ENFORCEMENT), subject=ITEMS, path=path)
    return InspectionItem.objects.get()


def test_other_spellings_of_a_category_become_its_name(bureau: Bureau, tmp_path: Path) -> None:
    assert imported(bureau, tmp_path, "采矿权人、测绘资质").target_categories == ["采矿权", "测绘资质单位"]


def test_a_word_that_is_no_category_is_kept(bureau: Bureau, tmp_path: Path) -> None:
    assert imported(bureau, tmp_path, "采矿权、风景区").target_categories == ["采矿权", "风景区"]


def test_a_word_that_is_no_category_is_remarked(bureau: Bureau, tmp_path: Path) -> None:
    place = SheetRow(2, ("采矿检查", "风景区"), {"name": 0, "target_categories": 1})
    mapping = {"name": Mapped(0, "抽查事项"), "target_categories": Mapped(1, "检查对象")}
    read = ITEMS.reader(bureau.actor(ENFORCEMENT))(place, mapping)
    assert "“风景区”不是名录库的对象类别" in read.warnings[-1]


def test_the_form_offers_the_categories_of_the_office_and_keeps_former_words(
    bureau: Bureau, tmp_path: Path
) -> None:
    add_category(actor=bureau.actor("enforcement"), name="采砂权", facts=CategoryFacts(), reason="移交")
    item = imported(bureau, tmp_path, "风景区")
    client = Client()
    client.force_login(bureau.people[ENFORCEMENT])
    page = client.get(reverse("item_edit", args=[item.pk])).content.decode()
    assert 'value="采砂权"' in page
    assert 'value="风景区"' in page
    assert page.count("checked") >= 1
