"""Roles and what they are for. Pure."""

LEADER = "leader"
ENFORCEMENT = "enforcement"
LEGAL = "legal"
BUSINESS = "business"
INSPECTOR = "inspector"
WITNESS = "witness"
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
    AUDITOR: "审计查看",
    SYSTEM_ADMIN: "系统管理员",
    SECURITY_ADMIN: "安全管理员",
    AUDIT_ADMIN: "审计管理员",
}
# GB/T 22239-2019 8.1.4.2: three administrators, three people, none with business rights.
ADMINISTRATORS = frozenset({SYSTEM_ADMIN, SECURITY_ADMIN, AUDIT_ADMIN})
BUSINESS_ROLES = frozenset(ROLES) - ADMINISTRATORS
READERS = BUSINESS_ROLES - {INSPECTOR, WITNESS}


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
