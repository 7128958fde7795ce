"""Who may see and amend legal figures."""

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision, allow_roles
from mingcha.accounts.rules import LEADER, READERS


def can_view_figures(actor: Actor) -> Decision:
    return allow_roles(actor, *sorted(READERS))


def can_amend_figure(actor: Actor) -> Decision:
    """A figure binds everybody's plans, so the leader answers for it."""
    return allow_roles(actor, LEADER)
