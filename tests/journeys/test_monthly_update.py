"""The monthly update of the register of targets from a full extract: what is new, changed and gone is
reviewed before anything is written, what is gone ends only by a person's decision, and the same file again
changes nothing."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from mingcha.common.workbooks.writer import write_sheet
from mingcha.ledger.services import examine_ledger
from mingcha.registers.models import Target
from mingcha.registers.tests.cast import credit_code, target_row

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]

BEFORE, GONE, CHANGED, NEW = 400, 30, 150, 200
MOVED = 4
REASON = "审批局12月台账中已无；逐户电话核实，1户查无下落，下月再核"


def extract(folder: Path, name: str, numbers: Iterable[int], risky: range = range(0)) -> Path:
    """The licences of one month: a company with one mine for each number; `risky` stand in class D."""
    rows = [
        target_row(
            统一社会信用代码=credit_code(number),
            单位名称=f"阜平县试{number:03d}矿业有限公司",
            对象名称=f"试{number:03d}铁矿",
            许可证号=f"C13{number:06d}",
            坐落=f"平阳镇试{number}村",
            风险类别="D" if number in risky else "B",
        )
        for number in numbers
    ]
    path = folder / name
    write_sheet(path, "许可台账", list(rows[0]), [list(row.values()) for row in rows])
    return path


def upload(page: Page, path: Path, source: str | None = "审批局许可台账") -> None:
    page.goto("/imports/targets/")
    page.get_by_label("文件").set_input_files(path)
    if source:
        page.get_by_label("资料来源").select_option(source)
    page.get_by_role("button", name="上传并核对").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("核对将要导入的内容")


def expect_counts(page: Page, **expected: int) -> None:
    for label, count in expected.items():
        fact = page.locator("dl.mc-facts > div").filter(has=page.get_by_text(label, exact=True))
        expect(fact.locator("dd").first).to_have_text(re.compile(rf"^{count}\s*[行条]$"))


def confirm(page: Page) -> None:
    page.get_by_role("button", name=re.compile("^(写入勾选|写入新增|登记“与来源一致”)")).click()
    expect(page.locator("main")).to_contain_text("已写入")


def register_source(page: Page) -> None:
    page.goto("/imports/targets/sources/")
    page.get_by_label("来源名称").fill("审批局许可台账")
    page.get_by_label("每次都是全量，没列出的就是没有了").check()
    page.get_by_role("button", name="登记来源").click()
    expect(page.locator("main")).to_contain_text("已登记资料来源")


def review_the_gone(page: Page) -> None:
    """Most have ended, some moved away, and one is left for the next month."""
    page.get_by_role("link", name=str(GONE), exact=True).click()
    page.get_by_role("button", name="全部注销").click()
    choices = page.get_by_role("combobox", name=re.compile("的处理$"))
    expect(choices).to_have_count(GONE)
    for place in range(MOVED):
        choices.nth(place).select_option(label="登记迁出")
    choices.nth(MOVED).select_option(label="暂不处理")
    page.get_by_role("button", name="记下本页的决定").click()
    expect(choices.nth(MOVED - 1)).to_have_value("move")


def states() -> Counter[str]:
    return Counter(Target.objects.values_list("state", flat=True))


def test_the_monthly_update_ends_nothing_by_itself_and_changes_nothing_twice(
    person: Callable[..., Page], tmp_path: Path, axe: Callable[[Page], list[str]]
) -> None:
    clerk = person("enforcement")
    register_source(clerk)
    upload(clerk, extract(tmp_path, "11月.xlsx", range(1, BEFORE + 1)))
    expect_counts(clerk, 共识别=BEFORE, 新增=BEFORE, 不能导入=0)
    confirm(clerk)

    risky = range(GONE + 1, GONE + CHANGED + 1)
    december = extract(tmp_path, "12月.xlsx", range(GONE + 1, BEFORE + NEW + 1), risky)
    upload(clerk, december)
    unchanged = BEFORE - GONE - CHANGED
    expect_counts(clerk, 新增=NEW, 变化=CHANGED, 未变=unchanged, 不能导入=0, 来源中不再有=GONE)
    assert axe(clerk) == []
    assert states() == {"active": BEFORE}, "a preview writes nothing"
    review_the_gone(clerk)
    assert states() == {"active": BEFORE}, "a decision noted is not yet taken"
    clerk.get_by_role("button", name="写入勾选和决定的内容").click()
    expect(clerk.locator("main")).to_contain_text("不能确认：没有理由")
    clerk.get_by_label("处理缺失的理由").fill(REASON)
    confirm(clerk)

    left = BEFORE - GONE + NEW + 1
    assert states() == {"active": left, "deregistered": GONE - MOVED - 1, "moved": MOVED}
    assert Target.objects.filter(risk_class="D").count() == CHANGED
    assert list(examine_ledger()) == []

    upload(clerk, december)
    expect_counts(clerk, 新增=0, 变化=0, 未变=BEFORE - GONE + NEW, 来源中不再有=1)
    clerk.get_by_role("button", name="放弃本次导入").click()

    clerk.goto("/registers/targets/")
    with clerk.expect_download() as download:
        clerk.get_by_role("link", name="导出Excel").click()
    export = tmp_path / "导出.xlsx"
    download.value.save_as(export)
    upload(clerk, export, source=None)
    expect_counts(clerk, 共识别=BEFORE + NEW, 新增=0, 变化=0, 未变=BEFORE + NEW, 不能导入=0)
