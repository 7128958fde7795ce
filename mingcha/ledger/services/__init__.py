"""Verbs of the ledger: write an act, sign a checkpoint, examine everything."""

from mingcha.ledger.services.examine_ledger import examine_ledger
from mingcha.ledger.services.finding import Finding
from mingcha.ledger.services.record_act import Acting, record_act
from mingcha.ledger.services.sign_checkpoint import sign_checkpoint

__all__ = ["Acting", "Finding", "examine_ledger", "record_act", "sign_checkpoint"]
