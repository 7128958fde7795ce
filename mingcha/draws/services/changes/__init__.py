"""After the draw: looks at names, seats redrawn, units withdrawn and replaced."""

from mingcha.draws.services.changes.leave_own_seat import Interest, leave_own_seat
from mingcha.draws.services.changes.look_at_names import look_at_names
from mingcha.draws.services.changes.vacate_seat import (
    Leaving,
    confirm_vacancy,
    decline_vacancy,
    propose_vacancy,
)
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
    "confirm_vacancy",
    "decline_unit_withdrawal",
    "decline_vacancy",
    "leave_own_seat",
    "look_at_names",
    "propose_own_withdrawal",
    "propose_unit_withdrawal",
    "propose_vacancy",
]
