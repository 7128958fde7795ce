"""Who may make the public files, say that they were carried, and set where they are read."""

from uuid import UUID

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision, allow_roles
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER, READERS
from mingcha.plans.models import Campaign


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


def can_see_results(actor: Actor) -> Decision:
    """How far the publication of results is: whoever reads in this office; rows by campaign."""
    return allow_roles(actor, *sorted(READERS))


def can_publish_result(actor: Actor, campaign: Campaign) -> Decision:
    """Who inspected publishes: the responsible section, or enforcement (谁检查、谁录入、谁公开)."""
    if actor.has(ENFORCEMENT):
        return Decision(True)
    if actor.has(BUSINESS) and campaign.section_id is not None and campaign.section_id == actor.section_id:
        return Decision(True)
    return Decision(False, "检查结果由负责检查的股室或者执法监察公示。")


def can_decide_withholding(actor: Actor, proposed_by: UUID) -> Decision:
    """A leader, never who asked."""
    if actor.person_id is None:
        return Decision(False, "不予公示须由局领导登录决定。")
    if actor.person_id == proposed_by:
        return Decision(False, "提出的人不能自己批准，请由另一位局领导决定。")
    return allow_roles(actor, LEADER)
