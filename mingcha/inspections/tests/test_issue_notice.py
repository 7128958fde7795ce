"""The notice: made by the team once the day is set, numbered, signed, one for the same content."""

import datetime
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import ENFORCEMENT, LEADER, LEGAL
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.inspections.models import Approval, Notice
from mingcha.inspections.queries.papers.notices import FORBIDDEN
from mingcha.inspections.rules.tokens import read_signed
from mingcha.inspections.services import issue_notice
from mingcha.inspections.states import NOTICED, PROPOSED, SCHEDULED, WAITING
from mingcha.inspections.tests.visiting import VISIT_DAY, Visiting
from mingcha.ledger.models import Entry
from mingcha.ledger.office_key import office_key
from mingcha.papers.models import Paper
from mingcha.papers.queries.issued import rendered_again
from mingcha.papers.rules.kinds import INSPECTION_NOTICE
from mingcha.papers.services import set_series
from mingcha.registers.models import Absence, Inspector

EARLIER = datetime.date(2026, 6, 17)


def issue(visiting: Visiting, **told: Any) -> Notice:
    row = visiting.first
    return issue_notice(actor=visiting.member(row), inspection=row.pk, **told)


def words_of(notice: Notice) -> str:
    told = notice.paper.content
    lines = [line for _, lines in told["sections"] for line in lines]
    cells = [cell for row in told["table"]["rows"] for cell in row]
    return "\n".join([told["addressee"], told["opening"], *lines, *cells])


def test_before_the_day_is_set_there_is_no_notice(visiting: Visiting) -> None:
    assert visiting.first.state == WAITING
    with pytest.raises(Conflict):
        issue(visiting)


def test_the_notice_names_party_day_officers_items_and_what_they_may_not_do(visiting: Visiting) -> None:
    row = visiting.schedule(visiting.first)
    notice = issue(visiting)
    said = words_of(notice)
    assert "号矿业有限公司" in notice.paper.content["addressee"]
    assert "2026年6月18日（星期四）9:00开始，预计120分钟" in said
    for number in visiting.coverage(row).team:
        person = Inspector.objects.get(roster_no=number, office=row.office)
        assert f"{person.name}，" in said
        assert person.licences.get().number in said
    assert "《矿产资源法》第一条" in said
    assert "2026年本次检查以前，已登记的行政检查0次，其中本局0次" in said
    assert all(words in said for words in FORBIDDEN)
    assert "申请回避" in said and "可以拒绝检查" in said


def test_with_the_notice_the_visit_is_noticed_and_the_first_time_stays(visiting: Visiting) -> None:
    visiting.schedule(visiting.first)
    issue(visiting)
    row = visiting.first
    first = row.noticed_at
    assert row.state == NOTICED and first is not None
    visiting.clock.advance(hours=1)
    visiting.schedule(row, on=EARLIER)
    assert visiting.first.state == SCHEDULED
    issue(visiting, reason="矿方停电检修")
    assert (visiting.first.state, visiting.first.noticed_at) == (NOTICED, first)


def test_pressed_twice_it_is_one_notice_and_one_act(visiting: Visiting) -> None:
    visiting.schedule(visiting.first)
    first = issue(visiting)
    entries = Entry.objects.count()
    visiting.clock.advance(days=1)
    assert issue(visiting) == first
    assert Notice.objects.count() == Paper.objects.count() == 1
    looks = 1  # the member's look of the next day
    assert Entry.objects.count() <= entries + looks


def test_another_day_is_the_next_edition_with_a_reason_under_the_same_number(visiting: Visiting) -> None:
    set_series(actor=visiting.reader(LEGAL), kind=INSPECTION_NOTICE, code="阜自然检通")
    visiting.schedule(visiting.first)
    first = issue(visiting)
    assert first.paper.document_no == "阜自然检通〔2026〕1号"
    visiting.schedule(visiting.first, on=EARLIER)
    with pytest.raises(Conflict, match="现在的内容与它不同"):
        issue(visiting)
    second = issue(visiting, reason="矿方停电检修")
    assert (second.edition, second.paper.document_no) == (2, first.paper.document_no)
    assert second.token != first.token
    assert Notice.objects.get(pk=first.pk).paper.sha256 == first.paper.sha256


def test_back_on_the_former_day_the_former_notice_counts_again(visiting: Visiting) -> None:
    visiting.schedule(visiting.first)
    first = issue(visiting)
    visiting.schedule(visiting.first, on=EARLIER)
    visiting.schedule(visiting.first)
    assert issue(visiting) == first
    assert visiting.first.state == NOTICED


def test_the_code_is_signed_by_the_office_and_says_number_day_and_digest(visiting: Visiting) -> None:
    visiting.schedule(visiting.first)
    notice = issue(visiting)
    told = read_signed(notice.signed, office_key().public_key())
    assert told is not None
    assert (told.office, told.day, told.edition) == ("fuping", "2026-06-18", "1")
    assert len(notice.signed) < 300
    assert notice.signed in notice.paper.content["qr_words"]


def test_with_a_public_address_the_code_leads_to_the_notices_own_page(
    visiting: Visiting, settings: Any
) -> None:
    settings.PUBLIC_ADDRESS = "https://mc.example"
    visiting.schedule(visiting.first)
    notice = issue(visiting)
    assert notice.paper.content["qr"].startswith("<svg")
    assert "公开页" in notice.paper.content["qr_words"][0]


def test_typeset_again_it_is_the_same_to_the_byte(visiting: Visiting) -> None:
    visiting.schedule(visiting.first)
    paper = issue(visiting).paper
    assert rendered_again(Paper.objects.get(pk=paper.pk)) == bytes(paper.pdf)


def test_only_the_team_makes_it(visiting: Visiting) -> None:
    row = visiting.schedule(visiting.first)
    for role in (ENFORCEMENT, LEADER):
        with pytest.raises(Forbidden):
            issue_notice(actor=visiting.reader(role), inspection=row.pk)


def test_a_member_who_cannot_go_that_day_keeps_it_from_being_made(visiting: Visiting) -> None:
    row = visiting.schedule(visiting.first)
    number = visiting.coverage(row).team[1]
    person = Inspector.objects.get(roster_no=number, office=row.office)
    Absence.objects.create(
        inspector=person, kind="leave", from_on=VISIT_DAY, until_on=VISIT_DAY, note="年休假"
    )
    with pytest.raises(Refusal, match=person.name):
        issue(visiting)
    assert Notice.objects.count() == 0


def test_a_day_that_is_over_is_set_anew_first(visiting: Visiting) -> None:
    visiting.schedule(visiting.first)
    visiting.clock.advance(days=3)
    with pytest.raises(Conflict, match="已经过去"):
        issue(visiting)


def test_the_register_of_numbers_does_not_name_the_party(visiting: Visiting) -> None:
    from mingcha.papers.models import DocumentNumber

    set_series(actor=visiting.reader(LEGAL), kind=INSPECTION_NOTICE, code="阜自然检通")
    visiting.schedule(visiting.first)
    notice = issue(visiting)
    number = DocumentNumber.objects.get(kind=INSPECTION_NOTICE)
    assert not re.search(r"矿业有限公司|检查员", number.title)
    assert str(number) == notice.paper.document_no


def test_a_login_that_has_not_looked_makes_none(visiting: Visiting) -> None:
    row = visiting.schedule(visiting.first)
    blind = replace(visiting.member(row), opened=frozenset())
    with pytest.raises(Refusal) as refused:
        issue_notice(actor=blind, inspection=row.pk)
    assert refused.value.status == 428


def test_the_written_way_to_check_it_offline_works(visiting: Visiting) -> None:
    """The example of docs/protocol/notice-1.md, run as it stands there."""
    page = Path(__file__).resolve().parents[3] / "docs" / "protocol" / "notice-1.md"
    example = page.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0]
    told: dict[str, Any] = {}
    exec(example, told)  # our own document
    visiting.schedule(visiting.first)
    notice = issue(visiting)
    key = Client().get(reverse("public_key")).content.decode()
    assert told["check"](notice.signed, key).startswith("mc-notice/1|fuping|-|1|2026-06-18|")
    with pytest.raises(InvalidSignature):
        told["check"](notice.signed[:-8] + "AAAAAAAA", key)


def test_no_notice_is_made_of_visits_that_no_leader_approved(visiting: Visiting) -> None:
    row = visiting.schedule(visiting.first)
    Approval.objects.update(state=PROPOSED, decided_by=None, decided_at=None)
    with pytest.raises(Conflict) as refused:
        issue_notice(actor=visiting.member(row), inspection=row.pk)
    assert refused.value.code == "not-approved"
