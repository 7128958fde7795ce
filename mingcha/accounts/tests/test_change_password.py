"""One's own password, changed on one's own page and known to the ledger."""

import pytest
from django.contrib.auth import authenticate
from django.test import Client
from django.urls import reverse

from mingcha.accounts.models import Person
from mingcha.accounts.rules import BUSINESS, LEGAL, SYSTEM_ADMIN
from mingcha.accounts.services import change_password, change_person, issue_password
from mingcha.accounts.tests.cast import PASSWORD, Bureau
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.ledger.queries import history
from mingcha.ledger.services import examine_ledger

NEW = "xin-de-mima-2026"


def test_a_person_changes_the_own_password_on_the_page(fuping: Bureau, client: Client) -> None:
    person = fuping.people[BUSINESS]
    assert client.login(username=person.username, password=PASSWORD)
    typed = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post(reverse("account_change_password"), typed).status_code == 302
    assert authenticate(username=person.username, password=NEW) == person
    assert client.get(reverse("account_change_password")).status_code == 200
    assert history(person.pk)[0].act == "accounts.change_password"
    assert list(examine_ledger()) == []


def test_nobody_changes_the_password_of_another(fuping: Bureau) -> None:
    with pytest.raises(Forbidden):
        change_password(actor=fuping.actor(BUSINESS), person=fuping.people[LEGAL], password=NEW)


def test_a_reset_in_the_meantime_is_not_undone(fuping: Bureau) -> None:
    person, actor = fuping.people[BUSINESS], fuping.actor(BUSINESS)
    first = issue_password(actor=fuping.actor(SYSTEM_ADMIN), person=person)
    with pytest.raises(Conflict):
        change_password(actor=actor, person=person, password=NEW)
    assert authenticate(username=person.username, password=first) == person
    assert Person.objects.get(pk=person.pk).has_first_password


def test_what_others_wrote_in_the_meantime_stays(fuping: Bureau) -> None:
    person, actor = fuping.people[BUSINESS], fuping.actor(BUSINESS)
    system = fuping.actor(SYSTEM_ADMIN)
    change_person(actor=system, person=person, name="新名字", section=None, phone=None)
    change_password(actor=actor, person=person, password=NEW)
    assert Person.objects.get(pk=person.pk).name == "新名字"
    assert list(examine_ledger()) == []


def test_a_weak_own_password_is_refused(fuping: Bureau) -> None:
    with pytest.raises(Refusal):
        change_password(actor=fuping.actor(BUSINESS), person=fuping.people[BUSINESS], password="1234567890")
