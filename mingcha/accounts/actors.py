"""Who acts and what a viewer may see, as plain values that every service and query takes."""

from dataclasses import dataclass
from uuid import UUID

from mingcha.accounts.models import Office, Person
from mingcha.accounts.rules import ADMINISTRATORS, BUSINESS_ROLES

COMMAND_LINE = "命令行"


@dataclass(frozen=True)
class Actor:
    """A person in office with the roles of this moment, or the command line of the machine itself.

    Services take it as `actor` (who is responsible), queries as `scope` (rows of this office only). `opened`
    is what this login has opened by an act of its own and for a limited time, by key."""

    person_id: UUID | None
    name: str
    office_id: UUID
    section_id: UUID | None
    roles: frozenset[str]
    opened: frozenset[str] = frozenset()

    @classmethod
    def of(cls, person: Person) -> "Actor":
        """Read afresh for each request, so that a withdrawn role ends at once (threats.md T31)."""
        roles = frozenset(person.grants.filter(ended_at=None).values_list("role", flat=True))
        return cls(
            person_id=person.pk,
            name=person.name,
            office_id=person.office_id,
            section_id=person.section_id,
            roles=roles if person.is_active else frozenset(),
        )

    @classmethod
    def command_line(cls, office: Office) -> "Actor":
        """Whoever can run commands on the machine holds the data folder anyway; each act names 命令行."""
        return cls(
            person_id=None, name=COMMAND_LINE, office_id=office.pk, section_id=None, roles=BUSINESS_ROLES
        )

    @property
    def is_command_line(self) -> bool:
        return self.person_id is None and self.name == COMMAND_LINE

    def has(self, *roles: str) -> bool:
        """True when the actor holds at least one of these roles."""
        return bool(self.roles & set(roles))

    @property
    def is_administrator(self) -> bool:
        return bool(self.roles & ADMINISTRATORS)
