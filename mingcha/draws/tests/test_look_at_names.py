"""Names before disclosure are opened by a look that is on record, for one login and a limited time."""

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import (
    AUDITOR,
    BUSINESS,
    ENFORCEMENT,
    INSPECTOR,
    LEADER,
    LEGAL,
    SYSTEM_ADMIN,
    WITNESS,
)
from mingcha.common.errors import Conflict, Forbidden, Unknown
from mingcha.draws.models import NameLook
from mingcha.draws.queries.changes import reserves_of
from mingcha.draws.queries.results import unit_names
from mingcha.draws.rules.changes import ALL, LOOK_MINUTES, OWN, SEATS
from mingcha.draws.services.changes import leave_own_seat, look_at_names
from mingcha.draws.tests.changing import (
    account_of,
    assignment_of,
    interest,
    look,
    looking,
    member,
    seats,
    units_of,
)
from mingcha.draws.tests.county import Ceremony
from mingcha.draws.tests.test_who_sees_what import CODE, NAME, logged_in
from mingcha.ledger.models import Entry, Opening
from mingcha.ledger.services import examine_ledger


def record(client: Client, drawn: Ceremony) -> str:
    return client.get(reverse("draw_record", args=[drawn.sitting.pk])).content.decode()


def test_the_look_is_one_entry_that_names_nobody_who_was_drawn(drawn: Ceremony) -> None:
    before = Entry.objects.count()
    look(logged_in(drawn.county, ENFORCEMENT), drawn.county.campaign)
    assert Entry.objects.count() == before + 1
    opening = Opening.objects.order_by("entry").last()
    assert opening is not None
    assert (opening.act, opening.actor_name) == ("draws.look_at_names", drawn.operator.name)
    assert CODE not in opening.content
    assert "检查员" not in opening.content
    assert NameLook.objects.get().rows == len({one.visit for one in seats(drawn)})
    assert list(examine_ledger()) == []


def test_a_page_that_is_read_writes_nothing(drawn: Ceremony) -> None:
    client = look(logged_in(drawn.county, LEADER), drawn.county.campaign)
    before = Entry.objects.count()
    for _ in range(3):
        assert NAME in record(client, drawn)
    assert Entry.objects.count() == before


def test_it_ends_with_its_time_and_with_the_login(drawn: Ceremony) -> None:
    client = look(logged_in(drawn.county, LEADER), drawn.county.campaign)
    assert NAME in record(client, drawn)
    drawn.clock.advance(minutes=LOOK_MINUTES, seconds=1)
    assert NAME not in record(client, drawn)
    look(client, drawn.county.campaign)
    assert NAME in record(client, drawn)
    client.logout()
    assert NAME not in record(logged_in(drawn.county, LEADER), drawn)


def test_the_look_of_one_opens_nothing_to_another(drawn: Ceremony) -> None:
    client = look(logged_in(drawn.county, LEADER), drawn.county.campaign)
    kept = client.session["looks"]
    other = logged_in(drawn.county, ENFORCEMENT)
    session = other.session
    session["looks"] = kept
    session.save()
    assert NAME not in record(other, drawn)


def test_pressed_twice_while_it_lasts_it_is_one_look(drawn: Ceremony) -> None:
    client = logged_in(drawn.county, LEADER)
    look(look(client, drawn.county.campaign), drawn.county.campaign)
    assert NameLook.objects.count() == 1


@pytest.mark.parametrize("role", [BUSINESS, AUDITOR, WITNESS, INSPECTOR, SYSTEM_ADMIN, LEGAL])
def test_who_sees_no_names_cannot_look(drawn: Ceremony, role: str) -> None:
    with pytest.raises(Forbidden):
        look_at_names(actor=drawn.county.actor(role), campaign=drawn.county.campaign, scope=ALL)


def test_there_is_nothing_to_look_at_before_the_teams_and_after_the_disclosure(ceremony: Ceremony) -> None:
    ceremony.select()
    for _ in range(2):
        with pytest.raises(Conflict):
            look_at_names(actor=ceremony.leader, campaign=ceremony.county.campaign, scope=ALL)
        ceremony.assign()
        ceremony.disclose()
        break
    with pytest.raises(Conflict):
        look_at_names(actor=ceremony.leader, campaign=ceremony.county.campaign, scope=ALL)


def test_the_legal_section_sees_who_sits_where_and_not_whom_they_visit(drawn: Ceremony) -> None:
    client = look(logged_in(drawn.county, LEGAL), drawn.county.campaign, SEATS)
    page = client.get(reverse("seat_vacate", args=[drawn.sitting.pk]), {"visit": 1}).content.decode()
    assert "检查员" in page
    changes = client.get(reverse("draw_changes", args=[drawn.sitting.pk])).content.decode()
    for shown in (page, changes, record(client, drawn)):
        assert NAME not in shown
        assert CODE not in shown


def test_a_team_member_sees_the_own_visits_and_no_other(drawn: Ceremony) -> None:
    seat = seats(drawn)[0]
    client = Client()
    client.force_login(account_of(drawn, seat.inspector))
    page = reverse("own_visits")
    assert CODE not in client.get(page).content.decode()
    look(client, drawn.county.campaign, OWN)
    shown = client.get(page).content.decode()
    mine = {one.visit for one in seats(drawn) if one.inspector == seat.inspector}
    for visit in {one.visit for one in seats(drawn)}:
        for unit in units_of(drawn, visit):
            assert (unit in shown) == (visit in mine), visit
    assert NAME not in record(client, drawn)


def test_who_was_not_drawn_has_nothing_to_look_at(drawn: Ceremony) -> None:
    taken = {one.inspector for one in seats(drawn)}
    idle = [one.roster_no for one in drawn.county.inspectors if one.roster_no not in taken]
    stranger = drawn.county.actor(LEADER)
    with pytest.raises(Unknown):
        look_at_names(actor=stranger, campaign=drawn.county.campaign, scope=OWN)
    for roster_no in idle:
        client = Client()
        client.force_login(account_of(drawn, roster_no))
        assert "没有检查任务" in client.get(reverse("own_visits")).content.decode()


def test_the_record_lists_who_looked_for_those_in_charge_and_the_auditor(drawn: Ceremony) -> None:
    looking(drawn.leader, drawn.county.campaign)
    for role, listed in ((AUDITOR, True), (ENFORCEMENT, True), (LEGAL, True), (BUSINESS, False)):
        assert ("公开前谁看过名单" in record(logged_in(drawn.county, role), drawn)) is listed, role


def test_an_address_outside_is_never_gone_back_to(drawn: Ceremony) -> None:
    client = logged_in(drawn.county, LEADER)
    address = reverse("names_look", args=[drawn.county.campaign.pk])
    answer = client.post(address, {"scope": ALL, "next": "https://elsewhere.example/"})
    assert answer["Location"] == "/"


def test_it_ends_with_the_next_change_which_it_never_saw(drawn: Ceremony) -> None:
    client = look(logged_in(drawn.county, LEADER), drawn.county.campaign)
    seat = seats(drawn)[0]
    who = member(drawn, seat)
    drawn.clock.advance(minutes=1)
    assert NAME in record(client, drawn)
    leave_own_seat(actor=who, draw=assignment_of(drawn), visit=seat.visit, interest=interest())
    assert NAME not in record(client, drawn)
    drawn.clock.advance(minutes=1)
    look(client, drawn.county.campaign)
    assert NAME in record(client, drawn)
    assert NameLook.objects.filter(scope=ALL).count() == 2


def test_who_looked_at_own_visits_is_not_told_to_who_may_not_know_the_teams(drawn: Ceremony) -> None:
    person = account_of(drawn, seats(drawn)[0].inspector)
    looking(Actor.of(person), drawn.county.campaign, OWN)
    row = f'<th scope="row">{person.name}</th>'
    legal = logged_in(drawn.county, LEGAL)
    assert row not in record(legal, drawn)
    assert row in record(logged_in(drawn.county, AUDITOR), drawn)
    assert row in record(look(legal, drawn.county.campaign, SEATS), drawn)
    drawn.disclose()
    assert row in record(logged_in(drawn.county, LEGAL), drawn)


def test_the_order_of_the_reserves_is_shown_to_nobody_before_disclosure(drawn: Ceremony) -> None:
    """Two people who know who comes next could choose by leaving others out."""
    client = look(logged_in(drawn.county, ENFORCEMENT), drawn.county.campaign)
    reserves = [unit for waiting in reserves_of(assignment_of(drawn)).waiting.values() for unit in waiting]
    names = [one.name for one in unit_names(drawn.county.bureau.office.pk, reserves).values()]
    assert not [name for name in names if name in record(client, drawn)]
    drawn.disclose()
    shown = record(logged_in(drawn.county, ENFORCEMENT), drawn)
    assert [name for name in names if name in shown] == names
