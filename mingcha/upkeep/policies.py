"""Who may see how current the registers are, name their keepers, say that they are current, and record what
was entered into the platforms of others."""

from mingcha.accounts.actors import Actor
from mingcha.accounts.policies import Decision, allow_roles
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER, LEGAL, READERS
from mingcha.upkeep.models import Upkeep
from mingcha.upkeep.rules import KEPT

WORKING = (ENFORCEMENT, LEGAL, BUSINESS)


def can_see_upkeep(actor: Actor) -> Decision:
    return allow_roles(actor, *sorted(READERS))


def can_assign_upkeep(actor: Actor) -> Decision:
    """Who keeps what is a division of work, and the leader's (local plan of 2022 四(一))."""
    return allow_roles(actor, LEADER)


def can_confirm_upkeep(actor: Actor, upkeep: Upkeep) -> Decision:
    """The keeper answers for it; nobody else can say that it is current."""
    if is_keeper(actor, upkeep):
        return Decision(True)
    return Decision(False, f"{upkeep}由{upkeep.keeper_words}负责更新，由其核对确认。")


def can_record_entry(actor: Actor) -> Decision:
    """Who checks enters (国发〔2019〕5号 谁检查、谁录入): enforcement and the sections."""
    return allow_roles(actor, ENFORCEMENT, BUSINESS)


def is_keeper(actor: Actor, upkeep: Upkeep) -> bool:
    """The person named; without one, or once the person has left, whoever works in the section named; without
    that, whoever holds the role the plan gives it to."""
    if upkeep.keeper:
        return actor.person_id == upkeep.person_id
    if upkeep.section_id:
        return actor.section_id == upkeep.section_id and actor.has(*WORKING)
    return actor.has(KEPT[upkeep.kind].role)
