"""Before its notice a visit is for its team, enforcement and leaders, each after a look; then for the section
that answers for it, and once the draw is disclosed to those without a look."""

from dataclasses import replace

import pytest

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT, LEADER, LEGAL, WITNESS
from mingcha.common import moments
from mingcha.common.errors import ActNeeded, Unknown
from mingcha.draws.tests.changing import account_of
from mingcha.inspections.models import Inspection
from mingcha.inspections.queries.concerning import campaigns_that_may_name
from mingcha.inspections.queries.visible import find_inspection, sight_of, visible_inspections
from mingcha.inspections.tests.visiting import Visiting
from mingcha.plans.models import DrawnUnit

READING = (LEADER, ENFORCEMENT, LEGAL, BUSINESS, AUDITOR)


def seen_by(actor: Actor, visiting: Visiting) -> set[str]:
    sight = sight_of(actor, visiting.approval.campaign)
    return set(visible_inspections(actor, sight).values_list("code", flat=True))


def of_section(visiting: Visiting) -> Actor:
    """The business person, in the section that answers for the campaign."""
    actor = visiting.ceremony.county.actor(BUSINESS)
    campaign = visiting.approval.campaign
    campaign.section_id = actor.section_id
    campaign.save()
    return actor


def test_before_a_look_nobody_sees_a_row(visiting: Visiting) -> None:
    for role in READING:
        assert seen_by(visiting.ceremony.county.actor(role), visiting) == set()


def test_after_a_look_enforcement_and_leaders_see_all_and_members_their_own(visiting: Visiting) -> None:
    every = {row.code for row in visiting.rows}
    assert seen_by(visiting.reader(ENFORCEMENT), visiting) == every
    assert seen_by(visiting.reader(LEADER), visiting) == every
    row = visiting.first
    number = visiting.coverage(row).team[1]
    own = {one.code for one in visiting.rows if number in visiting.coverage(one).team}
    assert seen_by(visiting.member(row, 1), visiting) == own != every


def test_what_was_noticed_is_seen_by_the_section_and_not_by_another(visiting: Visiting) -> None:
    row = visiting.first
    visiting.schedule(row)
    visiting.notify(row)
    section = of_section(visiting)
    assert seen_by(section, visiting) == {row.code}
    for role in (LEGAL, AUDITOR):
        assert seen_by(visiting.ceremony.county.actor(role), visiting) == {row.code}
    elsewhere = replace(section, section_id=visiting.ceremony.county.bureau.sections[1].pk)
    assert seen_by(elsewhere, visiting) == set()


def test_a_member_keeps_sight_of_a_noticed_visit_without_another_look(visiting: Visiting) -> None:
    row = visiting.first
    visiting.schedule(row)
    visiting.notify(row)
    fresh = Actor.of(account_of(visiting.ceremony, visiting.coverage(row).team[0]))
    assert find_inspection(fresh, row.pk).is_member


def test_whoever_may_look_is_told_so_and_nobody_else_is_told_anything(visiting: Visiting) -> None:
    row = visiting.first
    with pytest.raises(ActNeeded):
        find_inspection(visiting.ceremony.county.actor(ENFORCEMENT), row.pk)
    member = Actor.of(account_of(visiting.ceremony, visiting.coverage(row).team[0]))
    with pytest.raises(ActNeeded):
        find_inspection(member, row.pk)
    for role in (LEGAL, BUSINESS, AUDITOR, WITNESS):
        with pytest.raises(Unknown) as hidden:
            find_inspection(visiting.ceremony.county.actor(role), row.pk)
        with pytest.raises(Unknown) as missing:
            find_inspection(visiting.ceremony.county.actor(role), visiting.approval.pk)
        assert hidden.value.sentence == missing.value.sentence


def test_once_disclosed_whoever_answers_for_it_sees_all_without_a_look(visiting: Visiting) -> None:
    for row in visiting.rows:
        visiting.notify(visiting.schedule(row))
    visiting.ceremony.disclose()
    every = {row.code for row in visiting.rows}
    for role in (LEADER, ENFORCEMENT, LEGAL, AUDITOR):
        assert seen_by(visiting.ceremony.county.actor(role), visiting) == every
    assert seen_by(visiting.ceremony.county.actor(BUSINESS), visiting) == set()


def test_another_office_finds_nothing(visiting: Visiting) -> None:
    from mingcha.accounts.tests.cast import make_bureau

    stranger = make_bureau("tang", "唐县").actor(ENFORCEMENT)
    with pytest.raises(Unknown):
        find_inspection(stranger, Inspection.objects.all()[0].pk)


def test_a_campaign_drawn_before_teams_were_kept_may_name_everybody(visiting: Visiting) -> None:
    scope = visiting.ceremony.county.actor(ENFORCEMENT)
    assert not campaigns_that_may_name(scope, "J999").exists()
    DrawnUnit.objects.create(
        campaign=visiting.approval.campaign,
        unit="H999",
        holder_code="H999",
        drawn_on=moments.today(),
        team=None,
    )
    assert campaigns_that_may_name(scope, "J999").distinct().get().pk == visiting.campaign_pk
