"""Wrong passwords pause the login name that was tried, and nobody else."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Office, Person
from mingcha.accounts.services import issue_password
from mingcha.config.tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db
PAUSED = "暂停登录"


@pytest.fixture(autouse=True)
def _no_earlier_tries() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def log_in(username: str, password: str, **where: str) -> Any:
    typed = {"login": username, "password": password}
    return Client().post("/accounts/login/", typed, **where)  # type: ignore[arg-type]  # headers by name


def guess(username: str, times: int, **where: str) -> None:
    for _ in range(times):
        log_in(username, "not-the-one", **where)


def test_five_wrong_passwords_pause_the_login(office: Office) -> None:
    guess("zhang", 4)
    assert log_in("zhang", PASSWORD).status_code == 302
    guess("Zhang", 1)
    answer = log_in("zhang", PASSWORD)
    assert answer.status_code == 200
    assert PAUSED in answer.content.decode()


def test_the_new_password_of_the_administrator_opens_at_once(office: Office, leader: Person) -> None:
    guess("zhang", 6)
    first = issue_password(actor=Actor.of(office.people.get(username="liming")), person=leader)
    assert PAUSED not in log_in("zhang", PASSWORD).content.decode()
    assert log_in("zhang", first).status_code == 302


def test_a_new_password_of_one_ends_no_pause_of_another(office: Office, leader: Person) -> None:
    guess("zhaomin", 5)
    issue_password(actor=Actor.of(office.people.get(username="liming")), person=leader)
    assert PAUSED in log_in("zhaomin", PASSWORD).content.decode()


def test_a_colleague_at_the_same_address_logs_in(office: Office) -> None:
    guess("zhang", 5)
    assert log_in("liming", PASSWORD).status_code == 302


def test_a_paused_name_that_goes_on_trying_keeps_no_colleague_out(office: Office) -> None:
    guess("zhang", 90)
    assert log_in("liming", PASSWORD).status_code == 302


def test_a_whole_office_logs_in_within_a_minute(office: Office) -> None:
    assert {log_in("liming", PASSWORD).status_code for _ in range(80)} == {302}


def guess_many_names(**where: str) -> None:
    for number in range(61):
        log_in(f"name{number}", "not-the-one", **where)


def test_a_machine_that_tries_many_names_is_held_back_by_its_address(office: Office) -> None:
    guess_many_names(REMOTE_ADDR="10.1.1.7")
    assert PAUSED in log_in("liming", PASSWORD, REMOTE_ADDR="10.1.1.7").content.decode()
    assert log_in("liming", PASSWORD, REMOTE_ADDR="10.1.1.8").status_code == 302


def test_behind_the_proxy_its_client_counts_and_not_the_proxy(office: Office, settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    guess_many_names(HTTP_X_FORWARDED_FOR="10.1.1.9, 10.1.1.7")
    assert PAUSED in log_in("liming", PASSWORD, HTTP_X_FORWARDED_FOR="10.1.1.7").content.decode()
    assert log_in("liming", PASSWORD, HTTP_X_FORWARDED_FOR="10.1.1.7, 10.1.1.8").status_code == 302


def test_without_a_proxy_nobody_names_an_address_of_the_own(office: Office) -> None:
    guess_many_names(HTTP_X_FORWARDED_FOR="10.1.1.9")
    assert PAUSED in log_in("liming", PASSWORD, HTTP_X_FORWARDED_FOR="10.1.1.8").content.decode()


def test_too_many_changes_of_the_password_are_answered_in_words(office: Office, leader: Person) -> None:
    client = Client()
    client.force_login(leader)
    for _ in range(5):
        assert client.post("/accounts/password/", {"oldpassword": "not-the-one"}).status_code == 200
    answer = client.post("/accounts/password/", {"oldpassword": "not-the-one"})
    assert answer.status_code == 429
    assert "请过一分钟再试" in answer.content.decode()
