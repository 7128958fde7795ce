"""The two registers as kinds of import."""

from mingcha.registers.subjects.inspectors import INSPECTORS
from mingcha.registers.subjects.targets import TARGETS

__all__ = ["INSPECTORS", "TARGETS"]
