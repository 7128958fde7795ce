"""The receipt of a version says that it was handed in, and which one counts now; never what it says."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import LEADER
from mingcha.inspections.models import InspectionRecord
from mingcha.inspections.queries.contents import digest_of
from mingcha.inspections.services import (
    allow_change,
    ask_change,
    begin_record,
    issue_visit_paper,
    return_record,
)
from mingcha.inspections.tests.visiting import Visiting
from mingcha.papers.rules.kinds import RECEIPT


def page(record: InspectionRecord) -> Any:
    return Client().get(reverse("public_receipt", args=[record.token]))


def test_a_handed_in_version_verifies_with_its_digest_and_none_of_its_content(visiting: Visiting) -> None:
    visiting.on_the_day(visiting.first)
    record = visiting.hand_in(visiting.first, situation="采场西侧有越界痕迹")
    answer = page(record)
    text = answer.content.decode()
    assert "这份回执是真的" in text and record.digest in text and "待另一名检查人员确认" in text
    assert record.digest == digest_of(InspectionRecord.objects.get(pk=record.pk))
    for told in ("越界", "张得宝", "号矿业有限公司"):
        assert told not in text
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("answers", {"H1": {"q": {"answer": "否", "note": ""}}}),
        ("outcomes", []),
        ("team", []),
        ("units", []),
        ("attended", []),
        ("files", [["photo", "", "0" * 64]]),
        ("situation", "没有看采场"),
        ("party", "李四"),
        ("party_words", "没有意见"),
        ("signing", "refused"),
        ("refusal_witness", "村委会赵某"),
        ("hours_reason", "企业要求"),
        ("place", "别处"),
        ("began_at", None),
        ("ended_at", None),
        ("n", 2),
    ],
)
def test_the_digest_binds_everything_that_a_version_says(
    visiting: Visiting, name: str, value: object
) -> None:
    visiting.on_the_day(visiting.first)
    record = visiting.hand_in(visiting.first)
    assert digest_of(record) == record.digest
    setattr(record, name, value)
    assert digest_of(record) != record.digest


def test_the_receipt_of_the_first_version_names_the_second_with_who_and_why(visiting: Visiting) -> None:
    row = visiting.first
    first = visiting.whole(row)
    ask_change(actor=visiting.member(row), inspection=row.pk, reason="当事人职务写错，见13812345678来电")
    allow_change(actor=visiting.reader(LEADER), inspection=row.pk)
    assert "这份回执是真的" in page(first).content.decode()  # nothing was handed in yet
    visiting.hand_in(row, party_post="副矿长")
    text = page(first).content.decode()
    assert "这份回执是真的" in text and "更正正在办理" in text and "职务写错" not in text
    second = visiting.confirm(row, 2)
    text = page(first).content.decode()
    assert "这份记录已被第2版替代" in text
    assert "当事人职务写错" in text and "13812345678" not in text
    assert second.typed_by.name in text and second.digest in text
    assert first.digest in text and "现在有效" in text
    assert "这份回执是真的" in page(second).content.decode()


def test_why_a_version_was_returned_is_told_to_nobody_outside(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    first = visiting.hand_in(row)
    return_record(actor=visiting.member(row, 1), inspection=row.pk, version=1, words="漏写越界面积")
    again = begin_record(actor=visiting.member(row), inspection=row.pk)
    assert again.reason == "漏写越界面积"
    visiting.hand_in(row)
    visiting.confirm(row, 2)
    text = page(first).content.decode()
    assert "已退回重填" in text and "现在有效" in text
    assert "越界" not in text and "替代" not in text


def test_a_draft_or_a_made_up_code_has_no_receipt(visiting: Visiting) -> None:
    visiting.on_the_day(visiting.first)
    for token in ("some", "0" * 24):
        answer = Client().get(reverse("public_receipt", args=[token]))
        assert answer.status_code == 404
        assert "没有出具过这份检查记录回执" in answer.content.decode()


def test_the_paper_bears_digest_and_the_code_of_that_version(visiting: Visiting) -> None:
    row = visiting.first
    record = visiting.whole(row)
    paper = issue_visit_paper(actor=visiting.member(row), inspection=row.pk, kind=RECEIPT, part="v1")
    told = str(paper.content)
    assert record.digest in told and record.token in told and "查看了证照" not in told
