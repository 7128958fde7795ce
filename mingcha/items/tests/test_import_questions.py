"""Checklist questions from a workbook and back."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEGAL
from mingcha.common.errors import Forbidden
from mingcha.intake.models import ImportBatch
from mingcha.intake.services import Outcome, import_file, preview_import, take_back_import
from mingcha.items import services
from mingcha.items.models import ChecklistQuestion, InspectionItem
from mingcha.items.queries import drafted_list, questions_of
from mingcha.items.subjects import QUESTIONS
from mingcha.items.tests import cast
from mingcha.law.tests.cast import Bureau, found
from mingcha.ledger.services import examine_ledger

pytestmark = pytest.mark.django_db
HEADS = (
    *("事项编码", "序号", "检查内容", "答题方式", "选项", "单位", "不低于", "不高于"),
    *("发现问题的答案", "须拍照", "依据"),
)


@pytest.fixture
def bureau() -> Bureau:
    return found()


@pytest.fixture
def item(bureau: Bureau) -> InspectionItem:
    return cast.item(bureau, cast.draft(bureau), code="A1")


def row(words: str = "是否越界开采", **cells: Any) -> list[Any]:
    usual = {"事项编码": "A1", "检查内容": words, "答题方式": "是/否", "发现问题的答案": "是"} | cells
    return [usual.get(head) for head in HEADS]


def workbook(folder: Path, *rows: list[Any]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for cells in (list(HEADS), *rows):
        book.active.append(cells)
    path = folder / "检查单.xlsx"
    book.save(path)
    return path


def bring_in(bureau: Bureau, folder: Path, *rows: list[Any], role: str = ENFORCEMENT) -> Outcome:
    return import_file(actor=bureau.actor(role), subject=QUESTIONS, path=workbook(folder, *rows))


def asked(item: InspectionItem) -> list[str]:
    return [question.words for question in questions_of(item)]


def test_every_way_of_answering_is_taken_in(bureau: Bureau, item: InspectionItem, tmp_path: Path) -> None:
    outcome = bring_in(
        bureau,
        tmp_path,
        row(须拍照="是", 依据="《矿产资源法》第三条"),
        row("边坡角", 答题方式="数值", 单位="度", 不高于="60.5", 发现问题的答案=""),
        row("开采方式", 答题方式="选择", 选项="露天、地下、不适用", 发现问题的答案="地下"),
        row("其他情况", 答题方式="文字", 发现问题的答案=""),
    )
    assert (outcome.new, outcome.refused) == (4, [])
    first, second, third, fourth = questions_of(item)
    assert (first.needs_photo, first.basis, first.finding_answers) == (True, "《矿产资源法》第三条", ["是"])
    assert (second.highest, second.lowest, second.unit) == (Decimal("60.5"), None, "度")
    assert (third.choices, third.finding_answers) == (["露天", "地下"], ["地下"])
    assert [one.number for one in (first, second, third, fourth)] == [1, 2, 3, 4]
    assert [one.place for one in examine_ledger() if one.place.startswith("items_")] == []


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"事项编码": "B9"}, "清单中没有编码为“B9”的事项"),
        ({"答题方式": ""}, "没有填写答题方式"),
        ({"答题方式": "随便"}, "不在可选的范围内"),
        ({"检查内容": ""}, "没有填写检查内容"),
        ({"发现问题的答案": ""}, "没有写明哪个答案属于发现问题"),
        ({"发现问题的答案": "也许"}, "没有“也许”这个答案"),
        ({"答题方式": "数值"}, "要写明下限或上限"),
        ({"答题方式": "数值", "不低于": "5", "不高于": "3"}, "上限低于下限"),
        ({"答题方式": "数值", "不低于": "1.23456"}, "4位小数"),
        ({"答题方式": "选择", "选项": "甲"}, "两个不同的选项"),
        ({"序号": "1.5"}, "1到999的整数"),
        ({"检查内容": "字" * 301}, "最多300字"),
    ],
)
def test_a_row_that_cannot_be_asked_is_refused_with_its_reason(
    cells: dict[str, Any], said: str, bureau: Bureau, item: InspectionItem, tmp_path: Path
) -> None:
    outcome = bring_in(bureau, tmp_path, row(**cells), row("另一道"))
    assert [said in reason for _, reason in outcome.refused] == [True]
    assert asked(item) == ["另一道"]


def test_a_question_is_known_by_its_words_then_by_its_place(
    bureau: Bureau, item: InspectionItem, tmp_path: Path
) -> None:
    bring_in(bureau, tmp_path, row("甲"), row("乙"), row("丙"))
    before = {question.words: question.pk for question in questions_of(item)}
    inserted = [row(words, 序号=place) for place, words in enumerate(("插入", "甲", "乙", "丙"), start=1)]
    outcome = bring_in(bureau, tmp_path, *inserted)
    assert (outcome.new, outcome.changed) == (1, 3)
    assert asked(item) == ["插入", "甲", "乙", "丙"]
    bring_in(bureau, tmp_path, row("乙，改了说法", 序号=3))
    assert asked(item) == ["插入", "甲", "乙，改了说法", "丙"]
    after = [question.pk for question in questions_of(item)][1:]
    assert after == [before["甲"], before["乙"], before["丙"]]
    assert [one.place for one in examine_ledger() if one.place.startswith("items_")] == []


def test_a_question_that_no_row_names_stays(bureau: Bureau, item: InspectionItem, tmp_path: Path) -> None:
    bring_in(bureau, tmp_path, row("甲"), row("乙"))
    bring_in(bureau, tmp_path, row("丙"))
    assert asked(item) == ["甲", "乙", "丙"]


def test_two_rows_of_one_question_are_one_or_a_contradiction(
    bureau: Bureau, item: InspectionItem, tmp_path: Path
) -> None:
    outcome = bring_in(bureau, tmp_path, row(), row(), row(发现问题的答案="否"))
    assert (outcome.new, outcome.unchanged, len(outcome.refused)) == (1, 1, 1)
    assert "请只留一行" in outcome.refused[0][1]


def test_questions_for_a_published_list_begin_the_next_version(
    bureau: Bureau, item: InspectionItem, tmp_path: Path
) -> None:
    bring_in(bureau, tmp_path, row("甲"))
    cast.publish(bureau, item.item_list)
    outcome = bring_in(bureau, tmp_path, row("甲", 须拍照="是"), row("乙"))
    assert (outcome.new, outcome.changed) == (1, 1)
    draft = drafted_list(bureau.actor(ENFORCEMENT))
    assert draft is not None
    assert asked(draft.items.get()) == ["甲", "乙"]
    assert [question.needs_photo for question in questions_of(item)] == [False]
    assert [one.place for one in examine_ledger() if one.place.startswith("items_")] == []


def test_an_import_of_questions_is_taken_back_whole(
    bureau: Bureau, item: InspectionItem, tmp_path: Path
) -> None:
    bring_in(bureau, tmp_path, row("甲"))
    first = ImportBatch.objects.get()
    bring_in(bureau, tmp_path, row("乙", 序号=1), row("甲", 序号=2))
    last = ImportBatch.objects.exclude(pk=first.pk).get()
    take_back_import(actor=bureau.actor(ENFORCEMENT), subject=QUESTIONS, batch=last.pk, reason="填错了")
    assert asked(item) == ["甲"]
    assert [one.place for one in examine_ledger() if one.place.startswith("items_")] == []


@pytest.mark.parametrize("role", [BUSINESS, LEGAL])
def test_who_does_not_compile_the_list_brings_in_no_question(
    role: str, bureau: Bureau, item: InspectionItem, tmp_path: Path
) -> None:
    with pytest.raises(Forbidden):
        bring_in(bureau, tmp_path, row(), role=role)
    assert not ChecklistQuestion.objects.exists()


@pytest.mark.parametrize("page", ["checklist", "item_list_detail"])
def test_exported_questions_brought_in_again_change_nothing(
    page: str, bureau: Bureau, item: InspectionItem, tmp_path: Path
) -> None:
    actor = bureau.actor(ENFORCEMENT)
    ugly = "=1+1，“引号”，逗号;分号\n第二行(半角)"
    for values in (
        {"words": ugly, "kind": "yes_no", "finding_answers": ["否", "不适用"], "needs_photo": True},
        {"words": "面积", "kind": "number", "lowest": Decimal("-0.5"), "unit": "公顷", "basis": ugly},
        {"words": "方式", "kind": "choice", "choices": ["甲（一、二）", "乙"], "finding_answers": ["乙"]},
        {"words": "说明", "kind": "text"},
    ):
        services.add_question(actor=actor, item=item, values=values)
    client, key = Client(), item.pk if page == "checklist" else item.item_list_id
    client.force_login(bureau.person(ENFORCEMENT))
    path = tmp_path / "检查单.xlsx"
    path.write_bytes(client.get(reverse(page, args=[key]), {"export": "questions"}).content)
    batch = preview_import(actor=actor, subject=QUESTIONS, path=path, file_name=path.name)
    rest = [staged.content for staged in batch.staged.exclude(verdict="unchanged")]
    assert [(one["refused"], one["differences"]) for one in rest] == []
    assert batch.counts["unchanged"] == 4
