"""Two offices with their people, as the tests of law, items and plans need them."""

from dataclasses import dataclass, field

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Office, Person, RoleGrant
from mingcha.accounts.rules import ROLES
from mingcha.common import moments
from mingcha.law.services import adopt_defaults


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
