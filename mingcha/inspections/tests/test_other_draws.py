"""Visits of what a platform drew, and of an urgent clue check, work like those of an own draw."""

import datetime
import io
from dataclasses import replace

import pytest

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER
from mingcha.common import moments
from mingcha.common.errors import Forbidden, Refusal
from mingcha.draws.policies import look_key
from mingcha.draws.rules.changes import OWN
from mingcha.draws.services.changes import look_at_names
from mingcha.draws.services.external import propose_external_withdrawal
from mingcha.draws.tests.changing import account_of
from mingcha.draws.tests.conftest import platform as platform
from mingcha.draws.tests.county import Ceremony, Clock, County
from mingcha.draws.tests.platform import Platform
from mingcha.inspections.models import Approval, Inspection, InspectionRecord
from mingcha.inspections.queries.visible import sight_of, visible_inspections
from mingcha.inspections.services import approve_inspections, issue_notice, propose_approval
from mingcha.inspections.states import APPROVED, RECORDED
from mingcha.inspections.tests.visiting import Visiting
from mingcha.intake.services import Scan
from mingcha.plans.models import Campaign, ClueCheck
from mingcha.plans.services import ClueFacts, propose_clue_check, send_at_once
from mingcha.registers.models import CLUE, VisitFact


def carry_out(visiting: Visiting, row: Inspection) -> InspectionRecord:
    visiting.schedule(row)
    issue_notice(actor=visiting.member(row), inspection=row.pk)
    return visiting.whole(row)


def approved(county: County, clock: Clock, campaign: Campaign) -> Visiting:
    visiting = Visiting(Ceremony(county, clock, None), clock, None)  # type: ignore[arg-type]  # no sitting here
    row = propose_approval(actor=county.actor(ENFORCEMENT), campaign=campaign, words="两人一组")
    approve_inspections(actor=county.actor(LEADER), approval=row)
    visiting.approval = Approval.objects.get(pk=row.pk)
    return visiting


def test_a_visit_that_a_platform_drew_is_looked_at_noticed_and_recorded(
    platform: Platform, clock: Clock
) -> None:
    platform.confirmed()
    campaign = Campaign.objects.get(pk=platform.county.campaign.pk)
    visiting = approved(platform.county, clock, campaign)
    row = visiting.first
    member = Actor.of(account_of(visiting.ceremony, visiting.coverage(row).team[0]))
    assert not visible_inspections(member, sight_of(member, campaign)).exists()
    look_at_names(actor=member, campaign=campaign, scope=OWN)
    opened = replace(member, opened=frozenset({look_key(campaign.pk, OWN)}))
    assert visible_inspections(opened, sight_of(opened, campaign)).exists()
    carry_out(visiting, row)
    row.refresh_from_db()
    assert row.state == RECORDED
    assert VisitFact.objects.filter(is_void=False).count() == len(visiting.coverage(row).units)


def test_a_platforms_draw_on_which_approved_visits_stand_is_not_withdrawn(
    platform: Platform, clock: Clock
) -> None:
    draw = platform.confirmed()
    approved(platform.county, clock, Campaign.objects.get(pk=platform.county.campaign.pk))
    with pytest.raises(Refusal) as refused:
        propose_external_withdrawal(actor=platform.clerk, draw=draw, reason="导错了批次")
    assert "检查已经局领导批准" in f"{refused.value.sentence}{refused.value.found}"


@pytest.fixture
def clue(county: County) -> ClueCheck:
    facts = ClueFacts(
        source="complaint",
        received_on=moments.today(),
        summary="夜间越界开采",
        holder=county.holders[1],
        item_ids=(county.campaign.campaign_items.get().item_id,),
        ends_on=moments.today() + datetime.timedelta(weeks=2),
    )
    evidence = Scan(io.BytesIO(b"%PDF-1.7"), "举报信.pdf")
    found = propose_clue_check(actor=county.actor(BUSINESS), facts=facts, evidence=evidence)
    return send_at_once(actor=county.actor(LEADER), clue=found, reason="正在施工", team=["J002", "J003"])


def test_an_urgent_clue_check_was_approved_when_its_team_was_sent(
    county: County, clue: ClueCheck, clock: Clock
) -> None:
    row = propose_approval(actor=county.actor(ENFORCEMENT), campaign=clue.campaign, words="立即核查")
    assert (row.state, row.decided_by_id) == (APPROVED, clue.decider)
    visiting = Visiting(Ceremony(county, clock, None), clock, Approval.objects.get(pk=row.pk))  # type: ignore[arg-type]  # no sitting here
    visit = visiting.first
    assert visiting.coverage(visit).team == ("J002", "J003")
    carry_out(visiting, visit)
    fact = VisitFact.objects.get(manner=CLUE)
    assert (fact.holder_id, fact.told_result) == (clue.holder_id, "以公示为准")
    clue.refresh_from_db()
    assert (clue.visited_on, clue.result) == (fact.visited_on, "以公示为准")


def test_nobody_but_those_sent_works_on_an_urgent_visit(
    county: County, clue: ClueCheck, clock: Clock
) -> None:
    row = propose_approval(actor=county.actor(ENFORCEMENT), campaign=clue.campaign, words="立即核查")
    visiting = Visiting(Ceremony(county, clock, None), clock, Approval.objects.get(pk=row.pk))  # type: ignore[arg-type]  # no sitting here
    visiting.schedule(visiting.first)
    with pytest.raises(Forbidden):
        issue_notice(actor=county.actor(ENFORCEMENT), inspection=visiting.first.pk)
