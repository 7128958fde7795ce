"""An office with its leader and its three administrators, who have chosen their passwords, and clients logged
in as them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client

if TYPE_CHECKING:
    from mingcha.accounts.models import Office, Person

FIRST = "wangkuai-shui-2026"
PASSWORD = "taihang-shan-2026"


@pytest.fixture
def office(db: None) -> "Office":
    # Imported late: this file is read before Django is set up.
    from mingcha.accounts.actors import Actor
    from mingcha.accounts.rules import AUDIT_ADMIN, SECURITY_ADMIN, SYSTEM_ADMIN
    from mingcha.accounts.services import change_password
    from mingcha.config.services import found_office

    founded = found_office(
        name="阜平试验局",
        code="fuping",
        leader_name="张志远",
        leader_username="zhang",
        leader_password=FIRST,
        administrators=[
            (SYSTEM_ADMIN, "李明", "liming", FIRST),
            (SECURITY_ADMIN, "赵敏", "zhaomin", FIRST),
            (AUDIT_ADMIN, "陈青", "chenqing", FIRST),
        ],
    )
    for person in founded.people.all():
        change_password(actor=Actor.of(person), person=person, password=PASSWORD)
    return founded


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
