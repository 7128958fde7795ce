"""What is imported into the item list and beside it."""

from mingcha.items.subjects.items import ITEMS
from mingcha.items.subjects.powers import POWERS

__all__ = ["ITEMS", "POWERS"]
