"""Who may see and amend legal figures and legal texts."""

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
