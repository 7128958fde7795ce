"""Annulling: two people, neither the announcer; what took place is still computed and shown."""

from dataclasses import replace

import pytest

from mingcha.accounts.actors import Actor
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.draws.models import AnnulmentProposal, Draw, DrawFile
from mingcha.draws.policies import can_attach_recording, can_see_sitting
from mingcha.draws.services import confirm_annulment, propose_annulment, resume_draw
from mingcha.draws.states import ANNULLED
from mingcha.draws.tests.county import DICE, Ceremony
from mingcha.ledger.models import Entry
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
        confirm_annulment(actor=ceremony.caller, draw=ceremony.draw)


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
        confirm_annulment(actor=ceremony.operator, draw=ceremony.draw)


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
        confirm_annulment(actor=ceremony.legal, draw=ceremony.draw)
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
    assert confirm_annulment(actor=ceremony.legal, draw=ceremony.draw).event_happened


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
