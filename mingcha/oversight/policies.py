"""Who may look over the whole: the ledger, and what `doctor` finds."""

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision, allow_roles
from mingcha.accounts.rules import AUDIT_ADMIN, AUDITOR, LEADER, READERS


def can_read_ledger(actor: Actor) -> Decision:
    """The audit administrator, the auditor and the leader (GB/T 22239-2019 8.1.4.3)."""
    return allow_roles(actor, AUDIT_ADMIN, AUDITOR, LEADER)


def can_examine_ledger(actor: Actor) -> Decision:
    """Re-verifying everything is heavy and names rows: audit administrator and auditor."""
    return allow_roles(actor, AUDIT_ADMIN, AUDITOR)


def sees_business(actor: Actor) -> Decision:
    """The year's course and its figures: everybody who reads business, not the administrators."""
    return allow_roles(actor, *sorted(READERS))
