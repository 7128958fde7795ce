"""Verbs of the registers besides imports: states of targets and inspectors, conflicts of interest."""

from mingcha.registers.services.adopt_categories import adopt_categories, adopt_new_categories
from mingcha.registers.services.change_states import change_inspector_state, change_target_state
from mingcha.registers.services.declare_conflict import declare_conflict
from mingcha.registers.services.end_conflict import end_conflict

__all__ = [
    "adopt_categories",
    "adopt_new_categories",
    "change_inspector_state",
    "change_target_state",
    "declare_conflict",
    "end_conflict",
]
