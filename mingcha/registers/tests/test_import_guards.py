"""What never gets into a register: other lists, half names, and the numbers and names of persons in clear."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from mingcha.accounts.tests.cast import Bureau
from mingcha.common.workbooks import WorkbookRefused
from mingcha.registers.models import Holder, Inspector, InspectorLicence, Target
from mingcha.registers.tests.cast import (
    import_inspectors,
    import_targets,
    inspector_row,
    target_row,
)

pytestmark = pytest.mark.django_db
PERSON_NUMBER = "130624198001010040"


def everything_stored() -> str:
    """All values of all tables as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(found)


@pytest.mark.parametrize(
    "row",
    [
        {"序号": 1, "名称": "采矿检查", "检查内容": "开采", "检查依据": "《甲法》第一条"},
        {"序号": 1, "名称": "采矿检查", "检查内容": "开采", "对象类别": "采矿权", "检查依据": "《甲法》"},
        {"序号": 1, "名称": "县财政局", "联系人": "李四", "联系电话": "0312-7221111"},
        {"序号": 1, "名称": "桌子", "备注": "两张"},
    ],
)
def test_another_list_with_names_is_no_register_of_targets(
    fuping: Bureau, tmp_path: Path, row: dict[str, Any]
) -> None:
    with pytest.raises(WorkbookRefused):
        import_targets(fuping, tmp_path, row, row)
    assert not Target.objects.exists()


@pytest.mark.parametrize("name", ["矿" * 121, "123", "#REF!"])
def test_a_name_that_is_none_or_would_be_cut_is_refused(fuping: Bureau, tmp_path: Path, name: str) -> None:
    outcome = import_targets(fuping, tmp_path, target_row(单位名称=name))
    assert (outcome.new, len(outcome.refused)) == (0, 1)


@pytest.mark.parametrize(
    "values",
    [
        {"主体类型": "自然人", "统一社会信用代码": ""},
        {"主体类型": "个体工商户（个人经营）", "统一社会信用代码": ""},
        {"主体类型": "其他", "统一社会信用代码": "92130624MA0XX0648Q"},
        {"主体类型": "其他", "统一社会信用代码": ""},
    ],
)
def test_a_persons_name_is_nowhere_in_clear_whatever_repeats_it(
    fuping: Bureau, tmp_path: Path, values: dict[str, str]
) -> None:
    row = target_row(单位名称="周试花", 对象名称="周试花临时用地", 坐落="周试花家北侧", 备注="周试花本人")
    outcome = import_targets(fuping, tmp_path, row | values)
    assert outcome.new == 1
    assert Holder.objects.get().full_name == "周试花"
    assert "周试花" not in everything_stored()
    again = import_targets(fuping, tmp_path, row | values)
    assert (again.unchanged, again.refused) == (1, [])


def test_telephones_and_identity_numbers_written_in_other_columns_are_starred(
    fuping: Bureau, tmp_path: Path
) -> None:
    said = f"平阳镇，电话13712345680，身份证{PERSON_NUMBER}"
    import_targets(
        fuping, tmp_path, target_row(坐落=said, 对象名称=said, 身份证号=PERSON_NUMBER, 证件号码=PERSON_NUMBER)
    )
    import_inspectors(fuping, tmp_path, inspector_row(备注=said, 身份证号=PERSON_NUMBER))
    assert Target.objects.count() == Inspector.objects.count() == 1
    assert PERSON_NUMBER[6:14] not in everything_stored()
    assert "1371234" not in everything_stored()


def test_a_persons_number_in_a_column_of_licences_refuses_the_row(fuping: Bureau, tmp_path: Path) -> None:
    people = import_inspectors(fuping, tmp_path, inspector_row(执法证编号=PERSON_NUMBER))
    firms = import_targets(fuping, tmp_path, target_row(许可证号=PERSON_NUMBER))
    for outcome in (people, firms):
        assert outcome.new == 0
        assert "身份证" in outcome.refused[0][1]
        assert PERSON_NUMBER not in outcome.refused[0][1]
    assert not InspectorLicence.objects.exists()


@pytest.mark.parametrize(
    ("cell", "first", "last", "is_permanent"),
    [
        ("2020.1.1-2030.1.1", "2020-01-01", "2030-01-01", False),
        ("2020年1月1日至长期", "2020-01-01", "None", True),
        ("长期", "None", "None", True),
    ],
)
def test_one_column_may_hold_both_ends_of_a_licence(
    fuping: Bureau, tmp_path: Path, cell: str, first: str, last: str, is_permanent: bool
) -> None:
    import_targets(fuping, tmp_path, target_row(有效期起止=cell))
    target = Target.objects.get()
    assert (str(target.valid_from), str(target.valid_until)) == (first, last)
    assert target.is_permanent is is_permanent


def test_a_single_day_under_a_heading_for_both_ends_is_asked_about(fuping: Bureau, tmp_path: Path) -> None:
    outcome = import_targets(fuping, tmp_path, target_row(有效期起止="2030.1.1"))
    assert "分不清是起是止" in outcome.refused[0][1]
    named = target_row(有效期="2030.1.1")
    assert import_targets(fuping, tmp_path, named).new == 1
    assert str(Target.objects.get().valid_until) == "2030-01-01"
