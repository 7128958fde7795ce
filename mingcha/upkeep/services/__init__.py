"""Verbs of upkeep: name a keeper, confirm that a register is current, note a publication."""

from mingcha.upkeep.services.assign_upkeep import assign_upkeep
from mingcha.upkeep.services.confirm_upkeep import confirm_upkeep, note_publication

__all__ = ["assign_upkeep", "confirm_upkeep", "note_publication"]
