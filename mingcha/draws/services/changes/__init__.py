"""After the draw: looks at names, seats redrawn, units withdrawn and replaced."""

from mingcha.draws.services.changes.look_at_names import look_at_names
from mingcha.draws.services.changes.vacate_seat import Interest, Leaving, leave_own_seat, vacate_seat
from mingcha.draws.services.changes.withdraw_unit import (
    Gone,
    confirm_unit_withdrawal,
    decline_unit_withdrawal,
    propose_own_withdrawal,
    propose_unit_withdrawal,
)

__all__ = [
    "Gone",
    "Interest",
    "Leaving",
    "confirm_unit_withdrawal",
    "decline_unit_withdrawal",
    "leave_own_seat",
    "look_at_names",
    "propose_own_withdrawal",
    "propose_unit_withdrawal",
    "vacate_seat",
]
