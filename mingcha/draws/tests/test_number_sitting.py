"""A sitting takes the next number of the office's series; one that never came to anything says why."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import ENFORCEMENT, INSPECTOR, LEGAL, WITNESS
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.draws.models import Sitting
from mingcha.draws.services import issue_sitting_paper, open_sitting, void_sitting_number
from mingcha.draws.tests.county import Ceremony, Clock, County
from mingcha.ledger.services import examine_ledger
from mingcha.papers.models import DocumentNumber
from mingcha.papers.rules.kinds import ANNOUNCEMENT, ATTENDANCE, SITTING
from mingcha.papers.services import record_outside_numbers, set_series


@pytest.fixture
def numbered(county: County, clock: Clock) -> Ceremony:
    """A sitting opened without a typed number, in an office that numbers its sittings."""
    set_series(actor=county.actor(LEGAL), kind=SITTING, code="阜自然抽")
    return Ceremony(county, clock, opened(county))


def opened(county: County, document_no: str = "") -> Sitting:
    return open_sitting(
        actor=county.actor(ENFORCEMENT),
        campaign=county.campaign,
        caller=county.bureau.people[INSPECTOR],
        witness=county.bureau.people[WITNESS],
        place="局三楼会议室",
        document_no=document_no,
    )


def test_a_sitting_takes_the_next_number_and_its_announcement_says_it(numbered: Ceremony) -> None:
    assert numbered.sitting.document_no == "阜自然抽〔2026〕1号"
    draw = numbered.announce()
    assert "阜自然抽〔2026〕1号" in bytes(draw.announcement).decode()
    paper = issue_sitting_paper(actor=numbered.operator, sitting=numbered.sitting, kind=ATTENDANCE)
    assert paper.document_no == "阜自然抽〔2026〕1号"
    assert [one.place for one in examine_ledger() if one.place.startswith(("papers", "draws"))] == []


def test_pressed_twice_it_takes_one_number(numbered: Ceremony) -> None:
    assert opened(numbered.county) == numbered.sitting
    assert DocumentNumber.objects.count() == 1


def test_without_a_series_a_sitting_has_no_number(county: County) -> None:
    assert opened(county).document_no == ""
    assert DocumentNumber.objects.count() == 0


def test_a_typed_number_of_the_series_is_refused_one_of_the_book_is_kept(numbered: Ceremony) -> None:
    with pytest.raises(Refusal, match="由系统依次编号"):
        opened(numbered.county, "阜自然抽〔2026〕9号")
    assert opened(numbered.county, "阜自然资办〔2026〕3号").document_no == "阜自然资办〔2026〕3号"
    assert DocumentNumber.objects.count() == 1


def test_announcements_have_numbers_of_their_own_where_the_office_sets_it(numbered: Ceremony) -> None:
    set_series(actor=numbered.county.actor(LEGAL), kind=ANNOUNCEMENT, code="阜自然公告")
    draw = numbered.announce()
    told: dict[str, Any] = {"actor": numbered.operator, "sitting": numbered.sitting, "kind": ANNOUNCEMENT}
    paper = issue_sitting_paper(part=draw.draw_id, **told)
    assert paper.document_no == "阜自然公告〔2026〕1号"
    assert issue_sitting_paper(part=draw.draw_id, **told) == paper
    assert DocumentNumber.objects.filter(code="阜自然公告").count() == 1


def test_a_sitting_that_came_to_nothing_gives_its_number_back_with_a_reason(numbered: Ceremony) -> None:
    told: dict[str, Any] = {"actor": numbered.operator, "sitting": numbered.sitting}
    with pytest.raises(Refusal, match="写明为什么作废"):
        void_sitting_number(reason=" ", **told)
    number = void_sitting_number(reason="见证人不能到场，会议取消", **told)
    assert (number.standing, number.reason) == ("void", "见证人不能到场，会议取消")
    assert Sitting.objects.get().document_no == ""
    with pytest.raises(Conflict, match="没有系统编的文号"):
        void_sitting_number(reason="再作废一次", **told)


def test_a_number_that_was_announced_or_printed_stays(numbered: Ceremony) -> None:
    told: dict[str, Any] = {"actor": numbered.operator, "sitting": numbered.sitting, "reason": "会议取消"}
    with pytest.raises(Forbidden):
        void_sitting_number(**told | {"actor": numbered.leader})
    issue_sitting_paper(actor=numbered.operator, sitting=numbered.sitting, kind=ATTENDANCE)
    with pytest.raises(Conflict, match="已经写进公告或者印在文书上"):
        void_sitting_number(**told)


def test_an_announced_attempt_keeps_the_number_even_when_it_is_annulled(numbered: Ceremony) -> None:
    numbered.announce()
    numbered.annul()
    with pytest.raises(Conflict, match="已经写进公告"):
        void_sitting_number(actor=numbered.operator, sitting=numbered.sitting, reason="会议取消")


def test_the_page_voids_the_number_and_the_register_says_why(numbered: Ceremony) -> None:
    client = Client()
    client.force_login(numbered.county.bureau.people[ENFORCEMENT])
    page = client.get(reverse("draw_record", args=[numbered.sitting.pk])).content.decode()
    address = reverse("number_void", args=[numbered.sitting.pk])
    assert address in page
    answer = client.post(address, {"reason": "会议取消"}, follow=True)
    assert "阜自然抽〔2026〕1号已作废" in answer.content.decode()
    shown = client.get(reverse("number_list")).content.decode()
    assert "会议取消" in shown
    assert "已作废" in shown


def test_a_number_typed_before_its_series_was_set_is_not_given_again(county: County, clock: Clock) -> None:
    first = opened(county, "阜自然抽〔2026〕1号")
    ceremony = Ceremony(county, clock, first)
    ceremony.announce()
    ceremony.annul()
    legal = county.actor(LEGAL)
    set_series(actor=legal, kind=SITTING, code="阜自然抽")
    with pytest.raises(Conflict, match="在设定代字以前已经手工用过"):
        opened(county)
    assert DocumentNumber.objects.count() == 0
    told: dict[str, Any] = {"code": "阜自然抽", "year": 2026, "last": 1, "reason": "第1号手工编"}
    record_outside_numbers(actor=legal, **told)
    assert opened(county).document_no == "阜自然抽〔2026〕2号"
