"""Annulling: two people, neither the announcer; what took place is still computed and shown."""

import json
import re
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import WITNESS
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.common.sealing import WrongKey
from mingcha.draws.models import AnnulmentProposal, Draw, DrawFile
from mingcha.draws.policies import can_attach_recording, can_see_sitting
from mingcha.draws.rules.words import SECRET_LOST
from mingcha.draws.services import (
    announce_draw,
    confirm_annulment,
    propose_annulment,
    resume_draw,
    thaw_draw,
)
from mingcha.draws.states import ANNULLED
from mingcha.draws.tests.county import DICE, Ceremony, as_read
from mingcha.ledger.models import Entry, Opening
from mingcha.ledger.services import examine_ledger
from mingcha.registers.models import NATURAL_PERSON, Holder


def propose(ceremony: Ceremony, who: Actor, **changed: object) -> None:
    facts = {"reason": "power", "words": "会议室停电", "event_happened": False} | changed
    propose_annulment(actor=who, draw=ceremony.draw, **facts)  # type: ignore[arg-type]


def test_two_people_annul_and_the_log_keeps_the_reason(ceremony: Ceremony) -> None:
    draw = ceremony.announce()
    assert ceremony.annul().state == ANNULLED
    assert Entry.objects.filter(draw=draw.draw_id, kind="annulled").count() == 1


def test_one_person_never_annuls_alone(ceremony: Ceremony) -> None:
    ceremony.announce()
    propose(ceremony, ceremony.caller)
    with pytest.raises(Forbidden, match="不能自己确认"):
        confirm_annulment(actor=ceremony.caller, draw=ceremony.draw, seen=as_read(ceremony.draw))


def test_why_it_is_annulled_names_no_party(ceremony: Ceremony) -> None:
    ceremony.announce()
    party = Holder.objects.filter(office=ceremony.draw.office).first()
    assert party is not None
    party.kind = NATURAL_PERSON
    party.give_name("张得宝")
    party.save()
    with pytest.raises(Refusal, match="作废说明里有自然人"):
        propose(ceremony, ceremony.caller, words="张得宝当场质疑")
    propose(ceremony, ceremony.caller, words="当事人当场质疑")


def test_the_announcer_neither_proposes_nor_confirms(ceremony: Ceremony) -> None:
    ceremony.announce()
    with pytest.raises(Forbidden, match="公告人"):
        propose(ceremony, ceremony.operator)
    propose(ceremony, ceremony.caller)
    with pytest.raises(Forbidden, match="公告人"):
        confirm_annulment(actor=ceremony.operator, draw=ceremony.draw, seen=as_read(ceremony.draw))


def test_a_proposal_is_written_anew_by_whoever_proposed_it_or_by_another(ceremony: Ceremony) -> None:
    ceremony.announce()
    propose(ceremony, ceremony.caller)
    propose(ceremony, ceremony.caller, words="会议室停电，改日再抽")
    assert AnnulmentProposal.objects.get().words == "会议室停电，改日再抽"
    propose(ceremony, ceremony.legal)
    assert AnnulmentProposal.objects.get().proposed_by_id == ceremony.legal.person_id


def test_nobody_outside_annuls(ceremony: Ceremony) -> None:
    ceremony.announce()
    with pytest.raises(Forbidden):
        propose(ceremony, ceremony.county.actor("business"))


def test_a_caller_whose_roles_have_ended_no_longer_annuls_or_sees_the_sitting(ceremony: Ceremony) -> None:
    ceremony.announce()
    dismissed = replace(ceremony.witness, roles=frozenset())
    with pytest.raises(Forbidden):
        propose(ceremony, dismissed)
    assert not can_see_sitting(dismissed, ceremony.sitting)
    assert not can_attach_recording(dismissed, ceremony.sitting)


def test_a_reason_of_the_list_and_a_sentence_are_asked_for(ceremony: Ceremony) -> None:
    ceremony.announce()
    with pytest.raises(Refusal, match="规定的原因"):
        propose(ceremony, ceremony.caller, reason="bad-luck")
    with pytest.raises(Refusal, match="发生了什么"):
        propose(ceremony, ceremony.caller, words=" ")
    with pytest.raises(Refusal, match="作废说明里有手机号"):
        propose(ceremony, ceremony.caller, words="13812345678来电说停电")


def test_what_is_drawn_is_never_annulled(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.throw_all()
    propose(ceremony, ceremony.caller)
    ceremony.compute()
    with pytest.raises(Conflict):
        confirm_annulment(actor=ceremony.legal, draw=ceremony.draw, seen=as_read(ceremony.draw))
    with pytest.raises(Conflict):
        propose(ceremony, ceremony.caller)


def test_before_the_event_an_annulled_attempt_has_no_result_and_no_file(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.annul()
    with pytest.raises(Conflict, match="公开事件之前"):
        ceremony.enter(ceremony.caller, 1, DICE[0])


def test_one_entered_throw_means_the_event_took_place(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.enter(ceremony.caller, 1, DICE[0])
    assert ceremony.annul(event_happened=False).event_happened


def test_a_throw_entered_before_the_proposal_settles_that_the_event_took_place(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.enter(ceremony.caller, 1, DICE[0])
    propose(ceremony, ceremony.caller)
    assert AnnulmentProposal.objects.get().event_happened


def test_a_throw_entered_between_the_two_people_settles_it_too(ceremony: Ceremony) -> None:
    ceremony.announce()
    propose(ceremony, ceremony.caller)
    ceremony.enter(ceremony.caller, 1, DICE[0])
    assert confirm_annulment(
        actor=ceremony.legal, draw=ceremony.draw, seen=as_read(ceremony.draw)
    ).event_happened


def test_an_annulled_attempt_is_still_entered_computed_and_shown(ceremony: Ceremony) -> None:
    draw = ceremony.announce()
    ceremony.enter(ceremony.caller, 1, DICE[0])
    ceremony.annul()
    ceremony.throw_all()
    computed = resume_draw(actor=ceremony.legal, draw=draw)
    assert (computed.state, computed.is_computed) == (ANNULLED, True)
    ceremony.whole()
    assert DrawFile.objects.filter(role="bundle", draw=draw).exists()


def test_the_attempt_after_an_annulled_one_is_number_two_and_names_it(ceremony: Ceremony) -> None:
    first = ceremony.announce()
    ceremony.annul()
    second = ceremony.announce()
    assert (second.attempt, second.replaces, second.draw_id) == (2, first, "fuping-2026-01-s2")
    assert second.commitment != first.commitment
    assert [draw.attempt for draw in Draw.objects.filter(campaign=first.campaign)] == [1, 2]


def test_the_records_agree_with_the_ledger_after_all_this(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.annul()
    ceremony.whole()
    assert [one.place for one in examine_ledger() if one.place.startswith("draws_")] == []


def test_a_secret_that_opens_is_not_lost_for_the_first_person(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.throw_all()
    with pytest.raises(Conflict) as refused:
        propose(ceremony, ceremony.caller, reason=SECRET_LOST, event_happened=True)
    assert refused.value.code == "secret-not-lost"
    assert not AnnulmentProposal.objects.exists()
    act = Opening.objects.get(act="draws.try_secret")
    assert (json.loads(act.content)["secret"], act.actor) == ("opens", ceremony.caller.person_id)


def test_a_secret_that_opens_again_is_not_lost_for_the_second_person(
    ceremony: Ceremony, monkeypatch: pytest.MonkeyPatch
) -> None:
    ceremony.announce()
    ceremony.throw_all()
    with monkeypatch.context() as patch:
        patch.setattr("mingcha.draws.models.own.unseal", _with_another_key)
        propose(ceremony, ceremony.caller, reason=SECRET_LOST, event_happened=True)
    with pytest.raises(Conflict, match="读得出来"):
        confirm_annulment(actor=ceremony.legal, draw=ceremony.draw, seen=as_read(ceremony.draw))
    assert Opening.objects.filter(act="draws.try_secret").count() == 1
    assert ceremony.compute().is_computed


def test_a_number_that_is_not_the_committed_one_is_a_lost_secret(
    ceremony: Ceremony, monkeypatch: pytest.MonkeyPatch
) -> None:
    ceremony.announce()
    monkeypatch.setattr("mingcha.draws.models.own.unseal", lambda *_, **__: "0" * 64)
    assert ceremony.annul(SECRET_LOST, event_happened=True).is_annulled
    act = Opening.objects.get(act="draws.confirm_annulment")
    assert json.loads(act.content)["secret"] == "opens to another number"


def _with_another_key(*_: object, **__: object) -> str:
    raise WrongKey("draws_drawsecret.sealed")


def test_a_secret_lost_before_the_announcement_is_said_and_a_new_frame_brings_a_new_one(
    ceremony: Ceremony, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = ceremony.freeze()
    with monkeypatch.context() as patch:
        patch.setattr("mingcha.draws.models.own.unseal", _with_another_key)
        with pytest.raises(Refusal, match="不能读出") as refused:
            announce_draw(actor=ceremony.operator, draw=draw, terms=ceremony.terms())
        assert "退回，重新封存" in refused.value.remedy
        thaw_draw(actor=ceremony.operator, draw=draw)
    assert ceremony.announce().announced_at is not None


def test_who_confirms_confirms_what_was_read(ceremony: Ceremony) -> None:
    ceremony.announce()
    propose(ceremony, ceremony.caller, words="会议室停电", event_happened=True)
    client = Client()
    client.force_login(ceremony.county.bureau.people[WITNESS])
    page = client.get(reverse("draw_annul", args=[ceremony.sitting.pk])).content.decode()
    form = dict(re.findall(r'<input[^>]*name="(seen)"[^>]*value="([^"]*)"', page))
    propose(ceremony, ceremony.caller, reason="not-held", words="没有摇")
    confirm = reverse("draw_annul_confirm", args=[ceremony.sitting.pk])
    answer = client.post(confirm, form)
    assert (answer.status_code, "内容已变" in answer.content.decode()) == (409, True)
    assert not ceremony.draw.is_annulled
    for nothing in ("", "-1", "²", "9" * 40):
        assert client.post(confirm, {"seen": nothing}).status_code == 409
    assert client.post(confirm, {"seen": str(as_read(ceremony.draw))}).status_code == 302
    assert ceremony.draw.annulled_for == "not-held"
