"""An actor, and records to act on: offices, which stand on nothing but the ledger."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.db import transaction

from mingcha.common import moments
from mingcha.ledger.models import Entry, Record
from mingcha.ledger.services import record_act


@dataclass(frozen=True)
class Clerk:
    person_id: UUID | None
    name: str


@pytest.fixture
def clerk() -> Clerk:
    return Clerk(uuid4(), "张三")


@pytest.fixture
def found(clerk: Clerk) -> Callable[..., tuple[Record, Entry]]:
    """Save an office and record it, as a service does."""

    def act(code: str = "a", *, name: str = "某局", reason: str = "") -> tuple[Record, Entry]:
        with transaction.atomic():
            office: Record = apps.get_model("accounts.Office")(code=code, name=name, founded_at=moments.now())
            office.save()
            entry = record_act(
                "test.found", actor=clerk, reason=reason, content={"code": code}, records=[office]
            )
        return office, entry

    return act
