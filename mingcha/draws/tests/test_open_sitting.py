"""Opening a sitting: three different people with the right roles, for a campaign that can be drawn."""

import datetime

import pytest

from mingcha.accounts.models import OpenWork, RoleGrant
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, INSPECTOR, LEADER, WITNESS
from mingcha.common import moments
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.draws.forms import SittingForm
from mingcha.draws.models import Sitting
from mingcha.draws.services import freeze_draw, open_sitting
from mingcha.draws.tests.county import Ceremony, County
from mingcha.ledger.models import Entry
from mingcha.plans.states import DRAFT


def open_with(
    county: County, *, operator: str = ENFORCEMENT, caller: str = INSPECTOR, witness: str = WITNESS
) -> Sitting:
    people = county.bureau.people
    return open_sitting(
        actor=county.actor(operator),
        campaign=county.campaign,
        caller=people[caller],
        witness=people[witness],
        place="局三楼会议室",
    )


def test_both_callers_find_the_sitting_on_their_home_page(county: County) -> None:
    sitting = open_with(county)
    waiting = OpenWork.objects.filter(subject=sitting.pk)
    people = county.bureau.people
    assert {work.person for work in waiting} == {people[INSPECTOR], people[WITNESS]}


def test_caller_and_witness_are_never_one_person(county: County) -> None:
    name = county.bureau.people[WITNESS].name
    with pytest.raises(Refusal, match=f"录入人和见证人是同一个人（{name}）.*三个不同的人"):
        open_with(county, caller=WITNESS)


def test_the_operator_never_calls(county: County) -> None:
    person = county.bureau.people[ENFORCEMENT]
    RoleGrant.objects.create(person=person, role=INSPECTOR, granted_at=moments.now())
    with pytest.raises(Refusal, match=f"主持人和录入人是同一个人（{person.name}）"):
        open_with(county, caller=ENFORCEMENT)


def test_one_of_the_two_who_enter_is_from_outside_the_section_that_draws(county: County) -> None:
    people = county.bureau.people
    people[WITNESS].section = people[ENFORCEMENT].section
    people[WITNESS].save()
    with pytest.raises(Refusal, match="同一股室") as refusal:
        open_with(county)
    assert people[WITNESS].name in refusal.value.sentence
    people[INSPECTOR].section = county.bureau.sections[2]
    people[INSPECTOR].save()
    assert open_with(county).caller == people[INSPECTOR]


@pytest.mark.parametrize("witness", [INSPECTOR, BUSINESS])
def test_only_a_witness_witnesses(county: County, witness: str) -> None:
    caller = BUSINESS if witness == INSPECTOR else INSPECTOR
    with pytest.raises(Refusal, match="不能担任见证人"):
        open_with(county, caller=caller, witness=witness)


def test_a_caller_who_has_left_calls_no_more(county: County) -> None:
    person = county.bureau.people[INSPECTOR]
    person.is_active = False
    person.save()
    with pytest.raises(Refusal, match="不能担任录入人"):
        open_with(county)


@pytest.mark.parametrize("role", [LEADER, BUSINESS, INSPECTOR, WITNESS])
def test_only_enforcement_opens_a_sitting(county: County, role: str) -> None:
    with pytest.raises(Forbidden):
        open_with(county, operator=role)


def test_a_campaign_that_is_not_settled_is_not_drawn(county: County) -> None:
    county.campaign.state = DRAFT
    county.campaign.save()
    with pytest.raises(Conflict, match="编制中"):
        open_with(county)


def test_no_second_sitting_while_an_attempt_is_open(ceremony: Ceremony) -> None:
    ceremony.announce()
    with pytest.raises(Conflict, match="没有办完"):
        open_with(ceremony.county)


def test_a_campaign_that_is_drawn_is_never_drawn_again(ceremony: Ceremony) -> None:
    ceremony.select()
    ceremony.assign()
    with pytest.raises(Conflict):
        open_with(ceremony.county)


def test_the_form_says_what_is_missing_before_a_sitting_can_be_opened(county: County) -> None:
    RoleGrant.objects.filter(role=WITNESS).delete()
    county.campaign.state = DRAFT
    county.campaign.save()
    form = SittingForm(scope=county.actor(ENFORCEMENT))
    assert "局领导定案" in form.fields["campaign"].help_text
    assert "授予监督见证岗位" in form.fields["witness"].help_text
    assert "授予" not in form.fields["caller"].help_text


def test_a_button_pressed_twice_opens_one_sitting(county: County) -> None:
    sitting = open_with(county)
    entries = Entry.objects.count()
    assert open_with(county) == sitting
    assert (Sitting.objects.count(), Entry.objects.count()) == (1, entries)
    assert open_with(county, caller=BUSINESS).number == 2
    Sitting.objects.filter(pk=sitting.pk).update(opened_at=moments.now() - datetime.timedelta(days=1))
    assert open_with(county).number == 3


def test_a_sitting_in_which_a_roll_was_sealed_is_not_opened_again(county: County) -> None:
    sitting = open_with(county)
    freeze_draw(actor=county.actor(ENFORCEMENT), sitting=sitting)
    with pytest.raises(Conflict, match="没有办完"):
        open_with(county)
