"""Leaving: roles end, the login closes, and work in hand goes to somebody who can do it."""

import uuid

import pytest
from django.test import Client

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import OpenWork, Person
from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT, LEGAL, SECURITY_ADMIN, SYSTEM_ADMIN
from mingcha.accounts.services import grant_role, issue_password, leave_office, return_to_office
from mingcha.accounts.tests.cast import Bureau
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.ledger.services import examine_ledger


def give_work(person: Person, subject: uuid.UUID | None = None) -> OpenWork:
    return OpenWork.objects.create(
        person=person,
        kind="approve",
        subject=subject or uuid.uuid4(),
        title="审定清单",
        url="/",
        button="去审定",
    )


@pytest.fixture(autouse=True)
def _somebody_of_the_legal_section_enforces_too(fuping: Bureau) -> None:
    grant_role(
        actor=fuping.actor(SECURITY_ADMIN), person=fuping.people[LEGAL], role=ENFORCEMENT, reason="兼任"
    )


def leave(fuping: Bureau, successor: str | None = LEGAL) -> int:
    return leave_office(
        actor=fuping.actor(SYSTEM_ADMIN),
        person=fuping.people[ENFORCEMENT],
        successor=fuping.people[successor] if successor else None,
        reason="调离",
    )


def test_open_work_goes_to_the_successor(fuping: Bureau) -> None:
    give_work(fuping.people[ENFORCEMENT])
    give_work(fuping.people[ENFORCEMENT])
    assert leave(fuping) == 2
    assert fuping.people[LEGAL].open_work.count() == 2
    assert not fuping.people[ENFORCEMENT].open_work.exists()


def test_work_the_successor_has_already_is_listed_once(fuping: Bureau) -> None:
    subject = uuid.uuid4()
    give_work(fuping.people[ENFORCEMENT], subject)
    give_work(fuping.people[LEGAL], subject)
    leave(fuping)
    assert OpenWork.objects.get().person == fuping.people[LEGAL]


def test_with_open_work_nobody_leaves_without_a_successor(fuping: Bureau) -> None:
    give_work(fuping.people[ENFORCEMENT])
    with pytest.raises(Refusal) as refused:
        leave(fuping, None)
    assert refused.value.code == "no-successor"
    assert Person.objects.get(pk=fuping.people[ENFORCEMENT].pk).is_active


@pytest.mark.parametrize("successor", [SYSTEM_ADMIN, AUDITOR, BUSINESS])
def test_work_goes_to_nobody_who_may_not_do_it(fuping: Bureau, successor: str) -> None:
    give_work(fuping.people[ENFORCEMENT])
    with pytest.raises(Refusal, match="没有“执法监察”岗位"):
        leave(fuping, successor)
    assert fuping.people[ENFORCEMENT].open_work.count() == 1


def test_nobody_takes_over_from_himself(fuping: Bureau) -> None:
    give_work(fuping.people[ENFORCEMENT])
    with pytest.raises(Refusal, match="在岗的另一人"):
        leave(fuping, ENFORCEMENT)
    assert fuping.people[ENFORCEMENT].open_work.count() == 1


def test_work_goes_to_nobody_whose_login_is_closed(fuping: Bureau) -> None:
    give_work(fuping.people[ENFORCEMENT])
    successor = fuping.people[LEGAL]
    successor.is_active = False
    successor.save()
    with pytest.raises(Refusal, match="在岗的另一人"):
        leave(fuping)


def test_work_never_crosses_to_another_office(fuping: Bureau, tang: Bureau) -> None:
    give_work(fuping.people[ENFORCEMENT])
    with pytest.raises(Refusal):
        leave_office(
            actor=fuping.actor(SYSTEM_ADMIN),
            person=fuping.people[ENFORCEMENT],
            successor=tang.people[LEGAL],
            reason="调离",
        )


def test_who_left_has_no_role_and_no_open_session(fuping: Bureau, client: Client) -> None:
    client.force_login(fuping.people[ENFORCEMENT])
    leave(fuping, None)
    person = Person.objects.get(pk=fuping.people[ENFORCEMENT].pk)
    assert Actor.of(person).roles == frozenset()
    assert person.left_on
    assert client.get("/sections/").status_code == 302


def test_the_last_security_administrator_cannot_leave(fuping: Bureau) -> None:
    with pytest.raises(Refusal) as refused:
        leave_office(
            actor=fuping.actor(SYSTEM_ADMIN),
            person=fuping.people[SECURITY_ADMIN],
            successor=None,
            reason="调离",
        )
    assert refused.value.code == "last-holder"


def test_nobody_leaves_twice(fuping: Bureau) -> None:
    leave(fuping, None)
    with pytest.raises(Conflict):
        leave(fuping, None)


def test_only_the_system_administrator_lets_people_go_and_only_his_own(fuping: Bureau, tang: Bureau) -> None:
    with pytest.raises(Forbidden):
        leave_office(
            actor=fuping.actor(SECURITY_ADMIN), person=fuping.people[BUSINESS], successor=None, reason="x"
        )
    with pytest.raises(Unknown):
        leave_office(
            actor=tang.actor(SYSTEM_ADMIN), person=fuping.people[BUSINESS], successor=None, reason="x"
        )


def test_who_comes_back_has_neither_roles_nor_password_until_given_anew(fuping: Bureau) -> None:
    system, person = fuping.actor(SYSTEM_ADMIN), fuping.people[ENFORCEMENT]
    leave(fuping, None)
    with pytest.raises(Refusal):
        issue_password(actor=system, person=person)
    back = return_to_office(actor=system, person=person)
    assert Actor.of(back).roles == frozenset()
    assert not back.has_usable_password()
    assert list(examine_ledger()) == []
