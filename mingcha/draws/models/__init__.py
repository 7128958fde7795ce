"""Draws: sittings and attempts of our own, and what platforms of superior bodies drew.

Tables that hold evidence (files, secrets, entries, lists) only grow: triggers refuse any change
(mingcha.ledger)."""

from mingcha.draws.models.changes import NameLook, Replacement, UnitWithdrawal, Vacancy, VacancyProposal
from mingcha.draws.models.external import (
    ExternalDraw,
    ExternalList,
    ExternalScreenshot,
)
from mingcha.draws.models.members import MemberChange
from mingcha.draws.models.own import (
    ASSIGNMENT,
    BUNDLE,
    COMMITTED,
    KINDS,
    OFFICE_FILE,
    RESULT,
    SELECTION,
    AnnulmentProposal,
    Draw,
    DrawFile,
    DrawSecret,
    EventCorrection,
    LoadSimulation,
    Sitting,
    ThrowEntry,
)
from mingcha.draws.models.recordings import Recording, RecordingChunk
from mingcha.draws.models.rehearsals import Rehearsal
from mingcha.draws.models.witness import WitnessStatement

__all__ = [
    "ASSIGNMENT",
    "BUNDLE",
    "COMMITTED",
    "KINDS",
    "OFFICE_FILE",
    "RESULT",
    "SELECTION",
    "AnnulmentProposal",
    "Draw",
    "DrawFile",
    "DrawSecret",
    "EventCorrection",
    "ExternalDraw",
    "ExternalList",
    "ExternalScreenshot",
    "LoadSimulation",
    "MemberChange",
    "NameLook",
    "Recording",
    "RecordingChunk",
    "Rehearsal",
    "Replacement",
    "Sitting",
    "ThrowEntry",
    "UnitWithdrawal",
    "Vacancy",
    "VacancyProposal",
    "WitnessStatement",
]
