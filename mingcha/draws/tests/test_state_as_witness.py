"""The witness says on the own device whether a result is what was seen; an objection stops nothing and
becomes public."""

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.models import OpenWork
from mingcha.accounts.rules import ENFORCEMENT, INSPECTOR, LEADER, WITNESS
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.draws.models import SELECTION, WitnessStatement
from mingcha.draws.queries.attempts import awaiting_witness
from mingcha.draws.services import state_as_witness
from mingcha.draws.services.locked import WITNESS_WORK
from mingcha.draws.tests.county import Ceremony
from mingcha.ledger.services import examine_ledger

WORDS = "第三枚骰子滚到桌下后又拿上来"


def client_of(ceremony: Ceremony, role: str) -> Client:
    client = Client()
    client.force_login(ceremony.county.bureau.people[role])
    return client


def say(
    ceremony: Ceremony, kind: str = SELECTION, *, agrees: bool = True, words: str = ""
) -> WitnessStatement:
    return state_as_witness(actor=ceremony.witness, draw=ceremony.last(kind), agrees=agrees, words=words)


def test_the_witness_confirms_each_result_and_is_done(ceremony: Ceremony) -> None:
    ceremony.select()
    assert OpenWork.objects.filter(kind=WITNESS_WORK, person=ceremony.sitting.witness).count() == 1
    say(ceremony)
    assert not OpenWork.objects.filter(kind=WITNESS_WORK).exists()
    ceremony.assign()
    assert [draw.kind for draw in awaiting_witness(ceremony.sitting)] == ["assignment"]
    say(ceremony, "assignment")
    assert awaiting_witness(ceremony.sitting) == []
    assert list(examine_ledger()) == []


def test_an_annulled_attempt_that_was_computed_is_confirmed_too(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.throw_all()
    ceremony.annul()
    ceremony.compute_annulled()
    assert [draw.attempt for draw in awaiting_witness(ceremony.sitting)] == [1]
    assert say(ceremony).draw.is_annulled


def test_nothing_is_said_of_an_attempt_without_result(ceremony: Ceremony) -> None:
    ceremony.announce()
    with pytest.raises(Conflict) as refused:
        say(ceremony)
    assert refused.value.code == "not-drawn"


def test_an_objection_needs_words(ceremony: Ceremony) -> None:
    ceremony.select()
    with pytest.raises(Refusal) as refused:
        say(ceremony, agrees=False, words="　")
    assert refused.value.code == "objection-words"
    with pytest.raises(Refusal, match="见证意见里有手机号"):
        say(ceremony, agrees=False, words=f"{WORDS}，可问13812345678")
    assert not WitnessStatement.objects.exists()


def test_nobody_else_speaks_for_the_witness(ceremony: Ceremony) -> None:
    draw = ceremony.select()
    for actor in (ceremony.operator, ceremony.caller, ceremony.leader):
        with pytest.raises(Forbidden):
            state_as_witness(actor=actor, draw=draw, agrees=True, words="")
    answer = client_of(ceremony, INSPECTOR).post(
        reverse("witness_statement", args=[draw.pk]), {"agrees": "yes"}
    )
    assert answer.status_code == 403
    assert not WitnessStatement.objects.exists()


def test_a_later_word_counts_and_the_former_stays(ceremony: Ceremony) -> None:
    ceremony.select()
    say(ceremony)
    say(ceremony)
    say(ceremony, agrees=False, words=WORDS)
    draw = ceremony.last(SELECTION)
    assert [one.agrees for one in draw.statements.all()] == [True, False]
    assert draw.statement is not None
    assert draw.statement.words == WORDS


def test_an_objection_is_told_at_once_and_its_words_with_the_disclosure(ceremony: Ceremony) -> None:
    ceremony.select()
    say(ceremony, agrees=False, words=WORDS)
    ceremony.assign()
    public = reverse("public_draw", args=[ceremony.sitting.pk])
    page = Client().get(public).content.decode()
    assert "提出异议" in page
    assert WORDS not in page
    record = client_of(ceremony, LEADER).get(reverse("draw_record", args=[ceremony.sitting.pk]))
    assert WORDS in record.content.decode()
    ceremony.disclose()
    assert WORDS in Client().get(public).content.decode()


def test_after_the_disclosure_it_is_too_late(ceremony: Ceremony) -> None:
    ceremony.whole()
    with pytest.raises(Conflict) as refused:
        say(ceremony)
    assert refused.value.code == "disclosed"
    assert not OpenWork.objects.filter(kind=WITNESS_WORK).exists()


def test_the_phone_page_asks_and_the_hall_shows_the_answer(ceremony: Ceremony) -> None:
    draw = ceremony.select()
    phone = client_of(ceremony, WITNESS)
    page = phone.get(reverse("throw_entry", args=[ceremony.sitting.pk])).content.decode()
    assert "确认与所见相符" in page
    address = reverse("witness_statement", args=[draw.pk])
    refused = phone.post(address, {"agrees": "no", "words": ""})
    assert refused.status_code == 422
    assert "请写明哪一步" in refused.content.decode()
    assert phone.post(address, {"words": "只写了话"}).status_code == 422
    assert "见证人已确认" in phone.post(address, {"agrees": "yes"}, follow=True).content.decode()
    ceremony.assign()
    hall = client_of(ceremony, ENFORCEMENT).get(
        reverse("sitting", args=[ceremony.sitting.pk]), {"step": "sign"}
    )
    page = hall.content.decode()
    assert "见证人已确认" in page
    assert "待见证人确认" in page
    assert (
        "确认与所见相符"
        not in client_of(ceremony, INSPECTOR)
        .get(reverse("throw_entry", args=[ceremony.sitting.pk]))
        .content.decode()
    )
