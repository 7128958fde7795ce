"""Verbs of borrowing: partner bureaus, and whole bureaus or sections from them."""

from mingcha.registers.services.borrowings.add_partner import add_partner
from mingcha.registers.services.borrowings.borrow import decide_borrowing, end_borrowing, propose_borrowing

__all__ = ["add_partner", "decide_borrowing", "end_borrowing", "propose_borrowing"]
