"""What a large register needs of its list: search and counts that agree with the plain query, and no longer
than the register stays as it is."""

from itertools import product
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mingcha.accounts.tests.cast import Bureau
from mingcha.registers.models import Target
from mingcha.registers.queries import (
    TargetFilter,
    listed_targets,
    look_counts,
    register_size,
    target_counts_by_town,
    target_facets,
    targets_of,
)
from mingcha.registers.services import change_target_state
from mingcha.registers.tests.cast import credit_code, import_targets, target_row

FIRST = credit_code(1)
TYPED = [
    *("", "试一", "矿业", "XX", "第2矿", "130000002", "c13000", "李试一", "13800000001", "1380000", "村民"),
    *("不存在的名称", "#01", "阜平县 试", FIRST, FIRST[:12]),
]
NO_CODE = {"统一社会信用代码": "", "许可证号": ""}
ROWS = [
    {"状态": ""} | target_row(统一社会信用代码=FIRST, 许可证号="C130000001", 对象名称="第1矿"),
    target_row(统一社会信用代码=FIRST, 许可证号="C130000002", 对象名称="第2矿", 风险类别="D"),
    target_row(统一社会信用代码=credit_code(2), 单位名称="试二xx公司", 许可证号="C130000003")
    | {"状态": "停产"},
    target_row(**NO_CODE, 单位名称="李试一", 主体类型="个体户", 对象名称="堆料"),
    target_row(**NO_CODE, 单位名称="王试一", 主体类型="个体户", 联系电话="13800000001"),
    target_row(**NO_CODE, 单位名称="城南庄镇试村民委员会", 主体类型="其他"),
]


@pytest.fixture
def filled(fuping: Bureau, tang: Bureau, tmp_path: Path) -> Bureau:
    assert import_targets(fuping, tmp_path, *ROWS).new == len(ROWS)
    import_targets(tang, tmp_path, target_row(单位名称="唐县试一矿业有限公司"))
    return fuping


@pytest.mark.parametrize("typed", TYPED)
def test_a_page_shows_what_the_plain_query_finds(typed: str, filled: Bureau) -> None:
    scope = filled.actor("leader")
    for category, risk, look, sort in product(("", "采矿权"), ("", "D"), ("", "no_town"), ("code", "-risk")):
        wanted = TargetFilter(q=typed, category=category, risk=risk, look=look, sort=sort)
        plain, listed = list(targets_of(scope, wanted)), listed_targets(scope, wanted)
        assert (list(listed), len(listed)) == (plain, len(plain))
        towns = [target.town for target in targets_of(scope, wanted.without("town"))]
        assert target_counts_by_town(scope, wanted) == {town: towns.count(town) for town in set(towns)}


def test_what_was_counted_is_asked_once_and_again_after_a_change(filled: Bureau) -> None:
    scope = filled.actor("leader")
    wanted = TargetFilter(state="active")
    before = len(listed_targets(scope, wanted))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert len(listed_targets(scope, wanted)) == before
    assert not [one for one in asked.captured_queries if "registers_target" in one["sql"]]
    target = Target.objects.filter(state="active", office=filled.office).first()
    assert target is not None
    change_target_state(actor=filled.actor("enforcement"), target=target.pk, act="suspend", reason="停产通知")
    assert len(listed_targets(scope, wanted)) == before - 1


def test_new_names_are_found_at_once(filled: Bureau, tmp_path: Path) -> None:
    scope = filled.actor("leader")
    assert len(listed_targets(scope, TargetFilter(q="新来"))) == 0
    row = target_row(
        统一社会信用代码=credit_code(9), 单位名称="新来矿业有限公司", 许可证号="C9", 对象类别="用地项目"
    )
    assert import_targets(filled, tmp_path, row).new == 1
    assert len(listed_targets(scope, TargetFilter(q="新来"))) == 1
    assert register_size(scope)[0] == len(ROWS) + 1
    assert "用地项目" in target_facets(scope)["category"]


def test_each_office_is_counted_apart(filled: Bureau, tang: Bureau) -> None:
    for bureau, count in ((filled, len(ROWS)), (tang, 1), (filled, len(ROWS))):
        scope = bureau.actor("leader")
        assert register_size(scope)[0] == count
        assert sum(target_counts_by_town(scope, TargetFilter()).values()) == count
        assert look_counts(scope)["no_risk"] == 0


def test_a_page_reads_only_its_own_rows(filled: Bureau) -> None:
    listed = listed_targets(filled.actor("leader"), TargetFilter())
    with CaptureQueriesContext(connection) as asked:
        assert [target.code for target in listed[2:4]] == [
            target.code for target in Target.objects.filter(office=filled.office).order_by("code")[2:4]
        ]
    assert len(asked) == 3
