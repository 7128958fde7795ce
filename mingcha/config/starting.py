"""The first accounts of an office: who they are unless told otherwise, and passwords to be copied by hand."""

import secrets
from collections.abc import Sequence
from typing import NamedTuple

from mingcha.accounts.rules import AUDIT_ADMIN, ROLES, SECURITY_ADMIN, SYSTEM_ADMIN

# Without 0 O 1 l I and their like: the password is copied by hand once.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS = 4
GROUP_LENGTH = 4
LOGINS = {SYSTEM_ADMIN: "system", SECURITY_ADMIN: "security", AUDIT_ADMIN: "audit"}


class Administrator(NamedTuple):
    """One first account, in the order `found_office` takes them."""

    role: str
    name: str
    username: str
    password: str


def first_password() -> str:
    """Sixteen letters and digits in four groups, some 79 bits."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    return "-".join(groups)


def first_administrators(names: Sequence[str | None]) -> list[Administrator]:
    """System, security and audit administrator, in this order; one without a name bears the role's."""
    return [
        Administrator(role, name or ROLES[role], login, first_password())
        for (role, login), name in zip(LOGINS.items(), names, strict=True)
    ]
