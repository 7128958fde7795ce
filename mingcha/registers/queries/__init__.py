"""Reading the registers, always within the viewer's office."""

from mingcha.registers.queries.frames import HOLDER_UNIT, TARGET_UNIT, Unit, units_in_scope
from mingcha.registers.queries.people import (
    Eligible,
    conflicts_in_force,
    declared_conflicts,
    eligibility,
    eligible_inspectors,
    inspectors_of,
)

__all__ = [
    "HOLDER_UNIT",
    "TARGET_UNIT",
    "Eligible",
    "Unit",
    "conflicts_in_force",
    "declared_conflicts",
    "eligibility",
    "eligible_inspectors",
    "inspectors_of",
    "units_in_scope",
]
