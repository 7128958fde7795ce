"""A first password from the system administrator: shown once, and marked until the person has replaced it."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.actors import COMMAND_LINE, Actor
from mingcha.accounts.models import Person
from mingcha.accounts.rules import BUSINESS, SYSTEM_ADMIN
from mingcha.accounts.services import (
    NewPerson,
    change_password,
    issue_password,
    leave_office,
    open_account,
    return_to_office,
)
from mingcha.accounts.tests.cast import PASSWORD, Bureau
from mingcha.common.errors import Forbidden, Refusal
from mingcha.ledger.queries import history
from mingcha.ledger.services import examine_ledger

NEW = "xin-de-mima-2026"


def is_marked(person: Person) -> bool:
    return Person.objects.get(pk=person.pk).has_first_password


def test_an_issued_password_is_marked_until_the_own_change(fuping: Bureau) -> None:
    person = fuping.people[BUSINESS]
    assert not is_marked(person)
    issue_password(actor=fuping.actor(SYSTEM_ADMIN), person=person)
    assert is_marked(person)
    fresh = Person.objects.get(pk=person.pk)
    change_password(actor=fuping.actor(BUSINESS), person=fresh, password=NEW)
    assert not is_marked(person)
    assert list(examine_ledger()) == []


def test_the_issued_password_is_not_chosen_again(fuping: Bureau) -> None:
    first = issue_password(actor=fuping.actor(SYSTEM_ADMIN), person=fuping.people[BUSINESS])
    person = Person.objects.get(pk=fuping.people[BUSINESS].pk)
    with pytest.raises(Refusal) as refused:
        change_password(actor=fuping.actor(BUSINESS), person=person, password=first)
    assert refused.value.code == "same-password"
    assert is_marked(person)


def test_taking_the_mark_off_behind_the_ledger_is_named(fuping: Bureau) -> None:
    person = fuping.people[BUSINESS]
    issue_password(actor=fuping.actor(SYSTEM_ADMIN), person=person)
    Person.objects.filter(pk=person.pk).update(has_first_password=False)
    assert [finding.place for finding in examine_ledger()] == [f"accounts_person {person.pk}"]


def test_open_logins_of_the_person_end(fuping: Bureau) -> None:
    client = Client()
    assert client.login(username=fuping.people[BUSINESS].username, password=PASSWORD)
    issue_password(actor=fuping.actor(SYSTEM_ADMIN), person=fuping.people[BUSINESS])
    assert client.get(reverse("account_change_password")).headers["Location"].startswith("/accounts/login/")


def test_nobody_who_has_left_gets_a_password_before_the_return(fuping: Bureau) -> None:
    actor, person = fuping.actor(SYSTEM_ADMIN), fuping.people[BUSINESS]
    leave_office(actor=actor, person=person, successor=None, reason="退休")
    with pytest.raises(Refusal) as refused:
        issue_password(actor=actor, person=person)
    assert refused.value.code == "left"
    return_to_office(actor=actor, person=person)
    assert issue_password(actor=actor, person=person)
    assert is_marked(person)


def test_the_machine_itself_issues_one_and_the_ledger_says_so(fuping: Bureau) -> None:
    person = fuping.people[SYSTEM_ADMIN]
    issue_password(actor=Actor.command_line(fuping.office), person=person)
    assert is_marked(person)
    act = history(person.pk)[0]
    assert (act.act, act.actor_name) == ("accounts.issue_password", "命令行")


def test_of_the_verbs_about_people_the_machine_has_no_other(fuping: Bureau) -> None:
    with pytest.raises(Forbidden):
        open_account(actor=Actor.command_line(fuping.office), new=NewPerson("白试兰", "bailan"))


def test_nobody_becomes_the_machine_by_its_name(fuping: Bureau) -> None:
    named = replace(fuping.actor(BUSINESS), name=COMMAND_LINE)
    with pytest.raises(Forbidden):
        issue_password(actor=named, person=fuping.people[BUSINESS])
