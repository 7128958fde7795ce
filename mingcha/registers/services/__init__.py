"""Verbs of the registers besides imports: categories and their fields, states of targets and inspectors,
conflicts of interest."""

from mingcha.registers.services.adopt_categories import adopt_categories, adopt_new_categories
from mingcha.registers.services.change_states import change_inspector_state, change_target_state
from mingcha.registers.services.declare_conflict import (
    declare_conflict,
    declare_on_visit,
    declare_own_conflict,
    tell_conflicts,
)
from mingcha.registers.services.end_conflict import end_conflict
from mingcha.registers.services.hold_frame import hold_frame, release_frame
from mingcha.registers.services.keep_categories import (
    CategoryFacts,
    add_category,
    change_category,
    restore_category,
    retire_category,
)
from mingcha.registers.services.keep_fields import (
    FieldFacts,
    add_field,
    change_field,
    restore_field,
    retire_field,
)
from mingcha.registers.services.merge_holders import merge_holders
from mingcha.registers.services.merge_targets import merge_targets, split_target
from mingcha.registers.services.record_standing import record_standing
from mingcha.registers.services.record_visits import Visit, record_visit_facts
from mingcha.registers.services.split_holder import NewHolder, split_holder
from mingcha.registers.services.tell_apart import tell_apart

__all__ = [
    "CategoryFacts",
    "FieldFacts",
    "NewHolder",
    "Visit",
    "add_category",
    "add_field",
    "adopt_categories",
    "adopt_new_categories",
    "change_category",
    "change_field",
    "change_inspector_state",
    "change_licence",
    "change_target_state",
    "declare_conflict",
    "declare_on_visit",
    "declare_own_conflict",
    "end_absence",
    "end_conflict",
    "hold_frame",
    "merge_holders",
    "merge_targets",
    "record_standing",
    "record_visit_facts",
    "release_frame",
    "restore_category",
    "restore_field",
    "retire_category",
    "retire_field",
    "split_holder",
    "split_target",
    "tell_apart",
    "tell_conflicts",
]
