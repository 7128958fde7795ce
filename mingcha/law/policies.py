"""Who may see obligations, propose and decide their changes, keep legal texts, and who enters the holidays
of a year."""

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision, allow_roles
from mingcha.accounts.rules import ENFORCEMENT, LEADER, LEGAL, READERS
from mingcha.law.models import ObligationChange


def can_view_obligations(actor: Actor) -> Decision:
    return allow_roles(actor, *sorted(READERS))


def can_propose_change(actor: Actor) -> Decision:
    """The legal section follows the law and puts its changes before the leader."""
    return allow_roles(actor, LEGAL)


def can_decide_change(actor: Actor, change: ObligationChange) -> Decision:
    """An obligation binds everybody's plans, so a leader answers for it, never the one who proposed it."""
    if actor.person_id == change.proposer:
        return Decision(False, "这项变动由您提出，须由另一位局领导决定。")
    return allow_roles(actor, LEADER)


def can_adopt_wording(actor: Actor) -> Decision:
    """Words without figures, as the program brings them: the legal section, which follows the law."""
    return allow_roles(actor, LEGAL, LEADER)


def can_withdraw_change(actor: Actor, change: ObligationChange) -> Decision:
    if actor.person_id != change.proposer:
        return Decision(False, f"这项变动由{change.proposed_by}提出，只有本人可以撤回。")
    return Decision(True)


def can_view_texts(actor: Actor) -> Decision:
    return allow_roles(actor, *sorted(READERS))


def can_keep_texts(actor: Actor) -> Decision:
    """The legal section keeps the texts; enforcement, which compiles the item list, may enter them too."""
    return allow_roles(actor, LEGAL, ENFORCEMENT)


def can_view_calendar(actor: Actor) -> Decision:
    return allow_roles(actor, *sorted(READERS))


def can_enter_notice(actor: Actor) -> Decision:
    """The State Council's notice is copied, not decided on, so the legal section enters it; the leader, who
    answers for every figure, may as well."""
    return allow_roles(actor, LEGAL, LEADER)
