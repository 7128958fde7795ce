"""Import of the item list, with the untidy workbooks and a clerk's counts."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml

from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT
from mingcha.common.errors import Forbidden, Refusal
from mingcha.intake.services import confirm_import, import_file, preview_import, take_back_import
from mingcha.items import services
from mingcha.items.models import InspectionItem, ItemList
from mingcha.items.queries import drafted_list, item_rows
from mingcha.items.subjects import ITEMS
from mingcha.items.tests import cast
from mingcha.law.tests.cast import Bureau, found
from mingcha.ledger.services import examine_ledger

pytestmark = pytest.mark.django_db
WORKBOOKS = Path(__file__).resolve().parents[3] / "tests" / "workbooks"
COUNTS = yaml.safe_load((WORKBOOKS / "counts.yml").read_text(encoding="utf-8"))
FILES = [name for name, facts in COUNTS.items() if facts["kind"] == "items"]


@pytest.fixture
def bureau() -> Bureau:
    return found()


def workbook(
    folder: Path, *rows: list[Any], heads: tuple[str, ...] = ("编号", "抽查事项", "抽查内容", "抽查比例")
) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (list(heads), *rows):
        sheet.append(row)
    path = folder / "清单.xlsx"
    book.save(path)
    return path


@pytest.mark.parametrize("name", FILES)
def test_the_untidy_workbooks_give_the_clerks_counts(bureau: Bureau, name: str) -> None:
    wanted = COUNTS[name]
    outcome = import_file(actor=bureau.actor(ENFORCEMENT), subject=ITEMS, path=WORKBOOKS / name)
    assert (outcome.rows, outcome.new, outcome.changed, outcome.unchanged) == tuple(
        wanted[key] for key in ("rows", "new", "changed", "unchanged")
    )
    assert [row for row, _ in outcome.refused] == [one["row"] for one in wanted["refused"]]
    assert all(
        one["reason"] in said for one, (_, said) in zip(wanted["refused"], outcome.refused, strict=True)
    )
    draft = drafted_list(bureau.actor(ENFORCEMENT))
    assert draft is not None
    lacking = [row for row in item_rows(draft) if row.shortcomings]
    assert len(lacking) == wanted["not_submittable"]["total"]


@pytest.mark.parametrize("name", FILES)
def test_the_same_file_twice_changes_nothing(bureau: Bureau, name: str) -> None:
    clerk = bureau.actor(ENFORCEMENT)
    import_file(actor=clerk, subject=ITEMS, path=WORKBOOKS / name)
    before = sorted(InspectionItem.objects.values_list("pk", "code", "basis"))
    again = import_file(actor=clerk, subject=ITEMS, path=WORKBOOKS / name)
    assert (again.new, again.changed) == (0, 0)
    assert sorted(InspectionItem.objects.values_list("pk", "code", "basis")) == before


def test_every_imported_item_is_bound_by_the_ledger(bureau: Bureau) -> None:
    import_file(actor=bureau.actor(ENFORCEMENT), subject=ITEMS, path=WORKBOOKS / FILES[0])
    assert [found.place for found in examine_ledger() if found.place.startswith("items_")] == []


def test_an_import_begins_a_draft_as_a_copy_of_the_published_list(bureau: Bureau, tmp_path: Path) -> None:
    first = cast.draft(bureau)
    cast.item(bureau, first, code="A1", name="甲", contents="一")
    cast.item(bureau, first, code="A2", name="乙", contents="二")
    cast.publish(bureau, first)
    path = workbook(tmp_path, ["A1", "甲", "一", "10%"], ["A3", "丙", "三", "5%"])
    outcome = import_file(actor=bureau.actor(ENFORCEMENT), subject=ITEMS, path=path)
    assert (outcome.new, outcome.changed) == (1, 1)
    draft = drafted_list(bureau.actor(ENFORCEMENT))
    assert draft is not None
    assert dict(draft.items.values_list("code", "ratio")) == {"A1": "1/10", "A2": "", "A3": "1/20"}
    assert dict(first.items.values_list("code", "ratio")) == {"A1": "", "A2": ""}
    assert [found.place for found in examine_ledger() if found.place.startswith("items_")] == []


def test_two_rows_that_contradict_each_other_are_refused_not_merged(bureau: Bureau, tmp_path: Path) -> None:
    path = workbook(tmp_path, ["A1", "甲", "一", "10%"], ["A1", "甲", "一", "20%"])
    outcome = import_file(actor=bureau.actor(ENFORCEMENT), subject=ITEMS, path=path)
    assert outcome.new == 1
    assert [(row, "抽查比例" in said) for row, said in outcome.refused] == [(3, True)]


def test_while_a_version_waits_for_the_leader_nothing_is_imported(bureau: Bureau, tmp_path: Path) -> None:
    item_list = cast.draft(bureau)
    cast.item(bureau, item_list)
    services.submit_list(actor=bureau.actor(ENFORCEMENT), item_list=item_list)
    with pytest.raises(Forbidden, match="正在审定"):
        import_file(
            actor=bureau.actor(ENFORCEMENT), subject=ITEMS, path=workbook(tmp_path, ["A1", "甲", "一", "5%"])
        )


@pytest.mark.parametrize("role", [AUDITOR, BUSINESS])
def test_a_reader_imports_nothing(role: str, bureau: Bureau, tmp_path: Path) -> None:
    with pytest.raises(Forbidden):
        import_file(
            actor=bureau.actor(role), subject=ITEMS, path=workbook(tmp_path, ["A1", "甲", "一", "5%"])
        )
    assert not ItemList.objects.exists()


def test_an_import_is_taken_back_whole_until_the_list_is_submitted(bureau: Bureau, tmp_path: Path) -> None:
    clerk = bureau.actor(ENFORCEMENT)
    draft = cast.draft(bureau)
    kept = cast.item(bureau, draft, code="A0", name="原有", contents="零")
    path = workbook(tmp_path, ["A0", "原有", "零", "10%"], ["A1", "甲", "一", "5%"])
    batch = preview_import(actor=clerk, subject=ITEMS, path=path, file_name="清单.xlsx")
    confirm_import(actor=clerk, subject=ITEMS, batch=batch.pk)
    assert draft.items.count() == 2
    take_back_import(actor=clerk, subject=ITEMS, batch=batch.pk, reason="传错了")
    assert list(draft.items.values_list("pk", "ratio")) == [(kept.pk, "")]
    assert [found.place for found in examine_ledger() if found.place.startswith("items_")] == []


def test_an_import_stands_once_its_list_was_submitted(bureau: Bureau, tmp_path: Path) -> None:
    clerk = bureau.actor(ENFORCEMENT)
    draft = cast.draft(bureau)
    cast.item(bureau, draft)
    heads = ("编号", "抽查事项", "抽查内容", "抽查主体", "检查方式", "检查依据")
    row = ["A1", "甲", "一", "本局", "现场检查", "《中华人民共和国测绘法》第四十九条"]
    path = workbook(tmp_path, row, heads=heads)
    batch = preview_import(actor=clerk, subject=ITEMS, path=path, file_name="清单.xlsx")
    confirm_import(actor=clerk, subject=ITEMS, batch=batch.pk)
    services.submit_list(actor=clerk, item_list=draft)
    with pytest.raises(Refusal):
        take_back_import(actor=clerk, subject=ITEMS, batch=batch.pk, reason="传错了")
    assert draft.items.count() == 2


def test_one_column_may_hold_both_days_of_force_but_not_one_alone(bureau: Bureau, tmp_path: Path) -> None:
    heads = ("抽查事项", "抽查内容", "生效/失效日期")
    rows = (["甲", "一", "2026.1.1至2028.12.31"], ["乙", "二", "2026.1.1"], ["丙", "三", None])
    outcome = import_file(
        actor=bureau.actor(ENFORCEMENT), subject=ITEMS, path=workbook(tmp_path, *rows, heads=heads)
    )
    assert [(row, "起止" in said) for row, said in outcome.refused] == [(3, True)]
    days = InspectionItem.objects.order_by("name").values_list("name", "in_force_from", "in_force_until")
    assert {name: (str(first), str(last)) for name, first, last in days} == {
        "甲": ("2026-01-01", "2028-12-31"),
        "丙": ("None", "None"),
    }


def test_a_frequency_that_cannot_be_told_leaves_the_ratio_beside_it(bureau: Bureau, tmp_path: Path) -> None:
    heads = ("抽查事项", "抽查内容", "抽查比例及频次")
    path = workbook(tmp_path, ["甲", "一", "不低于3%，不少于1次"], ["乙", "二", "5%，每年1次"], heads=heads)
    outcome = import_file(actor=bureau.actor(ENFORCEMENT), subject=ITEMS, path=path)
    assert (outcome.new, outcome.refused) == (2, [])
    stored = InspectionItem.objects.values_list("name", "ratio", "frequency")
    assert {name: (ratio, times) for name, ratio, times in stored} == {
        "甲": ("3/100", ""),
        "乙": ("1/20", "每年1次"),
    }
