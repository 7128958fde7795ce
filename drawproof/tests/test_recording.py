"""The head of a recording binds every chunk, its number and its size (section 7)."""

from hashlib import sha256

import pytest

from drawproof import DrawproofError, recording_head
from drawproof.recording import next_head

A, B = sha256(b"a").hexdigest(), sha256(b"b").hexdigest()


def test_the_head_is_chained_as_the_protocol_says() -> None:
    first = sha256(f"drawproof/1\nrecording\n{'0' * 64}\n1\n5\n{A}".encode()).hexdigest()
    second = sha256(f"drawproof/1\nrecording\n{first}\n2\n6\n{B}".encode()).hexdigest()
    assert recording_head([(5, A)]) == first
    assert recording_head([(5, A), (6, B)]) == second == next_head(first, 2, 6, B)


def test_chunks_in_another_order_or_size_have_another_head() -> None:
    assert (
        len({recording_head(one) for one in ([(5, A), (6, B)], [(6, B), (5, A)], [(5, A)], [(50, A)])}) == 4
    )


def test_a_digest_in_another_form_is_refused() -> None:
    with pytest.raises(DrawproofError):
        recording_head([(5, A.upper())])
