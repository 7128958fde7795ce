"""Two offices with their people, as the tests of law, items and plans need them."""

import datetime
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.utils import timezone

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Office, Person, RoleGrant
from mingcha.accounts.rules import LEGAL, ROLES
from mingcha.common import moments
from mingcha.law.models import Obligation
from mingcha.law.services import ChangeFacts, adopt_defaults, approve_change, propose_change


@dataclass
class Bureau:
    """An office with its figures; people come into being when first asked for."""

    office: Office
    people: dict[str, Person] = field(default_factory=dict)

    def person(self, role: str, name: str = "") -> Person:
        """Whoever holds this role; another `name` is another person."""
        name = name or ROLES[role]
        if name not in self.people:
            username = f"{self.office.code.lower()}-{len(self.people)}"
            person = Person.objects.create(office=self.office, username=username, name=name)
            RoleGrant.objects.create(person=person, role=role, granted_at=moments.now())
            self.people[name] = person
        return self.people[name]

    def actor(self, role: str, name: str = "") -> Actor:
        return Actor.of(self.person(role, name))


def found(code: str = "FPZRZY", name: str = "阜平县自然资源和规划局") -> Bureau:
    """A new office with the legal defaults."""
    office = Office.objects.create(code=code, name=name, founded_at=moments.now())
    adopt_defaults(office=office)
    return Bureau(office)


def amend_figure(*, actor: Actor, key: str, in_force_from: datetime.date, **facts: Any) -> Obligation:
    """What somebody of the legal section proposes and `actor`, a leader, approves; on the day from which it
    is in force, where that has passed."""
    username = f"proposer-{Person.objects.count()}"
    proposer = Person.objects.create(office_id=actor.office_id, username=username, name="法规股某人")
    RoleGrant.objects.create(person=proposer, role=LEGAL, granted_at=moments.now())
    given = ChangeFacts(in_force_from=in_force_from, **facts)
    day = min(moments.now(), moments.day_begins(in_force_from))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: day)
        change = propose_change(actor=Actor.of(proposer), key=key, facts=given)
        return approve_change(actor=actor, change=change)
