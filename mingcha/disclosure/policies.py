"""Who may make the public files, say that they were carried, and set where they are read."""

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision, allow_roles
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER, READERS


def can_see_editions(actor: Actor) -> Decision:
    """Whoever reads in the office sees what was carried when."""
    return allow_roles(actor, *sorted(READERS))


def can_make_site(actor: Actor) -> Decision:
    """Enforcement leads what is made public of draws; a leader may as well. Nothing in the files is not
    public already."""
    return allow_roles(actor, ENFORCEMENT, LEADER)


def can_confirm_carried(actor: Actor) -> Decision:
    return allow_roles(actor, ENFORCEMENT, LEADER)


def can_set_address(actor: Actor) -> Decision:
    """Where the office publishes is the leader's to say."""
    return allow_roles(actor, LEADER)


def can_publish_records(actor: Actor) -> Decision:
    """Who checks publishes, and corrects (国办发〔2018〕118号 谁执法、谁录入、谁公示)."""
    return allow_roles(actor, BUSINESS, ENFORCEMENT)


def can_withdraw_records(actor: Actor) -> Decision:
    """What everybody has read is taken back by enforcement or the leader, with the reason that everybody
    reads."""
    return allow_roles(actor, ENFORCEMENT, LEADER)
