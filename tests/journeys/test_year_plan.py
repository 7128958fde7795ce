"""A year's plan of eight campaigns proposed by the clerks of four sections, by form and workbook, one joined
from two proposals, two with the partner bureau: submitted, sent back, approved, published, reported, amended
once; read by the public without scripts."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Page, expect

from mingcha.accounts.models import Person, RoleGrant, Section
from mingcha.accounts.rules import BUSINESS, LEGAL
from mingcha.accounts.tests.cast import PASSWORD, Bureau
from mingcha.common import moments
from mingcha.common.workbooks import write_sheet
from mingcha.common.workbooks.writer import Value
from mingcha.draws.tests.county import make_county
from mingcha.ledger.services import examine_ledger
from mingcha.plans.tests.joint import NAME as PARTNER
from mingcha.plans.tests.joint import TAG
from mingcha.registers.models import Target
from mingcha.registers.services.borrowings import add_partner
from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]

SECTIONS = ("矿产管理股", "用途管制股", "生态修复股", "测绘地信股")
HEADS = ("任务编号", "抽查任务名称", "抽查事项", "责任股室", "抽查比例", "抽查频次", "计划起止时间", "轮次")
ITEM = "采矿权人履行法定义务"


@pytest.fixture
def sections(bureau: Bureau) -> None:
    make_county(bureau)
    Target.objects.update(risk_class="A")  # nobody is raised: two rounds are enough for everybody
    for place, name in enumerate(SECTIONS):
        section = Section.objects.create(office=bureau.office, name=name)
        clerk = Person.objects.create(
            office=bureau.office,
            section=section,
            username=f"clerk-{place}",
            name=f"{name}某",
            password=make_password(PASSWORD),
        )
        RoleGrant.objects.create(person=clerk, role=BUSINESS, granted_at=moments.now())
        bureau.people[name] = clerk
    add_partner(actor=bureau.actor(LEGAL), name=PARTNER, tag=TAG)


def workbook(folder: Path, year: int, own: str) -> Path:
    """Two rounds of that section, of the last one the first; each cell written another way."""
    ratios = ("10%", "一般10%，加强40%", "不低于１０％", "1/10", "0.1", "10%以上", "A、B 10%，C、D 40%")
    periods = ("3-5月", "3月至5月", "4月1日至6月30日", "第二季度", "9-11月", "下半年", "10月")
    path = folder / f"{own}年度计划.xlsx"
    rows: list[list[Value]] = [
        [
            f"{year}-1{place}",
            f"{section}第{place // 4 + 1}轮",
            ITEM,
            section,
            ratio,
            "2次/年",
            period,
            place // 4 + 1,
        ]
        for place, (section, ratio, period) in enumerate(zip(SECTIONS * 2, ratios, periods))
    ]
    # A second proposal for the mines in spring, which becomes one with the first.
    also: list[Value] = [
        f"{year}-19",
        "矿山安全抽查",
        ITEM,
        SECTIONS[0],
        "10%，加强40%",
        "2次/年",
        "3-5月",
        1,
    ]
    proposed = [row for row in [*rows, also] if row[3] == own]
    write_sheet(path, "年度抽查计划", HEADS, proposed)
    return path


def begin(clerk: Page, year: int) -> str:
    clerk.goto("/plans/new/")
    clerk.get_by_role("button", name="开始编制").click()
    expect(clerk.get_by_role("heading", level=1)).to_contain_text(f"{year}年度抽查计划")
    return clerk.url


def propose(clerk: Page, year: int) -> None:
    clerk.goto(f"/campaigns/?year={year}")
    clerk.get_by_role("link", name="提出任务").first.click()
    clerk.get_by_label("任务编号").fill(f"{year}-18")
    clerk.get_by_label("任务名称").fill("测绘地信股第2轮")
    clerk.get_by_label("检查开始").fill(f"{year}.11.1")
    clerk.get_by_label("检查结束").fill(f"{year}年11月30日")
    clerk.get_by_role("group", name="抽查事项").get_by_role("checkbox").first.check()
    clerk.get_by_role("radio", name=re.compile("^市场主体")).check()
    clerk.get_by_label("一般层比例").fill("10%")
    clerk.get_by_label("加强层比例").fill("40%")
    clerk.get_by_label("组员人数").fill("1")
    clerk.get_by_label("责任股室").select_option("测绘地信股")
    clerk.get_by_label(re.compile("^轮次")).fill("2")
    clerk.get_by_label("抽查频次").fill("2次/年")
    clerk.get_by_role("radio", name=re.compile("^均衡")).check()
    clerk.get_by_role("button", name="保存任务").click()
    expect(clerk.get_by_role("heading", level=1)).to_have_text("测绘地信股第2轮")


def take_in(clerk: Page, path: Path, year: int, section: str) -> None:
    clerk.goto("/imports/plan/")
    clerk.get_by_label(re.compile("文件|表格")).first.set_input_files(path)
    clerk.get_by_role("button", name="上传并核对").click()
    clerk.get_by_role("button", name="写入新增的内容").click()
    clerk.goto(f"/campaigns/?year={year}")
    expect(clerk.get_by_role("rowheader", name=re.compile(f"^{section}"))).not_to_have_count(0)


def join(clerk: Page, year: int) -> None:
    """Two proposals for the same mines in spring become one: the board says how often both would go."""
    clerk.goto(f"/campaigns/?year={year}")
    joins = clerk.locator("#joins").get_by_role("article").filter(has_text=f"{year}-10与{year}-19")
    expect(joins).to_contain_text("预计重复检查")
    joins.get_by_role("link", name="去合并").click()
    clerk.get_by_label("联合任务编号").fill(f"{year}-20")
    clerk.get_by_label("联合任务名称").fill("矿山联合抽查")
    clerk.get_by_label("理由").fill("同一批企业，一次查完")
    clerk.get_by_role("button", name="合并", exact=True).click()
    expect(clerk.get_by_role("heading", level=1)).to_have_text("矿山联合抽查")


def invite(clerk: Page, year: int, title: str) -> None:
    """The campaign is one with the partner bureau, which is asked."""
    clerk.goto(f"/campaigns/?year={year}")
    clerk.get_by_role("link", name=title, exact=True).first.click()
    clerk.get_by_role("link", name="修改", exact=True).click()
    clerk.get_by_label(re.compile("^配合部门")).fill(PARTNER)
    clerk.get_by_role("button", name="保存任务").click()
    clerk.get_by_role("link", name="协同部门").click()
    clerk.get_by_role("button", name=f"邀请{PARTNER}").click()
    expect(clerk.locator("main")).to_contain_text("已邀请")


def submit(clerk: Page, plan: str) -> None:
    clerk.goto(plan)
    clerk.get_by_role("button", name="送局领导批准").click()
    expect(clerk.locator("main")).to_contain_text("待批准")


def send_back(leader: Page, plan: str) -> None:
    leader.goto(plan)
    leader.get_by_label("理由").fill("第二轮的时间再错开一些")
    leader.get_by_role("button", name="退回修改").click()
    expect(leader.locator("main")).to_contain_text("已退回编制")


def approve_and_publish(leader: Page, clerk: Page, plan: str, document_no: str) -> None:
    leader.goto(plan)
    leader.get_by_role("button", name="批准计划").click()
    expect(leader.locator("main")).to_contain_text("已批准")
    clerk.goto(plan)
    clerk.get_by_label("发文文号").fill(document_no)
    clerk.get_by_role("button", name="公布计划").click()
    expect(clerk.locator("main")).to_contain_text("已公布")


def report(clerk: Page, plan: str, receipt: Path) -> None:
    """To each body that must have the plan; only with the second receipt it is filed."""
    receipt.write_bytes(b"%PDF-1.7 receipt")
    for kind, body, words in (
        ("上级主管部门", "保定市自然资源和规划局", "已报上级，待报司法局"),
        ("司法局", "阜平县司法局", "已备案"),
    ):
        clerk.goto(plan)
        clerk.get_by_label("报送对象").select_option(kind)
        clerk.get_by_label("报送机关").fill(body)
        clerk.get_by_label("报送日期").fill(f"{moments.today():%Y-%m-%d}")
        clerk.get_by_label("回执").set_input_files(receipt)
        clerk.get_by_role("button", name="登记备案").click()
        expect(clerk.locator("#filings")).to_contain_text(body)
        expect(clerk.locator("main")).to_contain_text(words)


def amend(clerk: Page, plan: str, year: int) -> None:
    clerk.goto(plan)
    clerk.get_by_label("理由").fill("测绘单位增加一次抽查")
    clerk.get_by_role("button", name="开始修订").click()
    clerk.goto(f"/campaigns/?year={year}")
    clerk.get_by_role("link", name="测绘地信股第2轮").first.click()
    clerk.get_by_role("link", name="修改", exact=True).click()
    clerk.get_by_label("抽查频次").fill("3次/年")
    clerk.get_by_role("button", name="保存任务").click()
    expect(clerk.locator("main")).to_contain_text("3次/年")


def test_a_years_plan_of_eight_campaigns_by_four_sections_is_published_and_amended(
    person: Callable[..., Page],
    open_page: Callable[..., Page],
    bureau: Bureau,
    sections: None,
    axe: Callable[[Page], list[str]],
    overflow: Callable[[Page], int],
    tmp_path: Path,
) -> None:
    year = moments.today().year
    clerk, leader, visitor = person("enforcement"), person("leader"), open_page(scripts=False)
    plan = begin(clerk, year)
    for section in SECTIONS:
        colleague = person(section)
        take_in(colleague, workbook(tmp_path, year, section), year, section)
    propose(colleague, year)
    join(clerk, year)
    for title in ("矿山联合抽查", "用途管制股第1轮"):
        invite(clerk, year, title)
    clerk.goto(f"/campaigns/?year={year}")
    for name in SECTIONS:
        expect(clerk.get_by_role("rowheader", name=re.compile(f"^{name}"))).not_to_have_count(0)
    assert axe(clerk) == []
    submit(clerk, plan)
    send_back(leader, plan)
    submit(clerk, plan)
    approve_and_publish(leader, clerk, plan, f"阜自然资发〔{year}〕5号")
    report(clerk, plan, tmp_path / "回执.pdf")

    visitor.goto(f"/public/plans/{year}/")
    expect(visitor.locator("main")).to_contain_text("8个任务")
    expect(visitor.locator("main")).to_contain_text("矿山联合抽查")
    expect(visitor.locator("main")).to_contain_text(PARTNER)
    expect(visitor.locator("main")).to_contain_text("起完整")
    for label, start in (("PDF", b"%PDF-"), ("DOCX", b"PK"), ("Excel", b"PK")):
        address = visitor.get_by_role("link", name=f"下载{label}").get_attribute("href")
        assert visitor.request.get(address or "").body().startswith(start), label

    amend(clerk, plan, year)
    visitor.goto(f"/public/plans/{year}/")
    expect(visitor.locator("main")).not_to_contain_text("3次/年")
    submit(clerk, plan)
    approve_and_publish(leader, clerk, plan, f"阜自然资发〔{year}〕9号")
    visitor.goto(f"/public/plans/{year}/")
    expect(visitor.locator("#differences")).to_contain_text("2次/年 → 3次/年")
    visitor.get_by_role("link", name="首次公布").first.click()
    expect(visitor.locator("main")).to_contain_text("已被后来的修订代替")

    phone = open_page(size=PHONE)
    phone.goto(f"/public/plans/{year}/")
    assert (overflow(phone), axe(phone)) == (0, [])
    assert [one.place for one in examine_ledger() if one.place.startswith("plans_")] == []
