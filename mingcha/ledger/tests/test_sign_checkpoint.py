"""`sign_checkpoint`: the office signs the log as it stands, and never two histories."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from drawproof import merkle, notes
from mingcha.common.errors import Conflict
from mingcha.ledger.log_end import remember_end
from mingcha.ledger.models import Checkpoint, Entry, Record
from mingcha.ledger.queries import office_vkey, read_node
from mingcha.ledger.services import sign_checkpoint

Found = Callable[..., tuple[Record, Entry]]
ORIGIN = "mingcha/test"
pytestmark = pytest.mark.django_db


def opened(checkpoint: Checkpoint) -> notes.Checkpoint:
    key = notes.parse_vkey(office_vkey(ORIGIN))
    return notes.parse_checkpoint(notes.open_note(checkpoint.note, [key]).text)


def test_a_checkpoint_is_signed_with_the_key_the_office_publishes(found: Found) -> None:
    found("a")
    found("b")
    signed = opened(sign_checkpoint(origin=ORIGIN))
    assert (signed.origin, signed.size, signed.root) == (ORIGIN, 2, merkle.root(2, read_node))


def test_an_empty_log_can_be_signed_too() -> None:
    assert opened(sign_checkpoint(origin=ORIGIN)).size == 0


def test_one_size_is_signed_once(found: Found) -> None:
    found("a")
    first = sign_checkpoint(origin=ORIGIN)
    assert sign_checkpoint(origin="mingcha/another").note == first.note
    assert Checkpoint.objects.count() == 1


def test_a_later_checkpoint_extends_the_earlier_one(found: Found) -> None:
    found("a")
    found("b")
    early = opened(sign_checkpoint(origin=ORIGIN))
    found("c")
    late = opened(sign_checkpoint(origin=ORIGIN))
    proof = merkle.consistency(2, 3, read_node)
    merkle.check_consistency(2, 3, early.root, late.root, proof)


@pytest.mark.parametrize(("size", "leaf"), [(2, bytes(32)), (1, bytes(32))], ids=["shorter", "another"])
def test_a_log_put_back_to_an_older_state_is_not_signed(found: Found, size: int, leaf: bytes) -> None:
    found("a")
    remember_end(size, leaf)
    with pytest.raises(Conflict) as refused:
        sign_checkpoint(origin=ORIGIN)
    assert refused.value.code == "log-lost-entries"
    assert not Checkpoint.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_racing_signers_agree_on_one_note(found: Found) -> None:
    found("a")

    def sign(_: int) -> str:
        try:
            return sign_checkpoint(origin=ORIGIN).note
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(sign, range(8)))) == 1
    assert Checkpoint.objects.count() == 1
