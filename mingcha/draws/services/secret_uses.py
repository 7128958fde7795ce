"""Every use of a secret is said: where what it was opened for is refused, its act is undone with the rest."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Refusal
from mingcha.draws.models import Draw
from mingcha.draws.services.locked import open_secret
from mingcha.ledger.services import record_act

Opening = Callable[[Draw, str], str]


@contextmanager
def uses_said(actor: Actor) -> Iterator[Opening]:
    """Around a transaction: `open_secret` for it. One that is refused afterwards leaves an act of its own,
    which names the secrets it had opened."""
    opened: list[str] = []

    def opening(draw: Draw, title: str) -> str:
        secret = open_secret(draw, title)
        opened.append(draw.draw_id)
        return secret

    try:
        yield opening
    except Refusal:
        if opened:
            with transaction.atomic():
                content = {"draws": opened, "secret": "opened for what was refused"}
                record_act("draws.try_secret", actor=actor, content=content)
        raise
