"""Verbs of oversight: re-verify everything."""

from mingcha.oversight.services.examine_everything import examine_everything

__all__ = ["examine_everything"]
