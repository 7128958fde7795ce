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

__all__ = [
    "COMPANY",
    "NATURAL_PERSON",
    "RAISED_CLASSES",
    "RISK_CLASSES",
    "ConflictOfInterest",
    "Holder",
    "Inspector",
    "InspectorLicence",
    "Target",
]
