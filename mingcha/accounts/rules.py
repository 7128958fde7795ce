"""Roles and what they are for. Pure."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from uuid import UUID

LEADER = "leader"
ENFORCEMENT = "enforcement"
LEGAL = "legal"
BUSINESS = "business"
INSPECTOR = "inspector"
WITNESS = "witness"
DISCIPLINE = "discipline"
AUDITOR = "auditor"
SYSTEM_ADMIN = "system_admin"
SECURITY_ADMIN = "security_admin"
AUDIT_ADMIN = "audit_admin"

ROLES: dict[str, str] = {
    LEADER: "局领导",
    ENFORCEMENT: "执法监察",
    LEGAL: "政策法规",
    BUSINESS: "业务股室",
    INSPECTOR: "检查人员",
    WITNESS: "监督见证",
    DISCIPLINE: "纪检监督",
    AUDITOR: "审计查看",
    SYSTEM_ADMIN: "系统管理员",
    SECURITY_ADMIN: "安全管理员",
    AUDIT_ADMIN: "审计管理员",
}
# GB/T 22239-2019 8.1.4.2: three administrators, three people, none with business rights.
ADMINISTRATORS = frozenset({SYSTEM_ADMIN, SECURITY_ADMIN, AUDIT_ADMIN})
BUSINESS_ROLES = frozenset(ROLES) - ADMINISTRATORS
READERS = BUSINESS_ROLES - {INSPECTOR, WITNESS, DISCIPLINE}


def role_words(roles: Collection[str]) -> str:
    """
    >>> role_words(["inspector", "leader"])
    '局领导、检查人员'
    """
    return "、".join(word for role, word in ROLES.items() if role in roles)


def conflict_of_roles(roles: frozenset[str]) -> str:
    """Why these roles may not meet in one person, in Chinese; empty when they may."""
    administrators = roles & ADMINISTRATORS
    if len(administrators) > 1:
        return "系统、安全、审计三个管理员必须是三个人。"
    if administrators and roles - ADMINISTRATORS:
        return "管理员不能兼任业务岗位。"
    if AUDITOR in roles and len(roles) > 1:
        return "审计查看只能看不能办，不能兼任其他岗位。"
    return ""


USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,31}")
USERNAME_RULE = "登录名用2至32位小写字母、数字、点、横线，以字母或数字开头。"
# Unlike letters only, so that a password read from paper is typed right.
SMALL_LETTERS = "abcdefghjkmnpqrstuvwxyz"
CAPITALS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
DIGITS = "23456789"

SAME_PASSWORD = "新密码不能与现在的密码相同。"  # noqa: S105  # a sentence


def normal_username(text: str) -> str:
    """As it is stored: half-width, lower case, no spaces around."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def last_holder_problem(role: str, others: int) -> str:
    """Why the last open grant of a role may not end; empty when it may. Without an administrator of each kind
    nobody could open accounts, grant roles or read the ledger any more."""
    if role in ADMINISTRATORS and others == 0:
        return f"{ROLES[role]}只有这一人。请先让另一人担任{ROLES[role]}，再办理。"
    return ""


def succession_problem(leaver: frozenset[str], successor: frozenset[str]) -> str:
    """Why a successor with these roles may not take over the leaver's work; empty when he may. Work that
    waits for a role would lie with somebody whom every policy refuses."""
    missing = [ROLES[role] for role in ROLES if role in leaver - successor]
    if missing:
        return f"接手人没有“{'、'.join(missing)}”岗位，办不了交来的待办；请先由安全管理员授予，再办理离岗。"
    return ""


def makes_loop(parents: Mapping[UUID, UUID | None], section: UUID, parent: UUID | None) -> bool:
    """True when putting `section` below `parent` would make it lie below itself."""
    while parent is not None:
        if parent == section:
            return True
        parent = parents[parent]
    return False
