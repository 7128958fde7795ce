"""One's own password, changed on one's own page and known to the ledger."""

import pytest
from django.contrib.auth import authenticate
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import BUSINESS, LEGAL
from mingcha.accounts.services import change_password
from mingcha.accounts.tests.cast import PASSWORD, Bureau
from mingcha.common.errors import Forbidden, Refusal
from mingcha.ledger.queries import history
from mingcha.ledger.services import examine_ledger

NEW = "xin-de-mima-2026"


def test_a_person_changes_the_own_password_on_the_page(fuping: Bureau, client: Client) -> None:
    person = fuping.people[BUSINESS]
    assert client.login(username=person.username, password=PASSWORD)
    typed = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert client.post(reverse("account_change_password"), typed).status_code == 302
    assert authenticate(username=person.username, password=NEW) == person
    assert history(person.pk)[0].act == "accounts.change_password"
    assert list(examine_ledger()) == []


def test_nobody_changes_the_password_of_another(fuping: Bureau) -> None:
    with pytest.raises(Forbidden):
        change_password(actor=fuping.actor(BUSINESS), person=fuping.people[LEGAL], password=NEW)


def test_a_weak_own_password_is_refused(fuping: Bureau) -> None:
    with pytest.raises(Refusal):
        change_password(actor=fuping.actor(BUSINESS), person=fuping.people[BUSINESS], password="1234567890")
