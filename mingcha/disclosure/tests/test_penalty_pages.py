"""The pages of penalty decisions, as they are pressed; what they export."""

import datetime
import io
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT, LEADER
from mingcha.disclosure.exports import LINE_HEADINGS, PENALTY_HEADINGS
from mingcha.disclosure.models import Penalty
from mingcha.disclosure.tests.penalizing import FACTS, PAPER, Penalizing
from mingcha.disclosure.tests.test_enter_penalty import NATURAL
from mingcha.disclosure.tests.test_publish_results import ordered
from mingcha.draws.tests.county import Ceremony
from mingcha.inspections.tests.visiting import Visiting
from mingcha.oversight.queries.home import own_work

TYPED: dict[str, Any] = {
    "document_no": "阜自然资罚[2026]3号",
    "decided_on": "2026.6.16",
    "party_kind": "company",
    "party": FACTS.party,
    "uscc": FACTS.uscc,
    "representative": "张得宝",
    "breach": FACTS.breach,
    "facts": FACTS.facts,
    "basis": FACTS.basis,
    "categories": ["罚款", "没收违法所得"],
    "content": FACTS.content,
    "fine": "0.500001",
    "confiscated": "0.123456",
    "public_until": "2027-06-16",
    "authority_code": "11130624000000000X",
}


@pytest.fixture
def penalizing(ceremony: Ceremony) -> Penalizing:
    return Penalizing(ceremony)


def logged_in(penalizing: Penalizing, role: str) -> Client:
    client = Client()
    client.force_login(penalizing.ceremony.county.bureau.people[role])
    return client


def scan() -> SimpleUploadedFile:
    return SimpleUploadedFile("决定书.pdf", PAPER)


def text(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.content.decode()[:2000]
    return unescape(answer.content.decode())


def test_entered_checked_published_and_read_by_the_buttons(penalizing: Penalizing) -> None:
    client, other = logged_in(penalizing, ENFORCEMENT), logged_in(penalizing, BUSINESS)
    assert "还没有录入处罚决定" in text(client.get(reverse("penalty_list")))
    typed = {**TYPED, "authority_code": ""}
    answer = client.post(reverse("penalty_enter"), {**typed, "scan": scan()})
    row = Penalty.objects.get()
    detail = reverse("penalty_detail", args=[row.decision])
    assert answer.status_code == 302 and answer.headers["Location"] == detail
    assert "录入的人不能自己核对" in text(client.get(detail))
    shown = text(other.get(detail))
    assert "核对无误，公示" in shown and "0.500001" in shown and "张*宝" in shown
    publish = reverse("penalty_publish", args=[row.decision])
    assert "没有核对" in text(other.post(publish, {"revision": 0}), 422)
    assert other.post(publish, {"revision": 0, "is_checked": "on"}).status_code == 302
    assert FACTS.document_no in text(Client().get(reverse("public_records", args=["penalties"])))
    paper = other.get(reverse("penalty_paper", args=[row.decision, 1]))
    assert paper.content == PAPER and "attachment" in paper.headers["Content-Disposition"]
    listed = text(client.get(reverse("penalty_list"), {"standing": "public", "q": "2026〕3号"}))
    assert FACTS.party in listed
    assert "没有这样的处罚决定" in text(client.get(reverse("penalty_list"), {"standing": "withdrawn"}))


def test_what_is_wrong_is_named_and_what_was_typed_stays(penalizing: Penalizing) -> None:
    client = logged_in(penalizing, ENFORCEMENT)
    address = reverse("penalty_enter")
    wrong = {**TYPED, "uscc": "91130624MA0XP0001A", "fine": "0.0000001", "authority_code": ""}
    shown = text(client.post(address, {**wrong, "scan": scan()}), 422)
    assert "校验位" in shown and "小数超过6位" in shown and FACTS.facts in shown
    told = text(client.post(address, {**TYPED, "authority_code": "", "fine": "", "scan": scan()}), 422)
    assert "处罚类别选了罚款的填写金额" in told and FACTS.content in told
    assert "没有决定书" in text(client.post(address, {**TYPED, "authority_code": ""}), 422)
    assert not Penalty.objects.exists()


def test_corrected_given_back_and_withdrawn_by_the_buttons(penalizing: Penalizing) -> None:
    row = penalizing.published()
    client, leader = logged_in(penalizing, ENFORCEMENT), logged_in(penalizing, LEADER)
    correct = reverse("penalty_correct", args=[row.decision])
    form = text(client.get(correct))
    assert "0.500001" in form and "张得宝" not in form
    typed = {**TYPED, "representative": "张*宝", "authority_code": "", "fine": "0.4", "reason": "金额有误"}
    assert client.post(correct, typed).status_code == 302
    detail = reverse("penalty_detail", args=[row.decision])
    assert "更正理由：金额有误" in text(leader.get(detail))
    back = {"revision": 0, "words": "处罚内容也要改"}
    assert leader.post(reverse("penalty_return", args=[row.decision]), back).status_code == 302
    edit = reverse("penalty_edit", args=[row.decision])
    assert "退回意见：处罚内容也要改" in text(client.get(edit))
    assert client.post(edit, {**typed, "content": "罚款4000元", "revision": 0}).status_code == 302
    checked = {"revision": 1, "is_checked": "on"}
    assert leader.post(reverse("penalty_publish", args=[row.decision]), checked).status_code == 302
    assert "罚款4000元" in text(leader.get(detail)) and "第2版" in text(leader.get(detail))
    withdraw = reverse("penalty_withdraw", args=[row.decision])
    assert leader.post(withdraw, {"reason": "复议撤销"}).status_code == 302
    assert "已撤回" in text(leader.get(detail)) and "复议撤销" in text(leader.get(detail))


def test_the_workbook_of_double_publicity_has_exactly_its_columns_and_only_what_is_public(
    penalizing: Penalizing,
) -> None:
    penalizing.published(public_until=datetime.date(2027, 6, 16))
    penalizing.published(document_no="阜自然资罚〔2026〕4号", **NATURAL)
    penalizing.enter(document_no="阜自然资罚〔2026〕5号")
    client = logged_in(penalizing, AUDITOR)
    book = read(client.get(reverse("penalty_list"), {"export": "both"}).content)
    assert book[1] == list(PENALTY_HEADINGS) and len(PENALTY_HEADINGS) == 30
    rows = {str(line[13]): dict(zip(PENALTY_HEADINGS, line, strict=True)) for line in book[2:]}
    assert set(rows) == {"阜自然资罚〔2026〕3号", "阜自然资罚〔2026〕4号"}
    one = rows["阜自然资罚〔2026〕3号"]
    assert (one["罚款金额(万元)"], one["没收违法所得、没收非法财物的金额(万元)"]) == (0.500001, 0.123456)
    assert (one["处罚决定日期"], one["公示截止期"]) == ("2026/06/16", "2027/06/16")
    assert (one["处罚类别"], one["法定代表人"]) == ("罚款；没收违法所得", "张*宝")
    natural = rows["阜自然资罚〔2026〕4号"]
    assert (natural["行政相对人名称"], natural["行政相对人类别"]) == ("李*榆", "自然人")
    assert {natural["证件号码"], one["法定代表人证件号码"]} <= {"", None}
    listed = read(client.get(reverse("penalty_list"), {"export": "1"}).content)
    assert listed[1] == list(LINE_HEADINGS) and len(listed) == 5


def read(content: bytes) -> list[list[Any]]:
    import python_calamine

    sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    return [list(row) for row in sheet.to_python()]


def test_a_public_decision_is_entered_into_the_platforms_and_the_home_page_says_which_lack(
    penalizing: Penalizing,
) -> None:
    client = logged_in(penalizing, ENFORCEMENT)
    row = penalizing.enter()
    national = reverse("penalty_entry", args=[row.decision, "national"])
    assert client.get(national).status_code == 409
    penalizing.publish(row)

    def lacking() -> dict[str, str]:
        work = own_work(penalizing.enterer)
        found = (*work.late, *work.soon, *work.later)
        return {one.title: one.when for one in found if one.title.startswith("录入") and "罚" in one.title}

    assert lacking() == {f"录入信用中国、国家公示系统：{FACTS.document_no}": "7月15日"}
    told = {"seen": "0", "entered_on": "2026-06-16", "entry_no": "XY-1", "entered_by": "王某"}
    assert client.post(national, told).status_code == 302
    assert list(lacking()) == [f"录入信用中国：{FACTS.document_no}"]
    assert client.get(reverse("penalty_entry", args=[row.decision, "provincial"])).status_code == 404
    credit = reverse("penalty_entry", args=[row.decision, "credit"])
    assert client.post(credit, {**told, "entry_no": "XY-2"}).status_code == 302
    assert lacking() == {}
    assert "XY-1" in text(client.get(reverse("penalty_detail", args=[row.decision])))


def test_from_a_result_with_a_problem_the_form_knows_visit_and_party(visiting: Visiting) -> None:
    penalizing = Penalizing(visiting.ceremony)
    row = visiting.first
    visiting.on_the_day(row)
    visiting.hand_in(row, results=ordered(visiting))
    visiting.confirm(row)
    client = logged_in(penalizing, ENFORCEMENT)
    result = reverse("result_detail", args=[row.pk])
    address = f"{reverse('penalty_enter')}?origin={row.pk}"
    assert address in text(client.get(result))
    form = text(client.get(address))
    code = visiting.coverage(row).units[0].partition("#")[0]
    assert f'value="{code}"' in form and f'value="{row.pk}" selected' in form
    penalty = penalizing.enter(origin=row.pk, uscc=code)
    assert "由这一户次引出的行政处罚" in text(client.get(result))
    assert row.code in text(client.get(reverse("penalty_detail", args=[penalty.decision])))
