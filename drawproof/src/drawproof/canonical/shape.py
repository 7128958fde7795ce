"""Checks of decoded JSON: exactly the named keys, each value of its kind."""

from collections.abc import Mapping, Sequence

from drawproof.canonical.json_form import LARGEST
from drawproof.errors import DrawproofError


def record(value: object, keys: Sequence[str], where: str) -> Mapping[str, object]:
    """The object if it has exactly ``keys``."""
    members = mapping(value, where)
    for key in sorted(set(members) ^ set(keys)):
        code = "json-key-unknown" if key in members else "json-key-missing"
        raise DrawproofError(code, where=where, key=key)
    return members


def mapping(value: object, where: str) -> Mapping[str, object]:
    """The object, whatever its keys."""
    if not isinstance(value, Mapping):
        raise DrawproofError("json-type", where=where, expected="an object")
    return value


def array(value: object, where: str) -> Sequence[object]:
    """The list if it is one."""
    if not isinstance(value, list | tuple):
        raise DrawproofError("json-type", where=where, expected="a list")
    return value


def integer(value: object, where: str, *, least: int = 0, most: int = LARGEST) -> int:
    """The integer if it lies within its bounds, both included."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise DrawproofError("json-type", where=where, expected="an integer")
    if not least <= value <= most:
        raise DrawproofError("integer-range", where=where, least=least, most=most)
    return value


def one_of(value: object, words: Sequence[str], where: str) -> str:
    """The word if it is one of the closed list."""
    if not isinstance(value, str) or value not in words:
        raise DrawproofError("word-unknown", where=where, word=str(value)[:60])
    return value
