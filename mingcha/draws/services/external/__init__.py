"""Verbs of external draws, which a platform of a superior body made: one person brings the result in, another
confirms it, a leader publishes it; two people withdraw it while nothing stands on it."""

from mingcha.draws.services.external.decide import (
    confirm_external_draw,
    explain_external_draw,
    return_external_draw,
)
from mingcha.draws.services.external.disclose import disclose_external_draw
from mingcha.draws.services.external.issue import issue_external_paper
from mingcha.draws.services.external.take_in import ExternalFacts, Workbook, take_in_external_draw
from mingcha.draws.services.external.withdraw import (
    confirm_external_withdrawal,
    propose_external_withdrawal,
)

__all__ = [
    "ExternalFacts",
    "Workbook",
    "confirm_external_draw",
    "confirm_external_withdrawal",
    "disclose_external_draw",
    "explain_external_draw",
    "issue_external_paper",
    "propose_external_withdrawal",
    "return_external_draw",
    "take_in_external_draw",
]
