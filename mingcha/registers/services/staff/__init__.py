"""Verbs of the register of inspectors: people and what stands beside them."""

from mingcha.registers.services.staff.keep_inspector import InspectorFacts, add_inspector, change_inspector
from mingcha.registers.services.staff.keep_licence import (
    LicenceFacts,
    add_licence,
    change_licence,
    end_licence,
    licence_of,
)
from mingcha.registers.services.staff.keep_qualification import (
    QualificationFacts,
    add_qualification,
    end_qualification,
    qualification_of,
)
from mingcha.registers.services.staff.record_training import (
    TrainingFacts,
    record_training,
    training_of,
    void_training,
)
from mingcha.registers.services.staff.register_absence import (
    AbsenceFacts,
    absence_of,
    confirm_absence,
    end_absence,
    register_absence,
)

__all__ = [
    "AbsenceFacts",
    "InspectorFacts",
    "LicenceFacts",
    "QualificationFacts",
    "TrainingFacts",
    "absence_of",
    "add_inspector",
    "add_licence",
    "add_qualification",
    "change_inspector",
    "change_licence",
    "confirm_absence",
    "end_absence",
    "end_licence",
    "end_qualification",
    "licence_of",
    "qualification_of",
    "record_training",
    "register_absence",
    "training_of",
    "void_training",
]
