"""How legal figures are written: read as people type them, stored in one form, shown as the law says.

Pure."""

import re
import unicodedata
from fractions import Fraction

RATIO_UNIT = "比例"
CLASS_UNIT = "类及以上"

_CLASS = re.compile(r"[A-D]")
_COUNT = re.compile(r"[1-9][0-9]{0,5}")
_PERCENT = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,6})?)%")
_PLAIN = re.compile(r"1|0\.[0-9]{1,8}|[1-9][0-9]{0,8}/[1-9][0-9]{0,8}")


def read_ratio(text: str) -> Fraction:
    """A ratio as people write it, above 0 and at most 1: `5%`, `５％`, `0.05`, `1/20`, `1`.

    Anything else is a `ValueError` with a Chinese sentence; a bare `5` is not guessed at.

    >>> read_ratio(" ５％ "), read_ratio("0.05"), read_ratio("1")
    (Fraction(1, 20), Fraction(1, 20), Fraction(1, 1))
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    percent = _PERCENT.fullmatch(plain)
    if not percent and not _PLAIN.fullmatch(plain):
        raise ValueError(f"“{text.strip()}”不是比例，请写成5%、0.05或1/20。")
    ratio = Fraction(percent[1]) / 100 if percent else Fraction(plain)
    if not 0 < ratio <= 1:
        raise ValueError(f"比例“{text.strip()}”不在0到100%之间，应大于0，不超过100%。")
    return ratio


def fraction_text(ratio: Fraction) -> str:
    """`p/q` in lowest terms, or `1`: the form in which ratios are stored.

    >>> fraction_text(Fraction(5, 100)), fraction_text(Fraction(1))
    ('1/20', '1')
    """
    return str(ratio)


def normal_value(text: str, unit: str) -> str:
    """The value as stored: a ratio as `p/q`, a risk class as its letter, everything else a whole number.

    `ValueError` with a Chinese sentence when the text is neither.

    >>> normal_value("5%", RATIO_UNIT), normal_value(" 20 ", "个工作日"), normal_value("ｃ类", CLASS_UNIT)
    ('1/20', '20', 'C')
    """
    if unit == RATIO_UNIT:
        return fraction_text(read_ratio(text))
    plain = unicodedata.normalize("NFKC", text).strip()
    if unit == CLASS_UNIT:
        letter = plain.removesuffix("类").upper()
        if not _CLASS.fullmatch(letter):
            raise ValueError("请填风险类别A、B、C或D，例如C。")
        return letter
    if not _COUNT.fullmatch(plain):
        raise ValueError("请填大于0的整数，例如20。")
    return plain


def words_of(value: str, unit: str) -> str:
    """As the law writes it: 1/20 → 5%, 20 → 20个工作日; a ratio without exact percent stays p/q.

    >>> words_of("1/20", RATIO_UNIT), words_of("1/3", RATIO_UNIT), words_of("2", "名")
    ('5%', '1/3', '2名')
    """
    if not value:
        return ""
    return ratio_words(Fraction(value)) if unit == RATIO_UNIT else f"{value}{unit}"


def ratio_words(ratio: Fraction) -> str:
    """A percentage without rounding, or p/q where no percentage of at most six decimals is exact."""
    scaled = ratio * 10**8
    if scaled.denominator != 1:
        return fraction_text(ratio)
    whole, part = divmod(scaled.numerator, 10**6)
    return f"{whole}.{part:06d}".rstrip("0").rstrip(".") + "%"
