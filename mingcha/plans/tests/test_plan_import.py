"""A plan comes in as a workbook and goes out in the same columns."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER
from mingcha.common.errors import Forbidden
from mingcha.intake.models import ImportBatch
from mingcha.intake.services import Outcome, import_file, take_back_import
from mingcha.ledger.services import examine_ledger
from mingcha.plans import services
from mingcha.plans.exports import plan_book
from mingcha.plans.models import Campaign, Stratum
from mingcha.plans.queries.board import rows_of
from mingcha.plans.queries.plan_lines import exported_lines
from mingcha.plans.queries.plans import lines_of
from mingcha.plans.subjects import PLAN_LINES
from mingcha.plans.tests import cast
from mingcha.plans.tests.planning import LAND, MINING, Planning, planning

pytestmark = pytest.mark.django_db
HEADS = ("任务编号", "抽查任务名称", "抽查事项", "责任股室", "抽查比例", "抽查频次", "任务实施时段", "备注")


@pytest.fixture
def year() -> Planning:
    return planning()


def workbook(folder: Path, *rows: list[Any], heads: tuple[str, ...] = HEADS) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (list(heads), *rows):
        sheet.append(row)
    path = folder / "计划.xlsx"
    book.save(path)
    return path


def take_in(year: Planning, path: Path, role: str = ENFORCEMENT) -> Outcome:
    return import_file(actor=year.bureau.actor(role), subject=PLAN_LINES, path=path)


def usual(year: Planning, **cells: Any) -> list[Any]:
    told = {
        "任务编号": "2026-01",
        "抽查任务名称": "矿业权抽查",
        "抽查事项": year.item.name,
        "责任股室": MINING,
        "抽查比例": "一般5%，加强20%",
        "抽查频次": "2次/年",
        "任务实施时段": "6-12月",
        "备注": "",
    }
    return [(told | cells)[head] for head in HEADS]


def test_free_text_is_understood_and_becomes_a_line(year: Planning, tmp_path: Path) -> None:
    assert take_in(year, workbook(tmp_path, usual(year))).new == 1
    line = Campaign.objects.get()
    assert (line.plan_id, line.section) == (year.plan.pk, year.sections[MINING])
    assert (str(line.starts_on), str(line.ends_on), line.frequency) == ("2026-06-01", "2026-12-31", "2次/年")
    assert [(row.kind, row.ratio) for row in line.strata.all()] == [("ordinary", "1/20"), ("raised", "1/5")]
    assert [(group.code, group.count) for group in line.team_groups.all()] == [("lead", 1), ("member", 1)]
    assert [one.place for one in examine_ledger() if one.place.startswith("plans_")] == []


def test_the_same_file_twice_changes_nothing(year: Planning, tmp_path: Path) -> None:
    path = workbook(tmp_path, usual(year), usual(year, 任务编号="", 抽查任务名称="没有编号的"))
    assert take_in(year, path).new == 2
    again = take_in(year, path)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 2)
    assert sorted(Campaign.objects.values_list("number", flat=True)) == ["2026-01", "2026-02"]


def test_what_is_exported_comes_in_again_without_a_change(year: Planning, tmp_path: Path) -> None:
    year.propose(
        "2026-01",
        layers=cast.layers("1/20", "1/4", reserve=2),
        towns=("平阳镇",),
        line={"frequency": "2次/年", "methods": ("现场检查", "书面检查"), "partner_departments": ("市监局",)},
    )
    year.propose("2026-02", LAND, layers=cast.layers("1/20", "1/10"), line={"only_raised": True, "round": 2})
    rows = rows_of(year.bureau.actor(ENFORCEMENT), lines_of(year.plan))
    lines = exported_lines(year.bureau.actor(ENFORCEMENT), year.plan, rows)
    path = tmp_path / "计划.xlsx"
    path.write_bytes(plan_book("2026年度抽查计划", lines))
    outcome = take_in(year, path)
    assert (outcome.refused, outcome.new, outcome.changed, outcome.unchanged) == ([], 0, 0, 2)


@pytest.mark.parametrize("heading", ["抽查领域", "抽查类别"])
def test_both_names_of_the_field_are_understood(year: Planning, tmp_path: Path, heading: str) -> None:
    heads = (*HEADS, heading)
    assert take_in(year, workbook(tmp_path, [*usual(year), "矿业权"], heads=heads)).new == 1
    assert Campaign.objects.get().category == "矿业权"


def test_a_changed_row_changes_its_line_and_can_be_taken_back(year: Planning, tmp_path: Path) -> None:
    line = year.propose(
        "2026-01", MINING, ends_on=cast.DAY.replace(month=12, day=31), line={"frequency": "2次/年"}
    )
    changed = usual(year, 抽查任务名称=line.title, 抽查比例="10%")
    outcome = take_in(year, workbook(tmp_path, changed))
    assert outcome.changed == 1
    assert list(Stratum.objects.values_list("ratio", flat=True)) == ["1/10", "1/10"]
    batch = ImportBatch.objects.get()
    take_back_import(
        actor=year.bureau.actor(ENFORCEMENT), subject=PLAN_LINES, batch=batch.pk, reason="表格有误"
    )
    assert list(Stratum.objects.values_list("ratio", flat=True)) == ["1/20", "1/20"]


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"抽查比例": "按实际"}, "抽查比例写的是“按实际”"),
        ({"抽查比例": "A 5%，B 10%，C、D 20%"}, "一般层和加强层各填一个"),
        ({"抽查频次": "经常"}, "是一年几次"),
        ({"任务实施时段": "13月"}, "13月"),
        ({"任务实施时段": "2027年3月至5月"}, "不在2026年内"),
        ({"抽查事项": "没有的事项"}, "现行清单中没有事项“没有的事项”"),
        ({"责任股室": "不存在股"}, "没有股室“不存在股”"),
        ({"任务编号": "第一号"}, "任务编号用字母、数字"),
        ({"抽查事项": ""}, "没有填写抽查事项"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_row_and_a_sentence(
    year: Planning, tmp_path: Path, cells: dict[str, str], said: str
) -> None:
    outcome = take_in(year, workbook(tmp_path, usual(year), usual(year, **{"任务编号": "2026-02"} | cells)))
    ((row, sentence),) = outcome.refused
    assert (row, outcome.new) == (3, 1)
    assert said in sentence


def test_a_year_without_a_drafted_plan_is_refused(year: Planning, tmp_path: Path) -> None:
    path = workbook(tmp_path, [*usual(year), "2025"], heads=(*HEADS, "计划年度"))
    ((_, sentence),) = take_in(year, path).refused
    assert "2025年度抽查计划不在编制中" in sentence
    year.propose("2026-09")
    year.submitted()
    with pytest.raises(Forbidden, match="没有编制中的年度抽查计划"):
        take_in(year, path)


def test_a_section_brings_in_only_its_own_lines(year: Planning, tmp_path: Path) -> None:
    ((_, sentence),) = take_in(year, workbook(tmp_path, usual(year)), BUSINESS).refused
    assert "其他股室的任务" in sentence


def test_a_settled_line_is_not_changed_by_a_file(year: Planning, tmp_path: Path) -> None:
    line = year.propose("2026-01")
    year.published()
    services.settle_campaign(actor=year.bureau.actor(LEADER), campaign=line)
    services.amend_plan(actor=year.bureau.actor(ENFORCEMENT), plan=year.now(), reason="增加任务")
    ((_, sentence),) = take_in(year, workbook(tmp_path, usual(year))).refused
    assert "任务“可以抽取”，不再改动" in sentence


def test_the_import_is_offered_on_the_board_of_a_draft(year: Planning) -> None:
    client = Client()
    client.force_login(year.bureau.person(ENFORCEMENT))
    assert reverse("plan_import") in client.get(reverse("campaign_list") + "?year=2026").content.decode()
    assert client.get(reverse("plan_import")).status_code == 200
