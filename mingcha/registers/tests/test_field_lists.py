"""The list, the export and the import of a category by its own fields."""

import io
from pathlib import Path

import openpyxl
import pytest
from django.urls import reverse

from mingcha.accounts.tests.cast import Bureau
from mingcha.intake.services import import_file
from mingcha.registers import services
from mingcha.registers.models import Target, TargetCategory
from mingcha.registers.queries import TargetFilter, targets_of
from mingcha.registers.queries.field_lists import filter_text
from mingcha.registers.rules.categories import NUMBER
from mingcha.registers.services import CategoryFacts, FieldFacts
from mingcha.registers.subjects import TARGETS
from mingcha.registers.tests.cast import credit_code, import_targets, target_row
from mingcha.registers.tests.test_pages import text_of, visit

pytestmark = pytest.mark.django_db
LAND, AREA = "用地项目", "面积"


@pytest.fixture
def office(fuping: Bureau, tmp_path: Path) -> Bureau:
    """Three parcels in three units, a mine, and a target of a category that the office added."""
    services.adopt_new_categories(office=fuping.office)
    actor = fuping.actor("enforcement")
    sand = services.add_category(actor=actor, name="采砂权", facts=CategoryFacts(), reason="移交")
    services.add_field(
        actor=actor,
        category=sand.pk,
        kind=NUMBER,
        facts=FieldFacts("年采砂量", unit="万吨", in_list=True),
        reason="移交",
    )
    parcels = [
        target_row(
            **_named(number),
            对象类别=LAND,
            矿区面积="",
            用地面积=area,
            宗地代码=f"13062400100{number}GB00001",
        )
        for number, area in enumerate(("30亩", "1.5公顷", "500平方米"), 1)
    ]
    mine = target_row(
        **_named(4), 矿区面积="0.2平方公里", 用地面积="", 矿种="铁矿", 经度="114.2", 坐标系="国家2000"
    )
    sand_row = target_row(**_named(5), 对象类别="采砂权", 年采砂量="3", 备注="移交时已有")
    keys = dict.fromkeys(key for row in (*parcels, mine, sand_row) for key in row)
    rows = [{key: row.get(key, "") for key in keys} for row in (*parcels, mine, sand_row)]
    assert import_targets(fuping, tmp_path, *rows).new == 5
    return fuping


def _named(number: int) -> dict[str, str]:
    return {
        "统一社会信用代码": credit_code(50 + number),
        "单位名称": f"阜平县试{number}号公司",
        "对象名称": f"试{number}号",
        "许可证号": f"X{number}",
    }


def names(office: Bureau, **wanted: str) -> list[str]:
    rows = targets_of(office.actor("leader"), TargetFilter(**wanted))
    return [target.name for target in rows]


def test_areas_are_sorted_by_size_whatever_unit_each_was_written_in(office: Bureau) -> None:
    assert names(office, category=LAND, sort="field.area") == ["试3号", "试2号", "试1号"]
    assert names(office, category=LAND, sort="-field.area") == ["试1号", "试2号", "试3号"]


def test_words_and_empty_fields_stand_last(office: Bureau) -> None:
    first = Target.objects.get(name="试1号")
    first.details["area"] = "见附件"
    first.save()
    assert names(office, category=LAND, sort="field.area")[-1] == "试1号"
    assert names(office, category=LAND, sort="-field.area")[-1] == "试1号"


def test_a_category_is_narrowed_by_what_its_fields_hold(office: Bureau) -> None:
    assert names(office, category="采矿权", detail=filter_text({"mineral": "铁"})) == ["试4号"]
    assert names(office, category="采矿权", detail=filter_text({"mineral": "金"})) == []
    assert names(office, category="采矿权", detail=filter_text({"unknown": "金"})) == ["试4号"]


def test_the_list_of_one_category_shows_its_fields_and_that_of_all_does_not(office: Bureau) -> None:
    client = visit(office, "leader")
    everything = text_of(client.get(reverse("target_list")))
    assert "年采砂量" not in everything
    page = text_of(client.get(reverse("target_list"), {"category": "采砂权"}))
    assert "sort=field.f001" in page
    assert "3万吨" in page
    shown = text_of(client.get(reverse("target_list"), {"category": "采矿权", "field-mineral": "铁"}))
    assert "矿种含：铁" in shown
    assert "1个对象符合" in shown


def test_an_export_of_every_category_brought_in_again_changes_nothing(office: Bureau, tmp_path: Path) -> None:
    for wanted in ({}, {"category": LAND}, {"category": "采砂权"}):
        answer = visit(office, "enforcement").get(reverse("target_export"), wanted)
        path = tmp_path / "again.xlsx"
        path.write_bytes(answer.content)
        again = import_file(actor=office.actor("enforcement"), subject=TARGETS, path=path)
        assert (again.refused, again.unchanged) == ([], again.rows)


def test_the_export_of_a_category_has_its_fields_and_no_others(office: Bureau) -> None:
    answer = visit(office, "leader").get(reverse("target_export"), {"category": "采砂权"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    headings = [str(cell) for cell in next(sheet.iter_rows(min_row=2, values_only=True))]
    assert "年采砂量" in headings
    assert "用地面积" not in headings
    assert sheet.cell(3, headings.index("年采砂量") + 1).value == "3万吨"


def test_the_blank_form_of_the_import_has_the_fields_of_the_office(office: Bureau) -> None:
    answer = visit(office, "business").get(reverse("targets_import_template"))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    headings = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert {"年采砂量", "矿区面积", "用地面积", "宗地代码", "经度"} <= headings


def test_the_definitions_are_exported(office: Bureau) -> None:
    answer = visit(office, "auditor").get(reverse("category_export"))
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert any(row[:4] == ("采砂权", "年采砂量", "数值", "万吨") for row in rows)
    assert {row[0] for row in rows} >= set(TargetCategory.objects.values_list("name", flat=True))
