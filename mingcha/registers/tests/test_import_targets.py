"""Targets come in once each: one spelling, one row; doubts are asked."""

import json
from pathlib import Path

import pytest
from django.db import connection

from mingcha.accounts.tests.cast import Bureau
from mingcha.common.errors import Forbidden
from mingcha.ledger.models import Version
from mingcha.registers.models import Holder, Target
from mingcha.registers.tests.cast import credit_code, import_targets, target_row

CODE, NAME = credit_code(50), "阜平县试一矿业有限公司"
WIDE = str.maketrans(
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ",
)
COMMITTEE = {"统一社会信用代码": "", "单位名称": "城南庄镇试村民委员会", "主体类型": "其他", "许可证号": ""}


def spellings() -> list[dict[str, str]]:
    """Forty ways in which one firm is written."""
    codes = [CODE, CODE.translate(WIDE), CODE.lower(), f" {CODE[:2]} {CODE[2:]}", f"{CODE}\t"]
    codes += [CODE.replace("0", "O"), CODE[:-1] + ("1" if CODE[-1] != "1" else "2"), CODE[:-1]]
    names = [
        "阜平县试（一）矿业有限公司",
        "阜平县试(一)矿业有限公司",
        "阜平县 试（一）矿业 有限公司",
        "阜平县试（一)矿业有限公司",
    ]
    names.append("阜平县试（一）矿业有限公司\u200b")
    return [target_row(统一社会信用代码=code, 单位名称=name) for code in codes for name in names]


def test_forty_spellings_of_one_firm_make_one_row(fuping: Bureau, tmp_path: Path) -> None:
    rows = spellings()
    outcome = import_targets(fuping, tmp_path, *rows)
    assert len(rows) == 40
    assert (Holder.objects.count(), Target.objects.count()) == (1, 1)
    assert outcome.new == 1
    assert outcome.unchanged + len(outcome.refused) == 39


def test_a_wrong_check_digit_is_refused(fuping: Bureau, tmp_path: Path) -> None:
    wrong = CODE[:-1] + ("1" if CODE[-1] != "1" else "2")
    outcome = import_targets(fuping, tmp_path, target_row(统一社会信用代码=wrong))
    assert outcome.new == 0
    assert "校验位" in outcome.refused[0][1]
    assert outcome.batch is None


def test_one_code_with_two_names_in_a_file_is_refused(fuping: Bureau, tmp_path: Path) -> None:
    outcome = import_targets(fuping, tmp_path, target_row(), target_row(单位名称="阜平县另一矿业有限公司"))
    assert (outcome.new, len(outcome.refused)) == (1, 1)
    assert "代码相同、单位名称不同" in outcome.refused[0][1]


def test_contradicting_rows_of_one_target_are_not_both_taken(fuping: Bureau, tmp_path: Path) -> None:
    outcome = import_targets(fuping, tmp_path, target_row(), target_row(风险类别="D"))
    assert (outcome.new, outcome.refused[0][0]) == (1, 3)
    assert "风险类别" in outcome.refused[0][1]


def test_a_change_is_written_and_an_empty_cell_erases_nothing(fuping: Bureau, tmp_path: Path) -> None:
    import_targets(fuping, tmp_path, target_row())
    outcome = import_targets(fuping, tmp_path, target_row(风险类别="Ｄ类", 联系电话="", 坐落=""))
    target = Target.objects.get()
    assert outcome.changed == 1
    assert (target.risk_class, target.place, target.phone) == ("D", "平阳镇试村", "13800000001")


def test_a_licence_of_another_holder_is_refused(fuping: Bureau, tmp_path: Path) -> None:
    import_targets(fuping, tmp_path, target_row())
    other = target_row(统一社会信用代码=credit_code(51), 单位名称="阜平县试二矿业有限公司")
    outcome = import_targets(fuping, tmp_path, other)
    assert outcome.new == 0
    assert "已登记在“阜平县试一矿业有限公司”名下" in outcome.refused[0][1]


def test_two_places_of_a_committee_without_a_code_are_two_targets(fuping: Bureau, tmp_path: Path) -> None:
    one = target_row(**COMMITTEE, 对象名称="修路堆料", 坐落="吴王口乡甲村")
    two = target_row(**COMMITTEE, 对象名称="清淤堆料", 坐落="夏庄乡乙村")
    assert import_targets(fuping, tmp_path, one, two).new == 2
    assert Holder.objects.get().code == "N000001"
    assert import_targets(fuping, tmp_path, one, two).unchanged == 2


def test_another_place_of_a_known_holder_without_a_code_is_asked_about(
    fuping: Bureau, tmp_path: Path
) -> None:
    import_targets(fuping, tmp_path, target_row(**COMMITTEE, 对象名称="修路堆料", 坐落="吴王口乡甲村"))
    outcome = import_targets(
        fuping, tmp_path, target_row(**COMMITTEE, 对象名称="清淤堆料", 坐落="夏庄乡乙村")
    )
    assert (outcome.new, outcome.changed) == (0, 0)
    assert "请核对是同一个对象改了写法，还是另一个对象" in outcome.refused[0][1]
    assert Target.objects.get().name == "修路堆料"


def test_a_namesake_of_a_person_without_a_code_is_asked_about(fuping: Bureau, tmp_path: Path) -> None:
    person = {"统一社会信用代码": "", "单位名称": "张试槐", "主体类型": "自然人", "许可证号": ""}
    one = target_row(**person, 对象名称="料场", 坐落="台峪乡甲村")
    two = target_row(**person, 对象名称="果园", 坐落="大台乡乙村")
    outcome = import_targets(fuping, tmp_path, one, two)
    assert (outcome.new, len(outcome.refused)) == (1, 1)


def test_a_firm_without_its_code_is_asked_about_not_entered_twice(fuping: Bureau, tmp_path: Path) -> None:
    import_targets(fuping, tmp_path, target_row())
    outcome = import_targets(fuping, tmp_path, target_row(统一社会信用代码="", 许可证号=""))
    assert (outcome.new, Holder.objects.count()) == (0, 1)
    assert "名录库已有同名主体" in outcome.refused[0][1]


def test_a_town_is_read_from_the_place_when_no_column_names_it(fuping: Bureau, tmp_path: Path) -> None:
    import_targets(fuping, tmp_path, target_row(坐落="河北省保定市阜平县城南庄镇试村"))
    assert Target.objects.get().town == "城南庄镇"


def test_permanent_takes_the_place_of_a_date_and_a_date_that_of_permanent(
    fuping: Bureau, tmp_path: Path
) -> None:
    import_targets(fuping, tmp_path, target_row(有效期止="2030-1-1"))
    assert import_targets(fuping, tmp_path, target_row(有效期止="长期")).changed == 1
    assert (Target.objects.get().valid_until, Target.objects.get().is_permanent) == (None, True)
    assert import_targets(fuping, tmp_path, target_row(有效期止="长期")).unchanged == 1
    assert import_targets(fuping, tmp_path, target_row(有效期止="20310101")).changed == 1
    assert not Target.objects.get().is_permanent


def test_names_of_persons_and_all_phones_never_stand_in_clear(fuping: Bureau, tmp_path: Path) -> None:
    merchant = target_row(
        单位名称="阜平县试荷砂石经营部", 主体类型="个体户", 法定代表人="王试荷", 备注="王试荷本人"
    )
    import_targets(fuping, tmp_path, merchant)
    stored = _everything_stored()
    for secret in ("试荷砂石", "王试荷", "张试一", "13800000001"):
        assert secret not in stored
    assert Holder.objects.get().name == "阜********部"
    assert Holder.objects.get().full_name == "阜平县试荷砂石经营部"


def test_identity_numbers_are_stored_nowhere(fuping: Bureau, tmp_path: Path) -> None:
    number = "130624190001010191"
    import_targets(fuping, tmp_path, target_row(身份证号=number, 备注=f"证件{number}"))
    assert number not in _everything_stored()


def test_inspectors_brought_to_the_targets_are_named(fuping: Bureau, tmp_path: Path) -> None:
    row = {"姓名": "李试一", "执法证编号": "ZF1", "执法证有效期至": "2030-1-1", "所属股室": "矿管股"}
    with pytest.raises(Exception, match="执法检查人员名录库"):
        import_targets(fuping, tmp_path, row)


@pytest.mark.parametrize("role", ["leader", "legal", "inspector", "witness", "auditor", "system_admin"])
def test_who_does_not_keep_the_register_imports_nothing(role: str, fuping: Bureau, tmp_path: Path) -> None:
    from mingcha.intake.services import import_file
    from mingcha.registers.subjects import TARGETS
    from mingcha.registers.tests.cast import as_csv

    path = as_csv(tmp_path, [target_row()])
    with pytest.raises(Forbidden, match="执法监察、业务股室"):
        import_file(actor=fuping.actor(role), subject=TARGETS, path=path)
    assert not Target.objects.exists()


def _everything_stored() -> str:
    """Every text of registers, imports and ledger, as somebody with the database reads it."""
    texts: list[str] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith(("registers_", "intake_", "ledger_")):
                cursor.execute(f"SELECT * FROM {table}")
                texts += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(
        [*texts, json.dumps(list(Version.objects.values_list("state", flat=True)), ensure_ascii=False)]
    )
