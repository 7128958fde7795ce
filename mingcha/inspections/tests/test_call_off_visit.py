"""不再实施: a visit that nobody can make is called off by a leader, counted apart, and taken up again."""

import datetime
import hashlib
import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER
from mingcha.common import moments
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.disclosure.queries.bulletins.figures import figures_of
from mingcha.disclosure.queries.bulletins.rounds import open_visits, rounds_of
from mingcha.disclosure.queries.publications import unvisited
from mingcha.disclosure.rules.bulletin_draft import drafted
from mingcha.draws.models import Draw
from mingcha.draws.rules.changes import ALL
from mingcha.draws.tests.changing import account_of, assignment_of, leaving, vacate_seat
from mingcha.draws.tests.conftest import platform as platform
from mingcha.draws.tests.county import Clock
from mingcha.draws.tests.platform import Platform
from mingcha.inspections.models import CallOff, Inspection
from mingcha.inspections.queries.listing import progress_of
from mingcha.inspections.services import (
    approve_call_off,
    ask_call_off,
    begin_record,
    decline_call_off,
    issue_notice,
    note_closing,
    resume_visit,
    schedule_inspection,
    take_archive,
)
from mingcha.inspections.services.schedule_inspection import VisitPlan
from mingcha.inspections.states import CALLED_OFF, WAITING
from mingcha.inspections.tests.test_other_draws import approved
from mingcha.inspections.tests.visiting import PHOTO, VISIT_DAY, Visiting, away, photo
from mingcha.law.queries import next_working_day
from mingcha.ledger.services import examine_ledger
from mingcha.plans.models import Campaign, DrawnUnit
from mingcha.registers.models import Inspector, InspectorLicence


def lapse(*roster: str) -> None:
    """Their licences are no longer in force."""
    yesterday = moments.today() - datetime.timedelta(days=1)
    InspectorLicence.objects.filter(inspector__roster_no__in=roster).update(valid_until=yesterday)


def renew() -> None:
    InspectorLicence.objects.update(valid_until=datetime.date(2030, 12, 31))


def lose(visiting: Visiting) -> Inspection:
    """Of the first visit everybody but its leader has left, and nobody of the register can take the seat:
    redrawn by protocol until it stands open."""
    row = visiting.first
    coverage = visiting.coverage(row)
    kept, place = coverage.leader, coverage.places[-1]
    lapse(*Inspector.objects.exclude(roster_no=kept).values_list("roster_no", flat=True))
    vacate_seat(
        actor=visiting.reader(ENFORCEMENT),
        draw=assignment_of(visiting.ceremony),
        place=(row.code, place.group, place.seat),
        left=place.inspector,
        leaving=leaving("not-licensed"),
    )
    assert [one.inspector for one in visiting.coverage(row).places] == [kept, ""]
    return row


def ask(visiting: Visiting, row: Inspection, actor: Actor | None = None) -> CallOff:
    return ask_call_off(actor=actor or visiting.member(row), inspection=row.pk, reason="人员全部离岗")


def call_off(visiting: Visiting) -> Inspection:
    row = lose(visiting)
    ask(visiting, row)
    approve_call_off(actor=visiting.reader(LEADER), inspection=row.pk)
    row.refresh_from_db()
    return row


def test_a_visit_that_nobody_can_make_is_called_off_by_a_leader(visiting: Visiting) -> None:
    row = call_off(visiting)
    assert row.state == CALLED_OFF
    told = CallOff.objects.get()
    assert told.found == "能参加的执法人员1名，少于法定的2名，按规则没有可以替补的人"
    plan = VisitPlan(VISIT_DAY, datetime.time(9), 60, "on_site", "")
    with pytest.raises(Conflict):
        schedule_inspection(actor=visiting.member(row), inspection=row.pk, plan=plan)
    with pytest.raises(Conflict):
        issue_notice(actor=visiting.member(row), inspection=row.pk)
    with pytest.raises(Conflict):
        begin_record(actor=visiting.member(row), inspection=row.pk)


def test_it_is_no_way_to_skip_a_party_that_can_be_visited(visiting: Visiting) -> None:
    row = visiting.first
    with pytest.raises(Conflict) as refused:
        ask(visiting, row)
    assert (refused.value.code, CallOff.objects.count()) == ("can-be-made", 0)
    assert "照常检查" in refused.value.remedy


def test_whoever_can_still_be_drawn_is_drawn_first(visiting: Visiting) -> None:
    row = visiting.first
    lapse(visiting.coverage(row).team[1])
    with pytest.raises(Conflict) as refused:
        ask(visiting, row)
    assert "重新抽定席位" in refused.value.remedy


def test_who_is_away_today_goes_on_a_later_day(visiting: Visiting) -> None:
    Campaign.objects.filter(pk=visiting.campaign_pk).update(ends_on=datetime.date(2026, 7, 31))
    tomorrow = moments.today() + datetime.timedelta(days=1)
    InspectorLicence.objects.update(valid_from=tomorrow)
    with pytest.raises(Conflict) as refused:
        ask(visiting, visiting.first)
    assert f"{tomorrow}有足够的执法人员" in refused.value.remedy


def test_a_leave_that_spares_one_working_day_does_not_end_a_visit(visiting: Visiting) -> None:
    today = moments.today()
    last = today + datetime.timedelta(days=20)
    Campaign.objects.filter(pk=visiting.campaign_pk).update(ends_on=last)
    between = next_working_day(visiting.approval.campaign.office_id, today + datetime.timedelta(days=6))
    team = visiting.coverage(visiting.first).team
    away(visiting, *team, until=between - datetime.timedelta(days=1))
    away(visiting, *team, first=between + datetime.timedelta(days=1))
    with pytest.raises(Conflict) as refused:
        ask(visiting, visiting.first)
    assert f"{between}有足够的执法人员" in refused.value.remedy


def test_who_comes_back_soon_after_the_last_day_still_goes(visiting: Visiting) -> None:
    today = moments.today()
    Campaign.objects.filter(pk=visiting.campaign_pk).update(ends_on=today)
    away(visiting, *visiting.coverage(visiting.first).team, until=today + datetime.timedelta(days=7))
    with pytest.raises(Conflict) as refused:
        ask(visiting, visiting.first)
    assert "请另选日期" in refused.value.remedy


def test_an_absence_that_one_person_alone_entered_ends_no_visit(visiting: Visiting) -> None:
    away(visiting, *visiting.coverage(visiting.first).team, is_sure=False)
    with pytest.raises(Conflict) as refused:
        ask(visiting, visiting.first)
    assert "还没有由第二人确认" in refused.value.remedy
    assert not CallOff.objects.exists()


def test_disclosing_early_makes_no_visit_one_that_nobody_can_make(visiting: Visiting) -> None:
    away(visiting, *visiting.coverage(visiting.first).team)
    with pytest.raises(Conflict) as refused:
        ask(visiting, visiting.first)
    assert "重新抽定席位" in refused.value.remedy
    actor = visiting.member(visiting.first)
    Draw.objects.filter(campaign=visiting.campaign_pk).update(disclosed_at=moments.now())
    with pytest.raises(Conflict) as refused:
        ask(visiting, visiting.first, actor)
    assert "不因提前公开而不再实施" in refused.value.remedy


def test_a_seat_that_stood_open_before_the_disclosure_stays_a_ground(visiting: Visiting) -> None:
    row = lose(visiting)
    lapse(visiting.coverage(row).leader)
    actor = visiting.member(row)
    with pytest.raises(Conflict):
        ask(visiting, row, actor)
    Draw.objects.filter(campaign=visiting.campaign_pk).update(disclosed_at=moments.now())
    assert ask(visiting, row, actor).state == "asked"


def test_who_can_take_a_seat_on_a_later_day_is_waited_for(platform: Platform, clock: Clock) -> None:
    platform.confirmed()
    visiting = approved(platform.county, clock, Campaign.objects.get(pk=platform.county.campaign.pk))
    row = visiting.first
    lapse(*Inspector.objects.exclude(roster_no__in=["J002", "J005"]).values_list("roster_no", flat=True))
    back = next_working_day(row.office_id, moments.today() + datetime.timedelta(days=6))
    InspectorLicence.objects.filter(inspector__roster_no="J005").update(valid_from=back)
    with pytest.raises(Conflict) as refused:
        ask(visiting, row)
    assert f"{back}名录库里还有可以接替的人" in refused.value.remedy


def test_where_a_platform_drew_a_member_is_changed_first(platform: Platform, clock: Clock) -> None:
    platform.confirmed()
    visiting = approved(platform.county, clock, Campaign.objects.get(pk=platform.county.campaign.pk))
    row = visiting.first
    lapse("J003")
    with pytest.raises(Conflict) as refused:
        ask(visiting, row)
    assert "请先换人" in refused.value.remedy
    lapse(*Inspector.objects.exclude(roster_no="J002").values_list("roster_no", flat=True))
    assert ask(visiting, row).state == "asked"
    renew()
    with pytest.raises(Conflict) as refused:
        approve_call_off(actor=visiting.reader(LEADER), inspection=row.pk)
    assert refused.value.code == "can-be-made"


def test_it_is_asked_with_a_reason_by_who_has_to_do_with_it(visiting: Visiting) -> None:
    row = lose(visiting)
    with pytest.raises(Refusal) as refused:
        ask_call_off(actor=visiting.member(row), inspection=row.pk, reason=" ")
    assert refused.value.code == "call-off-reason"
    with pytest.raises((Forbidden, Unknown)):
        ask(visiting, row, visiting.ceremony.county.actor(BUSINESS))
    with pytest.raises(Forbidden):
        ask(visiting, row, visiting.reader(LEADER))
    found = ask(visiting, row)
    assert ask(visiting, row) == found
    with pytest.raises(Conflict):
        ask(visiting, row, visiting.reader(ENFORCEMENT))


def test_a_leader_decides_who_did_not_ask_and_is_not_of_the_team(visiting: Visiting) -> None:
    row = lose(visiting)
    ask(visiting, row)
    with pytest.raises(Forbidden):
        approve_call_off(actor=visiting.reader(ENFORCEMENT), inspection=row.pk)
    leader = visiting.ceremony.county.bureau.people[LEADER]
    kept = Inspector.objects.get(roster_no=visiting.coverage(row).leader)
    theirs = kept.person
    Inspector.objects.filter(pk=kept.pk).update(person=leader)
    with pytest.raises(Forbidden):
        approve_call_off(actor=visiting.reader(LEADER), inspection=row.pk)
    Inspector.objects.filter(pk=kept.pk).update(person=theirs)
    CallOff.objects.update(asked_by=leader)
    with pytest.raises(Forbidden):
        approve_call_off(actor=visiting.reader(LEADER), inspection=row.pk)


def test_what_was_declined_is_to_be_made_and_may_be_asked_again(visiting: Visiting) -> None:
    row = lose(visiting)
    ask(visiting, row)
    with pytest.raises(Refusal):
        decline_call_off(actor=visiting.reader(LEADER), inspection=row.pk, words="")
    decline_call_off(actor=visiting.reader(LEADER), inspection=row.pk, words="下月有人返岗")
    row.refresh_from_db()
    assert row.state == WAITING
    assert ask(visiting, row).state == "asked"


def test_called_off_it_is_counted_apart_and_closes_the_round(visiting: Visiting) -> None:
    row = call_off(visiting)
    campaign = Campaign.objects.get(pk=visiting.campaign_pk)
    others = [one.number for one in visiting.rows if one.pk != row.pk]
    assert open_visits(campaign) == others
    assert unvisited(campaign) == len(others)
    progress = progress_of(visiting.reader(LEADER), moments.today())[0]
    assert (progress.called_off, progress.done, progress.total) == (1, 0, len(others) + 1)
    assert ("不再实施", 1) in progress.steps
    figures = figures_of(campaign)
    assert figures.numbers["called_off"] == 1
    text = drafted(figures, unit="家", planned=True, typical=[])
    assert "另有{不再实施}户次" in text["visiting"]
    round_ = rounds_of(visiting.reader(LEADER), moments.today())[0]
    assert round_.open_visits == len(others)
    Inspection.objects.exclude(pk=row.pk).delete()
    assert rounds_of(visiting.reader(LEADER), moments.today())[0].is_over


def test_called_off_it_counts_against_no_cap_until_it_is_taken_up_again(visiting: Visiting) -> None:
    row = call_off(visiting)
    units = set(visiting.coverage(row).units)
    awaited = DrawnUnit.standing.awaited().filter(campaign=visiting.campaign_pk)
    drawn = DrawnUnit.standing.filter(campaign=visiting.campaign_pk)
    assert {one.unit for one in drawn} - {one.unit for one in awaited} == units
    resume_visit(actor=visiting.reader(ENFORCEMENT), inspection=row.pk, reason="返岗")
    assert {one.unit for one in drawn.all()} == {one.unit for one in awaited.all()}
    assert not [one for one in examine_ledger() if "drawnunit" in one.place]


def test_what_is_late_is_not_what_was_called_off(visiting: Visiting) -> None:
    call_off(visiting)
    yesterday = moments.today() - datetime.timedelta(days=1)
    Campaign.objects.filter(pk=visiting.campaign_pk).update(ends_on=yesterday)
    assert progress_of(visiting.reader(LEADER), moments.today())[0].late == len(visiting.rows) - 1


def test_the_notice_that_was_made_before_is_void(visiting: Visiting) -> None:
    row = visiting.first
    visiting.schedule(row)
    notice = issue_notice(actor=visiting.member(row), inspection=row.pk)
    page = Client().get(reverse("public_notice", args=[notice.token])).content.decode()
    assert "这份通知书是真的" in page
    Inspection.objects.filter(pk=row.pk).update(state=CALLED_OFF)
    page = Client().get(reverse("public_notice", args=[notice.token])).content.decode()
    assert "这份通知书已经作废" in page


def test_it_is_taken_up_again_until_the_campaign_is_closed(visiting: Visiting) -> None:
    row = call_off(visiting)
    with pytest.raises(Forbidden):
        resume_visit(actor=visiting.member(row), inspection=row.pk, reason="返岗")
    with pytest.raises(Refusal):
        resume_visit(actor=visiting.reader(ENFORCEMENT), inspection=row.pk, reason="")
    campaign = Campaign.objects.get(pk=visiting.campaign_pk)
    resume_visit(actor=visiting.reader(ENFORCEMENT), inspection=row.pk, reason="返岗")
    row.refresh_from_db()
    assert (row.state, row.planned_on) == (WAITING, None)
    ask(visiting, row)
    approve_call_off(actor=visiting.reader(LEADER), inspection=row.pk)
    note_closing(actor=visiting.reader(ENFORCEMENT), campaign=campaign)
    with pytest.raises(Conflict) as refused:
        resume_visit(actor=visiting.reader(LEADER), inspection=row.pk, reason="返岗")
    assert refused.value.code == "campaign-closed"


def test_the_archive_of_the_visit_holds_the_paper_behind_it(visiting: Visiting) -> None:
    row = lose(visiting)
    actor = visiting.member(row)
    found = ask_call_off(actor=actor, inspection=row.pk, reason="人员全部离岗", scan=photo("调令.png"))
    approve_call_off(actor=visiting.reader(LEADER), inspection=row.pk)
    content = take_archive(actor=actor, inspection=row.pk).content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.read("7不再实施/01.png") == PHOTO
    assert found.proof and found.proof.sha256 == hashlib.sha256(PHOTO).hexdigest()


def test_a_visit_that_was_begun_is_not_called_off(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    with pytest.raises(Conflict) as refused:
        ask(visiting, row)
    assert refused.value.code == "record-begun"


def test_home_and_visit_page_tell_what_is_next(visiting: Visiting) -> None:
    row = lose(visiting)
    client = Client()
    client.force_login(account_of(visiting.ceremony, visiting.coverage(row).leader))
    client.post(reverse("names_look", args=[visiting.campaign_pk]), {"scope": "own", "next": "/"})
    page = client.get(reverse("inspection_detail", args=[row.pk])).content.decode()
    assert "申请不再实施" in page
    posted = {"reason": "人员全部离岗"}
    assert client.post(reverse("call_off_ask", args=[row.pk]), posted).status_code == 302
    leader = Client()
    leader.force_login(visiting.ceremony.county.bureau.people[LEADER])
    assert "决定户次是否不再实施" in leader.get(reverse("home")).content.decode()
    leader.post(reverse("names_look", args=[visiting.campaign_pk]), {"scope": ALL, "next": "/"})
    page = leader.get(reverse("inspection_detail", args=[row.pk])).content.decode()
    assert "批准不再实施" in page and "人员全部离岗" in page
    leader.post(reverse("call_off_decide", args=[row.pk]), {"approve": "1", "words": ""})
    page = leader.get(reverse("inspection_detail", args=[row.pk])).content.decode()
    assert "这一户次不再实施" in page and "恢复实施" in page
    listed = leader.get(reverse("campaign_inspections", args=[visiting.campaign_pk])).content.decode()
    assert "不再实施1户次" in listed
    assert "决定户次是否不再实施" not in leader.get(reverse("home")).content.decode()
