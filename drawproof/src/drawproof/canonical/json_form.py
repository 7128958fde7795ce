"""Canonical JSON: RFC 8785 for the values drawproof uses.

Objects with ASCII keys in ascending order, no white space, integers from 0 to 2⁵³−1, text without control
characters, null. A reader decodes, encodes again and compares the bytes.

>>> encode({"b": 1, "a": "明"}).decode()
'{"a":"明","b":1}'
>>> decode(b'{"a": 1}')
Traceback (most recent call last):
    ...
drawproof.errors.DrawproofError: The bytes are not canonical JSON.
"""

import json
from typing import NoReturn

from drawproof.canonical.text import check_text
from drawproof.errors import DrawproofError

LARGEST = 2**53 - 1
_DEEPEST = 16


def encode(value: object) -> bytes:
    """The one byte form of a value; refuses what has none."""
    _check(value, 0)
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8")


def decode(content: bytes) -> object:
    """The value of canonical bytes; anything that would not be written the same way is refused."""
    value = decode_loosely(content)
    if encode(value) != content:
        raise DrawproofError("json-canonical", line=1)
    return value


def decode_loosely(content: bytes) -> object:
    """The value of JSON in which white space and order are free; duplicate keys and floats are refused."""
    try:
        return json.loads(
            content.decode("utf-8"),
            object_pairs_hook=_object,
            parse_float=_refuse_number,
            parse_constant=_refuse_number,
            parse_int=_integer,
        )
    except (ValueError, RecursionError) as error:
        raise DrawproofError("json-form", line=1) from error


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise DrawproofError("json-duplicate-key", line=1)
    return value


def _integer(digits: str) -> int:
    if len(digits) > len(str(LARGEST)):
        _refuse_number(digits)
    return int(digits)


def _refuse_number(text: str) -> NoReturn:
    raise DrawproofError("json-number", line=1, number=text[:20])


def _check(value: object, depth: int) -> None:
    if depth > _DEEPEST:
        raise DrawproofError("json-form", line=1)
    if isinstance(value, str):
        check_text(value, "text")
    elif isinstance(value, dict):
        for key, member in value.items():
            _check_key(key)
            _check(member, depth + 1)
    elif isinstance(value, list):
        for member in value:
            _check(member, depth + 1)
    elif value is not None:
        _check_integer(value)


def _check_key(key: object) -> None:
    if not isinstance(key, str) or not key.isascii():
        raise DrawproofError("json-key", line=1)
    check_text(key, "key")


def _check_integer(value: object) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LARGEST:
        raise DrawproofError("json-number", line=1, number=str(value)[:20])
