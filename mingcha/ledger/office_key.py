"""The key with which the office signs its log. It lies in the data folder and nowhere else."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings


def office_key() -> Ed25519PrivateKey:
    """The office's signing key."""
    return Ed25519PrivateKey.from_private_bytes(settings.DATA.log_key)
