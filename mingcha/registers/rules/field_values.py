"""Reading the value of a field as its kind demands: one reader for workbook and form. Values are stored as
text: quantities with their unit (5.74公顷), days in ISO form, degrees as decimals. Pure."""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache

from mingcha.common.workbooks.book import Cell
from mingcha.common.workbooks.refusals import CellRefused
from mingcha.common.workbooks.values import is_blank, read_choice, read_date, read_document_number, read_text
from mingcha.intake.rules import without_private_numbers
from mingcha.registers.rules.categories import (
    AREA,
    CHOICE,
    CODE,
    DATE,
    LATITUDE,
    LONGITUDE,
    NUMBER,
    TEXT,
    FieldRule,
)
from mingcha.registers.rules.code_forms import CODE_FORMS, form_remark

Read = tuple[str, str]
"""The value as stored ("" for none) and a remark ("" for none)."""

TEXT_LENGTH = 200
# square metres; 亩 is 2000/3 and therefore compared as a fraction of 1/3
AREA_UNITS: dict[str, tuple[int, int]] = {
    "平方米": (1, 1),
    "亩": (2000, 3),
    "公顷": (10_000, 1),
    "平方公里": (1_000_000, 1),
}
UNIT_WORDS = {
    "m²": "平方米",
    "m2": "平方米",
    "㎡": "平方米",
    "km²": "平方公里",
    "km2": "平方公里",
    "平方千米": "平方公里",
}
QUANTITY = re.compile(r"([+-]?\d+(?:\.\d+)?)\s*(.*)")
BOUNDS = {LONGITUDE: (Decimal(73), Decimal(136)), LATITUDE: (Decimal(3), Decimal(54))}
"""Degrees between which the land of China lies; what lies outside is a slip."""
DEGREES = re.compile(
    r"(\d{1,3})[°度](?:(\d{1,2}(?:\.\d+)?)[′'’分])?(?:(\d{1,2}(?:\.\d+)?)(?:[″\"”秒]|''|′′))?"
)
HEMISPHERE = re.compile(r"^(东经|北纬|[EN])|([EN])$", re.IGNORECASE)
SECOND = Decimal(1) / 3600
MICRO = Decimal("0.000001")


def read_field(rule: FieldRule, cell: Cell, unit: str = "") -> Read:
    """The value of a cell or of what was typed; `unit` is that of the column. `CellRefused` when it cannot be
    what the field holds, with a sentence that names the field and the right form."""
    return _cached(rule, cell, unit)


@lru_cache(maxsize=50_000, typed=True)
def _cached(rule: FieldRule, cell: Cell, unit: str) -> Read:
    if is_blank(cell):
        return "", ""
    return READERS[rule.kind](rule, cell, unit)


def same_value(rule: FieldRule | None, one: str, other: str) -> bool:
    """Whether two stored values mean the same: 15亩 is 1公顷, and a bare number is one in the field's
    unit."""
    if one == other or rule is None or rule.kind not in (AREA, NUMBER):
        return one == other
    first, second = quantity(rule, one), quantity(rule, other)
    return first is not None and first == second


def quantity(rule: FieldRule, stored: str) -> tuple[Decimal, int] | None:
    """A stored number as a fraction (numerator, denominator) in the unit by which it is compared; None when
    it is none."""
    found = QUANTITY.fullmatch(stored)
    if not found:
        return None
    unit = UNIT_WORDS.get(found[2], found[2]) or rule.unit
    if unit not in AREA_UNITS:
        return (Decimal(found[1]).normalize(), 1) if unit == rule.unit else None
    times, parts = AREA_UNITS[unit]
    value = Decimal(found[1]) * times
    return ((value * (3 // parts)).normalize(), 3)


def degrees(text: str) -> Decimal | None:
    """Decimal degrees of 114.195, 114°11′42″, 东经114度11分42秒, E114°11.7′; None for anything else.

    >>> degrees("114°11′42″")
    Decimal('114.195000')
    """
    plain = HEMISPHERE.sub("", unicodedata.normalize("NFKC", text).replace(" ", ""))
    if re.fullmatch(r"\d{1,3}(\.\d+)?", plain):
        return Decimal(plain)
    found = DEGREES.fullmatch(plain)
    if not found:
        return None
    minutes, seconds = Decimal(found[2] or 0), Decimal(found[3] or 0)
    if minutes >= 60 or seconds >= 60:
        return None
    return (Decimal(found[1]) + minutes / 60 + seconds * SECOND).quantize(MICRO)


def _read_text(rule: FieldRule, cell: Cell, unit: str) -> Read:
    text = without_private_numbers(read_text(cell))
    if len(text) > TEXT_LENGTH:
        return text[:TEXT_LENGTH], f"{rule.title}超过{TEXT_LENGTH}字，只登记前{TEXT_LENGTH}字。"
    return text, ""


def _read_day(rule: FieldRule, cell: Cell, unit: str) -> Read:
    found = read_date(cell, field=rule.title)
    return (found.isoformat() if found else ""), ""


def _read_choice(rule: FieldRule, cell: Cell, unit: str) -> Read:
    words = {word: option.split("/", 1)[0] for option in rule.options for word in option.split("/")}
    try:
        return read_choice(cell, words, field=rule.title, default="") or "", ""
    except CellRefused as refused:
        shown = "、".join(rule.option_words)
        raise CellRefused(f"{rule.title}“{read_text(cell)}”不在可选的范围内，可填：{shown}。") from refused


def _read_code(rule: FieldRule, cell: Cell, unit: str) -> Read:
    form = CODE_FORMS.get(rule.form)
    is_strict = form is not None and form.is_strict
    code = read_document_number(cell, field=rule.title, strict=is_strict)
    remark = form_remark(rule.form, code, rule.title)
    if form is not None and remark and is_strict:
        raise CellRefused(
            f"{rule.title}“{code}”有{len(code)}位，不合规定的写法：{form.words}。请对照证书改正。"
        )
    return code[:64], remark


def _read_quantity(rule: FieldRule, cell: Cell, unit: str) -> Read:
    """A number with its unit. Words that are none are kept as they were written, with a remark: 见附件,
    约3亩."""
    text = read_text(cell)[:64]
    found = QUANTITY.fullmatch(re.sub(r"(?<=\d)[,，](?=\d{3})", "", text))
    given = UNIT_WORDS.get(found[2], found[2]) if found else ""
    allowed = set(AREA_UNITS) if rule.kind == AREA else {rule.unit}
    if found is None or (given and given not in allowed):
        return text, f"{rule.title}“{text}”认不出是多少，已照填写的登记，请核对。"
    told = given or UNIT_WORDS.get(unit, unit)
    stored = f"{found[1]}{told if told in allowed else rule.unit}"
    _refuse_limits(rule, stored)
    remark = (
        "" if told in allowed or not rule.unit else f"{rule.title}没有写单位，按{rule.unit}登记，请核对。"
    )
    return stored, remark


def _refuse_limits(rule: FieldRule, stored: str) -> None:
    value = quantity(rule, stored)
    least, most = (quantity(rule, limit + rule.unit) if limit else None for limit in (rule.least, rule.most))
    if value is not None and least is not None and value[0] < least[0]:
        raise CellRefused(f"{rule.title}“{stored}”不应小于{rule.least}{rule.unit}，请核对数字和单位。")
    if value is not None and most is not None and value[0] > most[0]:
        raise CellRefused(f"{rule.title}“{stored}”不应大于{rule.most}{rule.unit}，请核对数字和单位。")
    found = QUANTITY.fullmatch(stored)
    places = len(found[1].partition(".")[2]) if found else 0
    if rule.decimals is not None and stored.endswith(rule.unit) and places > rule.decimals:
        raise CellRefused(f"{rule.title}“{stored}”最多{rule.decimals}位小数，请改正。")


def _read_degrees(rule: FieldRule, cell: Cell, unit: str) -> Read:
    text = read_text(cell)
    found = degrees(text)
    name, other = ("经度", LATITUDE) if rule.kind == LONGITUDE else ("纬度", LONGITUDE)
    if found is None:
        flat = "，像是平面坐标" if re.fullmatch(r"\d{5,8}(\.\d+)?", text) else ""
        raise CellRefused(
            f"{rule.title}“{text}”认不出是多少度{flat}。请填CGCS2000的{name}，如114.195或114°11′42″。"
        )
    least, most = BOUNDS[rule.kind]
    if not least <= found <= most:
        low, high = BOUNDS[other]
        swapped = "，是不是经度、纬度填反了" if low <= found <= high else ""
        raise CellRefused(f"{rule.title}“{text}”不在{least}度至{most}度之间{swapped}。请核对。")
    return f"{found.quantize(MICRO).normalize():f}", ""


READERS: dict[str, Callable[[FieldRule, Cell, str], Read]] = {
    TEXT: _read_text,
    NUMBER: _read_quantity,
    AREA: _read_quantity,
    DATE: _read_day,
    CHOICE: _read_choice,
    CODE: _read_code,
    LONGITUDE: _read_degrees,
    LATITUDE: _read_degrees,
}


def in_unit(rule: FieldRule, stored: str) -> str:
    """A stored area in the unit of its field, to six decimals; "" for what is no area.

    >>> in_unit(FieldRule("area", "面积", AREA, unit="公顷"), "30亩")
    '2公顷'
    """
    value = quantity(rule, stored)
    if value is None or rule.unit not in AREA_UNITS:
        return ""
    times, parts = AREA_UNITS[rule.unit]
    shown = (value[0] / (times * (3 // parts))).quantize(MICRO)
    return f"{shown.normalize():f}{rule.unit}"
