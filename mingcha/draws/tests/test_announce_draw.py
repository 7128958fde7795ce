"""Announcing the selection: its time is that of its log entry, its number stays, nothing slips in."""

import dataclasses
import datetime
import json

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import ENFORCEMENT, LEADER
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.common.moments import protocol_time
from mingcha.draws.models import SELECTION, Draw
from mingcha.draws.rules.lotteries import DLT, SCHEDULES, SSQ, issues_on, schedule_of
from mingcha.draws.services import Issue, Terms, announce_draw, thaw_draw
from mingcha.draws.tests.county import Ceremony
from mingcha.draws.tests.test_hold_campaign import rewrite_number
from mingcha.draws.tests.test_vacate_seat import report
from mingcha.intake.models import Reliance
from mingcha.ledger.models import Checkpoint, Entry
from mingcha.ledger.services import record_act
from mingcha.plans.services import reopen_campaign
from mingcha.plans.states import DRAFT, READY


def test_the_announcement_carries_the_time_of_its_own_log_entry(ceremony: Ceremony) -> None:
    draw = ceremony.announce()
    entry = Entry.objects.get(kind="announced")
    announcement = json.loads(bytes(draw.announcement))
    assert json.loads(bytes(entry.body))["at"] == announcement["announced_at"]
    assert json.loads(bytes(entry.body))["announcement"] == draw.digest


def test_the_log_is_signed_with_the_announcement_in_it(ceremony: Ceremony) -> None:
    ceremony.announce()
    assert Checkpoint.objects.order_by("-size")[0].size > Entry.objects.get(kind="announced").index


def test_the_public_files_show_neutral_strata_and_no_risk_class(ceremony: Ceremony) -> None:
    announcement = bytes(ceremony.announce().announcement).decode()
    assert "s1" in announcement
    assert "raised" not in announcement
    assert "风险" not in announcement


def test_forty_digits_are_read_out_in_ten_groups(ceremony: Ceremony) -> None:
    groups = ceremony.announce().check_groups
    assert len(groups) == 10
    assert all(len(group) == 4 and group.isdigit() for group in groups)


def test_an_attempt_is_announced_once(ceremony: Ceremony) -> None:
    draw = ceremony.announce()
    with pytest.raises(Conflict, match="已公告"):
        announce_draw(actor=ceremony.operator, draw=draw, terms=ceremony.terms())
    assert Draw.objects.filter(attempt__isnull=False).count() == 1


def test_only_the_operator_announces(ceremony: Ceremony) -> None:
    draw = ceremony.freeze()
    with pytest.raises(Forbidden):
        announce_draw(actor=ceremony.county.actor(LEADER), draw=draw, terms=ceremony.terms())


def test_the_last_moment_lies_after_the_event(ceremony: Ceremony) -> None:
    terms = dataclasses.replace(ceremony.terms(), wait_minutes=120)
    with pytest.raises(Refusal, match="时间须是"):
        announce_draw(actor=ceremony.operator, draw=ceremony.freeze(), terms=terms)
    assert not Entry.objects.filter(kind="announced").exists()


CHINA = datetime.timezone(datetime.timedelta(hours=8))
# 16 June 2026 is a Tuesday, on which 双色球 is drawn; 大乐透 follows on Wednesday.
TUESDAY = datetime.datetime(2026, 6, 16, 21, 15, tzinfo=CHINA)
WEDNESDAY = datetime.datetime(2026, 6, 17, 21, 25, tzinfo=CHINA)
LAST = datetime.datetime(2026, 6, 18, 18, 0, tzinfo=CHINA)


def lottery(**changed: Issue) -> Terms:
    issues = {SSQ: Issue("2026068", TUESDAY), DLT: Issue("26067", WEDNESDAY)} | changed
    return Terms(event="lottery", issues=issues, draw_by=LAST)


def test_a_lottery_needs_issue_and_hour(ceremony: Ceremony) -> None:
    with pytest.raises(Refusal, match="期号"):
        announce_draw(actor=ceremony.operator, draw=ceremony.freeze(), terms=ceremony.terms("lottery"))


def test_a_lottery_is_announced_with_each_issue_before_it_is_drawn(ceremony: Ceremony) -> None:
    draw = announce_draw(actor=ceremony.operator, draw=ceremony.freeze(), terms=lottery())
    sources = json.loads(bytes(draw.announcement))["entropy"]
    assert [(source["source"], source["at"]) for source in sources] == [
        ("双色球第2026068期红球", protocol_time(TUESDAY)),
        ("双色球第2026068期蓝球", protocol_time(TUESDAY)),
        ("大乐透第26067期前区", protocol_time(WEDNESDAY)),
        ("大乐透第26067期后区", protocol_time(WEDNESDAY)),
    ]
    assert draw.event_at == WEDNESDAY


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({SSQ: Issue("2026068", WEDNESDAY)}, "双色球在周二、周四、周日21:15开奖"),
        ({DLT: Issue("26067", TUESDAY)}, "大乐透在周一、周三、周六21:25开奖"),
        ({SSQ: Issue("2026068", TUESDAY.replace(hour=9, minute=7))}, "不是开奖时间"),
        ({SSQ: Issue("2026068", TUESDAY.replace(minute=14))}, "不是开奖时间"),
        ({SSQ: Issue("2026068", TUESDAY.replace(hour=22, minute=16))}, "不是开奖时间"),
        ({DLT: Issue("26067", WEDNESDAY.replace(minute=24))}, "不是开奖时间"),
        ({SSQ: Issue("下一期", TUESDAY)}, "期号应在2026060至2026072之间"),
        ({SSQ: Issue("2003001", TUESDAY)}, "期号应在2026060至2026072之间"),
        ({SSQ: Issue("2025068", TUESDAY)}, "期号应在2026060至2026072之间"),
        ({SSQ: Issue("26068", TUESDAY)}, "期号应在2026060至2026072之间"),
        ({SSQ: Issue("2026059", TUESDAY)}, "填的是2026059"),
        ({SSQ: Issue("2026073", TUESDAY)}, "填的是2026073"),
        ({DLT: Issue("2026067", WEDNESDAY)}, "期号应在26060至26072之间"),
        ({SSQ: Issue("2026065", TUESDAY - datetime.timedelta(days=7))}, "公告须在这之前"),
    ],
)
def test_numbers_that_may_be_known_are_no_event(
    ceremony: Ceremony, changed: dict[str, Issue], said: str
) -> None:
    with pytest.raises(Refusal) as refused:
        announce_draw(actor=ceremony.operator, draw=ceremony.freeze(), terms=lottery(**changed))
    assert said in f"{refused.value.sentence}{refused.value.title}"
    assert not Entry.objects.filter(kind="announced").exists()


@pytest.mark.parametrize(("hour", "minute", "is_late"), [(21, 14, False), (21, 15, True), (22, 30, True)])
def test_whatever_hour_is_typed_the_announcement_comes_before_the_lottery_is_drawn(
    ceremony: Ceremony, hour: int, minute: int, *, is_late: bool
) -> None:
    ceremony.clock.now = TUESDAY.replace(hour=hour, minute=minute)
    terms = lottery(**{SSQ: Issue("2026068", TUESDAY.replace(hour=22, minute=15))})
    draw = ceremony.freeze()
    try:
        announce_draw(actor=ceremony.operator, draw=draw, terms=terms)
    except Refusal as refusal:
        assert refusal.code == "lottery-drawn"
    draw.refresh_from_db()
    assert (draw.attempt is None) == is_late


def test_each_lottery_has_a_schedule_on_every_day() -> None:
    for name in (SSQ, DLT):
        rows = [row for row in SCHEDULES if row.lottery == name]
        assert [row.since for row in rows] == sorted(row.since for row in rows)
        assert schedule_of(name, datetime.date(2020, 1, 1)) is rows[0]
        assert schedule_of(name, datetime.date(2030, 1, 1)) is rows[-1]


def test_in_the_first_days_of_a_year_an_issue_begins_with_one() -> None:
    assert list(issues_on(SSQ, datetime.date(2026, 1, 1))) == [2026001]
    assert list(issues_on(DLT, datetime.date(2026, 1, 5))) == [26001, 26002]


NUMBERS = [["3", "11", "17", "22", "28", "33"], ["7"], ["5", "12", "19", "27", "35"], ["2", "11"]]


def test_a_sitting_goes_on_after_the_lotteries_and_whoever_verifies_finds_their_numbers(
    ceremony: Ceremony,
) -> None:
    announce_draw(actor=ceremony.operator, draw=ceremony.freeze(), terms=lottery())
    ceremony.clock.now = TUESDAY + datetime.timedelta(minutes=5)
    with pytest.raises(Refusal, match="以后"):
        ceremony.throw_all(NUMBERS)
    ceremony.clock.now = WEDNESDAY + datetime.timedelta(minutes=5)
    ceremony.throw_all([list(reversed(texts)) for texts in NUMBERS])
    ceremony.compute()
    ceremony.assign()
    told = {step.step: step.status for step in report(ceremony).steps}
    assert (told["event"], told["seed"], told["result"], told["attempts"]) == ("pass",) * 4
    observed = json.loads(bytes(ceremony.last(SELECTION).entropy))
    assert [one["values"] for one in observed] == [[int(text) for text in texts] for texts in NUMBERS]


def test_a_campaign_taken_back_in_between_is_not_announced(ceremony: Ceremony) -> None:
    draw = ceremony.freeze()
    draw.campaign.state = DRAFT
    draw.campaign.save()
    with pytest.raises(Conflict, match="退回"):
        announce_draw(actor=ceremony.operator, draw=draw, terms=ceremony.terms())


def test_an_id_too_long_for_the_protocol_is_refused_before_anything_is_public(ceremony: Ceremony) -> None:
    draw = ceremony.freeze()
    draw.campaign.number = "2026-a-very-long-campaign-number"
    draw.campaign.save()
    draw.office.code = "fuping-natural-resources-bureau"
    draw.office.save()
    with pytest.raises(Refusal, match="超过47位"):
        announce_draw(actor=ceremony.operator, draw=draw, terms=ceremony.terms())


def test_an_import_that_an_announced_frame_rests_on_is_not_taken_back(ceremony: Ceremony) -> None:
    ceremony.freeze()
    assert not Reliance.objects.exists()
    draw = ceremony.announce()
    titles = Reliance.objects.order_by("kind").values_list("kind", "title")
    words = f"抽取{draw.draw_id}已公告"
    assert list(titles) == [("inspectors", words), ("targets", words)]


def test_a_campaign_sent_back_and_settled_anew_is_frozen_anew(ceremony: Ceremony) -> None:
    stale, campaign, leader = ceremony.freeze(), ceremony.county.campaign, ceremony.leader
    reopen_campaign(actor=leader, campaign=campaign, reason="比例要改")
    campaign.refresh_from_db()
    with transaction.atomic():
        campaign.state = READY
        campaign.save()
        record_act("plans.settle_campaign", actor=leader, records=[campaign])
    with pytest.raises(Conflict, match="封存后被退回"):
        announce_draw(actor=ceremony.operator, draw=stale, terms=ceremony.terms())
    thaw_draw(actor=ceremony.operator, draw=stale)
    assert ceremony.announce().attempt == 1


def test_an_attempt_is_not_announced_under_another_number_than_the_one_it_replaces(
    ceremony: Ceremony,
) -> None:
    ceremony.announce()
    ceremony.annul()
    rewrite_number(ceremony, "2026-77", READY)
    draw = ceremony.freeze()
    with pytest.raises(Conflict, match="现在是2026-77") as refused:
        announce_draw(actor=ceremony.operator, draw=draw, terms=ceremony.terms())
    assert "改回2026-01" in refused.value.remedy
    assert Entry.objects.filter(kind="announced").count() == 1
    thaw_draw(actor=ceremony.operator, draw=draw)
    rewrite_number(ceremony, "2026-01", READY)
    assert ceremony.announce().attempt == 2
    ceremony.throw_all()
    ceremony.compute()
    ceremony.assign()
    assert [one.draw_id for one in ceremony.disclose()] == ["fuping-2026-01-s2", "fuping-2026-01-a1"]


@pytest.mark.parametrize(
    ("today", "offered", "is_provisional"),
    [((2026, 12, 30), "2026-12-31T18:00", False), ((2026, 12, 31), "2027-01-04T18:00", True)],
)
def test_the_form_offers_the_next_working_day_and_says_where_it_is_provisional(
    ceremony: Ceremony, today: tuple[int, int, int], offered: str, *, is_provisional: bool
) -> None:
    ceremony.clock.now = datetime.datetime(*today, 9, tzinfo=CHINA)
    ceremony.freeze()
    client = Client()
    client.force_login(ceremony.county.bureau.people[ENFORCEMENT])
    page = client.get(reverse("sitting", args=[ceremony.sitting.pk])).content.decode()
    assert f'value="{offered}"' in page
    assert ("暂定：2027年的放假安排还没有登记" in page) == is_provisional
