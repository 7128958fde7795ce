"""A sitting that came to nothing is closed with a reason, by hand, and says so in the list."""

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.models import OpenWork
from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT, LEADER, LEGAL, WITNESS
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.draws.models import Sitting
from mingcha.draws.services import close_sitting, open_sitting, thaw_draw
from mingcha.draws.services.locked import THROWS_WORK
from mingcha.draws.tests.county import Ceremony
from mingcha.ledger.models import Entry, Opening
from mingcha.ledger.services import examine_ledger

WHY = "见证人没有到场，改期举行"


def close(ceremony: Ceremony, role: str = ENFORCEMENT, reason: str = WHY) -> Sitting:
    return close_sitting(actor=ceremony.county.actor(role), sitting=ceremony.sitting, reason=reason)


def client_of(ceremony: Ceremony, role: str) -> Client:
    client = Client()
    client.force_login(ceremony.county.bureau.people[role])
    return client


def test_it_is_one_entry_with_who_and_why(ceremony: Ceremony) -> None:
    before = Entry.objects.count()
    closed = close(ceremony)
    assert (closed.closed_reason, closed.closed_by_id) == (WHY, ceremony.operator.person_id)
    assert closed.closed_at == ceremony.clock.now
    assert Entry.objects.count() == before + 1
    opening = Opening.objects.order_by("entry").last()
    assert opening is not None
    assert (opening.act, opening.reason) == ("draws.close_sitting", WHY)
    assert list(examine_ledger()) == []


def test_nobody_is_asked_to_enter_anything_any_more(ceremony: Ceremony) -> None:
    assert OpenWork.objects.filter(kind=THROWS_WORK, subject=ceremony.sitting.pk).count() == 2
    close(ceremony)
    assert not OpenWork.objects.filter(kind=THROWS_WORK, subject=ceremony.sitting.pk).exists()


def test_nothing_is_drawn_in_it_and_the_next_one_is_another(ceremony: Ceremony) -> None:
    closed = close(ceremony)
    with pytest.raises(Forbidden, match="已经结束"):
        ceremony.freeze()
    again = open_sitting(
        actor=ceremony.operator,
        campaign=ceremony.county.campaign,
        caller=closed.caller,
        witness=closed.witness,
        place=closed.place,
        document_no=closed.document_no,
    )
    assert (again.number, again.closed_at) == (2, None)


def test_an_open_attempt_is_ended_first(ceremony: Ceremony) -> None:
    frozen = ceremony.freeze()
    with pytest.raises(Conflict, match="没有办完"):
        close(ceremony)
    thaw_draw(actor=ceremony.operator, draw=frozen)
    assert close(ceremony).closed_reason == WHY


def test_after_an_annulled_attempt_that_nothing_followed_it_is_closed(ceremony: Ceremony) -> None:
    ceremony.announce()
    with pytest.raises(Conflict, match="没有办完"):
        close(ceremony)
    ceremony.annul()
    assert close(ceremony).closed_at is not None


def test_an_event_that_took_place_is_computed_first(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.throw_all()
    ceremony.annul(event_happened=True)
    with pytest.raises(Conflict, match="还没有算出结果"):
        close(ceremony)
    ceremony.compute_annulled()
    assert close(ceremony).closed_at is not None


def test_one_that_drew_came_to_something(ceremony: Ceremony) -> None:
    ceremony.select()
    with pytest.raises(Conflict, match="已经抽出结果"):
        close(ceremony)


def test_twice_it_is_closed_once(ceremony: Ceremony) -> None:
    close(ceremony)
    with pytest.raises(Conflict, match="已经结束"):
        close(ceremony, reason="再结束一次")
    assert Sitting.objects.get().closed_reason == WHY


def test_without_a_reason_it_stays_open(ceremony: Ceremony) -> None:
    with pytest.raises(Refusal, match="理由"):
        close(ceremony, reason="　 ")
    assert Sitting.objects.get().closed_at is None


@pytest.mark.parametrize("role", [LEADER, LEGAL, BUSINESS, AUDITOR, WITNESS])
def test_only_its_operator_or_enforcement_closes_it(ceremony: Ceremony, role: str) -> None:
    with pytest.raises(Forbidden):
        close(ceremony, role)


def test_the_list_shows_it_before_and_after(ceremony: Ceremony) -> None:
    client, page = client_of(ceremony, ENFORCEMENT), reverse("draw_list")
    address = reverse("sitting_close", args=[ceremony.sitting.pk])
    assert address in client.get(page).content.decode()
    assert address not in client_of(ceremony, LEADER).get(page).content.decode()
    assert "没有抽成的理由" in client.get(address).content.decode()
    shown = client.post(address, {"reason": WHY}, follow=True).content.decode()
    assert WHY in shown
    assert address not in shown
    assert WHY in client.get(reverse("draw_record", args=[ceremony.sitting.pk])).content.decode()
    assert client.post(address, {"reason": WHY}).status_code == 409


def test_one_that_drew_stands_not_in_that_list(ceremony: Ceremony) -> None:
    ceremony.select()
    page = client_of(ceremony, ENFORCEMENT).get(reverse("draw_list")).content.decode()
    assert "没有抽出结果的抽取会" not in page
