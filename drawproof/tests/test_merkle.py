"""The tree of RFC 6962, against the reference vectors and against the recursive definition.

Vectors: the eight entries, roots and proofs of the Certificate Transparency reference implementation
(google/certificate-transparency, cpp/merkletree/merkle_tree_test.cc), used by most RFC 6962 libraries.
"""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawproof import DrawproofError, merkle

ENTRIES = [
    bytes.fromhex(one)
    for one in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
PATHS = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
PROOFS = {
    (1, 1): [],
    (1, 8): PATHS[0, 8],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
LARGEST = 40


class Store:
    """Subtree hashes as the platform keeps them: written by completed, read by level and index."""

    def __init__(self, leaves: list[bytes]):
        self.hashes: dict[tuple[int, int], bytes] = {}
        for index, leaf in enumerate(leaves):
            for level, at, value in merkle.completed(index, merkle.leaf_hash(leaf), self.read):
                assert (level, at) not in self.hashes
                self.hashes[level, at] = value

    def read(self, level: int, index: int) -> bytes:
        return self.hashes[level, index]


def by_definition(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962 section 2.1, as written there."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return sha256(b"\x00" + leaves[0]).digest()
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + by_definition(leaves[:split]) + by_definition(leaves[split:])).digest()


LEAVES = [b"leaf %d" % n for n in range(LARGEST)]
STORE = Store(LEAVES)


def test_the_roots_of_the_reference_vectors() -> None:
    store = Store(ENTRIES)
    assert [merkle.root(size, store.read).hex() for size in range(1, 9)] == ROOTS
    assert merkle.root(0, store.read).hex() == sha256(b"").hexdigest()


@pytest.mark.parametrize(("index", "size"), sorted(PATHS))
def test_the_paths_of_the_reference_vectors(index: int, size: int) -> None:
    path = merkle.inclusion(index, size, Store(ENTRIES).read)
    assert [one.hex() for one in path] == PATHS[index, size]


@pytest.mark.parametrize(("old", "new"), sorted(PROOFS))
def test_the_consistency_proofs_of_the_reference_vectors(old: int, new: int) -> None:
    proof = merkle.consistency(old, new, Store(ENTRIES).read)
    assert [one.hex() for one in proof] == PROOFS[old, new]


def test_every_root_up_to_forty_leaves_is_that_of_the_definition() -> None:
    for size in range(LARGEST + 1):
        expected = by_definition(LEAVES[:size])
        assert merkle.root(size, STORE.read) == expected
        assert merkle.root_of([merkle.leaf_hash(leaf) for leaf in LEAVES[:size]]) == expected


def test_every_path_up_to_forty_leaves_holds_at_its_place_only() -> None:
    for size in range(1, LARGEST + 1):
        tree = merkle.root(size, STORE.read)
        for index in range(size):
            path = merkle.inclusion(index, size, STORE.read)
            leaf = merkle.leaf_hash(LEAVES[index])
            merkle.check_inclusion(index, size, leaf, path, tree)
            for wrong in (index + 1, index - 1, index ^ 1, size):
                refused_path(wrong, size, leaf, path, tree)
            refused_path(index, size, leaf, [*path, leaf], tree)
            refused_path(index, size, merkle.leaf_hash(b""), path, tree)
            if path:
                refused_path(index, size, leaf, path[:-1], tree)
                refused_path(index, size, leaf, [leaf, *path[1:]], tree)


def refused_path(index: int, size: int, leaf: bytes, path: list[bytes], tree: bytes) -> None:
    with pytest.raises(DrawproofError) as refused:
        merkle.check_inclusion(index, size, leaf, path, tree)
    assert refused.value.code == "log-inclusion"


def test_every_consistency_proof_up_to_forty_leaves_holds() -> None:
    for new in range(1, LARGEST + 1):
        for old in range(1, new + 1):
            roots = merkle.root(old, STORE.read), merkle.root(new, STORE.read)
            proof = merkle.consistency(old, new, STORE.read)
            merkle.check_consistency(old, new, *roots, proof)
            refused_proof(old, new, roots[1], roots[0] if old < new else bytes(32), proof)
            refused_proof(old, new, *roots, [*proof, roots[0]])
            if old < new:
                refused_proof(old, new, bytes(32), roots[1], proof)
                refused_proof(old, new, roots[0], bytes(32), proof)
            if proof:
                refused_proof(old, new, *roots, proof[:-1])
                refused_proof(old, new, *roots, [bytes(32), *proof[1:]])


def refused_proof(old: int, new: int, before: bytes, after: bytes, proof: list[bytes]) -> None:
    with pytest.raises(DrawproofError) as refused:
        merkle.check_consistency(old, new, before, after, proof)
    assert refused.value.code == "log-consistency"


@given(st.integers(-3, 12), st.integers(-3, 12), st.lists(st.binary(min_size=32, max_size=32), max_size=5))
def test_made_up_proofs_never_hold(first: int, second: int, proof: list[bytes]) -> None:
    with pytest.raises(DrawproofError):
        merkle.check_inclusion(first, second, bytes(32), proof, bytes(31) + b"\1")
    with pytest.raises(DrawproofError):
        merkle.check_consistency(first, second, bytes(32), bytes(31) + b"\1", proof)


def test_a_place_outside_the_tree_has_no_proof() -> None:
    for index, size in ((-1, 3), (3, 3), (0, 0)):
        with pytest.raises(DrawproofError):
            merkle.inclusion(index, size, STORE.read)
    for old, new in ((0, 3), (4, 3)):
        with pytest.raises(DrawproofError):
            merkle.consistency(old, new, STORE.read)


def test_a_leaf_is_never_a_node() -> None:
    left, right = merkle.leaf_hash(b"a"), merkle.leaf_hash(b"b")
    assert merkle.leaf_hash(left + right) != merkle.node_hash(left, right)
