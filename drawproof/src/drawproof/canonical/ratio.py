"""Ratios as exact fractions; a float never enters a draw.

>>> parse_ratio("0.05", "ratio"), parse_ratio("1/20", "ratio")
(Fraction(1, 20), Fraction(1, 20))
>>> quota(parse_ratio("0.05", "ratio"), at_least=1, members=41)
3
"""

import re
from fractions import Fraction

from drawproof.errors import DrawproofError

_RATIO = re.compile(r"1|0\.[0-9]{1,9}|[1-9][0-9]{0,8}/[1-9][0-9]{0,8}")


def parse_ratio(value: object, where: str) -> Fraction:
    """``1``, ``0.`` and 1–9 digits, or ``p/q`` with 1 ≤ p ≤ q; greater than 0, at most 1."""
    if not isinstance(value, str) or not _RATIO.fullmatch(value):
        raise DrawproofError("ratio-form", where=where)
    ratio = Fraction(value)
    if not 0 < ratio <= 1:
        raise DrawproofError("ratio-range", where=where, ratio=value)
    return ratio


def quota(ratio: Fraction, *, at_least: int, members: int) -> int:
    """n = min(N, max(at_least, ceil(ratio × N)))."""
    share = -(-ratio.numerator * members // ratio.denominator)
    return min(members, max(at_least, share))
