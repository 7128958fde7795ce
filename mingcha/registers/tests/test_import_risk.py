"""风险和信用信息 by workbook: the monthly classification, complaints, lists, each change an event."""

import datetime
import io
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.common.errors import Forbidden
from mingcha.intake.services import (
    Outcome,
    choose_rows,
    confirm_import,
    import_file,
    preview_import,
    take_back_import,
)
from mingcha.ledger.services import examine_ledger
from mingcha.registers.models import Holder, StandingEvent, Target
from mingcha.registers.queries import risk_freshness
from mingcha.registers.services import merge_holders, record_standing, split_holder
from mingcha.registers.subjects import STANDING
from mingcha.registers.tests.cast import Registers, as_csv, credit_code

TODAY = moments.today()
LAST_MONTH = TODAY - datetime.timedelta(days=31)


def row(number: int = 1, day: datetime.date = TODAY, **values: Any) -> dict[str, Any]:
    """A row of the monthly result for one holder of the cast, except as told."""
    usual = {
        "统一社会信用代码": credit_code(number),
        "企业名称": f"阜平县试{number}号矿业有限公司",
        "信用风险分类结果": "C",
        "投诉举报件数": "",
        "严重违法失信名单": "",
        "经营异常名录": "",
        "社会关注度": "",
        "分类日期": day.isoformat(),
        "数据来源": "河北省信用风险分类系统",
        "文号": "",
    }
    return usual | values


def bring(bureau: Bureau, folder: Path, *rows: dict[str, Any], role: str = "enforcement") -> Outcome:
    return import_file(actor=bureau.actor(role), subject=STANDING, path=as_csv(folder, rows, "结果.csv"))


def test_a_monthly_result_sets_holder_and_targets_and_makes_an_event_each(
    fuping: Bureau, registers: Registers, tmp_path: Path
) -> None:
    outcome = bring(fuping, tmp_path, row(1), row(2, 信用风险分类结果="B类"))
    assert (outcome.new, outcome.changed, outcome.refused) == (2, 0, [])
    classes = dict(Target.objects.values_list("code", "risk_class"))
    assert [classes[target.code] for target in registers.targets] == ["C", "C", "B", "B"]
    event = StandingEvent.objects.get(holder=registers.holders[0])
    assert (event.value, event.stands_on, event.source) == ("C", TODAY, "河北省信用风险分类系统")
    assert event.batch == outcome.batch
    assert (event.reason, event.person) == ("按导入的“结果.csv”登记", fuping.people["enforcement"])
    assert list(examine_ledger()) == []


def test_one_workbook_may_carry_everything_and_flags_come_and_go(
    fuping: Bureau, registers: Registers, tmp_path: Path
) -> None:
    everything = {"投诉举报件数": "4件", "严重违法失信名单": "是", "经营异常名录": "列入", "社会关注度": "高"}
    bring(fuping, tmp_path, row(1, LAST_MONTH, **everything))
    holder = Holder.objects.get(pk=registers.holders[0].pk)
    days = (holder.complaints_on, holder.serious_record_on, holder.abnormal_list_on, holder.public_concern_on)
    assert (holder.complaints, set(days)) == (4, {LAST_MONTH})
    outcome = bring(fuping, tmp_path, row(1, 信用风险分类结果="", 经营异常名录="移出"))
    holder.refresh_from_db()
    assert (outcome.changed, holder.abnormal_list_on, holder.serious_record_on) == (1, None, LAST_MONTH)


def test_the_same_file_again_changes_nothing_and_the_next_month_moves_the_day(
    fuping: Bureau, registers: Registers, tmp_path: Path
) -> None:
    bring(fuping, tmp_path, row(1, LAST_MONTH))
    again = bring(fuping, tmp_path, row(1, LAST_MONTH))
    assert (again.unchanged, again.batch) == (1, None)
    assert risk_freshness(fuping.actor("leader")).last_on == LAST_MONTH
    assert bring(fuping, tmp_path, row(1)).changed == 1
    assert risk_freshness(fuping.actor("leader")).last_on == TODAY


def test_the_reason_of_a_change_is_that_of_its_row_else_the_note_of_the_import(
    fuping: Bureau, registers: Registers, tmp_path: Path
) -> None:
    path = as_csv(tmp_path, [row(1, 理由="逾期未公示年报"), row(2, 理由="")], "结果.csv")
    actor = fuping.actor("enforcement")
    batch = preview_import(actor=actor, subject=STANDING, path=path, file_name=path.name)
    choose_rows(actor=actor, subject=STANDING, batch=batch.pk, ticks={2: True, 3: True}, answers={})
    confirm_import(actor=actor, subject=STANDING, batch=batch.pk, note="六月分类结果")
    reasons = StandingEvent.objects.order_by("holder__code").values_list("reason", flat=True)
    assert list(reasons) == ["逾期未公示年报", "六月分类结果"]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"统一社会信用代码": credit_code(77)}, "没有代码为"),
        ({"统一社会信用代码": "", "企业名称": "某某公司"}, "没有这个名称的主体"),
        ({"统一社会信用代码": "", "企业名称": ""}, "无法确定是哪一个主体"),
        ({"信用风险分类结果": "优"}, "认不出来"),
        ({"信用风险分类结果": ""}, "没有可登记的内容"),
        ({"投诉举报件数": "很多"}, "认不出是多少"),
        ({"经营异常名录": "也许"}, "不在可选的范围内"),
        ({"分类日期": ""}, "没有填写结果日期"),
        ({"分类日期": "2099-01-01"}, "还没有到"),
    ],
)
def test_a_row_that_cannot_be_taken_in_says_why(
    values: dict[str, Any], words: str, fuping: Bureau, registers: Registers, tmp_path: Path
) -> None:
    outcome = bring(fuping, tmp_path, row(2), row(1, **values))
    assert [number for number, _ in outcome.refused] == [3]
    assert words in outcome.refused[0][1]
    assert outcome.new == 1


def test_an_older_result_and_two_that_contradict_are_refused(
    fuping: Bureau, registers: Registers, tmp_path: Path
) -> None:
    bring(fuping, tmp_path, row(1))
    outcome = bring(
        fuping, tmp_path, row(1, LAST_MONTH, 信用风险分类结果="A"), row(2), row(2, 信用风险分类结果="D")
    )
    assert [number for number, _ in outcome.refused] == [2, 4]
    assert f"已是{TODAY}的信用风险分类" in outcome.refused[0][1]
    assert "与第3行是同一个主体" in outcome.refused[1][1]


def test_taking_the_import_back_restores_what_was(
    fuping: Bureau, registers: Registers, tmp_path: Path
) -> None:
    outcome = bring(fuping, tmp_path, row(1))
    assert outcome.batch is not None
    take_back_import(
        actor=fuping.actor("enforcement"), subject=STANDING, batch=outcome.batch.pk, reason="传错了文件"
    )
    assert not StandingEvent.objects.exists()
    assert Target.objects.get(pk=registers.targets[0].pk).risk_class == "B"
    assert Holder.objects.get(pk=registers.holders[0].pk).risk_class == ""
    assert list(examine_ledger()) == []


def test_the_number_of_queries_does_not_grow_with_the_rows(
    fuping: Bureau, registers: Registers, tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(45):
        bring(fuping, tmp_path, *(row(number) for number in (1, 2, 3)))


def test_only_enforcement_brings_it_in(fuping: Bureau, registers: Registers, tmp_path: Path) -> None:
    with pytest.raises(Forbidden):
        bring(fuping, tmp_path, row(), role="business")


def exported(bureau: Bureau, folder: Path) -> Path:
    client = Client()
    client.force_login(bureau.people["enforcement"])
    path = folder / "风险和信用变动.xlsx"
    path.write_bytes(client.get(reverse("standing_list"), {"export": "1"}).content)
    return path


def test_the_exported_list_of_changes_brought_in_again_changes_nothing(
    fuping: Bureau, registers: Registers, tmp_path: Path
) -> None:
    everything = {"投诉举报件数": "4件", "严重违法失信名单": "是", "经营异常名录": "列入", "社会关注度": "高"}
    bring(fuping, tmp_path, row(1, LAST_MONTH, **everything), row(2, LAST_MONTH))
    bring(fuping, tmp_path, row(1, 信用风险分类结果="D", 经营异常名录="移出", 社会关注度="一般"))
    actor = fuping.actor("enforcement")
    own: dict[str, Any] = {"source": "执法监察股", "reason": "核实", "document_no": "1号", "stands_on": TODAY}
    target = registers.targets[0].pk
    record_standing(actor=actor, thing=target, of_holder=False, kind="risk_class", value="A", **own)
    holders = [registers.holders[number].pk for number in (2, 0)]
    merge_holders(actor=actor, keep=holders[0], absorb=[holders[1]], reason="同一家")
    split_holder(actor=actor, holder=holders[0], targets=[], to=holders[1], reason="不是同一家")
    count = StandingEvent.objects.count()
    assert StandingEvent.objects.filter(kind="risk_class", value="").count() == 1
    outcome = import_file(actor=actor, subject=STANDING, path=exported(fuping, tmp_path))
    assert (outcome.rows, outcome.unchanged, outcome.refused) == (count, count, [])
    assert StandingEvent.objects.count() == count


def test_a_change_added_to_the_exported_list_is_taken_in(
    fuping: Bureau, registers: Registers, tmp_path: Path
) -> None:
    def change(**values: str) -> dict[str, Any]:
        usual = {"单位名称": "阜平县试1号矿业有限公司", "统一社会信用代码": credit_code(1), "检查对象": ""}
        usual |= {"种类": "信用风险分类", "原结果": "无", "结果": "C类", "结果日期": TODAY.isoformat()}
        return usual | values

    rows = [
        change(),
        change(种类="经营异常名录", 结果="列入"),
        change(种类="社会关注", 结果="无此词"),
        change(种类="投诉举报", 结果="无"),
        change(种类="投诉举报", 结果="4件", 检查对象="甲矿"),
    ]
    outcome = bring(fuping, tmp_path, *rows)
    assert (outcome.new, [number for number, _ in outcome.refused]) == (2, [4, 5, 6])
    holder = Holder.objects.get(pk=registers.holders[0].pk)
    assert (holder.risk_class, holder.abnormal_list_on) == ("C", TODAY)


def test_the_blank_form_does_without_the_columns_of_the_exported_list(fuping: Bureau) -> None:
    assert [one.title for one in STANDING.columns if not one.in_form] == ["种类", "结果", "检查对象"]
    client = Client()
    client.force_login(fuping.people["enforcement"])
    content = client.get(reverse("risk_import_template")).content
    (sheet,) = load_workbook(io.BytesIO(content))
    headings = {str(cell) for line in sheet.iter_rows(values_only=True) for cell in line}
    assert "信用风险类别" in headings
    assert "种类" not in headings
