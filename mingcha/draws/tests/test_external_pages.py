"""External draws by browser requests: who brings in, who sees names, where the mark stands."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT, INSPECTOR, LEADER, LEGAL, WITNESS
from mingcha.accounts.tests.cast import make_bureau
from mingcha.common.lists import PAGE_SIZE
from mingcha.common.workbooks.reading import read_file
from mingcha.draws.models import ExternalDraw
from mingcha.draws.rules.external.words import BASE, DRAWN, LISTS, TEAMS
from mingcha.draws.services.external import (
    confirm_external_draw,
    disclose_external_draw,
    explain_external_draw,
    propose_external_withdrawal,
)
from mingcha.draws.tests.changing import look
from mingcha.draws.tests.county import SAID, Clock, County, begin, make_county
from mingcha.draws.tests.platform import PNG, Platform, draw_elsewhere
from mingcha.law.services import adopt_default_obligations
from mingcha.ledger.queries import last_change
from mingcha.plans.models import Campaign

MARK = "非本系统抽取、不可复算"
NAME = "号矿业有限公司"


def log_in(county: County, role: str) -> Client:
    client = Client()
    client.force_login(county.bureau.people[role])
    return client


def read(client: Client, name: str, *args: object, **query: Any) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200, answer.content.decode()[:3000]
    return answer.content.decode()


def upload(client: Client, platform: Platform, **changed: Any) -> Any:
    files = {
        kind: SimpleUploadedFile(f"{LISTS[kind]}.xlsx", platform.workbook(kind).path.read_bytes())
        for kind in LISTS
    }
    shots = [SimpleUploadedFile("截图1.png", PNG), SimpleUploadedFile("截图2.pdf", b"%PDF-1.7")]
    told = {"batch_no": "SJ2026-0615", "drawn_on": "2026-06-15", "explanation": "", "screenshots": shots}
    address = reverse("external_take_in", args=[platform.county.campaign.pk])
    return client.post(address, told | files | changed, follow=True)


def seen(draw: ExternalDraw) -> dict[str, int]:
    """What the form of the page posts."""
    return {"seen": last_change(draw.pk)}


def test_it_is_brought_in_and_confirmed_on_its_pages(platform: Platform) -> None:
    county = platform.county
    clerk, leader = log_in(county, ENFORCEMENT), log_in(county, LEADER)
    assert "等待导入" in read(clerk, "external_list")
    page = upload(clerk, platform).content.decode()
    draw = ExternalDraw.objects.get()
    assert "等另一人对照截图确认" in page
    assert draw.screenshots.count() == 2
    assert clerk.post(reverse("external_confirm", args=[draw.pk])).status_code == 403
    page = leader.post(reverse("external_confirm", args=[draw.pk]), seen(draw), follow=True).content.decode()
    assert "已接收" in page
    assert "录入省双随机平台" in page or "省双随机平台" in page
    page = leader.post(reverse("external_disclose", args=[draw.pk]), {"confirmation": SAID}, follow=True)
    assert NAME in page.content.decode()


def test_wrong_rows_are_shown_in_a_table_and_nothing_is_kept(platform: Platform) -> None:
    platform.rows[DRAWN].append(platform.rows[DRAWN][0])
    platform.rows[TEAMS][0] = (*platform.rows[TEAMS][0][:2], "检查员2", "检查员2、不认识")
    answer = upload(log_in(platform.county, ENFORCEMENT), platform)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "名单中的问题" in page
    assert "不在执法检查人员名录库" in page
    assert "重复列入" in page
    assert 'value="SJ2026-0615"' in page
    assert not ExternalDraw.objects.exists()


@pytest.mark.parametrize("name", ["external_draw", "external_sheet"])
def test_the_mark_stands_on_page_and_sheet(platform: Platform, name: str) -> None:
    draw = platform.confirmed()
    page = read(look(log_in(platform.county, LEADER), platform.county.campaign), name, draw.pk)
    assert MARK in page
    assert NAME in page
    assert "检查员2" in page


def test_the_sheet_offers_nothing_to_recompute(platform: Platform) -> None:
    draw = platform.confirmed()
    client = look(log_in(platform.county, LEADER), platform.county.campaign)
    page = read(client, "external_sheet", draw.pk)
    for word in ("核对号", ".draw", "核验页", "重新算出"):
        assert word not in page


def test_the_public_sees_numbers_before_and_names_after_and_no_file(platform: Platform) -> None:
    del platform.rows[BASE][0]
    platform.explanation = f"阜平县试验1{NAME}已注销"
    draw = platform.confirmed()
    page = read(Client(), "public_external", draw.pk)
    assert MARK in page
    assert NAME not in page
    assert MARK in read(Client(), "public_draws")
    disclose_external_draw(actor=platform.leader, draw=draw, confirmation=SAID)
    page = read(Client(), "public_external", draw.pk)
    assert NAME in page
    assert ".draw" not in page
    assert reverse("public_verify") not in page.partition("<main")[2]


def test_the_public_is_sent_from_each_of_the_two_to_the_other(
    county: County, clock: Clock, tmp_path: Path
) -> None:
    ceremony = begin(county, clock)
    ceremony.announce()
    own = ceremony.annul()
    draw = Platform(county, clock, tmp_path).confirmed()
    page = read(Client(), "public_external", draw.pk)
    assert "本系统已公告1次抽取，均已作废" in page
    assert reverse("public_draw", args=[own.sitting_id]) in page
    page = read(Client(), "public_draw", own.sitting_id)
    assert "第1次导入" in page
    assert reverse("public_external", args=[draw.pk]) in page


def test_a_withdrawn_list_is_published_with_the_one_that_took_its_place(platform: Platform) -> None:
    first = platform.withdrawn()
    again = platform.confirmed()
    page = read(Client(), "public_external", first.pk)
    assert NAME not in page
    assert reverse("public_external", args=[again.pk]) in page
    assert "第2次导入" in read(Client(), "public_draws")
    disclose_external_draw(actor=platform.leader, draw=again, confirmation=SAID)
    page = read(Client(), "public_external", first.pk)
    assert f"阜平县试验2{NAME}" in page
    assert "已撤回，不采用" in page


@pytest.fixture
def long(db: None, clock: Clock, tmp_path: Path) -> Platform:
    """A platform that drew two more than stand on a page."""
    platform = Platform(make_county(make_bureau("fuping", "阜平试"), holders=60), clock, tmp_path)
    platform.rows[DRAWN] = platform.rows[BASE][: PAGE_SIZE + 2]
    platform.rows[TEAMS] = [(*row, "检查员2", "检查员2、检查员3") for row in platform.rows[DRAWN]]
    return platform


def test_staff_read_the_visits_by_the_page_and_take_them_away_with_the_mark(
    long: Platform, tmp_path: Path
) -> None:
    draw = long.take_in()
    client = look(log_in(long.county, LEADER), long.county.campaign)
    first, rest = (read(client, "external_draw", draw.pk, page=page) for page in ("1", "2"))
    assert [page.partition("抽中名单和检查组</h2>")[2].count(NAME) for page in (first, rest)] == [
        PAGE_SIZE,
        2,
    ]
    assert f"{PAGE_SIZE + 2}户次，2名检查人员" in rest
    assert "检查员3" in rest
    address = reverse("external_draw", args=[draw.pk])
    rows = rows_of(client.get(address, {"export": "1"}), tmp_path)
    assert rows[-1][:2] == [PAGE_SIZE + 2, long.rows[DRAWN][-1][1]]
    assert rows[-1][-3:] == ["检查员2（13062410002）", "检查员3（13062410003）", MARK]
    assert [row[-1] for row in rows].count(MARK) == PAGE_SIZE + 2
    assert log_in(long.county, LEGAL).get(address, {"export": "1"}).status_code == 403


def test_a_page_of_visits_asks_for_the_names_that_it_shows(long: Platform) -> None:
    draw = long.take_in()
    client = look(log_in(long.county, LEADER), long.county.campaign)
    with CaptureQueriesContext(connection) as asked:
        read(client, "external_draw", draw.pk, page="2")
    codes = [holder.code for holder in long.county.holders]
    named = {code for code in codes for one in asked.captured_queries if code in one["sql"]}
    assert len(named) == 2


def test_the_public_list_is_read_by_the_page_and_taken_away_with_the_mark(
    long: Platform, tmp_path: Path
) -> None:
    draw = long.confirmed()
    disclose_external_draw(actor=long.leader, draw=draw, confirmation=SAID)
    first = read(Client(), "public_external", draw.pk).partition("抽中名单</h2>")[2]
    rest = read(Client(), "public_external", draw.pk, page="2").partition("抽中名单</h2>")[2]
    assert (first.count(NAME), rest.count(NAME)) == (PAGE_SIZE, 2)
    address = reverse("public_external", args=[draw.pk])
    rows = rows_of(Client().get(address, {"export": "1"}), tmp_path)
    assert [row[-1] for row in rows].count(MARK) == PAGE_SIZE + 2


def test_nobody_takes_the_list_away_before_it_is_published(platform: Platform, tmp_path: Path) -> None:
    draw = platform.confirmed()
    answer = Client().get(reverse("public_external", args=[draw.pk]), {"export": "1"})
    assert NAME not in str(rows_of(answer, tmp_path))


def test_the_public_page_reads_no_base_list(platform: Platform) -> None:
    draw = platform.confirmed()
    assert draw.strata == [["s1", 18, 3], ["s2", 5, 3]]
    with CaptureQueriesContext(connection) as asked:
        assert "23" in read(Client(), "public_external", draw.pk)
    assert "draws_externallist" not in str([one["sql"] for one in asked.captured_queries])


def test_no_private_number_is_kept_in_words_that_become_public(platform: Platform) -> None:
    number = "13800138000"
    platform.explanation = f"联系人{number}"
    draw = platform.take_in()
    assert draw.explanation == "联系人138****8000"
    explain_external_draw(actor=platform.clerk, draw=draw, explanation=f"电话{number}")
    draw = confirm_external_draw(actor=platform.leader, draw=draw, seen=last_change(draw.pk))
    assert draw.explanation == "电话138****8000"
    draw = propose_external_withdrawal(actor=platform.clerk, draw=draw, reason=f"{number}来电更正")
    assert draw.withdrawal_reason == "138****8000来电更正"
    page = read(log_in(platform.county, LEADER), "external_draw", draw.pk)
    assert "不写个人信息" in page


def test_what_nobody_confirmed_is_not_public(platform: Platform) -> None:
    draw = platform.take_in()
    assert Client().get(reverse("public_external", args=[draw.pk])).status_code == 404
    assert "上级平台抽取" not in read(Client(), "public_draws").partition("<table")[2]


@pytest.mark.parametrize("role", [LEGAL, BUSINESS, AUDITOR, WITNESS])
def test_other_readers_see_counts_and_no_names(platform: Platform, role: str) -> None:
    del platform.rows[BASE][0]
    platform.explanation = "省库尚未同步"
    draw = platform.confirmed()
    client = log_in(platform.county, role)
    assert NAME not in read(client, "external_draw", draw.pk) + read(client, "external_list")
    assert "基数差异1处" in read(client, "external_draw", draw.pk)
    for name, more in (("external_sheet", ()), ("external_differences", ()), ("external_screenshot", (1,))):
        assert client.get(reverse(name, args=[draw.pk, *more])).status_code == 403, name


def test_an_inspector_sees_nothing_of_it(platform: Platform) -> None:
    draw = platform.confirmed()
    client = log_in(platform.county, INSPECTOR)
    assert client.get(reverse("external_draw", args=[draw.pk])).status_code == 403


def test_another_office_finds_nothing(platform: Platform) -> None:
    draw = platform.confirmed()
    other = make_bureau("tang", "唐县试")
    adopt_default_obligations(office=other.office)
    client = Client()
    client.force_login(other.people[ENFORCEMENT])
    for name in ("external_draw", "external_sheet", "external_differences"):
        assert client.get(reverse(name, args=[draw.pk])).status_code == 404, name
    address = reverse("external_take_in", args=[platform.county.campaign.pk])
    assert client.get(address).status_code == 404


def rows_of(answer: Any, tmp_path: Any) -> list[list[Any]]:
    path = tmp_path / "export.xlsx"
    path.write_bytes(b"".join(answer.streaming_content) if answer.streaming else answer.content)
    return read_file(path).sheets[0].rows


def test_the_lists_are_taken_away_as_workbooks_with_the_mark(platform: Platform, tmp_path: Any) -> None:
    del platform.rows[BASE][0]
    platform.explanation = "省库尚未同步"
    draw = platform.confirmed()
    client = look(log_in(platform.county, LEADER), platform.county.campaign)
    rows = rows_of(client.get(reverse("external_list"), {"export": "1"}), tmp_path)
    assert rows[-1][-1] == MARK
    address = reverse("external_differences", args=[draw.pk])
    rows = rows_of(client.get(address, {"export": "1"}), tmp_path)
    assert rows[-1][-2:] == ["平台少列", MARK]


def test_the_list_is_filtered(platform: Platform) -> None:
    platform.confirmed()
    client = log_in(platform.county, LEADER)
    assert "没有符合条件" in read(client, "external_list", state="withdrawn")
    assert "SJ2026-0615" in read(client, "external_list", q="SJ2026")


def test_the_screenshot_comes_back_as_it_was(platform: Platform) -> None:
    draw = platform.confirmed()
    client = look(log_in(platform.county, LEADER), platform.county.campaign)
    answer = client.get(reverse("external_screenshot", args=[draw.pk, 1]))
    assert answer.content == PNG
    assert client.get(reverse("external_screenshot", args=[draw.pk, 2])).status_code == 404


def test_the_form_of_a_campaign_already_brought_in_leads_to_its_result(platform: Platform) -> None:
    draw = platform.take_in()
    answer = log_in(platform.county, ENFORCEMENT).get(
        reverse("external_take_in", args=[platform.county.campaign.pk])
    )
    assert answer["Location"] == reverse("external_draw", args=[draw.pk])


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"drawing_platform": "", "drawing_basis": ""}, "应在本系统抽取"),
        ({"state": "draft"}, "定案后才能导入"),
    ],
)
def test_a_campaign_that_takes_none_says_so_in_place_of_the_form(
    platform: Platform, changed: dict[str, str], words: str
) -> None:
    Campaign.objects.filter(pk=platform.county.campaign.pk).update(**changed)
    client = log_in(platform.county, ENFORCEMENT)
    answer = client.get(reverse("external_take_in", args=[platform.county.campaign.pk]))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert words in page
    assert "核对并导入" not in page


def test_it_is_sent_back_and_withdrawn_on_its_page(platform: Platform) -> None:
    draw = platform.take_in()
    leader, legal = (log_in(platform.county, role) for role in (LEADER, LEGAL))
    address = reverse("external_return", args=[draw.pk])
    assert leader.post(address, {"reason": ""}).status_code == 422
    assert "已退回" in leader.post(address, {"reason": "批次不对"}, follow=True).content.decode()
    again = platform.confirmed()
    withdraw = reverse("external_withdraw", args=[again.pk])
    assert "等另一人确认" in leader.post(withdraw, {"reason": "导错了"}, follow=True).content.decode()
    confirm = reverse("external_withdraw_confirm", args=[again.pk])
    assert leader.post(confirm).status_code == 403
    assert "已撤回" in legal.post(confirm, seen(again), follow=True).content.decode()


def test_the_home_page_puts_each_step_before_whom_it_concerns(platform: Platform) -> None:
    county = platform.county
    clerk, leader, legal = (log_in(county, role) for role in (ENFORCEMENT, LEADER, LEGAL))
    assert "导入平台抽取结果" in read(clerk, "home")
    assert "召开抽取会" not in read(clerk, "home")
    draw = platform.take_in()
    assert "确认平台抽取结果" in read(leader, "home")
    leader.post(reverse("external_confirm", args=[draw.pk]), seen(draw))
    assert "公开平台抽取" in read(leader, "home")
    assert "录入省平台" in read(clerk, "home")
    clerk.post(reverse("external_withdraw", args=[draw.pk]), {"reason": "导错了"})
    assert "决定是否撤回" in read(legal, "home")


def test_a_sitting_opened_before_waits_for_nobody(county: County, clock: Clock) -> None:
    begin(county, clock)
    clerk = log_in(county, ENFORCEMENT)
    assert "主持抽取" in read(clerk, "home")
    with transaction.atomic():
        draw_elsewhere(county.campaign)
    assert "主持抽取" not in read(clerk, "home")


def test_a_broken_upload_says_which_file(platform: Platform) -> None:
    broken = SimpleUploadedFile("名单.xlsx", io.BytesIO(b"PK\x03\x04").getvalue())
    answer = upload(log_in(platform.county, ENFORCEMENT), platform, drawn=broken)
    assert answer.status_code == 422
    assert "抽中名单“名单.xlsx”" in answer.content.decode()
