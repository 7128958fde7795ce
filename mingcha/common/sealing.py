"""Personal data at rest: AES-256-GCM with the place of the value as associated data, and keyed fingerprints
for exact search. A sealed text starts with suite and key number, so that keys can be changed."""

import base64
import hmac
import os
import unicodedata
from functools import lru_cache
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

PREFIX = "intl:1:"
NONCE_BYTES = 12


class WrongKey(Exception):
    """A sealed value does not open: another key, or it was moved to another row or column."""


@lru_cache(maxsize=2)
def _box(key: bytes) -> AESGCM:
    """Made once per key: an import seals hundreds of thousands of words."""
    return AESGCM(key)


def seal(value: str, *, table: str, column: str, row: UUID) -> str:
    """The value encrypted for exactly this place; empty stays empty."""
    # Obligation sealed-personal-data of docs/law/obligations.yml.
    if not value:
        return ""
    nonce = os.urandom(NONCE_BYTES)
    box = _box(settings.DATA.data_key).encrypt(nonce, value.encode(), _place(table, column, row))
    return PREFIX + base64.b64encode(nonce + box).decode("ascii")


def unseal(sealed: str, *, table: str, column: str, row: UUID) -> str:
    """The value again, or `WrongKey`. A suite or key number that is not known is never guessed at."""
    if not sealed:
        return ""
    try:
        raw = _decode(sealed)
        nonce, box = raw[:NONCE_BYTES], raw[NONCE_BYTES:]
        plain = _box(settings.DATA.data_key).decrypt(nonce, box, _place(table, column, row))
    except (InvalidTag, ValueError) as error:
        raise WrongKey(f"{table}.{column} {row}") from error
    return plain.decode()


def seal_bytes(value: bytes, *, table: str, column: str, row: UUID) -> bytes:
    """A whole file encrypted for exactly this row: nonce and box, as it lies in the media folder."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + _box(settings.DATA.data_key).encrypt(nonce, value, _place(table, column, row))


def unseal_bytes(sealed: bytes, *, table: str, column: str, row: UUID) -> bytes:
    """The file again, or `WrongKey`."""
    nonce, box = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
    try:
        return _box(settings.DATA.data_key).decrypt(nonce, box, _place(table, column, row))
    except (InvalidTag, ValueError) as error:
        raise WrongKey(f"{table}.{column} {row}") from error


def fingerprint(value: str) -> str:
    """128 bits that are equal for equal values (NFKC, no spaces) and say nothing without the index key."""
    if not value:
        return ""
    text = "".join(unicodedata.normalize("NFKC", value).split())
    return hmac.digest(settings.DATA.index_key, text.encode(), "sha256").hex()[:32]


def mask_name(name: str) -> str:
    """张三 → 张*, 欧阳小明 → 欧**明: the first and, from three characters on, the last stay."""
    # Obligation not-to-be-published of docs/law/obligations.yml.
    if len(name) <= 2:
        return name[:1] + "*" * (len(name) - 1)
    return name[0] + "*" * (len(name) - 2) + name[-1]


def mask_phone(phone: str) -> str:
    """13812341234 → 138****1234; short numbers keep their last two digits."""
    if len(phone) < 8:
        return "*" * max(len(phone) - 2, 0) + phone[-2:]
    return phone[:3] + "****" + phone[-4:]


def _decode(sealed: str) -> bytes:
    text = sealed.removeprefix(PREFIX)
    raw = base64.b64decode(text, validate=True)
    if text == sealed or base64.b64encode(raw).decode("ascii") != text:
        raise ValueError("another suite, key number or spelling")
    return raw


def _place(table: str, column: str, row: UUID) -> bytes:
    return f"{table}\n{column}\n{row}".encode("ascii")
