"""Who may act on accounts, and the form every policy of the house takes."""

from dataclasses import dataclass
from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Person, RoleGrant
from mingcha.accounts.rules import (
    AUDIT_ADMIN,
    AUDITOR,
    LEADER,
    ROLES,
    SECURITY_ADMIN,
    SYSTEM_ADMIN,
)
from mingcha.common.errors import Forbidden

PEOPLE_READERS = (SYSTEM_ADMIN, SECURITY_ADMIN, AUDIT_ADMIN, LEADER, AUDITOR)


@dataclass(frozen=True)
class Decision:
    """A policy's answer. `reason` says in Chinese why not; it is shown beside the closed button."""

    allowed: bool
    reason: str = ""

    def __bool__(self) -> bool:
        return self.allowed

    def require(self) -> None:
        """Raise `Forbidden` when refused."""
        if not self.allowed:
            raise Forbidden("not-permitted", self.reason, title="没有权限")


def allow_roles(actor: Actor, *roles: str) -> Decision:
    """Allowed to holders of any of `roles`; the refusal names them, and who grants roles."""
    if actor.has(*roles):
        return Decision(True)
    names = "、".join(ROLES[role] for role in roles)
    return Decision(False, f"只有{names}岗位可以办理。请与{ROLES[SECURITY_ADMIN]}核对您的岗位。")


def both(*decisions: Decision) -> Decision:
    """The first refusal, else allowed."""
    return next((decision for decision in decisions if not decision.allowed), Decision(True))


def can_manage_people(actor: Actor) -> Decision:
    """Accounts are opened and closed by the system administrator."""
    return allow_roles(actor, SYSTEM_ADMIN)


def can_issue_passwords(actor: Actor) -> Decision:
    """First passwords come from the system administrator. Where the only one lost the own, no page helps, so
    the machine itself may: whoever runs commands on it holds the data folder anyway."""
    return Decision(True) if actor.is_command_line else can_manage_people(actor)


def can_grant_roles(actor: Actor) -> Decision:
    """Roles are granted and ended by the security administrator, who opens no accounts."""
    return allow_roles(actor, SECURITY_ADMIN)


def can_see_people(actor: Actor) -> Decision:
    """Who works here with which roles: read by the administrators, the leader and the auditor."""
    return allow_roles(actor, *PEOPLE_READERS)


def head_of(office_id: UUID) -> Person | None:
    """The head of the office, where one of its leaders was named as that and is in office."""
    grants = RoleGrant.objects.filter(person__office=office_id, is_head=True, ended_at=None)
    grant = grants.filter(person__is_active=True).select_related("person").first()
    return grant.person if grant else None


def is_head(actor: Actor) -> Decision:
    """The head of the office; while nobody was named as that, any leader."""
    head = head_of(actor.office_id)
    if head is None or not actor.has(LEADER):
        return allow_roles(actor, LEADER)
    if head.pk == actor.person_id:
        return Decision(True)
    return Decision(False, f"由主要负责人{head.name}或其书面授权的人员决定。")
