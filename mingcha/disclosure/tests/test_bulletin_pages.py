"""The pages of a bulletin as they are pressed, from the list to the public page; and what each home says."""

from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT, LEADER
from mingcha.common import moments
from mingcha.disclosure.models import Bulletin
from mingcha.disclosure.states import APPROVED, DRAFT, PUBLIC, SUBMITTED, WITHDRAWN
from mingcha.disclosure.tests.rounds import Round
from mingcha.inspections.tests.visiting import Visiting
from mingcha.oversight.queries.home.due import work_of

pytestmark = pytest.mark.django_db


def logged_in(round_: Round, role: str) -> Client:
    client = Client()
    client.force_login(round_.people[role])
    return client


def page(client: Client, name: str, *args: object, status: int = 200) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == status
    return unescape(answer.content.decode())


def press(client: Client, name: str, *args: object, **fields: Any) -> str:
    answer = client.post(reverse(name, args=args), fields, follow=True)
    return unescape(answer.content.decode())


def titles(round_: Round, role: str) -> list[str]:
    actor = round_.visiting.ceremony.county.actor(role)
    return [due.title for due in work_of(actor, moments.today()) if "通报" in due.title]


def test_from_the_list_to_the_public_page(round_over: Round) -> None:
    clerk, leader = logged_in(round_over, ENFORCEMENT), logged_in(round_over, LEADER)
    title = round_over.campaign.title
    assert titles(round_over, LEADER) == [f"任务没有通报：{title}"]
    assert titles(round_over, ENFORCEMENT) == [f"起草通报：{title}"]
    assert "没有通报" in page(clerk, "bulletin_list")
    assert "已按现在的数据起草" in press(clerk, "bulletin_draft", round_over.campaign.pk)
    row = Bulletin.objects.get()
    edit = page(clerk, "bulletin_edit", row.pk)
    assert "{抽中}" in edit and "占位符" in edit
    typed = {**row.text, "clues": "下一步督促改正。", "revision": 0}
    assert "下一步督促改正" in press(clerk, "bulletin_edit", row.pk, **typed)
    assert "已送审" in press(clerk, "bulletin_submit", row.pk)
    assert titles(round_over, LEADER) == [f"审批通报：{title}"]
    assert "与正文相同" in page(leader, "bulletin_decide", row.pk)
    assert "已批准" in press(leader, "bulletin_decide", row.pk, approve=1, words="")
    assert titles(round_over, ENFORCEMENT) == [f"公布通报：{title}"]
    assert "已公布" in press(clerk, "bulletin_publish", row.pk)
    assert Bulletin.objects.get().state == PUBLIC
    assert titles(round_over, LEADER) == titles(round_over, ENFORCEMENT) == []
    assert "下一步督促改正" in page(Client(), "public_bulletin", round_over.campaign.pk)
    assert "情况通报" in page(Client(), "public_portal")


def test_given_back_the_words_are_kept_and_the_writer_reads_why(round_over: Round) -> None:
    row, leader = round_over.submitted(), logged_in(round_over, LEADER)
    assert "怎样修改" in press(leader, "bulletin_decide", row.pk, **{"return": 1, "words": ""})
    press(leader, "bulletin_decide", row.pk, **{"return": 1, "words": "补写下一步要求"})
    assert Bulletin.objects.get().state == DRAFT
    clerk = logged_in(round_over, ENFORCEMENT)
    assert "补写下一步要求" in page(clerk, "bulletin_detail", row.pk)


def test_a_refused_text_stays_in_its_field(round_over: Round) -> None:
    row, clerk = round_over.draft(), logged_in(round_over, ENFORCEMENT)
    answer = clerk.post(
        reverse("bulletin_edit", args=[row.pk]), {**row.text, "basis": "查了{多少}家", "revision": 0}
    )
    shown = unescape(answer.content.decode())
    assert answer.status_code == 422 and "查了{多少}家" in shown and "没有这样的数据" in shown


def test_hand_typed_numbers_are_ticked_one_by_one(round_over: Round) -> None:
    row, clerk, leader = round_over.draft(), logged_in(round_over, ENFORCEMENT), logged_in(round_over, LEADER)
    press(clerk, "bulletin_edit", row.pk, **{**row.text, "clues": "越界120平方米。", "revision": 0})
    press(clerk, "bulletin_submit", row.pk)
    assert "越界120平方米" in page(leader, "bulletin_decide", row.pk)
    assert "没有核对" in press(leader, "bulletin_decide", row.pk, approve=1)
    assert Bulletin.objects.get().state == SUBMITTED
    press(leader, "bulletin_decide", row.pk, approve=1, hand_checked=["越界120平方米。"])
    assert Bulletin.objects.get().state == APPROVED


def test_before_the_visits_are_over_the_page_says_which_are_open(visiting: Visiting) -> None:
    round_ = Round(visiting)
    clerk = logged_in(round_, ENFORCEMENT)
    assert "检查未结束" in page(clerk, "bulletin_list")
    shown = press(clerk, "bulletin_draft", round_.campaign.pk)
    assert "第1户次" in shown and "检查还没有结束" in shown


def test_a_draft_is_for_those_who_may_see_the_visits_and_the_list_for_every_reader(round_over: Round) -> None:
    row = round_over.draft()
    business = logged_in(round_over, BUSINESS)
    assert "起草中" in page(business, "bulletin_list")
    assert "公布以前只对" in page(business, "bulletin_detail", row.pk, status=403)
    assert "办理情况" in page(logged_in(round_over, AUDITOR), "bulletin_detail", row.pk)


def test_a_draft_can_be_looked_at_as_paper_and_says_that_it_is_none(round_over: Round) -> None:
    row, clerk = round_over.draft(), logged_in(round_over, ENFORCEMENT)
    assert clerk.get(reverse("bulletin_paper", args=[row.pk])).content[:5] == b"%PDF-"
    assert clerk.get(reverse("bulletin_document", args=[row.pk])).content[:2] == b"PK"


def test_withdrawn_by_the_leader_with_a_reason(round_over: Round) -> None:
    row, leader = round_over.published(), logged_in(round_over, LEADER)
    assert "公示页只写撤回的日期和理由" in page(leader, "bulletin_withdraw", row.pk)
    assert "通报已撤回" in press(leader, "bulletin_withdraw", row.pk, reason="检查记录更正")
    assert Bulletin.objects.get().state == WITHDRAWN
    assert titles(round_over, LEADER) == [f"任务没有通报：{round_over.campaign.title}"]
    clerk = logged_in(round_over, ENFORCEMENT)
    assert "更正通报" in page(clerk, "bulletin_draft", round_over.campaign.pk)
