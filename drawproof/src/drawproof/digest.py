"""H(p1, …, pn) of protocol section 2, and the values derived with it.

``H`` is the suite's digest, lower-case hex, of the ASCII parts joined by LF, with no LF at the end.

>>> H("sha256", "vector 1")
'755857880e120d9459f8a967958f4bf832e02acdb94518de504f35c6443d818a'
>>> H("sha256", "a", 7) == hashlib.sha256(b"a\\n7").hexdigest()
True
"""

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from drawproof.errors import DrawproofError

if TYPE_CHECKING:
    from hashlib import _Hash

PROTOCOL = "drawproof/1"

SUITES: "dict[str, Callable[[bytes], _Hash]]" = {"sha256": hashlib.sha256}


def hasher(suite: str, start: bytes = b"") -> "_Hash":
    """A running digest of the suite, fed with ``start``; refuses a suite it does not know."""
    if suite not in SUITES:
        raise DrawproofError("suite-unknown", suite=suite)
    return SUITES[suite](start)


def H(suite: str, *parts: str | int) -> str:  # noqa: N802 (the protocol's own name)
    """The protocol's H; integers enter as decimal text."""
    return hasher(suite, "\n".join(map(str, parts)).encode("ascii")).hexdigest()


def digest_of(suite: str, content: bytes) -> str:
    """The suite's digest of plain bytes, lower-case hex (A, and the digest of entropy.json)."""
    return hasher(suite, content).hexdigest()


def commitment(suite: str, secret: str) -> str:
    """What is published of the secret before the event."""
    return H(suite, PROTOCOL, "commit", secret)


def salted_digest(suite: str, secret: str, name: str, data: bytes) -> str:
    """Digest of a file that does not let a guessed content be recognised before the secret is out."""
    salt = H(suite, secret, "salt", name)
    return digest_of(suite, salt.encode("ascii") + b"\n" + data)


def seed(suite: str, announcement_digest: str, secret: str, event: str) -> str:
    """S of protocol section 4.3 from A, the secret and the event's text E."""
    return H(suite, PROTOCOL, "seed", announcement_digest, secret, event)


def rehearsal_seed(suite: str, random: str) -> str:
    """The seed of a rehearsal or simulation, which can never be that of a draw."""
    return H(suite, PROTOCOL, "rehearsal", random)


def check_number(digest: str) -> str:
    """核对号: int(A, 16) mod 10⁴⁰, forty digits in ten groups of four.

    >>> check_number("ff")
    '0000 0000 0000 0000 0000 0000 0000 0000 0000 0255'
    """
    digits = f"{int(digest, 16) % 10**40:040d}"
    return " ".join(digits[start : start + 4] for start in range(0, 40, 4))
