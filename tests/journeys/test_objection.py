"""From the phone of a business that objects with its receipt to the public page that was put right: answered
by the section, approved by the leader, corrected through the record. Without scripts for the business."""

import datetime
import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import FilePayload, Page, expect

from mingcha.accounts.rules import ENFORCEMENT
from mingcha.common import moments
from mingcha.disclosure.services import publish_result
from mingcha.inspections.models import InspectionRecord
from mingcha.inspections.queries.forms import asked_units
from mingcha.inspections.queries.visible import find_inspection
from mingcha.inspections.rules.forms import Answer, Result
from mingcha.inspections.services import allow_change, ask_change, begin_record
from mingcha.inspections.tests.visiting import Visiting
from tests.journeys.conftest import DESK, PHONE, follow
from tests.journeys.test_tell_the_party import clock as clock
from tests.journeys.test_tell_the_party import fine as fine
from tests.journeys.test_tell_the_party import visiting as visiting

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]
GROUND = "越界面积写错了，实测是0.3亩，不是3亩。"


def hand_in(visiting: Visiting, words: str) -> None:
    """The visit of today with a problem at each unit, whole."""
    row = visiting.first
    units = asked_units(
        visiting.member(row), find_inspection(visiting.member(row), row.pk).inspection, visiting.coverage(row)
    )
    due = moments.today() + datetime.timedelta(days=30)
    visiting.hand_in(
        row,
        began_at=moments.now() - datetime.timedelta(minutes=90),
        ended_at=moments.now() - datetime.timedelta(minutes=30),
        hours_reason="企业要求的时间",
        answers={(u.code, q.key): Answer("否", words) for u in units for i in u.items for q in i.questions},
        results=tuple(
            Result(u.code, i.code, "ordered", words, "退回批准范围", due) for u in units for i in u.items
        ),
    )


def published(visiting: Visiting) -> InspectionRecord:
    """Its result is public."""
    row = visiting.first
    visiting.notify(row)
    visiting.clock.advance(minutes=95)
    begin_record(actor=visiting.member(row), inspection=row.pk)
    hand_in(visiting, "越界开采3亩")
    visiting.confirm(row)
    section = visiting.ceremony.county.actor(ENFORCEMENT)
    publish_result(actor=section, inspection=row.pk, is_checked=True)
    return InspectionRecord.objects.get()


def correct(visiting: Visiting) -> None:
    """Version 2 by the people of the visit."""
    row = visiting.first
    ask_change(actor=visiting.member(row), inspection=row.pk, reason="经异议核实，面积写错")
    allow_change(actor=visiting.reader(ENFORCEMENT), inspection=row.pk)
    visiting.clock.advance(minutes=10)
    hand_in(visiting, "越界开采0.3亩")
    visiting.confirm(row, 2)


def test_a_business_objects_is_answered_and_the_public_page_is_put_right(
    visiting: Visiting,
    open_page: Callable[..., Page],
    person: Callable[..., Page],
    fine: Callable[[Page, str], None],
) -> None:
    record = published(visiting)
    public = reverse("public_record", args=["results", str(visiting.first.pk)])
    party = open_page(size=PHONE, scripts=False)
    party.goto(reverse("public_receipt", args=[record.token]))
    party.get_by_role("link", name=re.compile("对公示结果有异议")).click()
    party.get_by_role("button", name="提出异议").click()
    expect(party.get_by_role("alert")).to_contain_text("还不能提交")
    party.get_by_label("谁提出异议").fill("王守信（矿长）")
    party.get_by_label("哪一项不对").fill(GROUND)
    paper = FilePayload(name="实测图.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7 map")
    party.get_by_label("证明材料").set_input_files(paper)
    party.get_by_role("button", name="提出异议").click()
    expect(party.get_by_role("status").first).to_contain_text("第1件异议已收到")
    for size in (PHONE, DESK):
        page = open_page(size=size)
        page.goto(reverse("public_objection", args=[record.token]))
        fine(page, "objection")
        page.goto(public)
        expect(page.locator("main")).to_contain_text("异议处理中")
        fine(page, "marked")

    section = person("enforcement")
    expect(section.locator("main")).to_contain_text("答复异议")
    fine(section, "home of the section")
    follow(section.get_by_role("link", name="去答复"))
    expect(section.locator("main")).to_contain_text(GROUND)
    fine(section, "objection inside")
    section.get_by_label("异议成立").check()
    section.get_by_label("核查情况和理由").fill("调取实测图复核，越界面积为0.3亩，原记录写错。")
    section.get_by_role("button", name="送局领导批准").click()
    expect(section.locator("main")).to_contain_text("已送局领导批准")

    leader = person("leader")
    follow(leader.get_by_role("link", name="去批准").first)
    fine(leader, "to approve")
    leader.get_by_role("button", name="批准答复").click()
    expect(leader.locator("main")).to_contain_text("异议成立，还没有更正")
    leader.goto(reverse("objection_list"))
    fine(leader, "list")
    party.goto(reverse("public_objection", args=[record.token]))
    expect(party.locator("main")).to_contain_text("越界面积为0.3亩")

    correct(visiting)
    section.goto(reverse("result_detail", args=[visiting.first.pk]))
    fine(section, "result")
    section.get_by_label("已核对").check()
    section.get_by_label("更正的理由").fill("越界面积写错")
    section.get_by_role("button", name="更正", exact=True).click()
    expect(section.locator("main")).to_contain_text("已更正或者撤回")
    party.goto(public)
    expect(party.locator("main")).to_contain_text("经异议核实：越界面积写错")
    expect(party.locator("main")).not_to_contain_text("正在更正")
    party.goto(reverse("public_objection", args=[record.token]))
    expect(party.locator("main")).to_contain_text("更正公示，经异议核实")
