"""Lists: what is searched is found, what is another office's is not."""

from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mingcha.accounts.tests.cast import Bureau
from mingcha.registers.queries import TargetFilter, target_counts_by_town, targets_of
from mingcha.registers.tests.cast import Registers, credit_code, import_targets, target_row


def found(bureau: Bureau, **wanted: str) -> list[str]:
    return [target.code for target in targets_of(bureau.actor("leader"), TargetFilter(**wanted))]


@pytest.mark.parametrize(
    "typed", ["试2号", "阜平县 试2号矿业", credit_code(2), credit_code(2)[:12], credit_code(2).lower()]
)
def test_a_firm_is_found_by_part_of_its_name_and_by_its_code(
    typed: str, fuping: Bureau, registers: Registers
) -> None:
    codes = found(fuping, q=typed)
    assert registers.targets[2].code in codes
    assert len(codes) == (1 if "试2" in typed or len(typed) == 18 else 4)


@pytest.mark.parametrize("typed", ["张试槐", "张 试槐", "13800000037"])
def test_a_natural_person_is_found_by_the_whole_name_or_phone(
    typed: str, fuping: Bureau, tmp_path: Path
) -> None:
    row = target_row(统一社会信用代码="", 单位名称="张试槐", 主体类型="自然人", 联系电话="13800000037")
    import_targets(fuping, tmp_path, row)
    assert found(fuping, q=typed) == ["N000001#01"]


@pytest.mark.parametrize("typed", ["张", "张试", "试槐", "1380000003"])
def test_part_of_a_persons_name_or_phone_finds_nobody(typed: str, fuping: Bureau, tmp_path: Path) -> None:
    row = target_row(
        统一社会信用代码="", 单位名称="张试槐", 主体类型="自然人", 联系电话="13800000037", 联系人=""
    )
    import_targets(fuping, tmp_path, row)
    assert found(fuping, q=typed) == []


def test_filters_and_sorts_work_together(fuping: Bureau, registers: Registers) -> None:
    assert found(fuping, category="采矿权", sort="-risk")[0] == registers.targets[2].code
    assert found(fuping, look="raised") == [registers.targets[2].code]
    assert found(fuping, town="平阳镇", category="采矿权") == []


def test_the_tiles_count_what_a_click_would_show(fuping: Bureau, registers: Registers) -> None:
    counts = target_counts_by_town(fuping.actor("leader"), TargetFilter(category="采矿权", town="平阳镇"))
    assert counts == {"阜平镇": 3}


def test_another_office_finds_nothing(tang: Bureau, registers: Registers) -> None:
    assert found(tang) == found(tang, q=credit_code(1)) == []


def test_the_list_costs_one_query_however_long_it_is(fuping: Bureau, registers: Registers) -> None:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        names = [target.holder.name for target in targets_of(fuping.actor("leader"), TargetFilter(q="试"))]
    assert len(names) == 4
    assert len([q for q in queries if "registers_target" in q["sql"]]) == 1
