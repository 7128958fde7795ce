"""Upload, preview, choose, confirm, discard, take back: each once, each whole, each in the ledger."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from mingcha.accounts.tests.cast import Bureau
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.intake.models import ColumnMemory, ImportBatch, StagedRow
from mingcha.intake.services import (
    choose_rows,
    confirm_import,
    discard_import,
    map_columns,
    preview_import,
    recheck_import,
    refused_file,
    rely_on_imports,
    take_back_import,
)
from mingcha.ledger.models import Entry
from mingcha.ledger.services import examine_ledger
from mingcha.registers.models import Holder, Target
from mingcha.registers.services import change_target_state
from mingcha.registers.subjects import TARGETS
from mingcha.registers.tests.cast import as_csv, credit_code, import_targets, target_row

COMMITTEE = {"统一社会信用代码": "", "单位名称": "城南庄镇试村民委员会", "主体类型": "其他", "许可证号": ""}
WRONG = target_row(统一社会信用代码=credit_code(60)[:-1], 许可证号="C2", 单位名称="阜平县短码有限公司")


def preview(bureau: Bureau, folder: Path, *rows: dict[str, Any], **how: Any) -> ImportBatch:
    return preview_import(
        actor=bureau.actor("enforcement"),
        subject=TARGETS,
        path=as_csv(folder, rows),
        file_name="名录.csv",
        **how,
    )


def confirm(bureau: Bureau, batch: ImportBatch, **how: Any) -> ImportBatch:
    return confirm_import(actor=bureau.actor("enforcement"), subject=TARGETS, batch=batch.pk, **how)


def take_back(bureau: Bureau, batch: ImportBatch, reason: str = "传错了文件") -> ImportBatch:
    return take_back_import(actor=bureau.actor("enforcement"), subject=TARGETS, batch=batch.pk, reason=reason)


def test_a_preview_writes_nothing_into_the_register(fuping: Bureau, tmp_path: Path) -> None:
    batch = preview(fuping, tmp_path, target_row(), WRONG)
    assert not Target.objects.exists()
    assert {key: batch.counts[key] for key in ("rows", "new", "refused")} == {
        "rows": 2,
        "new": 1,
        "refused": 1,
    }


def test_a_confirmation_is_one_entry_for_everything(fuping: Bureau, tmp_path: Path) -> None:
    batch = preview(fuping, tmp_path, target_row(), WRONG)
    before = Entry.objects.count()
    confirm(fuping, batch, source="行政审批局", note="六月")
    assert Entry.objects.count() == before + 1
    assert Target.objects.count() == 1
    assert list(examine_ledger()) == []


def test_a_second_confirmation_is_refused_and_writes_nothing(fuping: Bureau, tmp_path: Path) -> None:
    batch = preview(fuping, tmp_path, target_row())
    confirm(fuping, batch)
    with pytest.raises(Conflict, match="已写入"):
        confirm(fuping, batch)
    assert Target.objects.count() == 1


def test_two_previews_of_one_file_are_written_once(fuping: Bureau, tmp_path: Path) -> None:
    first, second = preview(fuping, tmp_path, target_row()), preview(fuping, tmp_path, target_row())
    confirm(fuping, first)
    with pytest.raises(Conflict, match="系统里的内容又有变动"):
        confirm(fuping, second)
    assert (
        recheck_import(actor=fuping.actor("enforcement"), subject=TARGETS, batch=second.pk).counts[
            "unchanged"
        ]
        == 1
    )
    with pytest.raises(Refusal, match="没有要写入的内容"):
        confirm(fuping, second)
    assert Target.objects.count() == 1


def test_a_change_without_its_tick_is_not_written(fuping: Bureau, tmp_path: Path) -> None:
    import_targets(fuping, tmp_path, target_row())
    batch = preview(fuping, tmp_path, target_row(风险类别="D"), target_row(对象名称="二矿", 许可证号="C3"))
    choose_rows(
        actor=fuping.actor("enforcement"), subject=TARGETS, batch=batch.pk, ticks={2: False}, answers={}
    )
    confirm(fuping, batch)
    assert Target.objects.count() == 2
    assert Target.objects.get(licence_no="C130000001").risk_class == "B"


@pytest.mark.parametrize(
    ("answer", "count", "name"), [("=N000001#01", 1, "清淤堆料"), ("new", 2, "修路堆料")]
)
def test_an_open_question_is_decided_by_the_user(
    answer: str, count: int, name: str, fuping: Bureau, tmp_path: Path
) -> None:
    import_targets(fuping, tmp_path, target_row(**COMMITTEE, 对象名称="修路堆料", 坐落="吴王口乡甲村"))
    batch = preview(fuping, tmp_path, target_row(**COMMITTEE, 对象名称="清淤堆料", 坐落="夏庄乡乙村"))
    assert batch.counts["asked"] == 1
    choose_rows(
        actor=fuping.actor("enforcement"), subject=TARGETS, batch=batch.pk, ticks={}, answers={2: answer}
    )
    confirm(fuping, batch)
    assert Target.objects.count() == count
    assert Target.objects.get(code="N000001#01").name == name
    assert Holder.objects.count() == 1


def test_an_answer_that_was_not_offered_is_refused(fuping: Bureau, tmp_path: Path) -> None:
    import_targets(fuping, tmp_path, target_row(**COMMITTEE, 对象名称="修路堆料", 坐落="吴王口乡甲村"))
    batch = preview(fuping, tmp_path, target_row(**COMMITTEE, 对象名称="清淤堆料", 坐落="夏庄乡乙村"))
    with pytest.raises(Refusal, match="没有这个选项"):
        choose_rows(
            actor=fuping.actor("enforcement"), subject=TARGETS, batch=batch.pk, ticks={}, answers={2: "=X"}
        )


def test_a_discarded_preview_leaves_no_rows(fuping: Bureau, tmp_path: Path) -> None:
    batch = preview(fuping, tmp_path, target_row())
    discard_import(actor=fuping.actor("enforcement"), subject=TARGETS, batch=batch.pk)
    assert not StagedRow.objects.exists()
    with pytest.raises(Conflict):
        confirm(fuping, batch)


def test_taking_back_removes_the_new_and_restores_the_changed(fuping: Bureau, tmp_path: Path) -> None:
    import_targets(fuping, tmp_path, target_row())
    batch = preview(
        fuping,
        tmp_path,
        target_row(风险类别="D", 联系电话="13900000000"),
        target_row(许可证号="C9", 对象名称="九矿"),
    )
    confirm(fuping, batch)
    take_back(fuping, batch)
    target = Target.objects.get()
    assert (target.risk_class, target.phone) == ("B", "13800000001")
    assert list(examine_ledger()) == []


def test_what_was_taken_back_can_be_imported_again(fuping: Bureau, tmp_path: Path) -> None:
    batch = preview(fuping, tmp_path, target_row())
    confirm(fuping, batch)
    take_back(fuping, batch)
    assert (Holder.objects.count(), Target.objects.count()) == (0, 0)
    assert import_targets(fuping, tmp_path, target_row()).new == 1


def test_rows_changed_since_keep_an_import_in_place(fuping: Bureau, tmp_path: Path) -> None:
    batch = preview(fuping, tmp_path, target_row())
    confirm(fuping, batch)
    target = Target.objects.get().pk
    change_target_state(actor=fuping.actor("enforcement"), target=target, act="suspend", reason="停产")
    with pytest.raises(Refusal, match="已被用到") as refused:
        take_back(fuping, batch)
    assert refused.value.found == (("后续", "其中1条记录在导入之后又有改动"),)
    assert Target.objects.count() == 1


def test_a_draw_keeps_an_import_in_place(fuping: Bureau, tmp_path: Path) -> None:
    batch = preview(fuping, tmp_path, target_row())
    confirm(fuping, batch)
    rely_on_imports(actor=fuping.actor("enforcement"), kinds=["targets"], title="抽取2026-1-1已公告")
    with pytest.raises(Refusal) as refused:
        take_back(fuping, batch)
    assert refused.value.found == (("后续", "抽取2026-1-1已公告"),)


def test_nothing_is_taken_back_without_a_reason(fuping: Bureau, tmp_path: Path) -> None:
    batch = preview(fuping, tmp_path, target_row())
    confirm(fuping, batch)
    with pytest.raises(Refusal, match="写明理由"):
        take_back(fuping, batch, reason=" ")


def test_a_column_named_by_the_user_is_remembered(fuping: Bureau, tmp_path: Path) -> None:
    row = {key: value for key, value in target_row().items() if key != "单位名称"}
    row |= {"持有者": "阜平县试一矿业有限公司"}
    with pytest.raises(Refusal, match="单位名称"):
        preview(fuping, tmp_path, row)
    batch = preview(fuping, tmp_path, row, strict=False)
    assert batch.counts["new"] == 0
    place = batch.reading["headings"].index("持有者")
    columns = {index: key for key, (index, *_) in batch.reading["mapping"].items()} | {place: "holder"}
    batch = map_columns(actor=fuping.actor("enforcement"), subject=TARGETS, batch=batch.pk, columns=columns)
    assert batch.counts["new"] == 1
    assert ColumnMemory.objects.get().heading == "持有者"
    assert preview(fuping, tmp_path, row).counts["new"] == 1


def test_a_column_left_out_stays_left_out(fuping: Bureau, tmp_path: Path) -> None:
    batch = preview(fuping, tmp_path, target_row())
    columns = {index: key for key, (index, *_) in batch.reading["mapping"].items()}
    left_out = {index: "" if key == "risk_class" else key for index, key in columns.items()}
    map_columns(actor=fuping.actor("enforcement"), subject=TARGETS, batch=batch.pk, columns=left_out)
    confirm(fuping, preview(fuping, tmp_path, target_row()))
    assert Target.objects.get().risk_class == ""


def test_refused_rows_come_back_with_their_reason_and_can_be_corrected(
    fuping: Bureau, tmp_path: Path
) -> None:
    batch = preview(fuping, tmp_path, target_row(), WRONG)
    confirm(fuping, batch)
    name, content = refused_file(batch)
    text = content.decode("utf-8-sig")
    assert name == "名录（不能导入的行）.csv"
    assert "原因" in text.splitlines()[0]
    assert "17位" in text.splitlines()[1]
    path = tmp_path / name
    path.write_text(text.replace(credit_code(60)[:-1], credit_code(60)), encoding="utf-8")
    again = preview_import(actor=fuping.actor("enforcement"), subject=TARGETS, path=path, file_name=name)
    assert again.counts["new"] == 1


def test_staged_rows_name_nobody_in_clear(fuping: Bureau, tmp_path: Path) -> None:
    identity = "130624190001010191"
    row = target_row(单位名称="王试荷", 主体类型="自然人", 统一社会信用代码=identity, 证件号码=identity)
    masked = "130624********0016"
    batch = preview(fuping, tmp_path, row, target_row(联系人="李试禾", 证件号码=masked))
    stored = "\n".join(str(values) for values in StagedRow.objects.values_list())
    opened = "\n".join(str(staged.content) for staged in batch.staged.all())
    assert all(name not in stored for name in ("王试荷", "李试禾", "13800000001"))
    assert "李试禾" in opened
    assert identity not in opened
    assert masked not in opened
    assert identity not in str(ImportBatch.objects.values_list().get())


def test_another_office_has_no_such_import(fuping: Bureau, tang: Bureau, tmp_path: Path) -> None:
    batch = preview(fuping, tmp_path, target_row())
    with pytest.raises(Unknown):
        confirm(tang, batch)


@pytest.mark.parametrize("role", ["leader", "legal", "auditor", "inspector", "system_admin"])
def test_who_may_not_import_may_not_confirm_either(role: str, fuping: Bureau, tmp_path: Path) -> None:
    batch = preview(fuping, tmp_path, target_row())
    with pytest.raises(Forbidden):
        confirm_import(actor=fuping.actor(role), subject=TARGETS, batch=batch.pk)


def test_a_workbook_of_thousands_asks_no_query_for_each_row(
    fuping: Bureau, tmp_path: Path, django_assert_max_num_queries: Any
) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(target_row()))
    for number in range(1200):
        row = target_row(
            统一社会信用代码=credit_code(1000 + number // 2),
            单位名称=f"阜平县试{number // 2}号有限公司",
            许可证号=f"C{number}",
            对象名称=f"第{number}号矿",
        )
        sheet.append(list(row.values()))
    path = tmp_path / "大表.xlsx"
    book.save(path)
    actor = fuping.actor("enforcement")
    with django_assert_max_num_queries(150):
        batch = preview_import(actor=actor, subject=TARGETS, path=path, file_name="大表.xlsx")
        confirm(fuping, batch)
    assert (Holder.objects.count(), Target.objects.count()) == (600, 1200)
