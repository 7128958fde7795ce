"""Too few people: the team is relaxed on the campaign's page and settled anew, and nothing else moves."""

import datetime
from dataclasses import replace

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Person, RoleGrant
from mingcha.accounts.rules import ENFORCEMENT, INSPECTOR, WITNESS
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.draws.models import ASSIGNMENT, SELECTION
from mingcha.draws.queries.changes import present_seats
from mingcha.draws.services import announce_assignment, open_sitting, reopen_team
from mingcha.draws.tests.county import Ceremony, make_inspector
from mingcha.draws.tests.test_vacate_seat import report
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act
from mingcha.plans.forms import as_typed
from mingcha.plans.queries import settings_of
from mingcha.plans.services import cancel_campaign, edit_campaign, settle_campaign
from mingcha.plans.states import DRAFT
from mingcha.registers.models import Inspector
from mingcha.registers.states import ON_DUTY


@pytest.fixture
def short(ceremony: Ceremony) -> Ceremony:
    """The selection is drawn, and nobody in office may lead."""
    ceremony.select()
    Inspector.objects.exclude(roster_no__in=["J001", "J003", "J005"]).update(state="away")
    with pytest.raises(Refusal, match="没有公告"):
        ceremony.announce_teams()
    return ceremony


def test_a_team_relaxed_and_settled_anew_is_announced(short: Ceremony) -> None:
    campaign = reopen_team(actor=short.operator, sitting=short.sitting)
    with pytest.raises(Conflict, match="定案后才能"):
        short.announce_teams()
    former = settings_of(campaign)
    relaxed = tuple(replace(seats, requires=frozenset()) for seats in former.seats)
    edit_campaign(actor=short.operator, campaign=campaign, settings=replace(former, seats=relaxed))
    settle_campaign(actor=short.leader, campaign=campaign)
    assert short.announce_teams().attempt == 1
    with pytest.raises(Conflict, match="之前修改"):
        reopen_team(actor=short.operator, sitting=short.sitting)


def refused(short: Ceremony) -> str:
    """What the leader reads who would disclose now."""
    with pytest.raises(Conflict) as found:
        short.disclose()
    assert found.value.code == "no-teams"
    return found.value.remedy


def report_of(short: Ceremony) -> set[str]:
    """Teams drawn, all disclosed: the statuses of a stranger's report."""
    short.assign()
    return {step.status for step in report(short).steps} - {"not-applicable", "unchecked"}


def test_a_disclosure_without_teams_names_the_relaxed_team_which_works(short: Ceremony) -> None:
    assert "退回修改检查组" in refused(short)
    campaign = reopen_team(actor=short.operator, sitting=short.sitting)
    former = settings_of(campaign)
    relaxed = tuple(replace(seats, requires=frozenset()) for seats in former.seats)
    edit_campaign(actor=short.operator, campaign=campaign, settings=replace(former, seats=relaxed))
    settle_campaign(actor=short.leader, campaign=campaign)
    assert report_of(short) == {"pass"}


def test_a_disclosure_without_teams_names_borrowed_people_who_work(short: Ceremony) -> None:
    assert "抽调" in refused(short)
    rows: list[Record] = []
    with transaction.atomic():
        borrowed = [make_inspector(short.county.bureau, rows, number) for number in (20, 22, 24)]
        record_act("draws.tests", actor=short.legal, records=rows)
    report_of(short)
    seated = {seat.inspector for seat in present_seats(short.last(ASSIGNMENT))}
    assert seated & {one.roster_no for one in borrowed}


def test_a_disclosure_without_teams_names_another_operator_who_can(short: Ceremony) -> None:
    assert "另开抽取会" in refused(short)
    Inspector.objects.update(state=ON_DUTY)
    county = short.county
    facts = {"office": county.bureau.office, "section": county.bureau.people[ENFORCEMENT].section}
    other = Person.objects.create(username="other", name="另一人", **facts)
    RoleGrant.objects.create(person=other, role=ENFORCEMENT, granted_at=short.clock.now)
    people = county.bureau.people
    sitting = open_sitting(
        actor=Actor.of(other),
        campaign=county.campaign,
        caller=people[INSPECTOR],
        witness=people[WITNESS],
        place="局三楼会议室",
    )
    draw = announce_assignment(actor=Actor.of(other), sitting=sitting, terms=short.terms())
    assert (draw.attempt, draw.builds_on) == (1, short.last(SELECTION))


def test_what_the_selection_rests_on_is_not_changed_with_the_team(short: Ceremony) -> None:
    campaign = reopen_team(actor=short.operator, sitting=short.sitting)
    former = settings_of(campaign)
    for changed in (
        replace(former, towns=("阜平镇",)),
        replace(former, layers=tuple(replace(layer, ratio="1") for layer in former.layers)),
    ):
        with pytest.raises(Conflict, match="只能修改检查组"):
            edit_campaign(actor=short.operator, campaign=campaign, settings=changed)
    with pytest.raises(Forbidden, match="已公告"):
        cancel_campaign(actor=short.operator, campaign=campaign, reason="不抽了")


def test_a_team_below_the_legal_number_is_not_settled(short: Ceremony) -> None:
    campaign = reopen_team(actor=short.operator, sitting=short.sitting)
    former = settings_of(campaign)
    edit_campaign(actor=short.operator, campaign=campaign, settings=replace(former, seats=former.seats[1:]))
    with pytest.raises(Refusal, match="少于2名"):
        settle_campaign(actor=short.leader, campaign=campaign)


def test_the_team_is_not_opened_before_the_selection_is_drawn(ceremony: Ceremony) -> None:
    ceremony.announce()
    with pytest.raises(Conflict, match="检查对象抽出之后"):
        reopen_team(actor=ceremony.operator, sitting=ceremony.sitting)


def test_the_hall_leads_to_the_form_of_the_campaign(short: Ceremony) -> None:
    campaign = short.county.campaign
    campaign.starts_on, campaign.ends_on = datetime.date(2026, 7, 1), datetime.date(2026, 9, 30)
    campaign.save()
    client = Client()
    client.force_login(short.county.bureau.people[ENFORCEMENT])
    hall = client.get(reverse("sitting", args=[short.sitting.pk]), {"step": "announce-teams"})
    address = reverse("sitting_reopen_team", args=[short.sitting.pk])
    assert address in hall.content.decode()
    assert client.get(address).status_code == 405
    answer = client.post(address)
    assert answer["Location"] == reverse("campaign_edit", args=[campaign.pk])
    assert client.get(answer["Location"]).status_code == 200
    campaign.refresh_from_db()
    assert campaign.state == DRAFT
    typed = as_typed(settings_of(campaign)) | {"lead_requires": []}
    saved = client.post(answer["Location"], typed)
    assert saved.status_code == 302
    assert not campaign.team_groups.get(code="lead").requires
