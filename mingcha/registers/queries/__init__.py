"""Reading the registers, always within the viewer's office."""

from mingcha.registers.queries.frames import HOLDER_UNIT, TARGET_UNIT, Unit, units_in_scope
from mingcha.registers.queries.histories import Change, history_of
from mingcha.registers.queries.lists import (
    LOOKS,
    TargetFilter,
    conflict_of,
    conflicts_with_holder,
    holder_of,
    holder_rows,
    inspector_of,
    look_counts,
    register_size,
    target_counts_by_town,
    target_facets,
    target_of,
    targets_of,
)
from mingcha.registers.queries.people import (
    Eligible,
    conflicts_in_force,
    declared_conflicts,
    eligibility,
    eligible_inspectors,
    holder_codes,
    inspectors_of,
)

__all__ = [
    "HOLDER_UNIT",
    "LOOKS",
    "TARGET_UNIT",
    "Change",
    "Eligible",
    "TargetFilter",
    "Unit",
    "conflict_of",
    "conflicts_in_force",
    "conflicts_with_holder",
    "declared_conflicts",
    "eligibility",
    "eligible_inspectors",
    "history_of",
    "holder_codes",
    "holder_of",
    "holder_rows",
    "inspector_of",
    "inspectors_of",
    "look_counts",
    "register_size",
    "target_counts_by_town",
    "target_facets",
    "target_of",
    "targets_of",
    "units_in_scope",
]
