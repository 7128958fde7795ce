"""Pages of a long register: the last is read from the end, in the order of all the others; and the database
looks anew at tables that have just grown."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from importlib import import_module
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mingcha.accounts.rules import ENFORCEMENT
from mingcha.accounts.tests.cast import Bureau as Office
from mingcha.law.tests.cast import Bureau, found
from mingcha.plans.tests import cast
from mingcha.registers.queries.lists import TARGET_SORTS, TargetFilter, listed_targets, targets_of
from mingcha.registers.tests.cast import credit_code, import_targets, target_row

pytestmark = pytest.mark.django_db
SIZE = 137


@pytest.fixture
def bureau() -> Bureau:
    bureau = found()
    for place, letter in enumerate("DACB"):
        cast.mines(bureau, SIZE // 4 + (place < SIZE % 4), risk_class=letter, town="平阳镇")
    return bureau


@pytest.mark.parametrize("sort", sorted(TARGET_SORTS))
def test_the_pages_one_after_another_are_the_whole_list(bureau: Bureau, sort: str) -> None:
    scope = bureau.actor(ENFORCEMENT)
    wanted = TargetFilter(sort=sort)
    listed = listed_targets(scope, wanted)
    paged = [row for start in range(0, SIZE, 50) for row in listed[start : start + 50]]
    assert [row.pk for row in paged] == list(targets_of(scope, wanted).values_list("pk", flat=True))
    assert len(paged) == SIZE and listed[:0] == []


def test_no_page_steps_over_more_than_half_of_the_rows(bureau: Bureau) -> None:
    listed = listed_targets(bureau.actor(ENFORCEMENT), TargetFilter())
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert len(listed[100:150]) == SIZE - 100
    assert "OFFSET" not in asked[0]["sql"]


def test_the_database_looks_anew_at_a_table_after_a_large_import_alone(
    fuping: Office,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[object]],
) -> None:
    def analysed(rows: int, name: str) -> list[str]:
        codes = [credit_code(700 + 10 * rows + number) for number in range(rows)]
        told = [
            target_row(统一社会信用代码=code, 单位名称=f"阜平县第{code}公司", 许可证号=f"C{code}")
            for code in codes
        ]
        folder = tmp_path / name
        folder.mkdir()
        with CaptureQueriesContext(connection) as asked, django_capture_on_commit_callbacks(execute=True):
            import_targets(fuping, folder, *told)
        return [one["sql"] for one in asked if one["sql"].startswith("ANALYZE")]

    monkeypatch.setattr(import_module("mingcha.intake.services.confirm_import"), "MANY", 6)
    assert analysed(2, "few") == []
    assert any("registers_target" in sql for sql in analysed(4, "many"))
