"""The chain over the chunks of a recording (protocol section 7).

``head_0`` is 64 zeros; ``head_k = H("drawproof/1", "recording", head_{k−1}, k, bytes, digest)`` with the
plain digest of the chunk. Attached files are cut every 2²⁴ bytes.
"""

from collections.abc import Iterable

from drawproof.canonical.text import check_hex64
from drawproof.digest import PROTOCOL, H

CHUNK_BYTES = 2**24
FIRST_HEAD = "0" * 64


def next_head(head: str, chunk: int, size: int, digest: str, *, suite: str = "sha256") -> str:
    """The head after chunk number ``chunk`` (from 1) of ``size`` bytes."""
    return H(
        suite, PROTOCOL, "recording", check_hex64(head, "head"), chunk, size, check_hex64(digest, "digest")
    )


def recording_head(chunks: Iterable[tuple[int, str]], *, suite: str = "sha256") -> str:
    """The head of a recording given as (bytes, digest) of its chunks in order.

    >>> recording_head([])
    '0000000000000000000000000000000000000000000000000000000000000000'
    """
    head = FIRST_HEAD
    for chunk, (size, digest) in enumerate(chunks, start=1):
        head = next_head(head, chunk, size, digest, suite=suite)
    return head
