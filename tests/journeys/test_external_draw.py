"""A draw of the provincial platform is taken in from three untidy workbooks and a screenshot: sent back once
for a wrong row, confirmed by the head, printed, left out of the second round, read by the public."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter
from django.db import transaction
from playwright.sync_api import Page, expect

from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.draws.models import ExternalDraw
from mingcha.draws.rules.external.words import MARK
from mingcha.draws.tests.county import County, make_county
from mingcha.draws.tests.platform import DRAWN_PLACES, PNG, give_credit_codes
from mingcha.oversight.services import examine_everything
from mingcha.plans.models import Campaign
from mingcha.plans.queries import settings_of
from mingcha.plans.services import create_campaign
from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]

NAME = "号矿业有限公司"


@pytest.fixture
def county(bureau: Bureau) -> County:
    found = make_county(bureau)
    with transaction.atomic():
        give_credit_codes(found)
    return found


def base_list(folder: Path, county: County) -> Path:
    """A GBK file with lines above the heading, a sum below, and without one party."""
    rows = [f"{n},{one.name},{one.uscc},阜平镇" for n, one in enumerate(county.holders[1:-1], start=1)]
    lines = [
        "河北省双随机监管平台导出,,,",
        "序号,企业（单位）名称,统一社会信用代码/注册号,住所",
        *rows,
        "合计,22家,,",
    ]
    path = folder / "导出名单.csv"
    path.write_bytes("\r\n".join(lines).encode("gb18030"))
    return path


def sheet(path: Path, title: str, headings: list[str], rows: list[list[str]]) -> Path:
    """A title over merged cells, a blank line, a heading with line breaks, a note below."""
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("Sheet1")
        page.merge_range(0, 0, 0, len(headings) - 1, title)
        for number, cells in enumerate([headings, *rows, ["注：以上由平台随机抽取。"]], start=2):
            for place, cell in enumerate(cells):
                page.write_string(number, place, cell)
    return path


def drawn_list(folder: Path, county: County) -> Path:
    """Codes with spaces and full-width digits, names with spaces."""
    drawn = [county.holders[place] for place in DRAWN_PLACES]
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    rows = [[str(n), f" {one.name} ", f"{one.uscc[:8]} {one.uscc[8:]}"] for n, one in enumerate(drawn, 1)]
    rows[0][2] = rows[0][2].translate(wide)
    headings = ["序号", "被检查对象\n（名称）", "社会信用代码"]
    return sheet(folder / "抽取结果.xlsx", "抽中名单", headings, rows)


def team_list(folder: Path, county: County, *, stranger: bool) -> Path:
    """People by line break, by licence in brackets, and a row each under 同上."""
    drawn = [county.holders[place] for place in DRAWN_PLACES]
    rows = [[one.name, one.uscc, "检查员2", "检查员2\n检查员3"] for one in drawn]
    rows[1][2:] = ["检查员4", "检查员4（13062410004）、检查员5（13062410005）"]
    rows[2][3] = "检查员2"
    rows.insert(3, ["同上", "同上", "", "王某某" if stranger else "检查员6"])
    headings = ["检查对象", "统一社会信用代码", "检查组长", "执法人员"]
    return sheet(folder / f"分组{stranger:d}.xlsx", "检查组", headings, rows)


def say_who_draws(clerk: Page, leader: Page, campaign: Campaign) -> None:
    """The settled campaign goes back, gets its platform and basis, and is settled anew."""
    leader.goto(f"/campaigns/{campaign.pk}/")
    leader.locator("form", has=leader.get_by_role("button", name="退回修改")).get_by_label("理由").fill(
        "上级要求在省平台抽取"
    )
    leader.get_by_role("button", name="退回修改").click()
    clerk.goto(f"/campaigns/{campaign.pk}/edit/")
    day = moments.today()
    clerk.get_by_label("检查开始").fill(f"{day}")
    clerk.get_by_label("检查结束").fill(f"{day.replace(month=12, day=31)}")
    clerk.get_by_label("抽查类别").fill("矿业权")
    expect(clerk.get_by_label("抽取平台", exact=False)).to_be_hidden()
    clerk.locator("summary", has_text="由上级平台抽取").click()
    clerk.get_by_label("抽取平台", exact=False).fill("省双随机平台")
    clerk.get_by_role("button", name="保存任务").click()
    expect(clerk.locator("main")).to_contain_text("平台和依据要一并填写")
    ends = [clerk.get_by_label(one).bounding_box() for one in ("抽取平台", "由平台抽取的依据")]
    assert len({round(box["y"]) for box in ends if box}) == 1
    clerk.get_by_label("由平台抽取的依据").fill("冀市监〔2026〕3号第二条")
    clerk.get_by_role("button", name="保存任务").click()
    expect(clerk.get_by_role("heading", level=1)).to_have_text(campaign.title)
    leader.goto(f"/campaigns/{campaign.pk}/")
    leader.get_by_role("button", name="定案").click()
    expect(leader.locator("main")).to_contain_text("可以抽取")


def hand_in(clerk: Page, files: dict[str, Path], screenshot: Path) -> None:
    clerk.get_by_label("平台批次号").fill("SJ2026-07")
    clerk.get_by_label("平台抽取日期").fill(f"{moments.today():%Y-%m-%d}")
    for label, path in files.items():
        clerk.get_by_label(label).set_input_files(path)
    clerk.get_by_label("平台截图").set_input_files(screenshot)
    clerk.get_by_role("button", name="核对并导入").click()


def test_a_draw_of_the_provincial_platform_is_taken_in(
    person: Callable[..., Page],
    open_page: Callable[..., Page],
    axe: Callable[[Page], list[str]],
    county: County,
    tmp_path: Path,
) -> None:
    clerk, leader = person("enforcement"), person("leader")
    say_who_draws(clerk, leader, county.campaign)
    screenshot = tmp_path / "截图.png"
    screenshot.write_bytes(PNG)
    files = {"抽取基数名单": base_list(tmp_path, county), "抽中名单": drawn_list(tmp_path, county)}

    clerk.goto("/")
    clerk.get_by_role("link", name=re.compile("去导入.*平台抽取结果")).click()
    hand_in(clerk, files | {"检查组名单": team_list(tmp_path, county, stranger=True)}, screenshot)
    expect(clerk.locator("main")).to_contain_text("“王某某”不在执法检查人员名录库")
    assert axe(clerk) == []
    assert not ExternalDraw.objects.exists()
    hand_in(clerk, files | {"检查组名单": team_list(tmp_path, county, stranger=False)}, screenshot)
    clerk.get_by_role("button", name="查看名单，记入日志").click()
    expect(clerk.locator("main")).to_contain_text("平台少列1家")
    clerk.get_by_label("差异说明").fill("省库尚未同步")
    clerk.get_by_role("button", name="保存说明").click()

    draw = ExternalDraw.objects.get()
    leader.goto("/")
    leader.get_by_role("link", name=re.compile("去确认.*平台抽取结果")).click()
    expect(leader.locator("main")).to_contain_text("省库尚未同步")
    leader.get_by_role("button", name="确认接收").click()
    expect(leader.locator("main")).to_contain_text("已接收")
    assert axe(leader) == []

    leader.get_by_role("button", name="查看名单，记入日志").click()
    leader.get_by_role("link", name="结果表").click()
    expect(leader.locator("main")).to_contain_text(MARK)
    expect(leader.locator("table.list tr").filter(has_text=NAME)).to_have_count(6)

    second = second_round(county, draw.campaign)
    clerk.goto(f"/campaigns/{second.pk}/")
    expect(clerk.locator("main")).to_contain_text("本轮已抽过3家")

    stranger = open_page(size=PHONE, scripts=False)
    stranger.goto("/public/draws/")
    stranger.get_by_role("link", name=draw.campaign.title).click()
    expect(stranger.locator("main")).to_contain_text(MARK)
    expect(stranger.locator("main")).not_to_contain_text(NAME)
    leader.goto(f"/draws/external/{draw.pk}/")
    leader.get_by_label("确认").fill("全部检查已经结束")
    leader.get_by_role("button", name="公开名单").click()
    expect(leader.locator("main")).to_contain_text("抽中名单")
    stranger.reload()
    expect(stranger.locator("main")).to_contain_text(re.compile(f"阜平县试验2{NAME}"))
    expect(stranger.get_by_role("link", name="下载")).to_have_count(0)
    assert list(examine_everything()) == []


def second_round(county: County, first: Campaign) -> Campaign:
    """The next campaign of the same kind, drafted by the same form's settings."""
    settings = settings_of(Campaign.objects.get(pk=first.pk))
    line = replace(settings.line, round=2, drawing_platform="", drawing_basis="")
    wanted = replace(settings, number="2026-02", title="2026年第三轮矿业权抽查", line=line)
    return create_campaign(actor=county.actor("business"), settings=wanted)
