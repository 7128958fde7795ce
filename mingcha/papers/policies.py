"""Who may set series, see and explain numbers, replace templates. Who may issue and see a paper,
the app says whose it is."""

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision, allow_roles
from mingcha.accounts.rules import LEGAL, READERS, WITNESS


def can_see_numbers(actor: Actor) -> Decision:
    """Numbers and titles, no names: whoever reads in this office, and the witness."""
    return allow_roles(actor, *sorted(READERS), WITNESS)


def can_set_series(actor: Actor) -> Decision:
    """政策法规 keeps how the office's papers are numbered, as it keeps the figures of the law."""
    return allow_roles(actor, LEGAL)


def can_replace_templates(actor: Actor) -> Decision:
    """政策法规 answers for the form of the office's papers."""
    return allow_roles(actor, LEGAL)


def can_explain_numbers(actor: Actor) -> Decision:
    """Enter what the office's own book of documents has used."""
    return allow_roles(actor, LEGAL)
