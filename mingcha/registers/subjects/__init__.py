"""The two registers, and what is known of their holders, as kinds of import."""

from mingcha.registers.subjects.inspectors import INSPECTORS
from mingcha.registers.subjects.partners import PARTNERS
from mingcha.registers.subjects.standing import STANDING
from mingcha.registers.subjects.targets import TARGETS
from mingcha.registers.subjects.visits import VISITS

__all__ = ["INSPECTORS", "PARTNERS", "STANDING", "TARGETS", "VISITS"]
