"""A password that somebody else issued opens one page: the one where it is replaced."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Office, Person
from mingcha.accounts.services import NewPerson, issue_password, open_account
from mingcha.ledger.services import examine_ledger

pytestmark = pytest.mark.django_db
NEW = "shahe-qiao-shang-31"
WHY = "现在的密码是别人发给您的，发放的人也知道"
CHANGE = "/accounts/password/"


@pytest.fixture
def issued(office: Office, leader: Person) -> str:
    """The leader's new first password."""
    system = Actor.of(office.people.get(username="liming"))
    return issue_password(actor=system, person=leader)


@pytest.fixture
def client(issued: str) -> Client:
    """Logged in by it, on the page that the login leads to."""
    client = Client()
    answer = client.post("/accounts/login/", {"login": "zhang", "password": issued})
    assert answer["Location"] == "/"
    return client


def change(client: Client, old: str, new: str) -> Any:
    return client.post(CHANGE, {"oldpassword": old, "password1": new, "password2": new})


def test_every_page_leads_to_the_change_and_that_page_says_why(client: Client) -> None:
    for address in ("/", reverse("people_list"), reverse("ledger_list")):
        answer = client.get(address)
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, CHANGE)
    shown = client.get(CHANGE).content.decode()
    assert WHY in shown
    assert "至少10位" in shown
    assert "新密码不能与现在的密码相同" in shown
    assert reverse("people_list") not in shown


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}, {"Accept": "application/json"}])
def test_what_is_sent_is_refused_in_words(client: Client, headers: dict[str, str]) -> None:
    answer = client.post(reverse("office_rename"), {"name": "另一个局", "reason": "试"}, headers=headers)
    assert answer.status_code == 403
    told = answer.json()["sentence"] if "Accept" in headers else answer.content.decode()
    assert WHY in told
    assert Office.objects.get().name == "阜平试验局"


@pytest.mark.parametrize("headers", [{"HX-Request": "true"}, {"Accept": "application/json"}])
def test_a_part_of_a_page_is_refused_and_not_led_elsewhere(client: Client, headers: dict[str, str]) -> None:
    assert client.get(reverse("people_list"), headers=headers).status_code == 403


def test_public_pages_and_the_way_out_stay_open(client: Client) -> None:
    assert client.get(reverse("public_items")).status_code == 200
    assert client.post("/large-type/", {"large": "1"}).status_code == 302
    assert client.post("/accounts/logout/").headers["Location"] == "/"
    assert 'class="mc-public"' in client.get("/").content.decode()


def test_after_the_own_change_the_page_that_was_asked_for_opens(client: Client, issued: str) -> None:
    asked = client.get(reverse("people_list")).headers["Location"]
    typed = {"oldpassword": issued, "password1": NEW, "password2": NEW, "next": asked.split("next=")[1]}
    answer = client.post(asked, typed)
    assert answer.headers["Location"] == reverse("people_list")
    assert client.get(reverse("people_list")).status_code == 200
    assert WHY not in client.get(CHANGE).content.decode()
    assert list(examine_ledger()) == []


def test_the_first_password_is_no_new_password(client: Client, issued: str) -> None:
    answer = change(client, issued, issued)
    assert answer.status_code == 200
    assert "新密码不能与现在的密码相同。" in answer.content.decode().split('id="id_password1_error"')[1]
    assert client.get("/").status_code == 302


def test_a_weak_password_does_not_open_the_rest(client: Client, issued: str) -> None:
    assert "密码太短，至少10位。" in change(client, issued, "short").content.decode()
    assert client.get("/").status_code == 302


def test_who_chose_the_password_alone_is_asked_for_nothing(office: Office, leader: Person) -> None:
    client = Client()
    client.force_login(leader)
    assert client.get("/").status_code == 200


def test_an_opened_account_begins_with_the_change(office: Office) -> None:
    system = Actor.of(office.people.get(username="liming"))
    _, first = open_account(actor=system, new=NewPerson("白试兰", "bailan"))
    client = Client()
    client.post("/accounts/login/", {"login": "bailan", "password": first})
    assert client.get("/").headers["Location"].startswith(CHANGE)


def test_the_first_people_of_an_office_begin_with_the_change(db: None) -> None:
    from mingcha.config.tests.test_first_start import TYPED

    client = Client()
    client.post("/first-start/", TYPED)
    assert set(Person.objects.values_list("has_first_password", flat=True)) == {True}
    client.post("/accounts/login/", {"login": "liming", "password": TYPED["system_admin_password"]})
    assert client.get("/people/").headers["Location"].startswith(CHANGE)
