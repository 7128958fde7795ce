"""Entering the event: two people, neither sees the other, what differs is entered again."""

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import INSPECTOR, WITNESS
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.draws.models import ThrowEntry
from mingcha.draws.queries.attempts import throw_states
from mingcha.draws.services import announce_draw, enter_throw, resume_draw
from mingcha.draws.tests.county import DICE, Ceremony


def page_of(ceremony: Ceremony, role: str) -> str:
    client = Client()
    client.force_login(ceremony.county.bureau.people[role])
    return client.get(reverse("throw_entry", args=[ceremony.sitting.pk])).content.decode()


def test_equal_entries_settle_a_throw(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.enter(ceremony.caller, 1, ["4", "1", "6", "3", "3"])
    ceremony.enter(ceremony.witness, 1, ["4", "1", "6", "3", "3"])
    assert throw_states(ceremony.draw)[0].values == (4, 1, 6, 3, 3)


def test_full_width_digits_are_taken(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.enter(ceremony.caller, 1, "４１６３３")
    assert ThrowEntry.objects.get().values == [4, 1, 6, 3, 3]


@pytest.mark.parametrize("typed", ["7", "", "四", "4" * 60])
def test_what_is_no_throw_is_said_to_be_none_and_asked_again(ceremony: Ceremony, typed: str) -> None:
    ceremony.announce()
    client = Client()
    client.force_login(ceremony.county.bureau.people[INSPECTOR])
    values = {f"value_{place}": "1" for place in range(2, 6)} | {"value_1": typed, "throw": "1"}
    answer = client.post(reverse("throw_entry", args=[ceremony.sitting.pk]), values)
    assert answer.status_code == 422
    assert "第1个应为1至6的整数" in answer.content.decode()


def test_a_caller_never_sees_the_other_entry_before_both_have_entered(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.enter(ceremony.witness, 1, "52525")
    page = page_of(ceremony, INSPECTOR)
    assert "5 2 5 2 5" not in page
    assert throw_states(ceremony.draw)[0].pair is None
    assert "5 2 5 2 5" in page_of(ceremony, WITNESS)


def test_the_hall_never_shows_an_entry_before_both_have_entered(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.enter(ceremony.witness, 1, "52525")
    client = Client()
    client.force_login(ceremony.county.bureau.people["enforcement"])
    page = client.get(reverse("sitting", args=[ceremony.sitting.pk])).content.decode()
    assert page.count('class="mc-die is-wait"') == 20


def test_a_disagreement_shows_both_and_asks_both_again(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.enter(ceremony.caller, 1, "41633")
    ceremony.enter(ceremony.witness, 1, "41663")
    state = throw_states(ceremony.draw)[0]
    assert state.differing == [4]
    assert not state.is_agreed
    for role in (INSPECTOR, WITNESS):
        assert "不一致，请重录" in page_of(ceremony, role)
    ceremony.enter(ceremony.caller, 1, "41663")
    ceremony.enter(ceremony.witness, 1, "41663")
    assert throw_states(ceremony.draw)[0].values == (4, 1, 6, 6, 3)
    assert ThrowEntry.objects.count() == 4


def test_nobody_enters_twice_while_the_other_is_still_to_enter(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.enter(ceremony.caller, 1, "41633")
    with pytest.raises(Conflict, match="等另一人"):
        ceremony.enter(ceremony.caller, 1, "11111")


def test_an_agreed_throw_is_closed(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.enter(ceremony.caller, 1, "41633")
    ceremony.enter(ceremony.witness, 1, "41633")
    with pytest.raises(Conflict, match="第2次"):
        ceremony.enter(ceremony.caller, 1, "11111")


def test_throws_are_entered_in_their_order(ceremony: Ceremony) -> None:
    ceremony.announce()
    with pytest.raises(Conflict, match="第1次"):
        ceremony.enter(ceremony.caller, 2, "41633")


@pytest.mark.parametrize("texts", ["41637", "4163", "416330", ["4", "1", "", "3", "3"], "4163x"])
def test_what_a_die_cannot_show_is_asked_again(ceremony: Ceremony, texts: str) -> None:
    ceremony.announce()
    with pytest.raises(Refusal):
        ceremony.enter(ceremony.caller, 1, texts)
    assert not ThrowEntry.objects.exists()


def test_nothing_is_entered_before_the_announced_time(ceremony: Ceremony) -> None:
    draw = announce_draw(actor=ceremony.operator, draw=ceremony.freeze(), terms=ceremony.terms())
    with pytest.raises(Refusal, match="时间还没有到"):
        enter_throw(actor=ceremony.caller, draw=draw, throw=1, texts=DICE[0])


@pytest.mark.parametrize("who", ["operator", "leader", "legal"])
def test_only_the_two_callers_enter(ceremony: Ceremony, who: str) -> None:
    ceremony.announce()
    with pytest.raises(Forbidden, match="只由"):
        ceremony.enter(getattr(ceremony, who), 1, DICE[0])


def test_nothing_is_entered_once_the_event_is_logged(ceremony: Ceremony) -> None:
    ceremony.select()
    with pytest.raises(Conflict):
        ceremony.enter(ceremony.caller, 1, DICE[0])


def test_nor_is_it_when_the_attempt_was_annulled(ceremony: Ceremony) -> None:
    draw = ceremony.announce()
    ceremony.annul(event_happened=True)
    ceremony.throw_all()
    resume_draw(actor=ceremony.legal, draw=draw)
    with pytest.raises(Conflict) as refused:
        enter_throw(actor=ceremony.caller, draw=draw, throw=1, texts=DICE[0])
    assert refused.value.code == "observed"
