"""An office with its leader and its three administrators, and clients logged in as them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    from mingcha.accounts.models import Office, Person

PASSWORD = "taihang-shan-2026"


@pytest.fixture
def office(db: None) -> "Office":
    # Imported late: this file is read before Django is set up.
    from mingcha.accounts.rules import AUDIT_ADMIN, SECURITY_ADMIN, SYSTEM_ADMIN
    from mingcha.config.services import found_office

    return found_office(
        name="阜平试验局",
        code="fuping",
        leader_name="张志远",
        leader_username="zhang",
        leader_password=PASSWORD,
        administrators=[
            (SYSTEM_ADMIN, "李明", "liming", PASSWORD),
            (SECURITY_ADMIN, "赵敏", "zhaomin", PASSWORD),
            (AUDIT_ADMIN, "陈青", "chenqing", PASSWORD),
        ],
    )


@pytest.fixture
def leader(office: "Office") -> "Person":
    return office.people.get(username="zhang")


@pytest.fixture
def as_person(office: "Office") -> Callable[[str], Client]:
    """`as_person("zhang")` is a client logged in by user name."""

    def enter(username: str) -> Client:
        client = Client()
        client.force_login(office.people.get(username=username))
        return client

    return enter
