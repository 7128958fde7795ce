"""The signed text of a notice: one changed character, another key or another spelling is refused."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from mingcha.inspections.rules.tokens import SignedNotice, read_signed, signed_text

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
TOLD = SignedNotice("fuping", "阜自然检通〔2026〕1号", "1", "2026-06-18", "00818dc1a353fedb00818dc1")
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."


def test_what_was_signed_is_read_again() -> None:
    assert read_signed(signed_text(TOLD, KEY), KEY.public_key()) == TOLD


def test_the_same_is_signed_with_the_same_text_and_fits_a_small_code() -> None:
    text = signed_text(TOLD, KEY)
    assert text == signed_text(TOLD, KEY)
    assert len(text) < 240 and set(text) <= set(ALPHABET)


def test_one_changed_character_anywhere_is_refused() -> None:
    text = signed_text(TOLD, KEY)
    for place, former in enumerate(text):
        for other in ("A", "b", "_", "."):
            changed = text[:place] + other + text[place + 1 :]
            if other != former:
                assert read_signed(changed, KEY.public_key()) is None, place


@pytest.mark.parametrize("text", ["", ".", "abc", "abc.def", "密.密", "=.=", "a" * 500])
def test_what_is_no_signed_text_is_refused(text: str) -> None:
    assert read_signed(text, KEY.public_key()) is None


def test_a_cut_or_padded_text_is_refused() -> None:
    text = signed_text(TOLD, KEY)
    for changed in (text[:-1], text + "=", text + "A", text.replace(".", "=."), text.replace(".", "..")):
        assert read_signed(changed, KEY.public_key()) is None


def test_another_key_is_refused() -> None:
    other = Ed25519PrivateKey.from_private_bytes(bytes(32))
    assert read_signed(signed_text(TOLD, other), KEY.public_key()) is None


def test_a_part_that_holds_the_parting_mark_is_never_signed() -> None:
    with pytest.raises(ValueError, match="mark"):
        signed_text(SignedNotice("fuping", "1|2", "1", "2026-06-18", "00"), KEY)
