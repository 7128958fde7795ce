"""The short text that the code of a notice bears, signed with the office's key (docs/protocol/notice-1.md).
Pure.

It says number, day and digest of the notice, so that a phone without network can be told apart a notice of
the office from a made-up one."""

import base64
import binascii
import re
from dataclasses import astuple, dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

FORMAT = "mc-notice/1"
DIGEST_LENGTH = 24
NO_NUMBER = "-"
TOKEN = re.compile(r"[0-9a-f]{24}")


def is_token(text: str) -> bool:
    """Whether it has the form of the code on a paper; nothing else is asked of the database."""
    return TOKEN.fullmatch(text) is not None


@dataclass(frozen=True)
class SignedNotice:
    """What is signed. `day` is the day of the visit, `digest` the head of the notice's."""

    office: str
    number: str
    edition: str
    day: str
    digest: str


def signed_text(told: SignedNotice, key: Ed25519PrivateKey) -> str:
    """`payload.signature`, each base64url without padding."""
    parts = (FORMAT, *astuple(told))
    if any("|" in part or "\n" in part for part in parts):
        raise ValueError("a part holds the mark that parts them")
    payload = "|".join(parts).encode()
    return f"{_encoded(payload)}.{_encoded(key.sign(payload))}"


def read_signed(text: str, key: Ed25519PublicKey) -> SignedNotice | None:
    """What was signed; None where the text is not whole or the signature is not the key's."""
    head, _, tail = text.strip().partition(".")
    payload, signature = _decoded(head), _decoded(tail)
    if payload is None or signature is None:
        return None
    try:
        key.verify(signature, payload)
        parts = payload.decode().split("|")
    except (InvalidSignature, UnicodeDecodeError):
        return None
    return SignedNotice(*parts[1:]) if parts[0] == FORMAT and len(parts) == 6 else None


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode("ascii").rstrip("=")


def _decoded(text: str) -> bytes | None:
    """None for another spelling of the same bytes too: one text has one form."""
    try:
        content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return content if _encoded(content) == text else None
