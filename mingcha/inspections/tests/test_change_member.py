"""换人: where a platform drew the team, or a leader sent it, one person says who takes whose seat and another
confirms it; in a team of our own draw nobody chooses."""

import datetime
import io
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER
from mingcha.common import moments
from mingcha.common.errors import ActNeeded, Conflict, Forbidden, Refusal, Unknown
from mingcha.draws.models import ExternalDraw, MemberChange
from mingcha.draws.queries.external.outcome import external_visits
from mingcha.draws.queries.external.record import public_external
from mingcha.draws.rules.changes import ALL, OWN
from mingcha.draws.tests.changing import account_of
from mingcha.draws.tests.conftest import platform as platform
from mingcha.draws.tests.county import Ceremony, Clock, County
from mingcha.draws.tests.platform import Platform
from mingcha.inspections.models import Inspection
from mingcha.inspections.queries.substitutes import Bench, open_change
from mingcha.inspections.queries.visible import find_inspection
from mingcha.inspections.services import (
    NewMember,
    confirm_member_change,
    issue_notice,
    propose_approval,
    propose_member_change,
)
from mingcha.inspections.tests.test_other_draws import approved
from mingcha.inspections.tests.test_other_draws import clue as clue
from mingcha.inspections.tests.visiting import Visiting, photo
from mingcha.ledger.queries import last_change
from mingcha.oversight.services.examine_external_draws import examine_external_draws
from mingcha.plans.models import Campaign, ClueCheck, DrawnUnit
from mingcha.registers.models import ConflictOfInterest, Inspector, InspectorLicence

DAY = datetime.date(2026, 6, 18)


@pytest.fixture
def listed(platform: Platform, clock: Clock) -> Visiting:
    """Approved visits of what the platform drew: J002 leads, J003 goes with him."""
    platform.confirmed()
    return approved(platform.county, clock, Campaign.objects.get(pk=platform.county.campaign.pk))


@pytest.fixture
def sent(county: County, clue: ClueCheck, clock: Clock) -> Visiting:
    """The visit of an urgent clue check, on which the leader sent J002 and J003."""
    approval = propose_approval(actor=county.actor(ENFORCEMENT), campaign=clue.campaign, words="立即核查")
    return Visiting(Ceremony(county, clock, None), clock, approval)  # type: ignore[arg-type]  # no sitting here


def lapse(roster_no: str = "J003") -> None:
    """The licence is no longer in force."""
    InspectorLicence.objects.filter(inspector__roster_no=roster_no).update(
        valid_until=moments.today() - datetime.timedelta(days=1)
    )


def change(visiting: Visiting, row: Inspection, **told: object) -> NewMember:
    place = next(one for one in visiting.coverage(row).places if one.inspector == "J003")
    plain = NewMember(
        group=place.group,
        seat=place.seat,
        left="J003",
        inspector="J005",
        reason="not-licensed",
        words="执法证到期",
        made_on=moments.today(),
        receipt_no="SJ2026-0615-补1",
        scan=photo(),
    )
    return replace(plain, **told)  # type: ignore[arg-type]  # names of its fields


def propose(visiting: Visiting, row: Inspection, actor: Actor | None = None, **told: object) -> MemberChange:
    return propose_member_change(
        actor=actor or visiting.member(row), inspection=row.pk, change=change(visiting, row, **told)
    )


def confirm(actor: Actor, row: Inspection) -> MemberChange:
    """What waits, as its page shows it now."""
    return confirm_member_change(actor=actor, inspection=row.pk, seen_at=seen(row))


def seen(row: Inspection) -> int:
    waiting = open_change(row)
    return last_change(waiting.pk) if waiting else -1


def refused(visiting: Visiting, **told: object) -> str:
    row = visiting.first
    with pytest.raises(Refusal) as raised:
        propose_member_change(
            actor=visiting.member(row), inspection=row.pk, change=change(visiting, row, **told)
        )
    assert not MemberChange.objects.exists()
    return raised.value.code


def test_what_a_platform_drew_anew_goes_in_the_place_of_who_cannot(listed: Visiting) -> None:
    row = listed.first
    listed.schedule(row)
    issue_notice(actor=listed.member(row), inspection=row.pk)
    lapse()
    propose(listed, row)
    assert listed.coverage(row).team == ("J002", "J003")
    confirm(listed.reader(LEADER), row)
    assert listed.coverage(row).team == ("J002", "J005")
    assert listed.coverage(listed.rows[1]).team == ("J002", "J003")
    made = DrawnUnit.objects.get(unit=listed.coverage(row).units[0])
    assert (made.team, made.present_team) == (["J002", "J003"], ["J002", "J005"])
    assert list(examine_external_draws()) == []


def test_the_new_team_makes_the_notice_anew_and_the_record_names_it(listed: Visiting) -> None:
    row = listed.first
    listed.schedule(row)
    first = issue_notice(actor=listed.member(row), inspection=row.pk)
    lapse()
    propose(listed, row)
    confirm(listed.reader(LEADER), row)
    listed.clock.now = datetime.datetime(2026, 6, 18, 1, 0, tzinfo=datetime.UTC)
    page = Client().get(reverse("public_notice", args=[first.token])).content.decode()
    assert "这份通知书已经作废" in page
    second = issue_notice(actor=listed.member(row, 1), inspection=row.pk, reason="换人")
    assert second.team == ["J002", "J005"]
    listed.clock.advance(hours=2, minutes=30)
    listed.on_the_day(row)
    record = listed.hand_in(row)
    assert [one["roster"] for one in record.team] == ["J002", "J005"]


def test_who_left_sees_the_visit_no_more_and_a_look_ends(listed: Visiting) -> None:
    row = listed.first
    before, reader = listed.member(row, 1), listed.reader(ENFORCEMENT)
    lapse()
    propose(listed, row)
    listed.clock.advance(seconds=1)
    confirm(listed.reader(LEADER), row)
    assert "J003" not in listed.coverage(row).team
    with pytest.raises(Unknown):
        find_inspection(before, row.pk)
    client = Client()
    client.force_login(listed.ceremony.county.bureau.people[ENFORCEMENT])
    assert reader.opened
    assert client.get(reverse("inspection_detail", args=[row.pk])).status_code == 428


def test_a_look_ends_with_the_change_that_it_never_saw(listed: Visiting) -> None:
    row, people = listed.first, listed.ceremony.county.bureau.people
    client = Client()
    client.force_login(people[ENFORCEMENT])
    look = {"scope": ALL, "next": "/"}
    client.post(reverse("names_look", args=[listed.campaign_pk]), look)
    assert client.get(reverse("inspection_detail", args=[row.pk])).status_code == 200
    lapse()
    propose(listed, row)
    listed.clock.advance(seconds=1)
    confirm(listed.reader(LEADER), row)
    assert client.get(reverse("inspection_detail", args=[row.pk])).status_code == 428


def test_the_staff_page_names_both_and_the_public_page_neither_name_nor_recusal(listed: Visiting) -> None:
    row = listed.first
    lapse()
    propose(listed, row)
    assert public_external(ExternalDraw.objects.get().pk).exchanged == ()
    confirm(listed.reader(LEADER), row)
    draw = ExternalDraw.objects.get()
    told = [one for visit in external_visits(draw) for one in visit.members if one.before]
    assert [(one.name, one.before) for one in told] == [("检查员5", ("检查员3（执法资格不符）",))]
    page = Client().get(reverse("public_external", args=[draw.pk])).content.decode()
    assert "更换检查人员1人次：依法不能参加1人次" in page
    for secret in ("检查员3", "检查员5", "执法资格", "回避", "执法证到期"):
        assert secret not in page


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"reason": ""}, "member-reason"),
        ({"words": " "}, "member-words"),
        ({"receipt_no": " "}, "member-receipt"),
        ({"scan": None}, "member-proof"),
        ({"made_on": datetime.date(2026, 6, 14)}, "member-day"),
        ({"made_on": datetime.date(2027, 1, 1)}, "member-day"),
        ({"left": "J002"}, "no-such-seat"),
        ({"left": ""}, "no-such-seat"),
        ({"group": "nothing"}, "no-such-seat"),
        ({"inspector": "J002"}, "member-not-able"),
        ({"inspector": "J999"}, "member-not-able"),
        ({"reason": "barred"}, "not-in-the-register"),
    ],
)
def test_a_change_without_its_papers_or_its_people_is_refused(
    listed: Visiting, told: dict[str, object], code: str
) -> None:
    lapse()
    assert refused(listed, **told) == code


def test_nobody_who_can_go_is_set_aside(listed: Visiting) -> None:
    assert refused(listed) == "not-in-the-register"


def test_who_takes_the_seat_is_licensed_has_no_interest_and_meets_what_the_seat_asks(
    listed: Visiting,
) -> None:
    lapse()
    lapse("J005")
    assert refused(listed) == "member-not-able"
    holder = listed.coverage(listed.first).units[0]
    county = listed.ceremony.county
    ConflictOfInterest.objects.create(
        office=county.bureau.office,
        inspector=Inspector.objects.get(roster_no="J004"),
        holder_code=holder,
        relation="配偶任职",
        declared_on=moments.today(),
    )
    assert refused(listed, inspector="J004") == "member-not-able"
    lead = next(one for one in listed.coverage(listed.first).places if one.inspector == "J002")
    cannot = next(
        one.roster_no for one in Inspector.objects.filter(can_lead=False) if one.roster_no != "J005"
    )
    lapse("J002")
    told = {"group": lead.group, "seat": lead.seat, "left": "J002", "inspector": cannot}
    assert refused(listed, **told) == "member-not-able"


def test_an_expert_takes_no_seat_where_two_officers_would_not_be_left(listed: Visiting) -> None:
    lapse()
    Inspector.objects.filter(roster_no="J005").update(is_expert=True)
    assert refused(listed) == "member-not-able"


def test_the_page_offers_only_those_who_can(listed: Visiting) -> None:
    lapse("J006")
    row = listed.first
    place = listed.coverage(row).places[-1]
    able = [
        one.inspector.roster_no
        for one in Bench(listed.member(row), find_inspection(listed.member(row), row.pk)).able(place)
    ]
    assert "J005" in able
    assert not {"J002", "J003", "J006"} & set(able)


def test_two_people_change_a_member_and_neither_is_of_the_team(listed: Visiting) -> None:
    row, county = listed.first, listed.ceremony.county
    lapse()
    clerk = listed.reader(ENFORCEMENT)
    propose(listed, row, actor=clerk)
    with pytest.raises(Forbidden):
        confirm(clerk, row)
    with pytest.raises(Forbidden):
        confirm(listed.member(row), row)
    leader = county.bureau.people[LEADER]
    Inspector.objects.filter(roster_no="J005").update(person=leader)
    with pytest.raises(Forbidden):
        confirm(listed.reader(LEADER), row)
    Inspector.objects.filter(roster_no="J005").update(person=None)
    with pytest.raises((Unknown, Forbidden)):
        confirm(county.actor(BUSINESS), row)
    with pytest.raises(ActNeeded):
        confirm(county.actor(LEADER), row)
    assert confirm(listed.reader(LEADER), row).is_confirmed


def test_said_again_it_stands_and_another_waits(listed: Visiting) -> None:
    row = listed.first
    lapse()
    known = propose(listed, row)
    assert propose(listed, row) == known
    with pytest.raises(Conflict):
        propose(listed, row, inspector="J007")
    with pytest.raises(Conflict):
        propose(listed, row, actor=listed.reader(ENFORCEMENT))


def test_what_was_true_when_it_was_proposed_is_asked_again(listed: Visiting) -> None:
    row = listed.first
    lapse()
    propose(listed, row)
    lapse("J005")
    with pytest.raises(Refusal) as raised:
        confirm(listed.reader(LEADER), row)
    assert raised.value.code == "member-not-able"


def test_once_the_record_is_begun_or_handed_in_the_team_stays(listed: Visiting) -> None:
    row = listed.first
    listed.schedule(row)
    issue_notice(actor=listed.member(row), inspection=row.pk)
    listed.on_the_day(row)
    assert refused(listed, reason="ill") == "record-begun"
    listed.hand_in(row)
    assert refused(listed, reason="ill") == "record-handed-in"
    listed.confirm(row)
    assert refused(listed, reason="ill") == "record-handed-in"


def test_in_a_team_that_was_drawn_here_the_protocol_draws_the_seat(visiting: Visiting) -> None:
    row = visiting.first
    place = visiting.coverage(row).places[-1]
    told = NewMember(
        place.group, place.seat, place.inspector, "J005", "ill", "病假", moments.today(), "", photo()
    )
    with pytest.raises(Conflict) as raised:
        propose_member_change(actor=visiting.member(row), inspection=row.pk, change=told)
    assert raised.value.code == "drawn-here"
    assert "席位变动" in raised.value.remedy


def test_the_leader_who_may_send_sends_another_on_an_urgent_check(sent: Visiting) -> None:
    row = sent.first
    lapse()
    with pytest.raises(Refusal) as raised:
        sent.schedule(row)
    assert "另行派人" in raised.value.remedy
    propose(sent, row, receipt_no="")
    with pytest.raises(Forbidden):
        confirm(sent.ceremony.county.actor(ENFORCEMENT), row)
    confirm(sent.ceremony.county.actor(LEADER), row)
    assert sent.coverage(row).team == ("J002", "J005")
    assert ClueCheck.objects.get().sent_team == ["J002", "J005"]
    sent.schedule(row)


def test_the_refusal_tells_a_platforms_team_what_to_do(listed: Visiting) -> None:
    lapse()
    with pytest.raises(Refusal) as raised:
        listed.schedule(listed.first)
    assert "省双随机平台" in raised.value.remedy


def test_it_is_proposed_and_confirmed_in_the_browser(listed: Visiting) -> None:
    row, people = listed.first, listed.ceremony.county.bureau.people
    lapse()
    told = change(listed, row)
    client = Client()
    client.force_login(account_of(listed.ceremony, "J002"))
    client.post(reverse("names_look", args=[listed.campaign_pk]), {"scope": OWN, "next": "/"})
    listed.schedule(row) if False else None
    page = client.get(reverse("inspection_detail", args=[row.pk])).content.decode()
    assert "换人" in page
    form = client.get(reverse("member_change", args=[row.pk])).content.decode()
    assert "检查员5" in form and "省双随机平台" in form
    scan = io.BytesIO(b"%PDF-1.7 receipt")
    scan.name = "回执.pdf"
    posted = {
        "seat": f"{told.group}/{told.seat}/J003",
        "reason": "not-licensed",
        "words": "执法证到期",
        "inspector": "J005",
        "made_on": moments.today().isoformat(),
        "receipt_no": "SJ-补1",
        "scan": scan,
    }
    assert client.post(reverse("member_change", args=[row.pk]), posted).status_code == 302
    leader = Client()
    leader.force_login(people[LEADER])
    home = leader.get(reverse("home")).content.decode()
    assert "确认换人" in home and "检查员5" not in home
    leader.post(reverse("names_look", args=[listed.campaign_pk]), {"scope": ALL, "next": "/"})
    page = leader.get(reverse("inspection_detail", args=[row.pk])).content.decode()
    assert "检查员3 换成 检查员5" in page
    proof = leader.get(reverse("member_change_proof", args=[MemberChange.objects.get().pk]))
    assert b"".join(proof.streaming_content) if proof.streaming else proof.content  # type: ignore[attr-defined]
    answer = leader.post(
        reverse("member_change_decide", args=[row.pk]), {"confirm": "1", "seen": str(seen(row))}
    )
    assert answer.status_code == 302
    assert listed.coverage(row).team == ("J002", "J005")


def test_the_page_of_a_campaign_offers_the_look_that_is_missing(listed: Visiting) -> None:
    client = Client()
    client.force_login(listed.ceremony.county.bureau.people[ENFORCEMENT])
    page = client.get(reverse("campaign_inspections", args=[listed.campaign_pk])).content.decode()
    assert "查看名单，记入日志" in page and "没有您可以看的户次" not in page
