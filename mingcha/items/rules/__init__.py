"""What makes an item lawful, and its fields as people read them. Pure."""

from mingcha.items.rules.fields import EVERY_CATEGORY, FIELD_TITLES, differences, exported, shown
from mingcha.items.rules.legality import (
    LIST_CLAUSE,
    LIST_QUOTE,
    Citation,
    RatioBasis,
    basis_shortcoming,
    citations,
    is_nothing,
    ratio_basis,
    ratio_basis_shortcoming,
    registration_want,
    rounds_basis,
    shortcomings,
)

__all__ = [
    "EVERY_CATEGORY",
    "FIELD_TITLES",
    "LIST_CLAUSE",
    "LIST_QUOTE",
    "Citation",
    "RatioBasis",
    "basis_shortcoming",
    "citations",
    "differences",
    "exported",
    "is_nothing",
    "ratio_basis",
    "ratio_basis_shortcoming",
    "registration_want",
    "rounds_basis",
    "shortcomings",
    "shown",
]
