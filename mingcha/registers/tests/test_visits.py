"""Past visits: written from above and by import, counted by body and day."""

import datetime
import hashlib
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.tests.cast import Bureau
from mingcha.common.errors import Forbidden, Unknown
from mingcha.intake.services import (
    Outcome,
    choose_rows,
    confirm_import,
    import_file,
    preview_import,
)
from mingcha.ledger.services import examine_ledger
from mingcha.registers.models import VisitFact
from mingcha.registers.queries import last_visits, visit_counts, visits_by_holder, visits_by_year
from mingcha.registers.rules.bodies import meant_by
from mingcha.registers.services import Visit, record_visit_facts
from mingcha.registers.subjects import VISITS
from mingcha.registers.tests.cast import Registers, as_csv, credit_code

MARCH = datetime.date(2026, 3, 15)


def row(number: int = 1, **values: Any) -> dict[str, Any]:
    """A visit of another body to a holder of the cast, except as told."""
    usual = {
        "统一社会信用代码": credit_code(number),
        "检查对象名称": f"阜平县试{number}号矿业有限公司",
        "检查机关": "阜平县应急管理局",
        "检查日期": "2026.3.15",
        "检查事项": "非煤矿山安全检查",
        "检查类型": "部门双随机抽查",
        "检查结果": "未发现问题",
        "许可证号": "",
    }
    return usual | values


def bring(bureau: Bureau, folder: Path, *rows: dict[str, Any], role: str = "business") -> Outcome:
    return import_file(actor=bureau.actor(role), subject=VISITS, path=as_csv(folder, rows, "检查.csv"))


def test_visits_of_other_bodies_are_brought_in_with_their_file(
    fuping: Bureau, registers: Registers, tmp_path: Path
) -> None:
    outcome = bring(fuping, tmp_path, row(), row(2, 检查类型="专项检查"))
    assert outcome.new == 2
    fact = VisitFact.objects.get(holder=registers.holders[0])
    assert (fact.visited_on, fact.manner, fact.source) == (MARCH, "random", "检查.csv")
    assert fact.batch == outcome.batch
    client = Client()
    client.force_login(fuping.people["leader"])
    page = client.get(reverse("holder_detail", args=[fact.holder_id])).content.decode()
    assert "2026年1户次" in page
    assert "阜平县应急管理局" in page
    digest = hashlib.sha256((tmp_path / "检查.csv").read_bytes()).hexdigest()
    for shown in (page, client.get(reverse("visit_list")).content.decode()):
        assert "导入" in shown and f'摘要<span class="mc-mono">{digest[:8]}</span>' in shown
    assert list(examine_ledger()) == []


def test_the_same_file_again_is_unchanged_and_a_later_result_is_a_change(
    fuping: Bureau, registers: Registers, tmp_path: Path
) -> None:
    bring(fuping, tmp_path, row())
    assert bring(fuping, tmp_path, row()).unchanged == 1
    assert bring(fuping, tmp_path, row(检查结果="")).unchanged == 1
    assert bring(fuping, tmp_path, row(检查结果="责令改正")).changed == 1
    assert VisitFact.objects.get().result == "责令改正"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"统一社会信用代码": credit_code(77)}, "没有代码为"),
        ({"检查日期": ""}, "没有填写检查日期"),
        ({"检查日期": "2099-01-01"}, "还没有到"),
        ({"检查机关": ""}, "没有填写检查机关"),
        ({"许可证号": "C999"}, "没有许可证号为C999的检查对象"),
    ],
)
def test_a_row_that_cannot_be_taken_in_says_why(
    values: dict[str, Any], words: str, fuping: Bureau, registers: Registers, tmp_path: Path
) -> None:
    outcome = bring(fuping, tmp_path, row(2), row(1, **values))
    assert outcome.new == 1
    assert words in outcome.refused[0][1]


@pytest.mark.parametrize("words", ["本局", "我局", "本机关", " 本单位 ", "阜平县自然资源和规划局"])
def test_a_visit_of_this_office_counts_however_the_office_is_written(
    words: str, fuping: Bureau, registers: Registers, tmp_path: Path
) -> None:
    named(fuping)
    assert bring(fuping, tmp_path, row(检查机关=words)).new == 1
    assert VisitFact.objects.get().body == fuping.office.name
    counted = visits_by_holder(fuping.actor("leader"), 2026)
    assert counted == [(registers.holders[0].code, MARCH, "检查.csv")]


def named(bureau: Bureau) -> None:
    bureau.office.name = "阜平县自然资源和规划局"
    bureau.office.save()


@pytest.mark.parametrize(("answer", "counts"), [("own", True), ("another", False)])
def test_a_name_near_that_of_this_office_is_asked_and_counts_as_answered(
    answer: str, counts: bool, fuping: Bureau, registers: Registers, tmp_path: Path
) -> None:
    named(fuping)
    actor = fuping.actor("business")
    path = as_csv(tmp_path, [row(检查机关="阜平县自然资源局"), row(2)], "历年.csv")
    batch = preview_import(actor=actor, subject=VISITS, path=path, file_name=path.name)
    (asked,) = batch.staged.filter(asks=True)
    assert "与本机构名称“阜平县自然资源和规划局”相近" in asked.content["refused"]
    choose_rows(actor=actor, subject=VISITS, batch=batch.pk, ticks={}, answers={asked.number: answer})
    confirm_import(actor=actor, subject=VISITS, batch=batch.pk)
    assert bool(visits_by_holder(actor, 2026)) is counts
    again = import_file(actor=actor, subject=VISITS, path=path)
    assert (again.unchanged, again.refused) == (2, [])


@pytest.mark.parametrize(
    ("body", "meant"),
    [
        ("阜平县国土资源局", "near"),
        ("自然资源和规划局", "near"),
        ("县自然资源局", "near"),
        ("阜平县自然资源和规划局执法监察大队", "near"),
        ("阜平县自然资源和规划局（演示）", "near"),
        ("河北省自然资源厅", "another"),
        ("唐县自然资源和规划局", "another"),
        ("阜平县住房和城乡建设局", "another"),
        ("阜平县发展和改革局", "another"),
        ("阜平县农业农村局", "another"),
        ("保定市生态环境局阜平县分局", "another"),
        ("阜平县市场监督管理局", "another"),
    ],
)
def test_which_names_are_near(body: str, meant: str) -> None:
    assert meant_by(body, "阜平县自然资源和规划局") == meant


def test_the_page_says_whose_visits_count_for_what(fuping: Bureau) -> None:
    client = Client()
    client.force_login(fuping.people["leader"])
    assert "年度检查次数上限只计本机构的检查" in client.get(reverse("visit_list")).content.decode()


def test_repeated_rows_count_once_and_contradicting_ones_not_at_all(
    fuping: Bureau, registers: Registers, tmp_path: Path
) -> None:
    outcome = bring(fuping, tmp_path, row(), row(), row(检查结果="发现问题"))
    assert (outcome.new, outcome.unchanged) == (1, 1)
    assert "与第2行是同一次检查" in outcome.refused[0][1]


def test_several_items_of_one_body_on_one_day_are_one_visit(fuping: Bureau, registers: Registers) -> None:
    holder = registers.holders[0]
    visits = [
        Visit(holder.pk, "本局", MARCH, "采矿许可", "2026-01"),
        Visit(holder.pk, "本局", MARCH, "测量图", "2026-01", target=registers.targets[0].pk),
        Visit(holder.pk, "应急局", MARCH, "安全", "通报"),
        Visit(holder.pk, "本局", datetime.date(2025, 12, 31), "采矿许可", "2025-02"),
    ]
    assert len(record_visit_facts(actor=fuping.actor("inspector"), visits=visits)) == 4
    assert record_visit_facts(actor=fuping.actor("inspector"), visits=visits) == []
    scope, keys = fuping.actor("leader"), [one.pk for one in registers.holders]
    assert visit_counts(scope, keys, 2026) == {holder.pk: 2}
    assert visits_by_year(scope, holder) == [(2026, 2), (2025, 1)]
    assert last_visits(scope, keys, MARCH) == {holder.pk: datetime.date(2025, 12, 31)}


def test_visits_of_strangers_and_by_strangers_are_refused(
    fuping: Bureau, tang: Bureau, registers: Registers
) -> None:
    visit = Visit(registers.holders[0].pk, "本局", MARCH, "采矿许可", "2026-01")
    with pytest.raises(Unknown):
        record_visit_facts(actor=tang.actor("enforcement"), visits=[visit])
    with pytest.raises(Forbidden):
        record_visit_facts(actor=fuping.actor("auditor"), visits=[visit])
    mixed = Visit(registers.holders[1].pk, "本局", MARCH, "x", "x", target=registers.targets[0].pk)
    with pytest.raises(Unknown):
        record_visit_facts(actor=fuping.actor("enforcement"), visits=[mixed])


def test_the_list_is_filtered_and_exported_and_comes_back_unchanged(
    fuping: Bureau, registers: Registers, tmp_path: Path
) -> None:
    bring(fuping, tmp_path, row(), row(2, 检查机关="阜平县水利局"))
    client = Client()
    client.force_login(fuping.people["enforcement"])
    page = client.get(reverse("visit_list"), {"body": "水利", "since": "2026-01-01"}).content.decode()
    assert "阜平县水利局" in page
    assert "应急管理局" not in page
    assert "没有符合条件" in client.get(reverse("visit_list"), {"q": "没有这家"}).content.decode()
    exported = tmp_path / "导出.xlsx"
    exported.write_bytes(client.get(reverse("visit_list"), {"export": "1"}).content)
    again = import_file(actor=fuping.actor("enforcement"), subject=VISITS, path=exported)
    assert (again.rows, again.unchanged) == (2, 2)
