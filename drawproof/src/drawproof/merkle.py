"""The append-only tree of RFC 6962 section 2 over SHA-256; storage is an argument.

``read(level, index)`` returns the hash of the complete subtree over the leaves ``index·2^level`` to
``(index+1)·2^level − 1``. Such hashes never change once they exist, so they can be stored as written by
:func:`completed`. A leaf's hash is SHA-256(0x00 ‖ leaf), a node's SHA-256(0x01 ‖ left ‖ right).

>>> store: dict[tuple[int, int], bytes] = {}
>>> def read(level: int, index: int) -> bytes:
...     return store[level, index]
>>> for number, leaf in enumerate([b"a", b"b", b"c"]):
...     store |= {(level, at): value for level, at, value in completed(number, leaf_hash(leaf), read)}
>>> proof = inclusion(2, 3, read)
>>> check_inclusion(2, 3, leaf_hash(b"c"), proof, root(3, read))
>>> check_inclusion(1, 3, leaf_hash(b"c"), proof, root(3, read))
Traceback (most recent call last):
    ...
drawproof.errors.DrawproofError: Entry 1 is not in the log of size 3.
"""

import hashlib
from collections.abc import Callable, Sequence

from drawproof.errors import DrawproofError

Read = Callable[[int, int], bytes]


def leaf_hash(data: bytes) -> bytes:
    """The hash of one entry."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two neighbouring subtrees."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def completed(index: int, leaf: bytes, read: Read) -> list[tuple[int, int, bytes]]:
    """Every subtree that appending the leaf hash at ``index`` completes, level 0 included, lowest first.

    >>> [(level, at) for level, at, _ in completed(3, leaf_hash(b""), lambda level, at: bytes(32))]
    [(0, 3), (1, 1), (2, 0)]
    """
    subtrees = [(0, index, leaf)]
    level, at, value = 0, index, leaf
    while at & 1:
        value = node_hash(read(level, at - 1), value)
        level, at = level + 1, at >> 1
        subtrees.append((level, at, value))
    return subtrees


def root(size: int, read: Read) -> bytes:
    """MTH(D[size]); the root of the empty tree is SHA-256 of nothing."""
    return hashlib.sha256().digest() if size == 0 else _range_hash(0, size, read)


def inclusion(index: int, size: int, read: Read) -> list[bytes]:
    """PATH(index, D[size]) of RFC 6962 section 2.1.1, lowest first."""
    if not 0 <= index < size:
        raise DrawproofError("log-inclusion", index=index, size=size)
    path: list[bytes] = []
    low, high = 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(_range_hash(middle, high, read))
            high = middle
        else:
            path.append(_range_hash(low, middle, read))
            low = middle
    return path[::-1]


def consistency(old: int, new: int, read: Read) -> list[bytes]:
    """PROOF(old, D[new]) of RFC 6962 section 2.1.2; empty when the sizes are equal."""
    if not 0 < old <= new:
        raise DrawproofError("log-consistency", old=old, new=new)
    proof: list[bytes] = []
    low, high, whole = 0, new, True
    while high != old:
        middle = low + _split(high - low)
        if old <= middle:
            proof.append(_range_hash(middle, high, read))
            high = middle
        else:
            proof.append(_range_hash(low, middle, read))
            low, whole = middle, False
    if not whole:
        proof.append(_range_hash(low, high, read))
    return proof[::-1]


def check_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], tree: bytes) -> None:
    """Refuse unless the leaf hash stands at ``index`` of the tree with root ``tree`` (RFC 9162, 2.1.3.2)."""
    wrong = DrawproofError("log-inclusion", index=index, size=size)
    if not 0 <= index < size:
        raise wrong
    at, last, value = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise wrong
        if at & 1 or at == last:
            value = node_hash(sibling, value)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            value = node_hash(value, sibling)
        at, last = at >> 1, last >> 1
    if last or value != tree:
        raise wrong


def check_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Refuse unless the tree of size ``new`` extends that of size ``old`` (RFC 9162, 2.1.4.2)."""
    wrong = DrawproofError("log-consistency", old=old, new=new)
    if old == new and not proof and old_root == new_root:
        return
    if not 0 < old < new or not proof:
        raise wrong
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    at, last = old - 1, new - 1
    while at & 1:
        at, last = at >> 1, last >> 1
    before = after = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise wrong
        if at & 1 or at == last:
            before, after = node_hash(sibling, before), node_hash(sibling, after)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            after = node_hash(after, sibling)
        at, last = at >> 1, last >> 1
    if last or before != old_root or after != new_root:
        raise wrong


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over leaf hashes that are all at hand."""
    stack: list[tuple[int, bytes]] = []
    for leaf in leaves:
        level, value = 0, leaf
        while stack and stack[-1][0] == level:
            value = node_hash(stack.pop()[1], value)
            level += 1
        stack.append((level, value))
    if not stack:
        return hashlib.sha256().digest()
    value = stack.pop()[1]
    while stack:
        value = node_hash(stack.pop()[1], value)
    return value


def _split(width: int) -> int:
    """The largest power of two smaller than ``width``."""
    return 1 << (width - 1).bit_length() - 1


def _range_hash(low: int, high: int, read: Read) -> bytes:
    """MTH(D[low:high]) where ``low`` is a multiple of the power of two not below the width."""
    parts: list[bytes] = []
    while low < high:
        level = (high - low).bit_length() - 1
        parts.append(read(level, low >> level))
        low += 1 << level
    value = parts.pop()
    while parts:
        value = node_hash(parts.pop(), value)
    return value
