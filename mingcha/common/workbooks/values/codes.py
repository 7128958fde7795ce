"""Codes: credit codes (GB 32100), register numbers of 15 digits, licence numbers."""

import re
from dataclasses import dataclass

from stdnum.cn import uscc
from stdnum.iso7064 import mod_11_2, mod_11_10

from mingcha.common.workbooks.book import Cell
from mingcha.common.workbooks.refusals import CellRefused
from mingcha.common.workbooks.values.text import as_text, is_blank, read_text

SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d+", re.IGNORECASE)
DAMAGED = (
    "{field}“{shown}”被表格软件改成了科学计数法的数字，后几位已丢失。"
    "请把这一格设为“文本”格式，对照证照重新填写。"
)
# region, day of birth, order: identity numbers of 18 (last sign lost: 17) and, before 1999, of 15 characters
IDENTITY_LONG = re.compile(r"[1-8]\d{5}(19|20)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dX]?")
IDENTITY_SHORT = re.compile(r"[1-8]\d{5}\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}")
MASK = re.compile(r"\d{3,14}(?:[*×]{2,}|X{4,})[\dX*]{0,8}")
IDENTITY = "这一格像是居民身份证号码，本系统不登记身份证号码；没有统一社会信用代码的自然人，这一格请留空。"
TAKEN_FOR = {"O": "0", "I": "1", "Z": "2", "S": "5"}  # letters GB 32100 does not use, and what was meant
REGION = slice(2, 8)
WELL_FORMED = re.compile(rf"[{uscc._alphabet}]{{2}}\d{{6}}[{uscc._alphabet}]{{10}}", re.ASCII)
ORGANISATION = slice(8, 17)
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714
ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def read_code(cell: Cell, *, field: str = "编号") -> str:
    """A code without spaces, half-width, upper case; "" when empty.

    Numbers of over 15 digits or with a fraction, and texts like 9.1E+17, have lost digits: CellRefused."""
    if isinstance(cell, float):
        raise CellRefused(DAMAGED.format(field=field, shown=as_text(cell)))
    text = "".join(read_text(cell).split()).upper()
    if SCIENTIFIC.fullmatch(text) and ("." in text or "+" in text):
        raise CellRefused(DAMAGED.format(field=field, shown=text))
    return text


def read_document_number(cell: Cell, *, field: str, strict: bool = False) -> str:
    """A licence's number, as `read_code`; a person's identity number is refused and not repeated. Older
    licences have 18 digits too: without `strict` only what carries the check digit of GB 11643 is taken for
    an identity number."""
    code = read_code(cell, field=field)
    if IDENTITY_LONG.fullmatch(code) and (strict or (len(code) == 18 and mod_11_2.is_valid(code))):
        raise CellRefused(f"{field}一格像是居民身份证号码，本系统不登记身份证号码，请改填证件本身的编号。")
    return code


def _organisation_fits(code: str) -> bool:
    """The check character of the organisation's own nine characters (GB 11714) is right."""
    total = sum(ALPHANUMERIC.index(c) * w for c, w in zip(code[8:16], ORGANISATION_WEIGHTS, strict=True))
    return code[16] == {10: "X", 11: "0"}.get(11 - total % 11, str(11 - total % 11))


def _is_identity_number(text: str) -> bool:
    """Looks like a person's number, whole, cut or masked, and is no right credit code of digits only."""
    if MASK.fullmatch(text):
        return True
    return bool(IDENTITY_LONG.fullmatch(text)) and not (uscc.is_valid(text) and _organisation_fits(text))


def _refuse_length(code: str, field: str) -> None:
    if len(code) != 18:
        gap = f"少{18 - len(code)}位" if len(code) < 18 else f"多{len(code) - 18}位"
        raise CellRefused(f"{field}“{code}”有{len(code)}位，应为18位（{gap}）。请对照营业执照改正。")


def _refuse_signs(code: str, field: str) -> None:
    """Letters the standard does not use; the right character is named where it can be known."""
    if WELL_FORMED.fullmatch(code):
        return
    meant = "".join(TAKEN_FOR.get(sign, sign) for sign in code)
    for place, (sign, right) in enumerate(zip(code, meant, strict=True), 1):
        if sign != right:
            whole = f"，整个代码应为{meant}" if uscc.is_valid(meant) else ""
            raise CellRefused(f"{field}“{code}”第{place}位是字母{sign}，应为数字{right}{whole}。请改正。")
    for place, sign in enumerate(code, 1):
        if sign not in uscc._alphabet:
            raise CellRefused(
                f"{field}“{code}”第{place}位是“{sign}”，代码里没有这个字符。请对照营业执照改正。"
            )
        if place in range(REGION.start + 1, REGION.stop + 1) and not sign.isdigit():
            raise CellRefused(f"{field}“{code}”第{place}位是“{sign}”，这一位应为数字（行政区划）。请改正。")


def _refuse_check(code: str, field: str) -> None:
    right = uscc.calc_check_digit(code[:17])
    if code[17] != right:
        raise CellRefused(
            f"{field}“{code}”的校验位（第18位）是{code[17]}，按前17位推算应为{right}，"
            "说明其中至少有一位写错。请对照营业执照改正。"
        )


def read_uscc(cell: Cell, *, field: str = "统一社会信用代码") -> str:
    """A credit code of 18 characters with its right check digit; "" when empty. Source: GB 32100-2015.

    Raises CellRefused naming length, character or check digit; identity numbers are never repeated."""
    code = read_code(cell, field=field).replace("-", "")
    if not code:
        return ""
    if _is_identity_number(code):
        raise CellRefused(IDENTITY)
    _refuse_length(code, field)
    _refuse_signs(code, field)
    _refuse_check(code, field)
    return code


def read_register_number(cell: Cell, *, field: str = "注册号") -> str:
    """A register number of 15 digits; "" when empty. Its check digit is `register_number_doubt`'s matter."""
    code = read_code(cell, field=field)
    if not code:
        return ""
    if not re.fullmatch(r"\d{15}", code):
        raise CellRefused(f"{field}“{code}”应为15位数字。请对照营业执照改正。")
    if IDENTITY_SHORT.fullmatch(code) and register_number_doubt(code):
        raise CellRefused(IDENTITY)
    return code


def register_number_doubt(code: str, *, field: str = "注册号") -> str:
    """What is odd about a 15-digit number whose check digit (GB/T 17710, MOD 11,10) is not right; "" when it
    is. No refusal: numbers given by other registers, and older ones, have no such digit."""
    right = mod_11_10.calc_check_digit(code[:14])
    if code[14] == right:
        return ""
    return (
        f"{field}“{code}”的校验位（第15位）是{code[14]}，按前14位推算应为{right}。"
        "已照表中写入，请对照营业执照核对。"
    )


@dataclass(frozen=True, slots=True)
class HolderCode:
    """`kind`: uscc or register_number; `doubt` is taken in and shown, not refused."""

    kind: str
    value: str
    doubt: str = ""


def read_holder_code(cell: Cell, *, field: str = "统一社会信用代码") -> HolderCode | None:
    """The code of a holder: 18 characters, or the older register number of 15 digits; None when empty."""
    if is_blank(cell):
        return None
    code = read_code(cell, field=field)
    if re.fullmatch(r"\d{15}", code):
        return HolderCode("register_number", read_register_number(cell), register_number_doubt(code))
    return HolderCode("uscc", read_uscc(cell, field=field))
