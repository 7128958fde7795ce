"""What every change of the register of inspectors begins with."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Refusal
from mingcha.common.locking import lock
from mingcha.registers.models import Inspector
from mingcha.registers.policies import can_change_inspector
from mingcha.registers.queries import inspector_of


@contextmanager
def changing(actor: Actor) -> Iterator[None]:
    """One transaction under the register's lock, for who keeps the register of inspectors."""
    with transaction.atomic():
        lock(f"register/{actor.office_id}")
        can_change_inspector(actor).require()
        yield


@contextmanager
def changing_inspector(actor: Actor, inspector: UUID) -> Iterator[Inspector]:
    """The same, with the person it concerns."""
    with changing(actor):
        yield inspector_of(actor, inspector)


def require_reason(reason: str, title: str = "不能办理：没有理由") -> None:
    """`Refusal` when nothing is said of why."""
    if not reason.strip():
        raise Refusal(
            "reason-missing",
            "没有写明理由。改动记入留痕日志，须说明来源或原因。",
            title=title,
            remedy="请写明理由，例如发证机关文件的日期和文号。",
        )
