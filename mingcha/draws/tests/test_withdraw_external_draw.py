"""Two people withdraw what was brought in by mistake, while nothing stands on it; it stays on record."""

from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import LEADER
from mingcha.common import moments
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.draws.models import ExternalDraw
from mingcha.draws.policies import can_see_external_names
from mingcha.draws.queries.outcomes import outcome_of
from mingcha.draws.queries.platforms import entered_external
from mingcha.draws.rules.changes import ALL
from mingcha.draws.services import thaw_draw
from mingcha.draws.services.changes import look_at_names
from mingcha.draws.services.external import (
    confirm_external_withdrawal,
    disclose_external_draw,
    propose_external_withdrawal,
)
from mingcha.draws.tests.county import SAID, begin
from mingcha.draws.tests.platform import Platform
from mingcha.ledger.queries import last_change
from mingcha.ledger.services import examine_ledger, record_act
from mingcha.plans.models import Campaign, CampaignItem, DrawnUnit, Stratum, TeamGroup
from mingcha.plans.states import READY
from mingcha.registers.services import Visit, record_visit_facts
from mingcha.upkeep.rules import PROVINCIAL
from mingcha.upkeep.services import EntryFacts, record_platform_entry


def test_two_people_withdraw_it_and_its_campaign_waits_again(platform: Platform) -> None:
    draw = platform.withdrawn()
    campaign = Campaign.objects.get(pk=platform.county.campaign.pk)
    assert (draw.state, campaign.state, campaign.drawn_as) == ("withdrawn", READY, "")
    assert outcome_of(campaign) is None


def test_its_units_stay_on_record_and_count_no_more(platform: Platform) -> None:
    platform.withdrawn()
    assert DrawnUnit.objects.count() == 6
    assert not DrawnUnit.standing.exists()


def test_the_right_one_is_brought_in_and_its_units_alone_count(platform: Platform) -> None:
    platform.withdrawn()
    again = platform.confirmed()
    assert again.number == 2
    assert {unit.draw for unit in DrawnUnit.standing.all()} == {again.draw_id}


def test_one_person_never_withdraws_alone(platform: Platform) -> None:
    draw = platform.confirmed()
    propose_external_withdrawal(actor=platform.clerk, draw=draw, reason="导错了")
    with pytest.raises(Forbidden, match="不能自己确认"):
        confirm_external_withdrawal(actor=platform.clerk, draw=draw, seen=last_change(draw.pk))


def test_the_database_too_wants_two_people(platform: Platform) -> None:
    draw = platform.confirmed()
    one = draw.taken_in_by
    wrong = {"withdrawal_reason": "导错了", "withdrawal_proposed_by": one, "withdrawn_by": one}
    with pytest.raises(IntegrityError), transaction.atomic():
        ExternalDraw.objects.filter(pk=draw.pk).update(state="withdrawn", **wrong)


def test_nobody_confirms_what_nobody_proposed(platform: Platform) -> None:
    draw = platform.confirmed()
    with pytest.raises(Forbidden, match="还没有人提出"):
        confirm_external_withdrawal(actor=platform.legal, draw=draw, seen=last_change(draw.pk))


def test_a_second_proposer_is_told_to_confirm(platform: Platform) -> None:
    draw = platform.confirmed()
    propose_external_withdrawal(actor=platform.clerk, draw=draw, reason="导错了")
    with pytest.raises(Conflict, match="已有人提出"):
        propose_external_withdrawal(actor=platform.legal, draw=draw, reason="也这样看")


def test_a_withdrawal_gives_its_reason(platform: Platform) -> None:
    draw = platform.confirmed()
    with pytest.raises(Refusal, match="理由"):
        propose_external_withdrawal(actor=platform.clerk, draw=draw, reason=" ")


def test_nobody_outside_withdraws(platform: Platform) -> None:
    draw = platform.confirmed()
    with pytest.raises(Forbidden):
        propose_external_withdrawal(actor=platform.county.actor("business"), draw=draw, reason="导错了")


def test_one_that_waits_is_sent_back_and_not_withdrawn(platform: Platform) -> None:
    draw = platform.take_in()
    with pytest.raises(Conflict):
        propose_external_withdrawal(actor=platform.legal, draw=draw, reason="导错了")


def test_a_visit_on_record_keeps_it(platform: Platform) -> None:
    draw = platform.confirmed()
    propose_external_withdrawal(actor=platform.clerk, draw=draw, reason="导错了")
    holder = platform.county.holders[1]
    office = platform.county.bureau.office
    visit = Visit(holder.pk, office.name, moments.today(), "采矿权", "抽查任务2026-01")
    record_visit_facts(actor=platform.clerk, visits=[visit])
    with pytest.raises(Refusal, match="之后已被用到") as error:
        confirm_external_withdrawal(actor=platform.legal, draw=draw, seen=last_change(draw.pk))
    assert error.value.found == (("后续", "已登记1条检查经历"),)


def test_an_entry_in_a_platform_keeps_it(platform: Platform) -> None:
    draw = platform.confirmed()
    facts = EntryFacts(PROVINCIAL, moments.today(), "张三", entry_no="SJ-1")
    record_platform_entry(actor=platform.clerk, subject=entered_external(draw), facts=facts)
    with pytest.raises(Refusal, match="之后已被用到"):
        propose_external_withdrawal(actor=platform.clerk, draw=draw, reason="导错了")


def next_campaign(platform: Platform) -> Campaign:
    """Another settled campaign with the same settings, drawn here."""
    first = platform.county.campaign
    facts = {"office": first.office, "title": "2026年第三轮矿业权抽查", "year": 2026, "unit": first.unit}
    made = Campaign.objects.create(number="2026-02", state=READY, **facts)
    rows: list[CampaignItem | Stratum | TeamGroup] = [
        *first.campaign_items.all(),
        *first.strata.all(),
        *first.team_groups.all(),
    ]
    for row in rows:
        row.pk, row.campaign = uuid4(), made
        row.save(force_insert=True)
    record_act("draws.tests", actor=platform.clerk, records=[made, *rows])
    return made


def test_a_register_frozen_without_its_units_keeps_it_until_it_is_thawed(platform: Platform) -> None:
    draw = platform.confirmed()
    platform.clock.advance(minutes=1)
    county = replace(platform.county, campaign=next_campaign(platform))
    frozen = begin(county, platform.clock).freeze()
    with pytest.raises(Refusal) as error:
        propose_external_withdrawal(actor=platform.clerk, draw=draw, reason="导错了")
    assert "请先在抽取会页退回封存" in error.value.found[0][1]
    thaw_draw(actor=platform.clerk, draw=frozen)
    assert propose_external_withdrawal(actor=platform.clerk, draw=draw, reason="导错了").awaits_withdrawal


def test_what_is_published_is_not_withdrawn(platform: Platform) -> None:
    draw = platform.confirmed()
    propose_external_withdrawal(actor=platform.clerk, draw=draw, reason="导错了")
    disclose_external_draw(actor=platform.leader, draw=draw, confirmation=SAID)
    with pytest.raises(Conflict):
        confirm_external_withdrawal(actor=platform.legal, draw=draw, seen=last_change(draw.pk))


def test_the_public_keeps_sight_of_it(platform: Platform) -> None:
    draw = platform.withdrawn()
    page = Client().get(reverse("public_external", args=[draw.pk])).content.decode()
    assert "导错了批次" in page
    assert "已撤回" in Client().get(reverse("public_draws")).content.decode()


def test_the_records_agree_with_the_ledger_after_all_this(platform: Platform) -> None:
    platform.withdrawn()
    platform.confirmed()
    assert [one.place for one in examine_ledger() if "draws_" in one.place or "plans_" in one.place] == []


def test_the_names_of_what_was_withdrawn_are_opened_by_a_look(platform: Platform) -> None:
    draw = platform.withdrawn()
    reader = platform.county.actor(LEADER)
    assert can_see_external_names(reader, draw).to_look == (draw.campaign_id, ALL)
    look = look_at_names(actor=reader, campaign=draw.campaign, scope=ALL)
    assert look.rows == draw.visits


def test_they_are_public_with_the_campaign(platform: Platform) -> None:
    withdrawn = platform.withdrawn()
    right = platform.confirmed()
    reader = platform.county.actor(LEADER)
    assert not can_see_external_names(reader, withdrawn)
    right.disclosed_at = moments.now()
    right.save()
    assert can_see_external_names(reader, withdrawn)
