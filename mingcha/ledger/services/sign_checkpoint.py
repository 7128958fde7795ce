"""Sign the log as it stands (C2SP tlog-checkpoint)."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import transaction

from drawproof import merkle, notes
from mingcha.common import moments
from mingcha.common.locking import lock
from mingcha.ledger.models import Checkpoint, Entry
from mingcha.ledger.services.record_act import read_node


def sign_checkpoint(*, origin: str) -> Checkpoint:
    """The signed checkpoint over all entries; the stored one if this size was signed before.

    `origin` is the log's name, ASCII without spaces. Nothing is signed twice for one size, so the office can
    never be made to sign two histories (threats.md T12)."""
    with transaction.atomic():
        lock("ledger")
        size = Entry.objects.count()
        existing = Checkpoint.objects.filter(size=size).first()
        if existing:
            return existing
        note = notes.sign_checkpoint(origin, size, merkle.root(size, read_node), office_key())
        return Checkpoint.objects.create(size=size, note=note, signed_at=moments.now())


def office_key() -> Ed25519PrivateKey:
    """The office's signing key, from the data folder."""
    return Ed25519PrivateKey.from_private_bytes(settings.DATA.log_key)
