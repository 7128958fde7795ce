"""The import steps in the browser's eyes."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from django.urls import resolve, reverse

from mingcha.accounts.models import RoleGrant
from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.common.workbooks.tests.making import ole, xls
from mingcha.intake.models import ImportBatch, ImportSource, StagedRow
from mingcha.registers.models import Target
from mingcha.registers.tests.cast import as_csv, credit_code, import_targets, inspector_row, target_row

COMMITTEE = {"统一社会信用代码": "", "单位名称": "城南庄镇试村民委员会", "主体类型": "其他", "许可证号": ""}
# A picture of one point, an empty file, a locked workbook (an OLE container with an encrypted stream).
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64


def visit(bureau: Bureau, role: str) -> Client:
    client = Client()
    client.force_login(bureau.people[role])
    return client


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


def upload(
    client: Client, content: bytes, name: str = "名录.csv", kind: str = "targets", feed: object = ""
) -> Any:
    sent = {"file": SimpleUploadedFile(name, content), "feed": feed}
    return client.post(reverse(f"{kind}_import"), sent)


def upload_rows(client: Client, folder: Path, *rows: dict[str, Any], feed: object = "") -> ImportBatch:
    answer = upload(client, as_csv(folder, rows).read_bytes(), feed=feed)
    assert answer.status_code == 302, text_of(answer)
    return ImportBatch.objects.get(pk=resolve(answer.headers["Location"]).kwargs["pk"])


def place(name: str, batch: ImportBatch) -> str:
    return reverse(f"{batch.kind}_{name}", args=[batch.pk])


def test_the_walk_from_upload_to_register(fuping: Bureau, tmp_path: Path) -> None:
    client = visit(fuping, "enforcement")
    assert "可以认出的列" in text_of(client.get(reverse("targets_import")))
    wrong = target_row(统一社会信用代码=credit_code(60)[:-1], 许可证号="C2", 单位名称="阜平县短码有限公司")
    batch = upload_rows(client, tmp_path, target_row(), wrong)
    shown = text_of(client.get(place("import_preview", batch)))
    assert "尚未写入任何数据" in shown
    assert "17位" in shown
    client.post(place("import_confirm", batch), {"source": "行政审批局", "note": "六月更新"})
    assert Target.objects.count() == 1
    written = text_of(client.get(place("import_preview", batch)))
    assert "写入1个对象" in written
    assert "整批撤回" in written
    refused = client.get(place("import_refused", batch))
    assert "原因" in refused.content.decode("utf-8-sig")
    client.post(place("import_take_back", batch), {"reason": "传错了"})
    assert not Target.objects.exists()
    listed = text_of(client.get(reverse("import_list"), {"kind": "targets"}))
    assert "已撤回" in listed
    assert "行政审批局" in listed


def test_ticks_and_answers_of_the_page_count(fuping: Bureau, tmp_path: Path) -> None:
    client = visit(fuping, "enforcement")
    import_targets(fuping, tmp_path, target_row(), target_row(**COMMITTEE, 对象名称="修路", 坐落="甲村"))
    changed = target_row(风险类别="D")
    asked = target_row(**COMMITTEE, 对象名称="清淤", 坐落="乙村")
    batch = upload_rows(client, tmp_path, changed, asked)
    shown = text_of(client.get(place("import_preview", batch)))
    assert "请决定" in shown
    assert '<option value="=N000001#01">' in shown
    client.post(place("import_choose", batch), {"shown": ["2"], "answer-3": "new"})
    again = text_of(client.get(place("import_preview", batch), {"show": "changed"}))
    assert not re.search(r'name="tick" value="2"[^>]*checked', again)
    client.post(place("import_confirm", batch), {"shown": ["2"], "answer-3": "new"})
    assert Target.objects.count() == 3
    assert Target.objects.get(licence_no="C130000001").risk_class == "B"


def test_a_refused_confirmation_keeps_the_page_and_says_why(fuping: Bureau, tmp_path: Path) -> None:
    client = visit(fuping, "enforcement")
    first, second = upload_rows(client, tmp_path, target_row()), upload_rows(client, tmp_path, target_row())
    client.post(place("import_confirm", first), {})
    answer = client.post(place("import_confirm", second), {"source": "县局月报"})
    assert answer.status_code == 409
    assert "核对之后又有变动" in text_of(answer)
    assert "县局月报" in text_of(answer)
    client.post(place("import_recheck", second))
    assert "没有要写入的内容" in text_of(client.get(place("import_preview", second)))
    client.post(place("import_discard", second))
    second.refresh_from_db()
    assert second.state == "discarded"


def test_columns_are_corrected_on_their_page(fuping: Bureau, tmp_path: Path) -> None:
    client = visit(fuping, "enforcement")
    batch = upload_rows(client, tmp_path, target_row())
    headings = batch.reading["headings"]
    columns = {f"column-{index}": key for key, (index, *_) in batch.reading["mapping"].items()}
    assert "指明各列的含义" in text_of(client.get(place("import_columns", batch)))
    twice = columns | {f"column-{headings.index('坐落')}": "name"}
    assert "指成了同一列" in text_of(client.post(place("import_columns", batch), twice))
    answer = client.post(place("import_columns", batch), columns | {f"column-{headings.index('坐落')}": ""})
    assert answer.status_code == 302
    batch.refresh_from_db()
    assert "place" not in batch.reading["mapping"]


DOORS = {
    "targets": ("enforcement", "检查对象名录库"),
    "inspectors": ("legal", "执法检查人员名录库"),
    "items": ("enforcement", "随机抽查事项清单"),
    "people": ("system_admin", "人员名单"),
}
WRONG: dict[str, tuple[bytes, str]] = {
    "照片.xlsx": (PICTURE, "这是一张图片"),
    "空.xlsx": (b"", "这个文件是空的（0字节）"),
    "空工作簿.xls": (xls([]), "这个工作簿是空的"),
    "加密.xlsx": (ole({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}), "这个表格加了打开密码"),
    "名录.pdf": (b"%PDF-1.7\n", "这是PDF文件"),
    "别的.csv": ("随便,写的\n一,二\n".encode(), "没有找到表头"),
}


@pytest.mark.parametrize("kind", DOORS)
@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_told_what_it_is_and_what_was_expected_and_nothing_is_stored(
    name: str, kind: str, fuping: Bureau
) -> None:
    (role, wanted), (content, is_what) = DOORS[kind], WRONG[name]
    answer = upload(visit(fuping, role), content, name, kind)
    assert answer.status_code == 422
    sentence = text_of(answer).split("不能导入这个文件")[1]
    assert is_what in sentence
    assert f"“{wanted}”" in sentence or f"{wanted}至少要有这些栏目" in sentence
    assert not ImportBatch.objects.exists()
    assert not StagedRow.objects.exists()
    assert list(Path(settings.DATA.uploads).iterdir()) == []


def test_inspectors_at_the_door_of_targets_are_sent_to_theirs(fuping: Bureau, tmp_path: Path) -> None:
    content = as_csv(tmp_path, [inspector_row()]).read_bytes()
    RoleGrant.objects.create(person=fuping.people["enforcement"], role="legal", granted_at=moments.now())
    for role, is_shown in (("enforcement", True), ("business", False)):
        answer = upload(visit(fuping, role), content)
        assert answer.status_code == 422
        assert "这是“执法检查人员名录库”" in text_of(answer)
        assert (reverse("inspectors_import") in text_of(answer)) is is_shown
    assert not ImportBatch.objects.exists()


def test_the_empty_form_of_a_table_can_be_filled_and_brought_in(fuping: Bureau) -> None:
    answer = visit(fuping, "enforcement").get(reverse("targets_import_template"))
    assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("role", ["leader", "legal", "auditor"])
def test_readers_see_an_import_but_no_buttons(role: str, fuping: Bureau, tmp_path: Path) -> None:
    batch = upload_rows(visit(fuping, "enforcement"), tmp_path, target_row())
    shown = text_of(visit(fuping, role).get(place("import_preview", batch)))
    assert "只有执法监察、业务股室岗位可以办理" in shown
    assert "formaction" not in shown
    assert visit(fuping, role).post(place("import_confirm", batch), {}).status_code == 403
    assert not Target.objects.exists()


@pytest.mark.parametrize("role", ["inspector", "witness", "system_admin", "security_admin", "audit_admin"])
def test_others_see_no_import(role: str, fuping: Bureau, tmp_path: Path) -> None:
    batch = upload_rows(visit(fuping, "enforcement"), tmp_path, target_row())
    answer = visit(fuping, role).get(place("import_preview", batch))
    assert answer.status_code == 403
    assert "阜平县试一矿业有限公司" not in text_of(answer)


def test_an_import_of_another_office_is_unknown(fuping: Bureau, tang: Bureau, tmp_path: Path) -> None:
    batch = upload_rows(visit(fuping, "enforcement"), tmp_path, target_row())
    client = visit(tang, "enforcement")
    for name in ("import_preview", "import_columns", "import_refused"):
        assert client.get(place(name, batch)).status_code == 404
    for name in ("import_confirm", "import_choose", "import_recheck", "import_discard", "import_take_back"):
        assert client.post(place(name, batch), {"reason": "试"}).status_code in (404, 409)
    assert "名录.csv" not in text_of(client.get(reverse("import_list")))


@pytest.mark.parametrize("is_demo", [True, False])
def test_a_demo_warns_before_real_names_are_brought_in(is_demo: bool, fuping: Bureau) -> None:
    with override_settings(IS_DEMO=is_demo):
        page = text_of(visit(fuping, "enforcement").get(reverse("targets_import")))
    assert ("请不要导入真实企业和人员的名册" in page) is is_demo


def test_a_source_is_named_and_its_gaps_are_decided_on_the_pages(fuping: Bureau, tmp_path: Path) -> None:
    client = visit(fuping, "enforcement")
    said = {"name": "许可台账", "organisation": "审批局", "is_full": "on"}
    client.post(reverse("targets_import_sources"), said)
    feed = ImportSource.objects.get()
    rows = [target_row(许可证号=f"C{number}", 对象名称=f"试{number}矿") for number in (1, 2, 3)]
    client.post(place("import_confirm", upload_rows(client, tmp_path, *rows, feed=feed.pk)), {})
    batch = upload_rows(client, tmp_path, rows[0], feed=feed.pk)
    page = text_of(client.get(place("import_preview", batch) + "?show=gone"))
    assert "来源“许可台账”（全量）" in page and "全部注销" in page and "试2矿" in page
    answer = client.post(place("import_choose", batch), {"whole": "gone", "every": "move"})
    assert answer.headers["Location"].endswith("?show=gone")
    refused = client.post(place("import_confirm", batch), {})
    assert refused.status_code == 422 and "须写明理由" in text_of(refused)
    client.post(place("import_confirm", batch), {"reason": "审批局6月台账", "answer--1": ""})
    states = dict(Target.objects.values_list("name", "state"))
    assert states == {"试1矿": "active", "试2矿": "active", "试3矿": "moved"}
    listed = text_of(client.get(reverse("targets_import_sources")))
    assert "许可台账" in listed and "0天" in listed
    client.post(reverse("targets_import_source", args=[feed.pk]), {"name": "审批局台账"})
    assert "部分" in text_of(client.get(reverse("targets_import_sources")))


def test_new_rows_are_taken_over_one_by_one(fuping: Bureau, tmp_path: Path) -> None:
    client = visit(fuping, "enforcement")
    rows = [target_row(许可证号=f"C{number}", 对象名称=f"试{number}矿") for number in (1, 2)]
    batch = upload_rows(client, tmp_path, *rows)
    shown = text_of(client.get(place("import_preview", batch) + "?show=new"))
    assert "采纳第3行" in shown
    client.post(place("import_choose", batch), {"shown": ["2", "3"], "tick": ["3"], "whole": "new"})
    client.post(place("import_confirm", batch), {})
    assert [target.name for target in Target.objects.all()] == ["试2矿"]
