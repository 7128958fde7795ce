"""Verbs of interests: decisions, delegations, the yearly declaration."""

from mingcha.registers.services.interests.decide_conflict import (
    Collective,
    decide_conflict,
    decide_conflicts,
)
from mingcha.registers.services.interests.delegate import give_delegation, withdraw_delegation
from mingcha.registers.services.interests.rounds import (
    answer_on_paper,
    answer_round,
    close_round,
    open_round,
)

__all__ = [
    "Collective",
    "answer_on_paper",
    "answer_round",
    "close_round",
    "decide_conflict",
    "decide_conflicts",
    "give_delegation",
    "open_round",
    "withdraw_delegation",
]
