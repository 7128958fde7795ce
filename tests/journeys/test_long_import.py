"""A large workbook: the page says how far it is, may be left, and leads on when done; so does writing."""

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from mingcha.accounts.tests.cast import Bureau
from mingcha.ledger.services import examine_ledger
from mingcha.registers.models import Target
from mingcha.registers.tests.cast import as_csv, credit_code, make_registers, target_row

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """What counts as large, so that a small file does."""
    monkeypatch.setattr(import_module("mingcha.intake.views.uploading"), "LARGE_BYTES", 1)
    monkeypatch.setattr(import_module("mingcha.intake.views.previewing"), "LARGE_ROWS", 1)


def test_a_large_workbook_is_checked_and_written_while_the_clerk_may_leave(
    person: Callable[..., Page], bureau: Bureau, small: None, tmp_path: Path
) -> None:
    make_registers(bureau)
    before = Target.objects.count()
    codes = [credit_code(800 + number) for number in range(30)]
    rows = [
        target_row(统一社会信用代码=code, 单位名称=f"阜平县第{code}公司", 许可证号=f"C{code}")
        for code in codes
    ]
    clerk = person("enforcement")
    clerk.goto("/imports/targets/")
    clerk.get_by_label(re.compile("文件|表格")).first.set_input_files(as_csv(tmp_path, rows))
    clerk.get_by_role("button", name="上传并核对").click()
    expect(clerk.get_by_role("button", name="写入新增的内容")).to_be_visible(timeout=60_000)
    clerk.get_by_role("button", name="写入新增的内容").click()
    expect(clerk.locator("main")).to_contain_text("已写入", timeout=60_000)
    assert Target.objects.count() == before + 30
    assert [one for one in examine_ledger() if one.place == "registers_target"] == []
