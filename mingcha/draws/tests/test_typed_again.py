"""A form sent after its look has ended loses nothing: a new look leads back to it, filled and not sent."""

from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from mingcha.accounts.rules import LEADER, LEGAL
from mingcha.common.errors import ActNeeded
from mingcha.config.refusals import render_refusal
from mingcha.draws.models import Vacancy, VacancyProposal
from mingcha.draws.rules.changes import LOOK_MINUTES, OWN, SEATS
from mingcha.draws.tests.changing import account_of, assignment_of, look, scan, seats
from mingcha.draws.tests.county import Ceremony
from mingcha.draws.tests.test_who_sees_what import logged_in
from mingcha.ledger.models import Entry
from mingcha.registers.models import ConflictOfInterest

WORDS = "住院，附病假条"


class Fields(HTMLParser):
    """The hidden fields of the form with the button of the look."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.action, self.fields = "", dict[str, str]()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {key: value or "" for key, value in attrs}
        if tag == "form" and "/looks/" in facts.get("action", ""):
            self.action = facts["action"]
        if tag == "input" and self.action and facts.get("type") == "hidden":
            self.fields[facts["name"]] = facts.get("value", "")


def looked_again(client: Client, refused: Any) -> Any:
    """The page that comes after the button on the refusal, as a browser follows it."""
    asked = Fields(refused.content.decode())
    answer: Any = client.post(asked.action, asked.fields)
    assert answer.status_code == 307
    return client.post(answer["Location"], asked.fields)


def test_a_seat_to_be_vacated_comes_back_as_it_was_typed(drawn: Ceremony) -> None:
    client = look(logged_in(drawn.county, LEGAL), drawn.county.campaign, SEATS)
    seat = seats(drawn)[0]
    address = reverse("seat_vacate", args=[drawn.sitting.pk])
    value = f"{seat.visit}/{seat.group}/{seat.seat}/{seat.inspector}"
    drawn.clock.advance(minutes=LOOK_MINUTES, seconds=1)
    before = Entry.objects.count()
    refused = client.post(address, {"seat": value, "reason": "ill", "words": WORDS, "scan": scan().file})
    assert refused.status_code == 428
    assert Entry.objects.count() == before
    page = looked_again(client, refused)
    assert page.status_code == 200
    shown = page.content.decode()
    assert f'value="{value}" selected' in shown
    assert 'value="ill" selected' in shown
    assert f'value="{WORDS}"' in shown
    assert "选好的文件须重新选择" in shown
    assert Entry.objects.count() == before + 1
    assert not VacancyProposal.objects.exists()
    sent = client.post(address, {"seat": value, "reason": "ill", "words": WORDS, "scan": scan().file})
    assert sent.status_code == 302
    assert VacancyProposal.objects.count() == 1


def test_an_interest_that_could_be_sent_at_once_waits_for_its_member(drawn: Ceremony) -> None:
    """It needs no file, and is declared all the same by nobody's button but its own."""
    seat = seats(drawn)[0]
    client = Client()
    client.force_login(account_of(drawn, seat.inspector))
    address = reverse("own_visit_interest", args=[assignment_of(drawn).pk, seat.visit])
    refused = client.post(address, {"kind": "kin", "relation": "配偶任职"})
    assert refused.status_code == 428
    before = ConflictOfInterest.objects.count()
    page = looked_again(client, refused)
    assert page.status_code == 200
    assert 'value="配偶任职"' in page.content.decode()
    assert ConflictOfInterest.objects.count() == before
    assert not Vacancy.objects.exists()
    assert client.post(address, {"kind": "kin", "relation": "配偶任职"}).status_code == 302
    assert Vacancy.objects.count() == 1


def test_a_button_without_a_form_leads_back_to_its_page(db: None, rf: RequestFactory) -> None:
    """To confirm is not filled in: the page is read again and the button pressed again."""
    address, page = reverse("withdrawal_confirm", args=[uuid4()]), "/draws/page/"
    request: Any = rf.post(address, {"words": WORDS}, headers={"referer": f"http://testserver{page}"})
    request.resolver_match, request.actor = resolve(address), None
    needed = ActNeeded("look-first", "须先登记。", title="须先登记", address="/draws/looks/", button="查看")
    asked = Fields(render_refusal(request, needed).content.decode())
    assert (asked.fields["next"], "typed-again" in asked.fields) == (page, False)


@pytest.mark.parametrize("place", ["https://example.org/", "//example.org/"])
def test_typed_words_are_sent_nowhere_else(drawn: Ceremony, place: str) -> None:
    client = logged_in(drawn.county, LEADER)
    fields = {"scope": "all", "next": place, "typed-again": "1", "words": WORDS}
    answer: Any = client.post(reverse("names_look", args=[drawn.county.campaign.pk]), fields)
    assert (answer.status_code, answer["Location"]) == (302, reverse("home"))


def test_the_own_look_opens_the_form_as_well(drawn: Ceremony) -> None:
    seat = seats(drawn)[0]
    client = Client()
    client.force_login(account_of(drawn, seat.inspector))
    look(client, drawn.county.campaign, OWN)
    address = reverse("own_visit_interest", args=[assignment_of(drawn).pk, seat.visit])
    assert client.get(address).status_code == 200
