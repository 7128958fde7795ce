"""A register of the largest promised size comes in whole, and a second time changes nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mingcha.accounts.tests.cast import Bureau
from mingcha.ledger.models import Entry, Version
from mingcha.registers.models import Holder, Target
from mingcha.registers.tests.cast import credit_code, import_targets, target_row


def _rows(size: int) -> Iterator[dict[str, Any]]:
    """Every third holder has two targets."""
    for number in range(size):
        holder = number - (number % 3 == 2)
        named = {"统一社会信用代码": credit_code(holder), "单位名称": f"阜平县第{holder}矿业有限公司"}
        yield target_row(**named, 许可证号=f"C1306240000{number:08d}", 对象名称=f"第{number}矿")


@pytest.mark.parametrize("size", [3_000, pytest.param(100_000, marks=pytest.mark.full)])
def test_all_of_a_large_file_comes_in_once(size: int, fuping: Bureau, tmp_path: Path) -> None:
    rows = list(_rows(size))
    outcome = import_targets(fuping, tmp_path, *rows)
    assert (outcome.rows, outcome.new, outcome.refused) == (size, size, [])
    holders = size - size // 3
    assert (Target.objects.count(), Holder.objects.count()) == (size, holders)
    last = Entry.objects.latest("index")
    assert Version.objects.filter(entry=last).count() == size + holders + 1
    again = import_targets(fuping, tmp_path, *rows)
    assert (again.unchanged, again.new, again.changed, again.batch) == (size, 0, 0, None)
    assert Entry.objects.latest("index") == last
