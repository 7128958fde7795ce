"""Clue checks: the only way outside the draw, decided on evidence; the team is drawn all the same."""

import datetime
import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import OpenWork, Person, RoleGrant
from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT, INSPECTOR, LEADER, LEGAL, SECURITY_ADMIN
from mingcha.accounts.services import name_head
from mingcha.common import moments
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.draws.services import open_sitting
from mingcha.intake.services import Scan
from mingcha.ledger.models import Opening
from mingcha.ledger.services import examine_ledger
from mingcha.plans.models import ClueCheck
from mingcha.plans.policies import can_edit_campaign, can_reopen_campaign, can_settle_campaign
from mingcha.plans.queries import campaign_frame, campaigns
from mingcha.plans.queries.clues import clue_shares
from mingcha.plans.services import (
    ClueFacts,
    approve_clue_check,
    drop_clue_check,
    propose_clue_check,
    record_clue_visit,
    send_at_once,
)
from mingcha.registers.models import VisitFact
from mingcha.registers.services.interests import give_delegation

if TYPE_CHECKING:
    from mingcha.draws.tests.county import Clock, County

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 6, 16)
LATER = datetime.date(2026, 6, 30)
CLEAR = "没有发现问题"


def facts_of(county: "County") -> ClueFacts:
    item = county.campaign.campaign_items.get().item_id
    return ClueFacts(
        source="complaint",
        received_on=TODAY,
        summary="越界开采",
        holder=county.holders[1],
        item_ids=(item,),
        ends_on=LATER,
    )


def propose(county: "County", role: str = BUSINESS, **facts: Any) -> ClueCheck:
    return propose_clue_check(
        actor=county.actor(role),
        facts=replace(facts_of(county), **facts),
        evidence=Scan(io.BytesIO(b"%PDF-1.7"), "举报信.pdf"),
    )


def approved(county: "County") -> ClueCheck:
    return approve_clue_check(actor=county.actor(LEADER), clue=propose(county))


def roster(county: "County") -> list[str]:
    return [one.roster_no for one in county.inspectors]


def test_a_proposal_keeps_its_evidence_and_waits_for_the_leader(county: "County") -> None:
    clue = propose(county)
    assert (clue.campaign.number, clue.campaign.state, str(clue)) == ("X2026-01", "draft", "线索核查X2026-01")
    assert OpenWork.objects.get(subject=clue.pk).title == "决定线索核查X2026-01"
    assert Opening.objects.get(act="plans.propose_clue_check").actor_name
    assert list(examine_ledger()) == []


def test_without_evidence_there_is_no_way_outside_the_draw(county: "County") -> None:
    with pytest.raises(Refusal) as refused:
        propose_clue_check(actor=county.actor(BUSINESS), facts=facts_of(county), evidence=None)
    assert refused.value.code == "no-evidence"
    assert "均需通过随机方式" in refused.value.clause


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"summary": " "}, "no-summary"),
        ({"source": "rumour"}, "no-source"),
        ({"item_ids": ()}, "no-items"),
        ({"received_on": TODAY + datetime.timedelta(days=1)}, "future-clue"),
    ],
)
def test_a_proposal_without_its_parts_is_refused(county: "County", facts: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        propose(county, **facts)
    assert refused.value.code == code
    assert not ClueCheck.objects.exists()


def test_a_target_of_another_holder_is_refused(county: "County") -> None:
    foreign = county.holders[0].targets.all()[0]
    with pytest.raises(Refusal, match="不属于"):
        propose(county, target=foreign)


@pytest.mark.parametrize("role", [LEADER, LEGAL, AUDITOR, INSPECTOR])
def test_only_who_inspects_proposes(county: "County", role: str) -> None:
    with pytest.raises(Forbidden):
        propose(county, role)


def test_only_a_leader_decides_and_never_on_the_own_proposal(county: "County") -> None:
    clue = propose(county)
    with pytest.raises(Forbidden, match="局领导"):
        approve_clue_check(actor=county.actor(ENFORCEMENT), clue=clue)
    person = county.bureau.people[BUSINESS]
    person.grants.create(role=LEADER, granted_at=county.bureau.office.founded_at)
    with pytest.raises(Forbidden, match="另一位局领导"):
        approve_clue_check(actor=county.actor(BUSINESS), clue=clue)


def test_the_frame_of_a_clue_is_the_party_named_and_it_owes_no_floor(county: "County") -> None:
    clue = approved(county)
    frame = campaign_frame(county.actor(ENFORCEMENT), clue.campaign)
    assert frame.rows == ((county.holders[1].code, "s1"),)
    assert (frame.population, frame.drawn, frame.floor.required, frame.excluded) == (1, 1, 0, ())


def test_a_target_may_be_named_instead_of_its_holder(county: "County") -> None:
    target = county.holders[1].targets.all()[0]
    clue = propose(county, target=target)
    frame = campaign_frame(county.actor(ENFORCEMENT), clue.campaign)
    assert frame.rows == ((target.code, "s1"),)


def test_the_team_of_a_clue_is_drawn_by_the_protocol(county: "County", clock: "Clock") -> None:
    from mingcha.draws.tests.county import Ceremony

    clue = approved(county)
    people = county.bureau.people
    sitting = open_sitting(
        actor=county.actor(ENFORCEMENT),
        campaign=clue.campaign,
        caller=people[INSPECTOR],
        witness=people["witness"],
        place="二楼会议室",
    )
    ceremony = Ceremony(county, clock, sitting)
    ceremony.select()
    drawn = ceremony.assign()
    clue.campaign.refresh_from_db()
    assert (drawn.state, clue.campaign.state) == ("drawn", "drawn")
    assert drawn.draw_id == "fuping-X2026-01-a1"


def test_a_clue_stays_out_of_the_plans_lists_and_verbs(county: "County") -> None:
    clue = propose(county)
    leader, business = county.actor(LEADER), county.actor(BUSINESS)
    assert clue.campaign not in campaigns(leader)
    for may in (
        can_settle_campaign(leader, clue.campaign),
        can_edit_campaign(business, clue.campaign),
        can_reopen_campaign(leader, clue.campaign),
    ):
        assert "线索核查" in may.reason


def test_who_cannot_wait_says_why_and_names_the_team(county: "County") -> None:
    team = roster(county)[:2]
    clue = send_at_once(actor=county.actor(LEADER), clue=propose(county), reason="正在施工", team=team)
    assert (clue.campaign.state, clue.sent_team, clue.urgent_reason) == ("sent", team, "正在施工")
    assert list(examine_ledger()) == []


@pytest.mark.parametrize(
    ("reason", "count", "code"), [(" ", 2, "no-urgency"), ("正在施工", 1, "team-too-small")]
)
def test_sending_without_reason_or_with_too_few_is_refused(
    county: "County", reason: str, count: int, code: str
) -> None:
    clue = propose(county)
    with pytest.raises(Refusal) as refused:
        send_at_once(actor=county.actor(LEADER), clue=clue, reason=reason, team=roster(county)[:count])
    assert refused.value.code == code


def test_nobody_is_sent_who_must_stand_aside_or_has_no_licence(county: "County") -> None:
    barred, second, third = county.inspectors[:3]
    clue = propose(county, holder=county.holders[0])
    third.licences.all().delete()
    for one, word in ((barred, "应当回避"), (third, "执法证")):
        with pytest.raises(Refusal, match=word):
            send_at_once(
                actor=county.actor(LEADER),
                clue=clue,
                reason="正在施工",
                team=[one.roster_no, second.roster_no],
            )


def test_a_visit_is_counted_as_a_clue_check_and_its_share_published(county: "County") -> None:
    office = county.bureau.office
    team = roster(county)[:2]
    clue = send_at_once(actor=county.actor(LEADER), clue=propose(county), reason="正在施工", team=team)
    VisitFact.objects.create(
        office=office,
        holder=county.holders[2],
        body=office.name,
        visited_on=TODAY,
        item="开采",
        source="抽查",
    )
    record_clue_visit(actor=county.actor(BUSINESS), clue=clue, visited_on=TODAY, result=CLEAR)
    assert VisitFact.objects.get(manner="clue").source == "线索核查X2026-01"
    share = clue_shares(office)[0]
    assert (share.checks, share.at_once, share.visits, share.all_visits) == (1, 1, 1, 2)
    assert share.share == "50.0%"
    shown = Client().get(reverse("public_clues")).content.decode()
    assert "50.0%" in shown
    assert county.holders[1].name not in shown
    with pytest.raises(Conflict, match="已经登记"):
        record_clue_visit(actor=county.actor(BUSINESS), clue=clue, visited_on=TODAY, result=CLEAR)


def test_a_result_comes_after_the_team(county: "County") -> None:
    with pytest.raises(Conflict, match="检查组抽出或派出后"):
        record_clue_visit(actor=county.actor(BUSINESS), clue=approved(county), visited_on=TODAY, result=CLEAR)


def test_a_clue_is_declined_or_withdrawn_with_a_reason(county: "County") -> None:
    clue = propose(county)
    with pytest.raises(Forbidden):
        drop_clue_check(actor=county.actor(ENFORCEMENT), clue=clue, reason="不实")
    with pytest.raises(Refusal, match="写明理由"):
        drop_clue_check(actor=county.actor(LEADER), clue=clue, reason=" ")
    dropped = drop_clue_check(actor=county.actor(LEADER), clue=clue, reason="线索不实")
    assert (dropped.campaign.state, dropped.remark) == ("cancelled", "线索不实")
    assert not OpenWork.objects.filter(subject=clue.pk).exists()
    assert drop_clue_check(actor=county.actor(BUSINESS), clue=propose(county), reason="重复").decided_by == ""


def test_the_pages_lead_from_the_form_to_the_result(county: "County") -> None:
    def signed_in(role: str) -> Client:
        client = Client()
        client.force_login(county.bureau.people[role])
        return client

    typed = {
        "source": "complaint",
        "received_on": "2026.6.16",
        "summary": "越界开采",
        "evidence": io.BytesIO(b"%PDF-1.7"),
        "holder": county.holders[1].code,
        "items": [str(county.campaign.campaign_items.get().item_id)],
        "members": "1",
        "ends_on": "2026-6-30",
    }
    business, leader = signed_in(BUSINESS), signed_in(LEADER)
    business.post(reverse("clue_propose"), typed)
    clue = ClueCheck.objects.get()
    detail = reverse("clue_detail", args=[clue.pk])
    assert "批准核查" in leader.get(detail).content.decode()
    assert "须由另一位局领导决定" in business.get(detail).content.decode()
    assert leader.post(reverse("clue_send", args=[clue.pk]), {"reason": ""}).status_code == 422
    team = {"reason": "正在施工", "team": roster(county)[:2]}
    assert leader.post(reverse("clue_send", args=[clue.pk]), team).status_code == 302
    visit = {"visited_on": "2026-06-16", "result": CLEAR}
    assert business.post(reverse("clue_visit", args=[clue.pk]), visit).status_code == 302
    assert CLEAR in business.get(detail).content.decode()
    evidence = reverse("clue_evidence", args=[clue.evidence_id])
    assert business.get(evidence).content == b"%PDF-1.7"
    assert signed_in(INSPECTOR).get(detail).status_code == 403


def second_leader(county: "County") -> Person:
    """A deputy: a leader beside the first, who is named as head."""
    bureau = county.bureau
    other = Person.objects.create(office=bureau.office, username="fuju", name="副局长")
    RoleGrant.objects.create(person=other, role=LEADER, granted_at=moments.now())
    head = bureau.people[LEADER].grants.get(role=LEADER)
    name_head(actor=bureau.actor(SECURITY_ADMIN), grant=head)
    return other


def test_of_two_leaders_the_head_alone_says_that_it_cannot_wait(county: "County") -> None:
    other, clue = second_leader(county), propose(county)
    deputy = Actor.of(other)
    with pytest.raises(Forbidden, match="主要负责人"):
        send_at_once(actor=deputy, clue=clue, reason="正在越界开采", team=roster(county)[1:3])
    assert send_at_once(
        actor=county.actor(LEADER), clue=clue, reason="正在越界开采", team=roster(county)[1:3]
    ).sent_team
    approve_clue_check(actor=deputy, clue=propose(county))


def test_the_head_lets_a_deputy_say_so_in_writing_for_some_days(county: "County") -> None:
    person, clue = second_leader(county), propose(county)
    deputy = Actor.of(person)
    terms: dict[str, Any] = {"person": person.pk, "document_no": "阜自然资授〔2026〕2号", "until_on": LATER}
    with pytest.raises(Forbidden):
        give_delegation(actor=deputy, matter="urgency", from_on=TODAY, **terms)
    # What was given for interests lets nobody send a team.
    give_delegation(actor=county.actor(LEADER), from_on=TODAY, **terms)
    sent: dict[str, Any] = {"clue": clue, "reason": "正在越界开采", "team": roster(county)[1:3]}
    with pytest.raises(Forbidden):
        send_at_once(actor=deputy, **sent)
    give_delegation(actor=county.actor(LEADER), matter="urgency", from_on=TODAY, **terms)
    assert send_at_once(actor=deputy, **sent).decided_by == "副局长"
    opened = Opening.objects.get(act="plans.send_at_once")
    assert "阜自然资授〔2026〕2号" in opened.content


def test_the_page_says_whose_word_it_takes(county: "County") -> None:
    deputy, clue = second_leader(county), propose(county)
    client = Client()
    client.force_login(deputy)
    page = client.get(reverse("clue_detail", args=[clue.pk])).content.decode()
    assert "由主要负责人阜平试局领导或其书面授权的人员决定" in page and "批准并派出" not in page
    assert "批准核查" in page
