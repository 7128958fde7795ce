"""The rows of the two registers."""

from mingcha.registers.models.categories import CategoryField, TargetCategory
from mingcha.registers.models.holders import COMPANY, NATURAL_PERSON, RISK_CLASSES, Holder, Standing
from mingcha.registers.models.identity import MERGED, SPLIT, Distinction, FrameHold, TargetMove
from mingcha.registers.models.people import ConflictOfInterest, Inspector, InspectorLicence
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
from mingcha.registers.models.standing import (
    CLUE,
    MANNERS,
    OTHER,
    RANDOM,
    SPECIAL,
    TOLD_IN_PUBLIC,
    StandingEvent,
    VisitFact,
)
from mingcha.registers.models.targets import Target

__all__ = [
    "CLUE",
    "COMPANY",
    "MANNERS",
    "MERGED",
    "NATURAL_PERSON",
    "OTHER",
    "RANDOM",
    "RISK_CLASSES",
    "SPECIAL",
    "SPLIT",
    "TOLD_IN_PUBLIC",
    "Absence",
    "Borrowing",
    "CategoryField",
    "ConflictDecision",
    "ConflictOfInterest",
    "Declaration",
    "DeclarationRound",
    "Delegation",
    "Distinction",
    "FrameHold",
    "Holder",
    "Inspector",
    "InspectorLicence",
    "Partner",
    "Qualification",
    "Standing",
    "StandingEvent",
    "Target",
    "TargetCategory",
    "TargetMove",
    "Training",
    "VisitFact",
]
