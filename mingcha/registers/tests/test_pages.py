"""Pages of the registers through the browser's eyes: who sees what, and what a form says back."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import ADMINISTRATORS, READERS, ROLES
from mingcha.accounts.tests.cast import Bureau
from mingcha.intake.services import import_file
from mingcha.registers.models import ConflictOfInterest, Holder, Target
from mingcha.registers.rules.staff import LEGAL_SAYS
from mingcha.registers.subjects import INSPECTORS, TARGETS
from mingcha.registers.tests.cast import (
    Registers,
    import_inspectors,
    import_targets,
    inspector_row,
    target_row,
)

LISTS = ["target_list", "inspector_list", "target_export", "inspector_export", "import_list"]


def visit(bureau: Bureau, role: str) -> Client:
    client = Client()
    client.force_login(bureau.people[role])
    return client


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.parametrize("role", sorted(ROLES))
@pytest.mark.parametrize("name", LISTS)
def test_each_role_sees_the_registers_or_who_may(
    name: str, role: str, fuping: Bureau, registers: Registers
) -> None:
    answer = visit(fuping, role).get(reverse(name))
    allowed = role in READERS or (name == "import_list" and role == "system_admin")
    assert answer.status_code == (200 if allowed else 403)
    if not allowed:
        assert "岗位可以办理" in text_of(answer)
        assert registers.holders[0].name not in text_of(answer)


@pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
def test_an_administrators_import_list_names_no_business(
    role: str, fuping: Bureau, registers: Registers
) -> None:
    text = text_of(visit(fuping, role).get(reverse("import_list")))
    assert "检查对象名录库" not in text
    assert "执法检查人员" not in text


def test_the_home_of_the_noun_is_the_list_of_targets(fuping: Bureau) -> None:
    answer = visit(fuping, "leader").get(reverse("registers_home"))
    assert answer.headers["Location"] == reverse("target_list")


def test_an_empty_register_says_what_to_do(fuping: Bureau) -> None:
    client = visit(fuping, "enforcement")
    assert "名录库还没有检查对象" in text_of(client.get(reverse("target_list")))
    assert "名录库还没有执法检查人员" in text_of(client.get(reverse("inspector_list")))


def test_no_match_names_the_conditions(fuping: Bureau, registers: Registers) -> None:
    answer = visit(fuping, "leader").get(reverse("target_list"), {"town": "平阳镇", "category": "采矿权"})
    assert "没有符合条件的对象" in text_of(answer)
    assert "去掉“乡镇”" in text_of(answer)


def test_a_condition_that_does_not_exist_is_passed_over(fuping: Bureau, registers: Registers) -> None:
    answer = visit(fuping, "leader").get(
        reverse("target_list"), {"town": "火星镇", "sort": "x", "page": "99"}
    )
    assert answer.status_code == 200
    assert "4个对象" in text_of(answer)


def test_the_list_shows_targets_tiles_and_closed_import(fuping: Bureau, registers: Registers) -> None:
    text = text_of(visit(fuping, "leader").get(reverse("target_list")))
    assert registers.holders[1].code in text
    assert "阜平镇" in text
    assert "只有执法监察、业务股室岗位可以办理" in text


def test_a_holder_shows_its_targets_and_who_stands_aside(fuping: Bureau, registers: Registers) -> None:
    text = text_of(visit(fuping, "leader").get(reverse("holder_detail", args=[registers.holders[0].pk])))
    assert all(target.code in text for target in registers.targets[:2])
    assert registers.barred.name in text


def test_details_of_another_office_are_unknown(tang: Bureau, registers: Registers) -> None:
    client = visit(tang, "enforcement")
    for name, row in (
        ("holder_detail", registers.holders[0]),
        ("target_detail", registers.targets[0]),
        ("inspector_detail", registers.able[0]),
    ):
        answer = client.get(reverse(name, args=[row.pk]))
        assert answer.status_code == 404
        assert registers.holders[0].name not in text_of(answer)


def test_lists_of_another_office_are_empty(tang: Bureau, registers: Registers) -> None:
    client = visit(tang, "enforcement")
    assert registers.holders[0].code not in text_of(client.get(reverse("target_list")))
    assert registers.able[0].name not in text_of(client.get(reverse("inspector_list")))


def test_a_target_is_suspended_by_its_form(fuping: Bureau, registers: Registers) -> None:
    target, client = registers.targets[0], visit(fuping, "enforcement")
    place = reverse("target_state", args=[target.pk])
    answer = client.post(place, {"act": "suspend", "reason": "停产整顿"})
    assert answer.headers["Location"] == reverse("target_detail", args=[target.pk])
    target.refresh_from_db()
    assert target.state == "suspended"
    text = text_of(client.get(answer.headers["Location"]))
    assert "停产整顿" in text
    assert "恢复" in text


def test_a_form_without_a_reason_keeps_what_was_typed(fuping: Bureau, registers: Registers) -> None:
    place = reverse("target_state", args=[registers.targets[0].pk])
    answer = visit(fuping, "enforcement").post(place, {"act": "move", "reason": ""})
    assert "还不能保存" in text_of(answer)
    assert '<option value="move" selected>' in text_of(answer)


def test_whoever_may_not_change_reads_who_may(fuping: Bureau, registers: Registers) -> None:
    place = reverse("target_state", args=[registers.targets[0].pk])
    answer = visit(fuping, "leader").post(place, {"act": "suspend", "reason": "试"})
    assert answer.status_code == 403
    assert "只有执法监察岗位可以办理" in text_of(answer)


def test_a_conflict_is_declared_and_ended_by_forms(fuping: Bureau, registers: Registers) -> None:
    client, person = visit(fuping, "legal"), registers.able[0]
    place = reverse("conflict_declare", args=[person.pk])
    declared_with = {"kind": "former_employer", "relation": "曾任职", "source": LEGAL_SAYS}
    client.post(place, {"party": registers.holders[1].code, "from_on": "2026.1.5"} | declared_with)
    declared = ConflictOfInterest.objects.get(inspector=person)
    assert str(declared.from_on) == "2026-01-05"
    decided = {"act": "uphold", "ground": "曾任职属实"}
    visit(fuping, "leader").post(reverse("conflict_detail", args=[declared.pk]), decided)
    end = reverse("conflict_end", args=[declared.pk])
    assert client.get(end).status_code == 200
    client.post(end, {"until_on": "2026年6月1日", "reason": "满三年"})
    declared.refresh_from_db()
    assert str(declared.until_on) == "2026-06-01"


def test_a_declared_interest_shows_whom_it_is_with_and_only_the_decider_is_sent_to_decide(
    fuping: Bureau, registers: Registers
) -> None:
    holder, person = registers.holders[1], registers.able[0]
    sent = {"party": holder.code, "kind": "former_employer", "relation": "曾任职", "source": LEGAL_SAYS}
    visit(fuping, "legal").post(reverse("conflict_declare", args=[person.pk]), sent)
    place = reverse("conflict_list")
    asked, telling = (text_of(visit(fuping, role).get(place)) for role in ("leader", "legal"))
    assert holder.name in asked
    assert "去决定" in asked
    assert "去决定" not in telling


def test_a_wrong_code_in_the_conflict_form_is_explained_beside_it(
    fuping: Bureau, registers: Registers
) -> None:
    place = reverse("conflict_declare", args=[registers.able[0].pk])
    sent = {
        "party": "91130624MA0001O961",
        "kind": "former_employer",
        "relation": "曾任职",
        "source": LEGAL_SAYS,
    }
    answer = visit(fuping, "legal").post(place, sent)
    assert answer.status_code == 422
    assert "91130624MA0001O961" in text_of(answer)
    assert "第四十三条" in text_of(answer)


def test_an_inspectors_page_says_why_not_assignable(fuping: Bureau, registers: Registers) -> None:
    client = visit(fuping, "leader")
    text = text_of(client.get(reverse("inspector_detail", args=[registers.expired.pk])))
    assert "2020-01-01过期" in text
    listed = text_of(client.get(reverse("inspector_list"), {"eligible": "no"}))
    assert registers.expired.name in listed
    assert registers.able[0].name not in listed


def test_an_inspector_is_sent_away_by_the_form(fuping: Bureau, registers: Registers) -> None:
    person = registers.able[0]
    place = reverse("inspector_state", args=[person.pk])
    visit(fuping, "legal").post(place, {"act": "send_away", "reason": "挂职"})
    person.refresh_from_db()
    assert person.state == "away"


def test_an_export_brought_in_again_changes_nothing(fuping: Bureau, tmp_path: Path) -> None:
    person = target_row(
        统一社会信用代码="", 单位名称="张试槐", 主体类型="自然人", 许可证号="", 坐落="砂窝镇试村"
    )
    import_targets(fuping, tmp_path, target_row(有效期止="长期", 登记状态="注销"), person)
    several = inspector_row(
        姓名="王试二",
        执法证编号="ZF2、ZR2",
        执法证有效期至="2030-1-1、长期",
        回避单位="某某有限公司（曾任职）",
    )
    import_inspectors(fuping, tmp_path, inspector_row(), several)
    for name, role, subject in (
        ("target_export", "enforcement", TARGETS),
        ("inspector_export", "legal", INSPECTORS),
    ):
        path = tmp_path / f"{name}.xlsx"
        path.write_bytes(visit(fuping, role).get(reverse(name)).content)
        again = import_file(actor=fuping.actor(role), subject=subject, path=path)
        assert (again.rows, again.unchanged, again.refused) == (2, 2, [])


def test_an_export_gives_what_is_filtered_and_masks_for_readers(
    fuping: Bureau, registers: Registers, tmp_path: Path
) -> None:
    import_targets(
        fuping, tmp_path, target_row(单位名称="阜平县试荷砂石经营部", 主体类型="个体工商户", 坐落="夏庄乡")
    )
    answer = visit(fuping, "leader").get(reverse("target_export"), {"town": "夏庄乡"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 3
    assert "阜********部" in rows[2]
    assert "138****0001" in rows[2]
    assert Holder.objects.count() == 4
    assert Target.objects.filter(town="夏庄乡").count() == 1
