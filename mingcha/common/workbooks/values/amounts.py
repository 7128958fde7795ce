"""Ratios, frequencies, numbers, telephone numbers."""

import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from mingcha.common.workbooks.book import Cell
from mingcha.common.workbooks.refusals import CellRefused
from mingcha.common.workbooks.values.text import as_text, compact_text, is_blank, read_text

OPEN = re.compile(r"按(实际|需|需要|实际情况|情况|上级要求).*|视情况.*|不定期|随机|不限|根据.*")
PERCENT = re.compile(r"(-?\d+(?:\.\d+)?)\s*([%‰])")
RANGE = re.compile(r"\d+(?:\.\d+)?%?\s*[-~—至到]+\s*\d+(?:\.\d+)?%")
BARE = re.compile(r"(?:>=?|≥|≧|=|不低于|不少于|至少)?(\d+(?:\.\d+)?)")
FRACTION = re.compile(r"\d+/[1-9]\d*")
SPELLED = re.compile(r"百分之([一二三四五六七八九十百]{1,3})")
DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")}
PERIODS = {"年": Fraction(1), "季度": Fraction(4), "季": Fraction(4), "月": Fraction(12), "半年": Fraction(2)}
ONE = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6}
TIMES = re.compile(r"(\d+|[一两二三四五六])次[/／每]?(半年|季度|季|月|年)")
EVERY = re.compile(
    r"每?([一两二三四五六]|\d+)?个?(半年|季度|季|月|年)(?:度)?(?:不少于|至少|抽查|检查|开展)?(\d+|[一两二三四五六])次"
)
NUMBER = re.compile(r"([+-]?\d+(?:\.\d+)?)(.*)")
MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"(0\d{2,3})?-?([2-9]\d{6,7}|\d{7,8})(?:-(\d{1,6}))?|[48]00-?\d{3}-?\d{4}|1\d{4}")
PHONES_APART = re.compile(r"[、，,；;/\n\r]+|(?<=\d{7})\s+(?=\d{7})")


def _spelled(text: str) -> Fraction | None:
    found = SPELLED.search(text)
    if not found:
        return None
    word = found[1]
    if "百" in word:
        return Fraction(1)
    tens, ten, ones = word.partition("十")
    number = (DIGITS.get(tens, 1) * 10 if ten else 0) + DIGITS.get(ones if ten else tens, 0)
    return Fraction(number, 100)


def _ratio_of(text: str, field: str) -> Fraction:
    found = PERCENT.search(text)
    if found:
        return Fraction(found[1]) / (100 if found[2] == "%" else 1000)
    if FRACTION.fullmatch(text):
        return Fraction(text)
    bare = BARE.fullmatch(text)
    if not bare:
        spelled = _spelled(text)
        if spelled is None:
            raise CellRefused(f"{field}“{text}”认不出是多少，请写成百分数，例如5%。")
        return spelled
    value = Fraction(bare[1])
    if value == 1:
        raise CellRefused(f"{field}“{text}”分不清是1%还是100%，请写明百分号。")
    return value / 100 if value > 1 else value


def read_ratio(cell: Cell, *, field: str = "抽查比例") -> Fraction | None:
    """A share between 0 and 1, exact: 20%, 0.2, 1/3, 不低于5%, ≥3%, 百分之五, 5 (per cent), 5%，每年1次.

    None for an empty cell and for 按实际 and the like. Raises CellRefused."""
    if is_blank(cell):
        return None
    text = read_text(cell).replace("％", "%")
    if OPEN.fullmatch(text):
        return None
    if RANGE.search(text):
        raise CellRefused(f"{field}“{text}”写了一个范围，请只写最低的一个百分数。")
    value = _ratio_of(text, field)
    if not 0 < value <= 1:
        raise CellRefused(f"{field}“{text}”应大于0、不超过100%，请改正。")
    return value


def _count(word: str | None) -> int:
    return ONE.get(word, 0) or int(word) if word else 1


def read_frequency(cell: Cell, *, field: str = "抽查频次") -> Fraction | None:
    """Times a year: 1次/年, 每年2次, 每半年一次, 每两年1次 (½), ≥1, 1. None for empty cells and 按需.

    Raises CellRefused."""
    if is_blank(cell):
        return None
    text = read_text(cell)
    if OPEN.fullmatch(text):
        return None
    if found := EVERY.search(text):
        return PERIODS[found[2]] * _count(found[3]) / _count(found[1])
    if found := TIMES.search(text):
        return PERIODS[found[2]] * _count(found[1])
    if found := BARE.fullmatch(text.removesuffix("次")):
        return Fraction(found[1])
    raise CellRefused(f"{field}“{text}”认不出一年几次，请写成1次/年。")


def read_number(cell: Cell, *, field: str = "数值", units: tuple[str, ...] = ()) -> Decimal | None:
    """A number, exact as written, thousands separators dropped; a unit behind it must be one of `units`."""
    if is_blank(cell):
        return None
    text = read_text(cell)
    found = NUMBER.fullmatch(re.sub(r"(?<=\d)[,，](?=\d{3})", "", text).replace(" ", ""))
    if not found or (found[2] and found[2] not in units):
        raise CellRefused(f"{field}“{text}”认不出是多少，请只写数字。")
    try:
        return Decimal(found[1])
    except InvalidOperation as odd:
        raise CellRefused(f"{field}“{text}”认不出是多少，请只写数字。") from odd


def read_phone(cell: Cell, *, field: str = "联系电话") -> str:
    """One telephone number: 13800000001 or 0312-0000001; "" when empty. Raises CellRefused."""
    if is_blank(cell):
        return ""
    if isinstance(cell, float):
        raise CellRefused(f"{field}“{as_text(cell)}”带小数，不是电话号码，请改正。")
    text = re.sub(r"[\s()（）]", "", compact_text(as_text(cell))).replace("—", "-")
    text = re.sub(r"^\+?86-?(?=1\d{10}$)", "", text)
    if MOBILE.fullmatch(text):
        return text
    found = LANDLINE.fullmatch(text)
    if not found:
        raise CellRefused(f"{field}“{text}”不是完整的电话号码（手机11位，座机带区号），请改正。")
    if not found[2]:
        return text
    return "-".join(part for part in found.groups() if part)


def read_phones(cell: Cell, *, field: str = "联系电话") -> list[str]:
    """Several telephone numbers in one cell."""
    if is_blank(cell):
        return []
    pieces = PHONES_APART.split(as_text(cell).strip()) if not isinstance(cell, float) else [as_text(cell)]
    return [read_phone(piece, field=field) for piece in pieces if not is_blank(piece)]
