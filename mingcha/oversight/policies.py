"""Who may look over the whole: the ledger, and what `doctor` finds."""

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision, allow_roles
from mingcha.accounts.rules import AUDIT_ADMIN, AUDITOR, BUSINESS, ENFORCEMENT, LEADER, READERS


def can_read_ledger(actor: Actor) -> Decision:
    """The audit administrator, the auditor and the leader (GB/T 22239-2019 8.1.4.3)."""
    return allow_roles(actor, AUDIT_ADMIN, AUDITOR, LEADER)


def can_examine_ledger(actor: Actor) -> Decision:
    """Re-verifying everything is heavy and names rows: audit administrator and auditor."""
    return allow_roles(actor, AUDIT_ADMIN, AUDITOR)


def sees_business(actor: Actor) -> Decision:
    """The year's course and its figures: everybody who reads business, not the administrators."""
    return allow_roles(actor, *sorted(READERS))


def can_see_overview(actor: Actor) -> Decision:
    """The year in figures: leaders that of the office, business and enforcement people that of their own
    section. Names stand behind the numbers, each only for whom it is told already."""
    if actor.has(LEADER):
        return Decision(True)
    if not actor.has(BUSINESS, ENFORCEMENT):
        return Decision(False, "总览由局领导看全局，业务股室、执法监察岗位看本股室。")
    if actor.section_id is None:
        return Decision(False, "您的账号没有登记所在股室，请系统管理员补上以后再看本股室的总览。")
    return Decision(True)
