"""Who may open what, and that nobody sees anything of another office (threats.md T19): every address of the
project × every role × the own and the foreign object. Expectations stand in access.yml; an address without
one fails."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import connection, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from mingcha.accounts.rules import ROLES
from mingcha.draws.tests.county import Clock
from mingcha.ledger.models import Entry
from tests.architecture.worlds import CANARY, World, frozen_clock, two_worlds

pytestmark = [pytest.mark.django_db, pytest.mark.long]
ACCESS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "access.yml").read_text(encoding="utf-8"))
EVERYBODY = "public"
REFUSED = {403, 404}
WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


@dataclass(frozen=True)
class Address:
    """One named address: who may open it, how it is asked, and the objects in its path."""

    name: str
    roles: frozenset[str]
    is_post: bool
    is_closed: bool
    objects: dict[str, str]

    def path(self, world: World) -> str:
        return reverse(self.name, kwargs={key: world.things[word] for key, word in self.objects.items()})


def addresses() -> list[Address]:
    """Everything declared that is not open to anybody."""
    groups = ACCESS["groups"]
    found = []
    for name, facts in ACCESS["addresses"].items():
        if facts["roles"] == EVERYBODY:
            continue
        objects = facts.get("of", {})
        found.append(
            Address(
                name=name,
                roles=frozenset(
                    groups[facts["roles"]] if isinstance(facts["roles"], str) else facts["roles"]
                ),
                is_post=facts.get("method") == "post",
                is_closed=facts.get("closed", False),
                objects={"pk": objects} if isinstance(objects, str) else objects,
            )
        )
    return found


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        elif isinstance(entry, URLPattern):
            yield entry


def names() -> Iterator[str]:
    return (entry.name or str(entry.pattern) for entry in patterns())


@pytest.fixture
def worlds(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[World, World]:
    def patch(clock: Clock) -> None:
        monkeypatch.setattr(timezone, "now", clock)
        monkeypatch.setattr(time, "sleep", lambda seconds: clock.advance(seconds=seconds))

    return two_worlds(frozen_clock(patch), tmp_path)


def clients(world: World) -> dict[str, Client]:
    """Refused, they ask for the words alone: nine of ten answers are refusals, and their frame is that of
    every page, which is looked into where it is opened."""
    found = {role: Client(headers={"Accept": "application/json"}) for role in ROLES}
    for role, client in found.items():
        client.force_login(world.bureau.people[role])
    return found


@dataclass(frozen=True)
class Answer:
    """What came back, and whether anything was written: by a POST to the ledger, by a GET to any table."""

    status: int
    body: str
    has_written: bool = False


def ask(client: Client, address: Address, path: str) -> Answer:
    """Whatever a POST changes is rolled back."""
    if not address.is_post:
        return get(client, path)
    with transaction.atomic():
        before = Entry.objects.count()
        answer = client.post(path, {})
        has_written = Entry.objects.count() > before
        transaction.set_rollback(True)
    return Answer(answer.status_code, body_of(answer), has_written)


def get(client: Client, path: str) -> Answer:
    """The page, and whether any statement but those of the session changed something."""
    writes: list[str] = []

    def watch(execute: Any, sql: str, *arguments: Any) -> Any:
        if sql.lstrip().upper().startswith(WRITES) and "django_session" not in sql:
            writes.append(sql)
        return execute(sql, *arguments)

    with connection.execute_wrapper(watch):
        answer = client.get(path)
        return Answer(answer.status_code, body_of(answer), bool(writes))


def body_of(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode("utf-8", "replace") if not content.startswith(b"PK") else content.hex()


def test_every_address_says_who_may_open_it() -> None:
    assert set(names()) == set(ACCESS["addresses"])


def test_the_foreign_office_carries_its_canary(worlds: tuple[World, World]) -> None:
    """Otherwise the other tests would prove nothing."""
    foreign = worlds[1]
    silent = []
    for role, client in clients(foreign).items():
        for address in addresses():
            if role in address.roles and not address.is_post and "template" not in address.name:
                answer = ask(client, address, address.path(foreign))
                if answer.status == 200 and CANARY in answer.body:
                    break
        else:
            silent.append(role)
    assert silent == []


def test_each_role_opens_what_it_may_and_nothing_else(worlds: tuple[World, World]) -> None:
    own = worlds[0]
    wrong = []
    for role, client in clients(own).items():
        for address in addresses():
            answer = ask(client, address, address.path(own))
            if CANARY in answer.body:
                wrong.append((role, address.name, answer.status, "shows the canary"))
            if answer.has_written and not address.is_post:
                wrong.append((role, address.name, answer.status, "is only asked for, and writes"))
            if role in address.roles and not address.is_closed and answer.status in REFUSED:
                wrong.append((role, address.name, answer.status, "may, and is refused"))
            if role not in address.roles and (answer.has_written or answer.status not in REFUSED):
                wrong.append((role, address.name, answer.status, "may not, and is not refused"))
    assert wrong == []
    assert [path for path in public_pages() if get(Client(), path).has_written] == []


def public_pages() -> list[str]:
    """Addresses open to anybody that name no object."""
    whole = {entry.name for entry in patterns() if not entry.pattern.converters}
    declared = ACCESS["addresses"].items()
    return [reverse(name) for name, facts in declared if facts["roles"] == EVERYBODY and name in whole]


def test_nothing_of_another_office_is_shown_or_changed(worlds: tuple[World, World]) -> None:
    """Addresses without an object are the same for both offices; the test before has looked into them."""
    own, foreign = worlds
    wrong = []
    for role, client in clients(own).items():
        for address in addresses():
            if not address.objects:
                continue
            path = address.path(foreign)
            answer = ask(client, address, path)
            if CANARY in answer.body:
                wrong.append((role, address.name, answer.status, "shows the canary"))
            if is_foreign(address, own, foreign) and (answer.has_written or answer.status not in REFUSED):
                wrong.append((role, address.name, answer.status, "is not refused"))
    assert wrong == []


def is_foreign(address: Address, own: World, foreign: World) -> bool:
    """The path names something that the own office does not have."""
    return any(own.things[word] != foreign.things[word] for word in address.objects.values())
