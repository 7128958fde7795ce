"""The rows of the two registers."""

from mingcha.registers.models.registers import (
    COMPANY,
    NATURAL_PERSON,
    RAISED_CLASSES,
    RISK_CLASSES,
    ConflictOfInterest,
    Holder,
    Inspector,
    InspectorLicence,
    Target,
)
from mingcha.registers.models.staff import (
    Absence,
    Borrowing,
    ConflictDecision,
    Declaration,
    DeclarationRound,
    Delegation,
    Partner,
    Qualification,
    Training,
)

__all__ = [
    "COMPANY",
    "NATURAL_PERSON",
    "RAISED_CLASSES",
    "RISK_CLASSES",
    "Absence",
    "Borrowing",
    "ConflictDecision",
    "ConflictOfInterest",
    "Declaration",
    "DeclarationRound",
    "Delegation",
    "Holder",
    "Inspector",
    "InspectorLicence",
    "Partner",
    "Qualification",
    "Target",
    "Training",
]
