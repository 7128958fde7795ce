"""What is imported into the item list and beside it."""

from mingcha.items.subjects.items import ITEMS
from mingcha.items.subjects.powers import POWERS
from mingcha.items.subjects.questions import QUESTIONS

__all__ = ["ITEMS", "POWERS", "QUESTIONS"]
