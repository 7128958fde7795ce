"""Who may see and amend legal figures and legal texts, and who enters the holidays of a year."""

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision, allow_roles
from mingcha.accounts.rules import ENFORCEMENT, LEADER, LEGAL, READERS


def can_view_figures(actor: Actor) -> Decision:
    return allow_roles(actor, *sorted(READERS))


def can_amend_figure(actor: Actor) -> Decision:
    """A figure binds everybody's plans, so the leader answers for it."""
    return allow_roles(actor, LEADER)


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
