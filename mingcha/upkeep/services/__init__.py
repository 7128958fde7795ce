"""Verbs of upkeep: name a keeper, confirm that a register is current, note a publication, record what was
entered into a platform."""

from mingcha.upkeep.services.assign_upkeep import assign_upkeep
from mingcha.upkeep.services.confirm_upkeep import confirm_upkeep, note_publication
from mingcha.upkeep.services.record_entry import EntryFacts, record_platform_entry

__all__ = ["EntryFacts", "assign_upkeep", "confirm_upkeep", "note_publication", "record_platform_entry"]
