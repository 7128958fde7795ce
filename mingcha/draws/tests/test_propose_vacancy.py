"""A seat is changed by two people outside its team, with proof and what the registers know."""

import datetime
from dataclasses import replace

import pytest

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import BUSINESS, INSPECTOR, LEGAL
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.draws.models import Vacancy, VacancyProposal
from mingcha.draws.rules.changes import SEATS
from mingcha.draws.rules.committed import Seat
from mingcha.draws.services.changes import (
    confirm_vacancy,
    decline_vacancy,
    propose_vacancy,
)
from mingcha.draws.tests.changing import (
    assignment_of,
    enforcement,
    leader,
    leaving,
    looking,
    seats,
    vacate_seat,
)
from mingcha.draws.tests.county import Ceremony
from mingcha.draws.tests.test_vacate_seat import leave
from mingcha.registers.models import Absence, Inspector


def test_those_in_charge_enter_with_proof_who_cannot_go(drawn: Ceremony) -> None:
    seat = seats(drawn)[1]
    legal = looking(drawn.county.actor(LEGAL), drawn.county.campaign, SEATS)
    place = (seat.visit, seat.group, seat.seat)
    row = vacate_seat(
        actor=legal, draw=assignment_of(drawn), place=place, left=seat.inspector, leaving=leaving()
    )
    assert row.reason == "ill"
    assert row.proof is not None
    assert "住院" in row.ground
    assert "住院" not in row.ground_sealed
    again = confirm_vacancy(actor=leader(drawn), proposal=VacancyProposal.objects.get().pk)
    assert again.pk == row.pk


def propose(ceremony: Ceremony, actor: Actor, seat: Seat, reason: str = "ill") -> VacancyProposal:
    place = (seat.visit, seat.group, seat.seat)
    return propose_vacancy(
        actor=actor,
        draw=assignment_of(ceremony),
        place=place,
        left=seat.inspector,
        leaving=leaving(reason),
    )


def test_nobody_changes_a_seat_alone(drawn: Ceremony) -> None:
    legal = looking(drawn.county.actor(LEGAL), drawn.county.campaign, SEATS)
    proposal = propose(drawn, legal, seats(drawn)[1])
    assert not Vacancy.objects.exists()
    with pytest.raises(Forbidden, match="提出的人不能自己确认"):
        confirm_vacancy(actor=legal, proposal=proposal.pk)
    assert propose(drawn, legal, seats(drawn)[1]).pk == proposal.pk
    confirm_vacancy(actor=leader(drawn), proposal=proposal.pk)
    assert Vacancy.objects.count() == 1


def test_a_second_person_may_say_no_and_the_seat_stays(drawn: Ceremony) -> None:
    seat = seats(drawn)[1]
    proposal = propose(drawn, enforcement(drawn), seat)
    with pytest.raises(Refusal, match="理由"):
        decline_vacancy(actor=leader(drawn), proposal=proposal.pk, words=" ")
    decline_vacancy(actor=leader(drawn), proposal=proposal.pk, words="病假条日期不对")
    assert not Vacancy.objects.exists()
    assert seats(drawn)[1] == seat
    with pytest.raises(Conflict):
        confirm_vacancy(actor=leader(drawn), proposal=proposal.pk)


def test_one_of_the_own_team_has_no_hand_in_it(drawn: Ceremony) -> None:
    seat = seats(drawn)[1]
    other = next(one for one in seats(drawn) if one.visit == seat.visit and one != seat)
    Inspector.objects.filter(roster_no=other.inspector).update(person=drawn.leader.person_id)
    with pytest.raises(Forbidden, match="本组人员"):
        propose(drawn, leader(drawn), seat)
    proposal = propose(drawn, enforcement(drawn), seat)
    with pytest.raises(Forbidden, match="本组人员"):
        confirm_vacancy(actor=leader(drawn), proposal=proposal.pk)


@pytest.mark.parametrize("reason", ["absent", "not-licensed", "barred"])
def test_what_the_registers_know_nothing_of_sends_nobody_away(drawn: Ceremony, reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        propose(drawn, enforcement(drawn), seats(drawn)[1], reason)
    assert refused.value.code == "not-in-the-register"
    assert not VacancyProposal.objects.exists()


def test_a_registered_absence_is_reason_enough(drawn: Ceremony) -> None:
    seat = seats(drawn)[1]
    away = Inspector.objects.get(roster_no=seat.inspector)
    Absence.objects.create(inspector=away, kind="leave", from_on=datetime.date(2026, 6, 1))
    proposal = propose(drawn, enforcement(drawn), seat, "absent")
    assert confirm_vacancy(actor=leader(drawn), proposal=proposal.pk).reason == "absent"


def test_a_seat_that_has_changed_meanwhile_is_not_changed_again(drawn: Ceremony) -> None:
    seat = seats(drawn)[0]
    proposal = propose(drawn, enforcement(drawn), seat)
    leave(drawn)
    with pytest.raises(Unknown):
        confirm_vacancy(actor=leader(drawn), proposal=proposal.pk)


def test_without_proof_or_reason_nobody_is_sent_away(drawn: Ceremony) -> None:
    seat, who = seats(drawn)[0], enforcement(drawn)
    place, draw = (seat.visit, seat.group, seat.seat), assignment_of(drawn)
    for spoilt in ({"scan": None}, {"reason": "tired"}, {"words": " "}):
        told = replace(leaving(), **spoilt)
        with pytest.raises(Refusal):
            propose_vacancy(actor=who, draw=draw, place=place, left=seat.inspector, leaving=told)
    assert not Vacancy.objects.exists()


@pytest.mark.parametrize("role", [BUSINESS, INSPECTOR])
def test_others_do_not_send_anybody_away(drawn: Ceremony, role: str) -> None:
    seat = seats(drawn)[0]
    place = (seat.visit, seat.group, seat.seat)
    with pytest.raises(Forbidden):
        propose_vacancy(
            actor=drawn.county.actor(role),
            draw=assignment_of(drawn),
            place=place,
            left=seat.inspector,
            leaving=leaving(),
        )
