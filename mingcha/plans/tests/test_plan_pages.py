"""Pages of a yearly plan, through Django's client: the board, the plan's own page, what the public reads."""

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT, LEADER
from mingcha.common import moments
from mingcha.law.tests.cast import found
from mingcha.plans import services
from mingcha.plans.models import Campaign, Plan, PlanFiling, PlanPaper
from mingcha.plans.states import PUBLISHED
from mingcha.plans.tests import cast
from mingcha.plans.tests.planning import LAND, MINING, Planning, planning
from mingcha.plans.tests.test_pages import client_of, page, text_of, typed

pytestmark = pytest.mark.django_db
BOARD = "?year=2026"
WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def year() -> Planning:
    return planning()


def board(client: Client) -> str:
    return text_of(client.get(reverse("campaign_list") + BOARD).content.decode())


def test_the_board_groups_lines_by_section_and_sums_each_month(year: Planning) -> None:
    year.propose("2026-01", MINING)
    year.propose("2026-02", LAND)
    shown = board(client_of(year.bureau, AUDITOR))
    assert "2026年度抽查计划（草案）" in shown
    assert "2个任务，2个股室，应抽4家" in shown
    assert re.search(f"{MINING}1个.*抽查2026-01.*{LAND}1个.*抽查2026-02", shown)
    assert "合计" in shown
    assert "6月2家" in shown  # 2 + 2 over June to September: the remainder falls to the first months


def test_the_board_shows_what_keeps_the_plan_from_submission(year: Planning) -> None:
    line = year.propose("2026-01", layers=cast.layers("1/41", "1/41"))
    clerk = client_of(year.bureau, ENFORCEMENT)
    shown = board(clerk)
    assert "还有1个问题未解决，暂不能送审" in shown
    assert "应抽1家，低于下限2家" in shown
    assert reverse("campaign_edit", args=[line.pk]) in page(
        client_of(year.bureau, ENFORCEMENT), "campaign_list"
    )
    assert "不能送审" in text_of(page(client_of(year.bureau, LEADER), "plan_detail", year.plan.pk))


def test_while_a_line_is_typed_it_is_examined_among_the_others_of_its_plan(year: Planning) -> None:
    """2 of 40 are the floor of the round: two lines that draw one each meet it together."""
    year.propose("2026-01", layers=cast.layers("1/41", "1/41"))
    clerk = client_of(year.bureau, ENFORCEMENT)
    half = {"s1_ratio": "1/41", "s2_ratio": "1/41", "section": str(year.sections[MINING].pk)}
    line = typed(year.item, number="2026-02", category="矿业权", round="1", **half)

    def tried(address: str, **facts: str) -> str:
        return text_of(clerk.post(reverse("campaign_try") + address, line | facts).content.decode())

    assert "低于下限2家" in tried("")
    assert "低于下限2家" not in tried("?plan=2026")
    assert "低于下限2家" in tried("?plan=2026", round="2")
    clerk.post(reverse("campaign_create") + "?plan=2026", line)
    assert "低于下限2家" not in tried("")
    assert "低于下限2家" in tried("", round="2")
    saved = Campaign.objects.get(number="2026-02")
    assert "低于下限" not in text_of(page(clerk, "campaign_detail", saved.pk))
    assert "?plan=2026" in clerk.get(reverse("campaign_create") + "?plan=2026").content.decode()


def test_the_leader_to_whom_it_is_submitted_reads_what_is_left_to_decide() -> None:
    year = planning({"code": "K02", "name": "测绘成果汇交", "section_name": LAND, "category": "测绘"})
    year.propose("2026-01")
    asked = f"{LAND}“测绘”全年没有列入抽查"
    assert asked in board(client_of(year.bureau, ENFORCEMENT))
    year.submitted()
    shown = board(client_of(year.bureau, LEADER))
    assert asked in shown and "整个计划" in shown
    services.approve_plan(actor=year.bureau.actor(LEADER), plan=year.now())
    assert "没有列入抽查" not in board(client_of(year.bureau, LEADER))


def test_a_plan_is_begun_filled_and_published_by_pages(year: Planning) -> None:
    clerk, leader = client_of(year.bureau, ENFORCEMENT), client_of(year.bureau, LEADER)
    proposed = clerk.post(reverse("campaign_create") + "?plan=2026", typed(year.item))
    assert proposed.status_code == 302
    assert Campaign.objects.get().plan_id == year.plan.pk
    at = {
        name: reverse(name, args=[year.plan.pk]) for name in ("plan_submit", "plan_approve", "plan_publish")
    }
    refused = clerk.post(at["plan_submit"], {"complete_from": "2026年13月1日"})
    assert refused.status_code == 422
    assert "数据完整自" in refused.content.decode()
    assert clerk.post(at["plan_submit"], {"complete_from": "2026.1.1"}).status_code == 302
    assert clerk.post(at["plan_approve"]).status_code == 403
    assert leader.post(at["plan_approve"]).status_code == 302
    assert clerk.post(at["plan_publish"], {"document_no": "阜自然资发〔2026〕5号"}).status_code == 302
    assert year.now().state == PUBLISHED
    paper = PlanPaper.objects.get()
    assert bytes(paper.content).startswith(b"%PDF")
    public = Client().get(reverse("public_plan_paper", args=[2026, 0]))
    assert public.content == bytes(paper.content)


def test_next_years_plan_is_begun_on_its_page(year: Planning) -> None:
    clerk = client_of(year.bureau, ENFORCEMENT)
    following = moments.today().year + 1
    answer = clerk.post(reverse("plan_create"), {"year": following, "number": f"{following}-JH"})
    plan = Plan.objects.get(year=following)
    assert answer["Location"] == reverse("plan_detail", args=[plan.pk])
    again = clerk.post(reverse("plan_create"), {"year": following, "number": "x"})
    assert again.status_code == 409
    assert f"已有{following}年度计划" in again.content.decode()


def test_the_public_reads_every_version_its_differences_and_since_when_it_is_whole(year: Planning) -> None:
    line = year.propose("2026-01")
    year.published()
    services.amend_plan(actor=year.bureau.actor(ENFORCEMENT), plan=year.now(), reason="增加频次")
    changed = year.settings("2026-01", line={"frequency": "2次/年"})
    services.edit_campaign(actor=year.clerk(), campaign=line, settings=changed)
    anybody = Client()
    before = text_of(anybody.get(reverse("public_plan", args=[2026])).content.decode())
    assert "首次公布" in before
    assert "计划数据自2026年1月1日起完整" in before
    year.published()
    after = text_of(anybody.get(reverse("public_plan", args=[2026])).content.decode())
    assert "第1次修订" in after
    assert "与首次公布的不同1处" in after
    assert "抽查频次：（空）→2次/年" in after
    assert "修订理由：增加频次" in after
    former = text_of(anybody.get(reverse("public_plan_version", args=[2026, 0])).content.decode())
    assert "已被后来的修订代替" in former
    assert anybody.get(reverse("public_plan_version", args=[2026, 7])).status_code == 404
    assert "2026" in text_of(anybody.get(reverse("public_plans")).content.decode())


def test_a_plan_is_taken_away_in_the_columns_in_which_plans_are_exchanged(year: Planning) -> None:
    year.propose("2026-01", layers=cast.layers("1/20", "1/4"))
    answer = client_of(year.bureau, BUSINESS).get(reverse("campaign_list") + BOARD + "&export=1")
    rows = workbook(b"".join(answer))
    heads = next(place for place, row in enumerate(rows) if "任务编号" in row)
    assert [cell for cell in rows[heads] if cell] == TITLES_4_4
    told = dict(zip(rows[heads], rows[heads + 1], strict=True))
    assert (told["抽查比例"], told["抽查基数"], told["抽查数量"]) == ("一般5%，加强25%", 40, 2)
    assert (told["计划起止时间"], told["抽查类型"]) == ("2026-06-01至2026-09-30", "不定向")


def test_the_paper_can_be_had_as_a_document_to_be_edited(year: Planning) -> None:
    year.propose("2026-01")
    year.published()
    answer = Client().get(reverse("public_plan_document", args=[2026, 0]))
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        document = archive.read("word/document.xml")
    words = "".join(node.text or "" for node in ElementTree.fromstring(document).iter(f"{WORDS}t"))
    assert "2026年度抽查计划阜自然资发〔2026〕5号（首次公布）" in words
    assert "抽查2026-012026-01" in words
    assert Client().get(reverse("public_plan_document", args=[2026, 0])).content == answer.content


# The columns of formats 4.4, word for word.
TITLES_4_4 = [
    *("序号", "计划年度", "计划编号", "抽查计划名称", "抽查任务名称", "任务编号", "抽查领域", "抽查事项"),
    *("抽查类型", "发起(牵头)部门", "配合部门", "责任股室", "检查对象范围", "抽查基数", "抽查比例"),
    *("抽查数量", "抽查频次", "检查方式", "计划起止时间", "抽取时间", "发文文号", "备注"),
]


def workbook(content: bytes) -> list[list[object]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_a_filing_keeps_its_receipt(year: Planning) -> None:
    year.propose("2026-01")
    year.published()
    receipt = io.BytesIO(b"%PDF-1.7 receipt")
    receipt.name = "回执.pdf"
    typed_in = {
        "addressee": "justice",
        "body": "阜平县司法局",
        "filed_on": moments.today().isoformat(),
        "receipt": receipt,
    }
    client = client_of(year.bureau, ENFORCEMENT)
    assert client.post(reverse("plan_file", args=[year.plan.pk]), typed_in).status_code == 302
    filing = PlanFiling.objects.get()
    assert Path(filing.receipt.file_name).suffix == ".pdf"  # type: ignore[union-attr]
    shown = text_of(page(client, "plan_detail", year.plan.pk))
    assert "阜平县司法局" in shown and "已报司法局，待报上级" in shown


def test_a_campaign_outside_can_be_entered_from_its_page(year: Planning) -> None:
    outside = cast.campaign(year.bureau, year.settings("2026-09"))
    client = client_of(year.bureau, ENFORCEMENT)
    assert "列入2026年度抽查计划" in text_of(page(client, "campaign_detail", outside.pk))
    client.post(reverse("campaign_enter", args=[outside.pk]))
    outside.refresh_from_db()
    assert outside.plan_id == year.plan.pk


@pytest.mark.parametrize("act", ["submit", "return", "approve", "publish", "paper", "file", "amend", "close"])
def test_another_offices_plan_is_not_found_whatever_is_asked(year: Planning, act: str) -> None:
    stranger = found("QYZRZY", "曲阳县自然资源和规划局")
    answers = [
        client_of(stranger, role).post(reverse(f"plan_{act}", args=[year.plan.pk])).status_code
        for role in (ENFORCEMENT, LEADER)
    ]
    assert set(answers) <= {403, 404}
