"""Whoever lacks a role is told who could grant it: the one who may, and nobody else."""

from pathlib import Path

import pytest
from django.test import RequestFactory

import mingcha
from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Office
from mingcha.accounts.policies import allow_roles, can_grant_roles
from mingcha.accounts.rules import ADMINISTRATORS, LEADER, LEGAL, ROLES
from mingcha.config.views import no_permission

TOLD = "核对您的岗位"


def granters(office: Office) -> list[str]:
    everybody = [Actor.of(person) for person in office.people.all()]
    found = {role for actor in everybody if can_grant_roles(actor) for role in actor.roles}
    return [ROLES[role] for role in sorted(found)]


@pytest.mark.django_db
def test_a_refusal_for_want_of_a_role_names_who_grants_it(office: Office) -> None:
    (granter,) = granters(office)
    nobody = Actor(None, "试", office.pk, None, frozenset())
    reason = allow_roles(nobody, LEADER, LEGAL).reason
    assert reason == f"只有局领导、政策法规岗位可以办理。请与{granter}{TOLD}。"


@pytest.mark.django_db
def test_a_closed_page_names_the_same(office: Office, rf: RequestFactory) -> None:
    (granter,) = granters(office)
    request = rf.get("/x/")
    request.actor = None  # type: ignore[attr-defined]
    assert f"请与{granter}{TOLD}" in no_permission(request, Exception()).content.decode()


def test_no_sentence_sends_anybody_to_another_administrator_for_a_role() -> None:
    others = {ROLES[role] for role in ADMINISTRATORS} - {"安全管理员"}
    for path in Path(mingcha.__file__).parent.rglob("*"):
        if path.suffix in {".py", ".html"} and "tests" not in path.parts:
            text = path.read_text(encoding="utf-8")
            assert not any(f"{other}{TOLD}" in text for other in others), path
