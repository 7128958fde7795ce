"""A workbook of market entities often has no column for the category of the target."""

from pathlib import Path

import pytest

from mingcha.accounts.tests.cast import Bureau
from mingcha.registers.models import Holder, Target
from mingcha.registers.tests.cast import credit_code, import_targets, target_row

pytestmark = pytest.mark.django_db


def without_category(**values: str) -> dict[str, str]:
    row = target_row(**values)
    del row["对象类别"]
    return row


def test_the_licence_says_the_category_and_without_a_licence_it_is_a_market_entity(
    fuping: Bureau, tmp_path: Path
) -> None:
    mine = without_category(许可证名称="采矿许可证")
    shop = without_category(
        许可证名称="", 许可证号="", 统一社会信用代码=credit_code(51), 单位名称="阜平县试二公司"
    )
    outcome = import_targets(fuping, tmp_path, mine, shop)
    assert (outcome.new, outcome.refused) == (2, [])
    assert sorted(Target.objects.values_list("category", flat=True)) == ["市场主体", "采矿权"]


def test_an_empty_cell_in_a_column_of_categories_is_refused(fuping: Bureau, tmp_path: Path) -> None:
    outcome = import_targets(fuping, tmp_path, target_row(对象类别=""))
    assert outcome.new == 0
    assert "类别" in outcome.refused[0][1]


def test_a_15_digit_number_with_another_check_digit_is_a_holders_number(
    fuping: Bureau, tmp_path: Path
) -> None:
    outcome = import_targets(fuping, tmp_path, target_row(统一社会信用代码="130624000012340"))
    assert outcome.new == 1
    assert Holder.objects.get().register_no == "130624000012340"
