"""Annulling an attempt that waits for lotteries: drawn, still to come, or not drawn in a holiday break."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import ENFORCEMENT, INSPECTOR, WITNESS
from mingcha.common.errors import Conflict, Refusal
from mingcha.draws.models import AnnulmentProposal, Draw
from mingcha.draws.queries.disclosure import awaits_computing
from mingcha.draws.queries.papers.announcements import announcement_content
from mingcha.draws.rules.events import EVENTS
from mingcha.draws.rules.lotteries import DLT, SSQ
from mingcha.draws.services import Issue, Terms, announce_draw, confirm_annulment, propose_annulment
from mingcha.draws.tests.county import Ceremony, as_read
from mingcha.draws.tests.test_vacate_seat import report

CHINA = datetime.timezone(datetime.timedelta(hours=8))
# 国庆节 of 2026 is from 1 to 7 October; both lotteries pause.
THURSDAY = datetime.datetime(2026, 10, 1, 21, 15, tzinfo=CHINA)
SATURDAY = datetime.datetime(2026, 10, 3, 21, 25, tzinfo=CHINA)
LAST = datetime.datetime(2026, 10, 8, 18, 0, tzinfo=CHINA)
NUMBERS = [["3", "11", "17", "22", "28", "33"], ["7"], ["5", "12", "19", "27", "35"], ["2", "11"]]


@pytest.fixture
def paused(ceremony: Ceremony) -> Ceremony:
    """Announced before the holiday for issues within it."""
    ceremony.clock.now = datetime.datetime(2026, 9, 30, 9, 0, tzinfo=CHINA)
    issues = {SSQ: Issue("2026112", THURSDAY), DLT: Issue("26111", SATURDAY)}
    terms = Terms(event="lottery", issues=issues, draw_by=LAST)
    announce_draw(actor=ceremony.operator, draw=ceremony.freeze(), terms=terms)
    return ceremony


def test_a_lottery_that_was_not_drawn_leaves_the_way_to_the_next_attempt_and_its_file(
    paused: Ceremony,
) -> None:
    paused.clock.now = LAST - datetime.timedelta(hours=2)
    draw = paused.annul("not-held", event_happened=False)
    assert (draw.event_happened, draw.was_not_held) == (False, True)
    assert not awaits_computing(draw.campaign_id)
    assert paused.select().attempt == 2
    paused.assign()
    told = {step.step: step.status for step in report(paused).steps}
    assert (told["event"], told["result"], told["attempts"]) == ("pass",) * 3


def test_issue_time_and_numbers_of_each_lottery_are_public_from_the_announcement_on(paused: Ceremony) -> None:
    sitting = paused.sitting.pk
    client = Client()
    client.force_login(paused.county.bureau.people[INSPECTOR])
    read = {
        "public": Client().get(reverse("public_draw", args=[sitting])),
        "hall": client.get(reverse("sitting", args=[sitting])),
        "callers": client.get(reverse("throw_entry", args=[sitting])),
    }
    paper = announcement_content(paused.draw, "")["sections"][1][1]
    told = {place: re.sub("<[^>]+>", "", page.content.decode()) for place, page in read.items()}
    for words in told.values():
        assert "双色球第2026112期，2026-10-01 21:15开奖，取红球6个（1至33）、蓝球1个（1至16）；" in words
        assert "大乐透第26111期，2026-10-03 21:25开奖，取前区5个（1至35）、后区2个（1至12）" in words
    assert paper.startswith(
        "公告后开奖的双色球和大乐透各一期："
        "双色球第2026112期，2026年10月1日21:15开奖，取红球6个（1至33）、蓝球1个（1至16）；"
        "大乐透第26111期，2026年10月3日21:25开奖，取前区5个（1至35）、后区2个（1至12）。所得数值"
    )
    listed = Client().get(reverse("public_draws")).content.decode()
    assert "双色球第2026112期，2026-10-01 21:15开奖" in listed
    assert "大乐透第26111期，2026-10-03 21:25开奖" in listed


def test_an_event_of_the_hall_is_told_as_before(ceremony: Ceremony) -> None:
    draw = ceremony.announce()
    assert announcement_content(draw, "")["sections"][1][1].startswith(
        f"{EVENTS['dice'].title}。时间：2026年"
    )
    page = Client().get(reverse("public_draw", args=[ceremony.sitting.pk])).content.decode()
    assert EVENTS["dice"].title in page


def test_the_public_reads_that_it_is_the_word_of_two_people(paused: Ceremony) -> None:
    paused.clock.now = LAST - datetime.timedelta(hours=2)
    paused.annul("not-held", event_happened=False)
    page = Client().get(reverse("public_draw", args=[paused.sitting.pk])).content.decode()
    assert "两人说没有开奖" in page
    assert "双色球第2026112期（公告定于2026-10-01 21:15）" in page
    assert "任何人可以向彩票机构查对" in page
    second = paused.announce()
    assert "双色球第2026112期、大乐透第26111期没有按公告的时间开奖" in str(announcement_content(second, ""))


def test_a_lottery_that_was_drawn_is_annulled_with_its_result_owed(paused: Ceremony) -> None:
    paused.clock.now = THURSDAY + datetime.timedelta(hours=1)
    assert paused.annul("not-held", event_happened=True).event_happened
    assert awaits_computing(paused.draw.campaign_id)
    with pytest.raises(Conflict) as refused:
        paused.freeze()
    for way in ("补录完", "账号停用以后不再等待", "没有开奖"):
        assert way in refused.value.remedy


def test_only_the_reason_that_says_so_annuls_a_lottery_as_not_drawn(paused: Ceremony) -> None:
    paused.clock.now = THURSDAY + datetime.timedelta(hours=1)
    with pytest.raises(Refusal, match="开奖时间已过") as refused:
        paused.annul("power", event_happened=False)
    assert refused.value.code == "not-held-reason"
    assert not AnnulmentProposal.objects.exists()


def test_numbers_that_were_entered_are_not_annulled_as_not_drawn(paused: Ceremony) -> None:
    paused.clock.now = SATURDAY + datetime.timedelta(minutes=5)
    paused.throw_all(NUMBERS)
    assert paused.annul("not-held", event_happened=False).event_happened


def test_with_one_lottery_entered_and_the_other_not_drawn_nothing_is_owed(paused: Ceremony) -> None:
    paused.clock.now = SATURDAY + datetime.timedelta(minutes=5)
    for throw in (1, 2):
        paused.enter(paused.caller, throw, NUMBERS[throw - 1])
        paused.enter(paused.witness, throw, NUMBERS[throw - 1])
    assert not paused.annul("not-held", event_happened=False).event_happened


def test_what_was_proposed_before_the_lottery_is_not_confirmed_after_it(paused: Ceremony) -> None:
    draw = paused.draw
    words = {"reason": "power", "words": "会议室停电", "event_happened": False}
    propose_annulment(actor=paused.caller, draw=draw, **words)  # type: ignore[arg-type]
    paused.clock.now = THURSDAY + datetime.timedelta(hours=1)
    with pytest.raises(Conflict, match="还没有到开奖时间"):
        confirm_annulment(actor=paused.legal, draw=draw, seen=as_read(draw))
    assert not paused.draw.is_annulled


def test_a_lottery_that_is_still_to_come_is_annulled_without_result(paused: Ceremony) -> None:
    draw = paused.annul(event_happened=False)
    assert (draw.event_happened, draw.was_not_held) == (False, False)


def test_the_form_asks_whether_it_was_drawn_and_presets_nothing(paused: Ceremony) -> None:
    paused.clock.now = LAST - datetime.timedelta(hours=2)
    client = Client()
    client.force_login(paused.county.bureau.people[INSPECTOR])
    address = reverse("draw_annul", args=[paused.sitting.pk])
    said = {"reason": "not-held", "words": "国庆节休市"}
    assert client.post(address, said).status_code == 200
    assert not AnnulmentProposal.objects.exists()
    assert client.post(address, said | {"was_drawn": "no"}).status_code == 302
    client.force_login(paused.county.bureau.people[WITNESS])
    assert "没有开奖：作废后没有结果" in client.get(address).content.decode()


def typed(ceremony: Ceremony, **more: str) -> dict[str, str]:
    return {
        "event": "lottery",
        "ssq_issue": "2026112",
        "ssq_at": "2026-10-01T21:15",
        "dlt_issue": "26114",
        "dlt_at": "2026-10-10T21:25",
        "draw_by": "2026-10-12T18:00",
        **more,
    }


def test_a_day_in_a_holiday_break_is_warned_of_and_taken_once_ticked(ceremony: Ceremony) -> None:
    ceremony.clock.now = datetime.datetime(2026, 9, 30, 9, 0, tzinfo=CHINA)
    ceremony.freeze()
    client = Client()
    client.force_login(ceremony.county.bureau.people[ENFORCEMENT])
    address = reverse("sitting_announce", args=[ceremony.sitting.pk])
    page = client.post(address, typed(ceremony)).content.decode()
    assert "2026-10-01在放假期间" in page
    assert "放假期间的这一期也用" in page
    assert Draw.objects.get().attempt is None
    assert client.post(address, typed(ceremony, over_holiday="on")).status_code == 302
    assert Draw.objects.get().attempt == 1


def test_an_ordinary_day_asks_nothing_more(ceremony: Ceremony) -> None:
    ceremony.clock.now = datetime.datetime(2026, 10, 8, 9, 0, tzinfo=CHINA)
    ceremony.freeze()
    client = Client()
    client.force_login(ceremony.county.bureau.people[ENFORCEMENT])
    terms = typed(ceremony, ssq_issue="2026114", ssq_at="2026-10-08T21:15")
    assert client.post(reverse("sitting_announce", args=[ceremony.sitting.pk]), terms).status_code == 302


def test_every_event_elsewhere_names_its_issues() -> None:
    assert [key for key, event in EVENTS.items() if event.held == "elsewhere"] == ["lottery"]
