"""An absence entered after the announcement counts in a redraw once a second person confirmed it: alone
nobody decides who is passed over."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER, LEGAL
from mingcha.common.errors import Conflict, Forbidden
from mingcha.draws.models import Vacancy
from mingcha.draws.services.changes import leave_own_seat
from mingcha.draws.tests.changing import assignment_of, interest, member, seats
from mingcha.draws.tests.county import Ceremony
from mingcha.ledger.services import examine_ledger
from mingcha.registers.models import Absence, Inspector
from mingcha.registers.services.staff import AbsenceFacts, confirm_absence, end_absence, register_absence

LEAVE = AbsenceFacts("leave", datetime.date(2026, 6, 1), note="休假")


def keeper(ceremony: Ceremony) -> Actor:
    return ceremony.county.actor(LEGAL)


def all_but_the_team_are_away(ceremony: Ceremony) -> list[Absence]:
    """Entered by the legal section alone: nobody is left who could be picked."""
    taken = {one.inspector for one in seats(ceremony) if one.visit == seats(ceremony)[0].visit}
    others = Inspector.objects.filter(office=ceremony.county.bureau.office).exclude(roster_no__in=taken)
    return [register_absence(actor=keeper(ceremony), inspector=other.pk, facts=LEAVE) for other in others]


def leave(drawn: Ceremony) -> Vacancy:
    seat = seats(drawn)[0]
    return leave_own_seat(
        actor=member(drawn, seat), draw=assignment_of(drawn), visit=seat.visit, interest=interest()
    )


def test_what_one_person_entered_since_passes_nobody_over(drawn: Ceremony) -> None:
    all_but_the_team_are_away(drawn)
    assert leave(drawn).inspector
    assert Vacancy.objects.count() == 1


def test_what_a_second_person_confirmed_does(drawn: Ceremony) -> None:
    for absence in all_but_the_team_are_away(drawn):
        confirm_absence(actor=drawn.leader, absence=absence.pk)
    leave(drawn)
    assert Vacancy.objects.order_by("n").last().inspector == ""  # type: ignore[union-attr]
    assert list(examine_ledger()) == []


def test_what_was_entered_before_the_announcement_could_serve_nobody(ceremony: Ceremony) -> None:
    ceremony.select()
    away = Inspector.objects.get(office=ceremony.county.bureau.office, roster_no="J008")
    absence = register_absence(actor=keeper(ceremony), inspector=away.pk, facts=LEAVE)
    ceremony.clock.advance(minutes=1)
    ceremony.assign()
    announced = assignment_of(ceremony).announced_at
    assert announced is not None
    assert absence.is_sure(announced)


def test_who_entered_it_does_not_confirm_it(drawn: Ceremony) -> None:
    absence = all_but_the_team_are_away(drawn)[0]
    with pytest.raises(Forbidden, match="不能自己确认"):
        confirm_absence(actor=keeper(drawn), absence=absence.pk)


def test_made_longer_it_is_confirmed_anew_by_another_than_who_made_it_so(ceremony: Ceremony) -> None:
    away = Inspector.objects.get(office=ceremony.county.bureau.office, roster_no="J008")
    absence = register_absence(actor=keeper(ceremony), inspector=away.pk, facts=LEAVE)
    confirm_absence(actor=ceremony.leader, absence=absence.pk)
    end = datetime.date(2026, 6, 20)

    def until(day: int) -> Absence:
        last = end.replace(day=day)
        return end_absence(actor=keeper(ceremony), absence=absence.pk, until_on=last, reason="按批准文件")

    assert until(20).confirmed_at is not None
    assert until(18).confirmed_at is not None
    assert until(30).confirmed_at is None
    with pytest.raises(Forbidden, match="不能自己确认"):
        confirm_absence(actor=keeper(ceremony), absence=absence.pk)
    assert confirm_absence(actor=ceremony.leader, absence=absence.pk).confirmed_at


@pytest.mark.parametrize("role", [BUSINESS, ENFORCEMENT])
def test_others_confirm_nothing(drawn: Ceremony, role: str) -> None:
    absence = all_but_the_team_are_away(drawn)[0]
    with pytest.raises(Forbidden):
        confirm_absence(actor=drawn.county.actor(role), absence=absence.pk)


def test_it_is_confirmed_once(drawn: Ceremony) -> None:
    absence = all_but_the_team_are_away(drawn)[0]
    confirm_absence(actor=drawn.leader, absence=absence.pk)
    with pytest.raises(Conflict):
        confirm_absence(actor=drawn.leader, absence=absence.pk)


def test_the_button_stands_where_the_second_person_sees_it(drawn: Ceremony) -> None:
    absence = all_but_the_team_are_away(drawn)[0]
    page = reverse("inspector_detail", args=[absence.inspector_id])
    address = reverse("absence_confirm", args=[absence.pk])
    client, legal = Client(), Client()
    client.force_login(drawn.county.bureau.people[LEADER])
    legal.force_login(drawn.county.bureau.people[LEGAL])
    assert address in client.get(page).content.decode()
    assert address not in legal.get(page).content.decode()
    assert "已确认" in client.post(address, follow=True).content.decode()
    absence.refresh_from_db()
    assert absence.confirmed_by == drawn.county.bureau.people[LEADER]
