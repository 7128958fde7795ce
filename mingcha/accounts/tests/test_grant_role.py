"""Roles: granted and ended by the security administrator, at once, never meeting where they must not."""

from itertools import combinations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Person, RoleGrant
from mingcha.accounts.rules import (
    ADMINISTRATORS,
    AUDIT_ADMIN,
    AUDITOR,
    BUSINESS,
    BUSINESS_ROLES,
    ENFORCEMENT,
    LEGAL,
    ROLES,
    SECURITY_ADMIN,
    SYSTEM_ADMIN,
    conflict_of_roles,
)
from mingcha.accounts.services import NewPerson, end_role, grant_role, open_account
from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown


@pytest.fixture
def newcomer(fuping: Bureau) -> Person:
    return open_account(actor=fuping.actor(SYSTEM_ADMIN), new=NewPerson("白试兰", "bailan"))[0]


def test_a_granted_role_counts_from_the_next_request_on(fuping: Bureau, newcomer: Person) -> None:
    assert Actor.of(newcomer).roles == frozenset()
    grant = grant_role(actor=fuping.actor(SECURITY_ADMIN), person=newcomer, role=LEGAL)
    assert Actor.of(newcomer).roles == {LEGAL}
    end_role(actor=fuping.actor(SECURITY_ADMIN), grant=grant)
    assert Actor.of(newcomer).roles == frozenset()


def test_a_role_ended_during_a_session_closes_the_very_next_page(fuping: Bureau, client: Client) -> None:
    second = open_account(actor=fuping.actor(SYSTEM_ADMIN), new=NewPerson("另试人", "another"))[0]
    grant = grant_role(actor=fuping.actor(SECURITY_ADMIN), person=second, role=SYSTEM_ADMIN)
    client.force_login(second)
    assert client.get("/people/").status_code == 200
    end_role(actor=fuping.actor(SECURITY_ADMIN), grant=grant)
    assert client.get("/people/").status_code == 403


@pytest.mark.parametrize("role", sorted(set(ROLES) - {SECURITY_ADMIN}))
def test_nobody_but_the_security_administrator_grants_roles(
    fuping: Bureau, newcomer: Person, role: str
) -> None:
    with pytest.raises(Forbidden):
        grant_role(actor=fuping.actor(role), person=newcomer, role=BUSINESS)
    with pytest.raises(Forbidden):
        end_role(actor=fuping.actor(role), grant=fuping.people[LEGAL].grants.get())


@pytest.mark.parametrize("pair", list(combinations(sorted(ADMINISTRATORS), 2)), ids=str)
def test_two_administrators_are_never_one_person(
    fuping: Bureau, newcomer: Person, pair: tuple[str, str]
) -> None:
    security = fuping.actor(SECURITY_ADMIN)
    grant_role(actor=security, person=newcomer, role=pair[0])
    with pytest.raises(Refusal):
        grant_role(actor=security, person=newcomer, role=pair[1])
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.create(person=newcomer, role=pair[1], granted_at=moments.now())


@pytest.mark.parametrize("administrator", sorted(ADMINISTRATORS))
@pytest.mark.parametrize("business", sorted(BUSINESS_ROLES))
def test_an_administrator_holds_no_business_role(administrator: str, business: str) -> None:
    assert conflict_of_roles(frozenset({administrator, business}))


@pytest.mark.parametrize("role", sorted(BUSINESS_ROLES - {AUDITOR}))
def test_an_auditor_only_reads_and_holds_nothing_else(role: str) -> None:
    assert conflict_of_roles(frozenset({AUDITOR, role}))


def test_business_roles_may_meet_in_a_small_bureau() -> None:
    assert conflict_of_roles(BUSINESS_ROLES - {AUDITOR}) == ""


def test_a_role_already_held_is_not_granted_twice(fuping: Bureau) -> None:
    with pytest.raises(Conflict):
        grant_role(actor=fuping.actor(SECURITY_ADMIN), person=fuping.people[LEGAL], role=LEGAL)


@pytest.mark.parametrize("role", sorted(ADMINISTRATORS))
def test_the_last_administrator_of_a_kind_stays(fuping: Bureau, newcomer: Person, role: str) -> None:
    security = fuping.actor(SECURITY_ADMIN)
    last = fuping.people[role].grants.get()
    with pytest.raises(Refusal) as refused:
        end_role(actor=security, grant=last)
    assert refused.value.code == "last-holder"
    grant_role(actor=security, person=newcomer, role=role)
    assert end_role(actor=security, grant=last).ended_at


def test_a_grant_ends_once(fuping: Bureau) -> None:
    grant = fuping.people[ENFORCEMENT].grants.get()
    end_role(actor=fuping.actor(SECURITY_ADMIN), grant=grant)
    with pytest.raises(Conflict):
        end_role(actor=fuping.actor(SECURITY_ADMIN), grant=grant)


def test_a_security_administrator_reaches_nobody_of_another_office(fuping: Bureau, tang: Bureau) -> None:
    with pytest.raises(Unknown):
        grant_role(actor=fuping.actor(SECURITY_ADMIN), person=tang.people[AUDIT_ADMIN], role=BUSINESS)
    with pytest.raises(Unknown):
        end_role(actor=fuping.actor(SECURITY_ADMIN), grant=tang.people[LEGAL].grants.get())
