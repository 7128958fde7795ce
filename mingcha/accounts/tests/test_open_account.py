"""Opening an account: by the system administrator, without any role, with a password shown once."""

import pytest
from django.contrib.auth import authenticate

from mingcha.accounts.models import Person
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, ROLES, SECURITY_ADMIN, SYSTEM_ADMIN
from mingcha.accounts.services import NewPerson, change_person, issue_password, open_account
from mingcha.accounts.tests.cast import Bureau
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.ledger.models import Opening
from mingcha.ledger.services import examine_ledger

NEW = NewPerson("白试兰", "Bai.Lan", phone="13800001234")


def test_a_new_person_can_log_in_with_the_first_password_and_holds_no_role(fuping: Bureau) -> None:
    person, first = open_account(actor=fuping.actor(SYSTEM_ADMIN), new=NEW)
    assert person.username == "bai.lan"
    assert authenticate(username="bai.lan", password=first) == person
    assert not person.grants.exists()


def test_neither_password_nor_phone_lies_in_clear_in_the_database(fuping: Bureau) -> None:
    person, first = open_account(actor=fuping.actor(SYSTEM_ADMIN), new=NEW)
    stored = [*Opening.objects.values_list("content", flat=True), *map(str, Person.objects.values())]
    assert not any(first in text or "13800001234" in text for text in stored)
    assert Person.objects.get(pk=person.pk).phone == "13800001234"
    assert person.phone_masked == "138****1234"


@pytest.mark.parametrize("role", sorted(set(ROLES) - {SYSTEM_ADMIN}))
def test_nobody_but_the_system_administrator_opens_accounts(fuping: Bureau, role: str) -> None:
    with pytest.raises(Forbidden):
        open_account(actor=fuping.actor(role), new=NEW)
    assert not Person.objects.filter(username="bai.lan").exists()


@pytest.mark.parametrize("username", ["", "x", "王芳", "a b c", "-abc", "a" * 33])
def test_a_login_name_that_nobody_could_type_is_refused(fuping: Bureau, username: str) -> None:
    with pytest.raises(Refusal) as refused:
        open_account(actor=fuping.actor(SYSTEM_ADMIN), new=NewPerson("白试兰", username))
    assert refused.value.code == "username"


def test_a_login_name_is_given_once_even_across_offices_and_cases(fuping: Bureau, tang: Bureau) -> None:
    open_account(actor=fuping.actor(SYSTEM_ADMIN), new=NEW)
    with pytest.raises(Conflict):
        open_account(actor=tang.actor(SYSTEM_ADMIN), new=NewPerson("别试人", "BAI.LAN"))


def test_a_common_password_is_refused_and_nobody_is_created(fuping: Bureau) -> None:
    with pytest.raises(Refusal):
        open_account(actor=fuping.actor(SYSTEM_ADMIN), new=NEW, password="password123")
    assert not Person.objects.filter(username="bai.lan").exists()


def test_a_section_of_another_office_is_refused(fuping: Bureau, tang: Bureau) -> None:
    new = NewPerson("白试兰", "bailan", section=tang.sections[0])
    with pytest.raises(Refusal):
        open_account(actor=fuping.actor(SYSTEM_ADMIN), new=new)


def test_correcting_a_person_leaves_an_unmentioned_phone_alone(fuping: Bureau) -> None:
    actor = fuping.actor(SYSTEM_ADMIN)
    person, _ = open_account(actor=actor, new=NEW)
    change_person(actor=actor, person=person, name="白试 岚", section=fuping.sections[1], phone=None)
    person = Person.objects.get(pk=person.pk)
    assert (person.name, person.section, person.phone) == ("白试岚", fuping.sections[1], "13800001234")
    change_person(actor=actor, person=person, name="白试岚", section=None, phone="")
    assert Person.objects.get(pk=person.pk).phone == ""


def test_a_new_first_password_closes_the_old_one(fuping: Bureau) -> None:
    person, first = open_account(actor=fuping.actor(SYSTEM_ADMIN), new=NEW)
    second = issue_password(actor=fuping.actor(SYSTEM_ADMIN), person=person)
    assert authenticate(username="bai.lan", password=first) is None
    assert authenticate(username="bai.lan", password=second) == person


def test_the_security_administrator_cannot_make_a_password(fuping: Bureau) -> None:
    with pytest.raises(Forbidden):
        issue_password(actor=fuping.actor(SECURITY_ADMIN), person=fuping.people[BUSINESS])


def test_a_person_of_another_office_does_not_exist_here(fuping: Bureau, tang: Bureau) -> None:
    with pytest.raises(Unknown):
        issue_password(actor=fuping.actor(SYSTEM_ADMIN), person=tang.people[ENFORCEMENT])


def test_after_every_verb_the_ledger_agrees_with_the_records(fuping: Bureau) -> None:
    actor = fuping.actor(SYSTEM_ADMIN)
    person, _ = open_account(actor=actor, new=NEW)
    change_person(actor=actor, person=person, name="白试岚", section=None, phone="13800009999")
    issue_password(actor=actor, person=person)
    assert list(examine_ledger()) == []


def test_a_row_changed_behind_the_ledger_is_named(fuping: Bureau) -> None:
    person, _ = open_account(actor=fuping.actor(SYSTEM_ADMIN), new=NEW)
    Person.objects.filter(pk=person.pk).update(name="换试人")
    assert [finding.place for finding in examine_ledger()] == [f"accounts_person {person.pk}"]
