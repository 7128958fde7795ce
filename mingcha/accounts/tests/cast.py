"""The people of every test about accounts: two bureaus with one person in each role, and three sections."""

from dataclasses import dataclass, field

from django.contrib.auth.hashers import make_password
from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Office, Person, RoleGrant, Section
from mingcha.accounts.rules import ROLES, WITNESS
from mingcha.common import moments
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act

PASSWORD = "fuping-yanshi"
SECTIONS = ("执法监察股", "政策法规股", "用途管制股")


@dataclass
class Bureau:
    """An office and whoever works there; `people` has one person for each role. The witness is from outside:
    of no section."""

    office: Office
    sections: list[Section] = field(default_factory=list)
    people: dict[str, Person] = field(default_factory=dict)

    def actor(self, role: str) -> Actor:
        return Actor.of(self.people[role])


def make_bureau(code: str, mark: str) -> Bureau:
    """`mark` stands in every name of this bureau, so that a page of another that shows it is caught."""
    with transaction.atomic():
        bureau = Bureau(Office.objects.create(code=code, name=f"{mark}局", founded_at=moments.now()))
        bureau.sections = [
            Section.objects.create(office=bureau.office, name=mark + name) for name in SECTIONS
        ]
        for role, word in ROLES.items():
            _hire(bureau, role, mark + word)
        everything: list[Record] = [bureau.office, *bureau.sections, *bureau.people.values()]
        everything += RoleGrant.objects.filter(person__office=bureau.office)
        maker = Actor(None, "测试", bureau.office.pk, None, frozenset())
        record_act("config.found_office", actor=maker, records=everything)
    return bureau


def _hire(bureau: Bureau, role: str, name: str) -> None:
    person = Person.objects.create(
        office=bureau.office,
        section=None if role == WITNESS else bureau.sections[0],
        username=f"{bureau.office.code}-{role.replace('_', '-')}",
        name=name,
        password=make_password(PASSWORD),
    )
    RoleGrant.objects.create(person=person, role=role, granted_at=moments.now())
    bureau.people[role] = person
