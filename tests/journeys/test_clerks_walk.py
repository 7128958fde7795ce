"""The whole main path in a real browser: six untidy workbooks, an approved list, a campaign, one sitting with
two public events, the sheet, the recording, disclosure, and a stranger who verifies the two files offline."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import transaction
from playwright.sync_api import Page, expect

from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.law.services.adopt_defaults import adopt_default_texts
from mingcha.ledger.services import examine_ledger, record_act
from tests.journeys.conftest import PHONE, follow
from tests.journeys.hall import announce, choose, compute, enter_throw, verify

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]

WORKBOOKS = Path(__file__).parents[1] / "workbooks"
COUNTS: dict[str, dict[str, Any]] = yaml.safe_load((WORKBOOKS / "counts.yml").read_text(encoding="utf-8"))
DICE = (
    ("4 1 6 3 3", "2 5 5 1 6", "6 2 4 3 1", "1 1 2 6 5"),
    ("5 3 6 6 1", "2 2 4 1 3", "6 5 3 2 1", "4 4 1 6 2"),
)

OpenPage = Callable[..., Page]


def hold_legal_texts(bureau: Bureau) -> None:
    """Those that every office is founded with: by them a 办法 is known to be a rule."""
    with transaction.atomic():
        texts = adopt_default_texts(office=bureau.office)
        record_act("law.adopt_defaults", actor=bureau.actor("leader"), records=texts)


def bring_in(page: Page, kind: str, name: str) -> None:
    """Upload, compare the preview with the clerk's counts, confirm."""
    counts = COUNTS[name]
    page.goto(f"/imports/{kind}/")
    page.get_by_label("文件").set_input_files(WORKBOOKS / name)
    page.get_by_role("button", name="上传并核对").click()
    facts = page.locator("dl.mc-facts")
    for label, expected in (
        ("共识别", counts["rows"]),
        ("新增", counts["new"]),
        ("不能导入", len(counts["refused"])),
    ):
        expect(facts.locator("div", has_text=label).locator("dd").first).to_have_text(
            re.compile(rf"^{expected}\s*行")
        )
    page.get_by_role("button", name=re.compile("^(确认写入|写入勾选|写入新增)")).click()
    expect(page.locator("main")).to_contain_text("已写入")


def record_training(legal: Page) -> None:
    """The workbooks say nothing of training; without one nobody can be drawn: entered once for all."""
    legal.goto("/registers/inspectors/")
    expect(legal.locator("main")).to_contain_text("没有有效的执法培训")
    legal.get_by_role("link", name="登记一次培训").click()
    legal.get_by_label("培训内容").fill("2026年行政执法人员轮训")
    legal.get_by_label("学时").fill("60")
    legal.get_by_label("合格日期").fill(f"{moments.today():%Y.%m.%d}")
    legal.get_by_role("button", name="登记这次培训").click()
    expect(legal.locator("main")).to_contain_text("名人员的培训")


def approve_items(clerk: Page, leader: Page) -> None:
    """Leave out what has no legal basis, submit, approve, publish."""
    clerk.goto("/items/")
    clerk.get_by_role("link", name=re.compile("第1版")).first.click()
    incomplete = sum(counts.get("not_submittable", {}).get("total", 0) for counts in COUNTS.values())
    for _ in range(incomplete):
        clerk.get_by_role("button", name="从本版去掉").first.click()
    clerk.get_by_role("button", name="送审").click()
    expect(clerk.locator("main")).to_contain_text("待审定")
    leader.goto(clerk.url)
    leader.get_by_role("button", name="审定这一版").click()
    leader.get_by_role("button", name="公布这一版").click()
    expect(leader.locator("main")).to_contain_text("已公布")


def set_up_campaign(clerk: Page, leader: Page) -> None:
    clerk.goto("/campaigns/new/")
    clerk.get_by_label("任务编号").fill("2026-01")
    clerk.get_by_label("任务名称").fill("2026年第一轮双随机抽查")
    clerk.get_by_label("检查开始").fill("2026.12.1")
    clerk.get_by_label("检查结束").fill("2026年12月31日")
    for box in clerk.get_by_role("group", name="抽查事项").get_by_role("checkbox").all():
        box.check()
    clerk.get_by_role("radio", name=re.compile("^市场主体")).check()
    clerk.get_by_label("一般层比例").fill("５％")
    clerk.get_by_label("加强层比例").fill("20%")
    clerk.get_by_label("递补").first.fill("2")
    clerk.get_by_label("组员人数").fill("1")
    clerk.get_by_role("group", name="组长").get_by_role("checkbox").first.uncheck()
    clerk.get_by_role("radio", name=re.compile("^均衡")).check()
    clerk.get_by_role("button", name="保存任务").click()
    expect(clerk.get_by_role("heading", level=1)).to_have_text("2026年第一轮双随机抽查")
    leader.goto(clerk.url)
    leader.get_by_role("button", name="定案").click()
    expect(leader.locator("main")).to_contain_text("可以抽取")


def open_sitting(operator: Page, bureau: Bureau) -> str:
    operator.goto("/draws/open/")
    operator.get_by_label("抽查任务").select_option(index=1)
    choose(operator, "录入人", bureau.people["business"].name)
    choose(operator, "见证人兼录入人", bureau.people["witness"].name)
    operator.get_by_label("抽取地点").fill("局三楼会议室")
    operator.get_by_role("button", name="开始抽取会").click()
    expect(operator.get_by_role("button", name="封存名册")).to_be_visible()
    return operator.url.split("?")[0]


def throw_dice(caller: Page, witness: Page, place: str, dice: tuple[str, ...]) -> None:
    """Each enters every throw on the own phone; the witness misreads the third and enters it again."""
    for number, values in enumerate(dice, start=1):
        for page in (caller, witness):
            page.goto(place + "throws/")
            expect(page.get_by_role("heading", name=re.compile(rf"^第{number}次，"))).to_be_visible(
                timeout=15000
            )
        enter_throw(caller, values)
        expect(caller.locator("main")).to_contain_text("等另一人录完")
        if number == 3:
            enter_throw(witness, "6 2 1 3 1")
            expect(witness.get_by_text("两人不一致")).to_be_visible()
            caller.goto(place + "throws/")
            enter_throw(caller, values)
        enter_throw(witness, values)


def attach_recording(witness: Page, place: str, folder: Path) -> None:
    film = folder / "第一轮抽取.mp4"
    film.write_bytes(bytes(range(256)) * 4096)
    witness.goto(place + "recordings/")
    witness.get_by_label("录音录像文件").set_input_files(film)
    witness.get_by_role("button", name="附上这份文件").click()
    expect(witness.locator("main")).to_contain_text("有录音录像")


def printed_sheet(operator: Page, place: str, folder: Path) -> str:
    """Made from the names, after a look that is on record; the text of its PDF."""
    operator.goto(place + "record/")
    operator.get_by_role("button", name="查看名单，记入日志").first.click()
    row = operator.locator("#papers").get_by_role("row").filter(has_text="抽取结果表")
    row.get_by_role("link", name="制作").click()
    operator.get_by_role("button", name="制作PDF").click()
    with operator.expect_download() as taken:
        row.get_by_role("link", name="第1版PDF").click()
    taken.value.save_as(folder / "sheet.pdf")
    command = ["pdftotext", str(folder / "sheet.pdf"), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def disclose(leader: Page, place: str) -> None:
    leader.goto(place + "disclose/")
    leader.get_by_label("确认").fill("全部检查已经结束")
    # The campaign runs until the end of the year.
    leader.get_by_label("为什么提前公开").fill("已全部查完，没有递补")
    leader.get_by_role("button", name="公开2个抽取文件").click()
    expect(leader.locator("main")).to_contain_text("全部资料已公开")


def download_bundles(visitor: Page, folder: Path) -> list[Path]:
    sitting = visitor.locator("section", has=visitor.get_by_role("heading", name="一次会，两个抽取"))
    links = sitting.get_by_role("link", name=re.compile(r"\.draw$"))
    expect(links).to_have_count(2)
    files = []
    for link in links.all():
        with visitor.expect_download() as download:
            link.click()
        files.append(folder / download.value.suggested_filename)
        download.value.save_as(files[-1])
    return files


def test_from_six_untidy_workbooks_to_a_draw_that_a_stranger_verifies(
    person: Callable[..., Page],
    open_page: OpenPage,
    bureau: Bureau,
    axe: Callable[[Page], list[str]],
    tmp_path: Path,
) -> None:
    hold_legal_texts(bureau)
    operator, legal, leader = person("enforcement"), person("legal"), person("leader")
    for name, counts in COUNTS.items():
        bring_in(legal if counts["kind"] == "inspectors" else operator, counts["kind"], name)
    record_training(legal)
    approve_items(operator, leader)
    set_up_campaign(operator, leader)

    place = open_sitting(operator, bureau)
    operator.get_by_role("button", name="封存名册").click()
    numbers = [announce(operator, "公告")]
    assert axe(operator) == []
    caller, witness = person("business", size=PHONE), person("witness", size=PHONE)
    throw_dice(caller, witness, place, DICE[0])
    compute(operator, place, "抽取对象")
    operator.get_by_role("link", name="第二次公告").click()
    numbers.append(announce(operator, "公告人员匹配"))
    throw_dice(caller, witness, place, DICE[1])
    compute(operator, place, "匹配人员")

    operator.goto(place + "record/")
    expect(operator.locator("main")).to_contain_text("缺录音录像")
    attach_recording(witness, place, tmp_path)
    sheet = re.sub(r"\D", "", printed_sheet(operator, place, tmp_path))
    assert all(number in sheet for number in numbers), "both check numbers stand on the sheet"

    visitor = open_page()
    visitor.goto("/public/draws/")
    expect(visitor.locator("main")).not_to_contain_text(".draw")
    disclose(leader, place)
    follow(visitor.get_by_role("link", name=re.compile("第一轮双随机抽查")).first)
    assert axe(visitor) == []
    files = download_bundles(visitor, tmp_path)

    status, reports = verify(*files)
    assert (status, [report["verdict"] for report in reports]) == (0, ["consistent", "consistent"])
    key = tmp_path / "office.vkey"
    key.write_bytes(visitor.request.get("/public/key.txt").body())
    assert verify("--key", key, *files)[0] == 0
    for at in range(0, files[0].stat().st_size, files[0].stat().st_size // 12):
        changed = bytearray(files[0].read_bytes())
        changed[at] ^= 1
        forged = tmp_path / "forged.draw"
        forged.write_bytes(changed)
        assert verify("--key", key, forged)[0] == 1, f"byte {at}"

    visitor.goto("/public/verify/")
    visitor.get_by_label("抽取文件").set_input_files(files)
    visitor.get_by_role("button", name=re.compile("核验")).click()
    expect(visitor.locator("main")).to_contain_text("相符")
    assert list(examine_ledger()) == []
