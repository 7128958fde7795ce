"""Numbers that a register gives itself: a letter and digits, ascending, ids of drawproof/1 section 2.
Pure."""

from collections.abc import Iterable

OWN_NUMBER = "N"
"""The letter of the numbers that the register of targets gives to holders without a code."""


def numbered(letter: str, number: int, width: int = 6) -> str:
    """
    >>> numbered("N", 12)
    'N000012'
    """
    return f"{letter}{number:0{width}d}"


def next_number(codes: Iterable[str]) -> int:
    """One more than the highest number given so far; codes of another form do not count."""
    return max((int(code[1:]) for code in codes if code[1:].isdigit()), default=0) + 1
