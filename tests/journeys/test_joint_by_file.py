"""Two proposals become one joint campaign with the partner bureau, which takes part by file from the plan
line to its signed results; the next campaign of the year leaves out who was drawn."""

import datetime
import re
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from mingcha.accounts.rules import BUSINESS, LEGAL
from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.draws.exports import RESULTS, VISITS
from mingcha.draws.tests.county import Clock, County, begin, make_county
from mingcha.items.models import InspectionItem
from mingcha.ledger.services import examine_ledger
from mingcha.plans.exports import ITEMS, PEOPLE
from mingcha.plans.models import Campaign
from mingcha.plans.queries import Settings
from mingcha.plans.queries.settings import Line
from mingcha.plans.services import create_campaign
from mingcha.plans.tests import cast
from mingcha.plans.tests.joint import ITEM, NAME, TAG, append
from mingcha.registers.models import Inspector, Target
from mingcha.registers.services.borrowings import add_partner
from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]
NUMBER, CATEGORY = "J-09", "矿产资源"
VALID = {"执法证有效期至": "2099-12-31", "培训合格有效期至": "2099-12-31"}
DONE = {"检查结果": "未发现问题", "公示位置": "市监公示〔2026〕8号"}


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The morning of this day, moved by the draw."""
    now = datetime.datetime.now(datetime.UTC).replace(microsecond=0)
    fake = Clock(now)
    monkeypatch.setattr(timezone, "now", fake)
    monkeypatch.setattr(time, "sleep", lambda seconds: fake.advance(seconds=seconds))
    return fake


def wanted(number: str, starts_on: datetime.date, *, lasting: int = 60) -> Settings:
    item = InspectionItem.objects.get()
    return cast.settings(
        item,
        number=number,
        title=f"矿山抽查{number}",
        starts_on=starts_on,
        ends_on=starts_on + datetime.timedelta(days=lasting),
        layers=cast.layers("1/10", "1/5"),
        line=Line(category=CATEGORY, partner_departments=(NAME,)),
    )


@pytest.fixture
def county(bureau: Bureau, clock: Clock) -> County:
    """Registers, two proposals for the same holders, and the partner without its people."""
    made = make_county(bureau)
    Campaign.objects.update(state="cancelled")
    Target.objects.update(risk_class="A")
    first = moments.today() + datetime.timedelta(days=1)
    for number in ("J-01", "J-02"):
        create_campaign(actor=bureau.actor(BUSINESS), settings=wanted(number, first))
    add_partner(actor=bureau.actor(LEGAL), name=NAME, tag=TAG)
    return made


def join(clerk: Page) -> str:
    """Both proposals become one; the address of its page of partners."""
    clerk.goto("/campaigns/join/?number=J-01&number=J-02")
    clerk.get_by_label("联合任务编号").fill(NUMBER)
    clerk.get_by_label("联合任务名称").fill("矿山联合抽查")
    clerk.get_by_label("理由").fill("同一批企业，一次查完")
    clerk.get_by_role("button", name="合并", exact=True).click()
    clerk.get_by_role("link", name="协同部门").click()
    return clerk.url


def invite(clerk: Page, folder: Path) -> Path:
    """The partner is invited, and fills in the workbook it got."""
    clerk.get_by_role("button", name=f"邀请{NAME}").click()
    path = folder / "回执.xlsx"
    with clerk.expect_download() as got:
        clerk.get_by_role("link", name="下载计划行").click()
    got.value.save_as(path)
    book = openpyxl.load_workbook(path)
    for place in range(3):
        told = {"姓名": f"市员{place}", "工作单位": NAME, "执法证编号": f"SJ{place}"}
        append(book, PEOPLE, told | VALID)
    append(book, ITEMS, ITEM | {"任务编号": NUMBER})
    book.save(path)
    return path


def answer(person: Page, page: str, path: Path) -> None:
    """One who may takes in the sheet that is his or hers."""
    person.goto(page)
    person.get_by_label("填好的回执").set_input_files(path)
    person.get_by_role("button", name="上传并核对回执").click()
    person.get_by_role("button", name="写入新增的内容").click()
    expect(person.locator("main")).to_contain_text("已写入")


def borrow_and_settle(clerk: Page, leader: Page, page: str) -> None:
    clerk.goto(page)
    clerk.get_by_role("button", name="提出抽调全部名册").click()
    leader.goto("/registers/borrowings/")
    leader.get_by_label("理由").first.fill("同意抽调")
    leader.get_by_role("button", name="批准").first.click()
    clerk.goto(page)
    clerk.get_by_role("button", name="登记回执已齐").click()
    expect(clerk.locator("main")).to_contain_text("已回执")
    leader.goto(page)
    leader.get_by_role("link", name="矿山联合抽查").first.click()
    leader.get_by_role("button", name="定案").click()
    expect(leader.locator("main")).to_contain_text("可以抽取")


def draw(county: County, clock: Clock) -> Campaign:
    """The sitting itself is another story."""
    county.campaign = Campaign.objects.get(number=NUMBER)
    ceremony = begin(county, clock)
    ceremony.select()
    ceremony.assign()
    return Campaign.objects.get(number=NUMBER)


def hand_out(clerk: Page, page: str, folder: Path) -> Path:
    """The sheet is printed, handed over, and comes back filled in."""
    clerk.goto(page)
    clerk.get_by_label("接收人").fill("王收件")
    clerk.get_by_role("button", name="登记已交任务单").click()
    clerk.get_by_role("link", name="检查任务单").click()
    clerk.get_by_role("button", name="查看名单，记入日志").click()
    expect(clerk.locator("main")).to_contain_text(NAME)
    path = folder / "任务单.xlsx"
    with clerk.expect_download() as got:
        clerk.get_by_role("link", name=re.compile("^下载Excel")).click()
    got.value.save_as(path)
    fill_in(path)
    return path


def fill_in(path: Path) -> None:
    """Each result signed by who of the partner was drawn for that visit, as the sheet has it."""
    book = openpyxl.load_workbook(path)
    visits = [str(cell.value) for cell in book[VISITS][2]]
    unit, team = visits.index("对象编码"), visits.index("检查组")
    theirs = {
        row[unit].value: "、".join(re.findall(r"市员\d", str(row[team].value)))
        for row in book[VISITS].iter_rows(min_row=3)
    }
    today = f"{moments.today()}"
    heads = [str(cell.value) for cell in book[RESULTS][2]]
    for row in book[RESULTS].iter_rows(min_row=3):
        signed = theirs[row[heads.index("对象编码")].value]
        told = DONE | {"检查实施人员": signed, "检查日期": today, "公示日期": today}
        for head, cell in zip(heads, row, strict=True):
            cell.value = told.get(head, cell.value)
    book.save(path)


def return_results(clerk: Page, path: Path) -> None:
    clerk.goto("/imports/partner_results/")
    clerk.get_by_label(re.compile("文件|表格")).first.set_input_files(path)
    clerk.get_by_role("button", name="上传并核对").click()
    clerk.get_by_role("button", name="写入新增的内容").click()
    expect(clerk.locator("main")).to_contain_text("已写入")


def test_a_partner_takes_part_by_file_and_the_second_round_leaves_out_who_was_drawn(
    person: Callable[..., Page],
    bureau: Bureau,
    county: County,
    clock: Clock,
    axe: Callable[[Page], list[str]],
    overflow: Callable[[Page], int],
    tmp_path: Path,
) -> None:
    clerk, leader, legal = person("enforcement"), person("leader"), person("legal")
    page = join(clerk)
    path = invite(clerk, tmp_path)
    answer(clerk, page, path)
    answer(legal, page, path)
    borrow_and_settle(clerk, leader, page)

    joint = draw(county, clock)
    units = set(joint.drawn_units.values_list("unit", flat=True))
    theirs = set(Inspector.objects.filter(partner__name=NAME).values_list("name", flat=True))
    path = hand_out(clerk, page, tmp_path)
    teams = clerk.locator("td.p").all_inner_texts()
    assert len(teams) == len(units)
    assert all(any(name in team for name in theirs) for team in teams)

    return_results(clerk, path)
    clerk.goto(page)
    expect(clerk.locator("main")).to_contain_text("已交结果")
    expect(clerk.locator("#results")).to_contain_text("市监公示〔2026〕8号")
    assert axe(clerk) == []

    later = joint.starts_on
    assert later is not None
    second = create_campaign(actor=bureau.actor(BUSINESS), settings=wanted("J-12", later, lasting=180))
    clerk.goto(f"/campaigns/{second.pk}/")
    expect(clerk.locator("main")).to_contain_text(f"本轮已抽过{len(units)}家")

    phone = person("enforcement", size=PHONE)
    phone.goto(page)
    assert (overflow(phone), axe(phone)) == (0, [])
    assert [one.place for one in examine_ledger() if one.place.startswith("plans_part")] == []
