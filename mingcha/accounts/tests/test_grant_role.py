"""Roles: granted and ended by the security administrator, at once, never meeting where they must not."""

from itertools import combinations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Person, RoleGrant
from mingcha.accounts.policies import is_head
from mingcha.accounts.rules import (
    ADMINISTRATORS,
    AUDIT_ADMIN,
    AUDITOR,
    BUSINESS,
    BUSINESS_ROLES,
    ENFORCEMENT,
    LEADER,
    LEGAL,
    ROLES,
    SECURITY_ADMIN,
    SYSTEM_ADMIN,
    conflict_of_roles,
)
from mingcha.accounts.services import (
    NewPerson,
    change_password,
    end_role,
    grant_role,
    name_head,
    open_account,
)
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
    client.force_login(change_password(actor=Actor.of(second), person=second, password="xin-de-mima-2026"))
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


def test_one_leader_at_a_time_is_the_head(fuping: Bureau, newcomer: Person) -> None:
    security, first = fuping.actor(SECURITY_ADMIN), fuping.people[LEADER].grants.get()
    second = grant_role(actor=security, person=newcomer, role=LEADER)
    assert is_head(fuping.actor(LEADER)) and is_head(Actor.of(newcomer))
    name_head(actor=security, grant=first)
    assert is_head(fuping.actor(LEADER)) and not is_head(Actor.of(newcomer))
    name_head(actor=security, grant=second, reason="人事任免文件")
    assert not is_head(fuping.actor(LEADER)) and is_head(Actor.of(newcomer))
    end_role(actor=security, grant=second)
    assert is_head(fuping.actor(LEADER))


def test_the_head_is_a_leader_named_by_the_security_administrator(fuping: Bureau) -> None:
    with pytest.raises(Refusal, match="局领导岗位"):
        name_head(actor=fuping.actor(SECURITY_ADMIN), grant=fuping.people[LEGAL].grants.get())
    for role in (LEADER, SYSTEM_ADMIN):
        with pytest.raises(Forbidden):
            name_head(actor=fuping.actor(role), grant=fuping.people[LEADER].grants.get())
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.filter(role=LEGAL).update(is_head=True)
    grant = name_head(actor=fuping.actor(SECURITY_ADMIN), grant=fuping.people[LEADER].grants.get())
    with pytest.raises(Conflict):
        name_head(actor=fuping.actor(SECURITY_ADMIN), grant=grant)


def test_the_head_is_named_on_the_page_of_the_person(fuping: Bureau, client: Client) -> None:
    client.force_login(fuping.people[SECURITY_ADMIN])
    leader = fuping.people[LEADER]
    grant = leader.grants.get()
    assert "设为主要负责人" in client.get(f"/people/{leader.pk}/").content.decode()
    client.post(f"/people/{leader.pk}/roles/{grant.pk}/head/")
    page = client.get(f"/people/{leader.pk}/").content.decode()
    assert "主要负责人" in page and "设为主要负责人</button>" not in page
