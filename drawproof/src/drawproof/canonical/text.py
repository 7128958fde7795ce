"""Ids and free text: which characters may stand where.

An **id** matches ``[A-Za-z0-9][A-Za-z0-9._:#-]{0,46}``. Free text holds no control character (U+0000–001F,
U+007F–009F), no bidirectional control (U+061C, U+200E, U+200F, U+202A–202E, U+2066–2069) and no lone
surrogate, so that what is read aloud is what is signed.
"""

import re

from drawproof.errors import DrawproofError

ID = r"[A-Za-z0-9][A-Za-z0-9._:#-]{0,46}"
HEX64 = r"[0-9a-f]{64}"

_ID = re.compile(ID)
_HEX64 = re.compile(HEX64)
_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def check_id(value: object, where: str) -> str:
    """The value if it is an id, else refused; ``where`` names the field."""
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise DrawproofError("id-form", where=where)
    return value


def check_hex64(value: object, where: str) -> str:
    """The value if it is 64 lower-case hex digits (a digest, a commitment, a secret)."""
    if not isinstance(value, str) or not _HEX64.fullmatch(value):
        raise DrawproofError("hex-form", where=where)
    return value


def check_text(value: object, where: str) -> str:
    """The value if it is text without control and bidirectional characters."""
    if not isinstance(value, str):
        raise DrawproofError("json-type", where=where, expected="text")
    if _FORBIDDEN.search(value):
        raise DrawproofError("text-control", where=where)
    return value
