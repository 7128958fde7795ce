"""Putting right what two people said of the lotteries of an annulled attempt: drawn or not."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

import drawproof
from mingcha.accounts.actors import Actor
from mingcha.accounts.models import OpenWork
from mingcha.accounts.rules import AUDITOR, BUSINESS, INSPECTOR, LEADER, LEGAL
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.draws.models import Draw, DrawFile, EventCorrection
from mingcha.draws.queries.disclosure import awaits_computing, obstacle
from mingcha.draws.queries.papers.announcements import announcement_content
from mingcha.draws.queries.papers.volume import volume_content
from mingcha.draws.services import (
    announce_draw,
    confirm_event_correction,
    disclose_draw,
    enter_throw,
    observe_draw,
    propose_event_correction,
    resume_draw,
)
from mingcha.draws.tests.county import SAID, UNFILMED, Ceremony
from mingcha.draws.tests.test_annul_lottery import LAST, NUMBERS, SATURDAY, THURSDAY, paused
from mingcha.ledger.models import Opening
from mingcha.ledger.queries import last_change, office_vkey

__all__ = ["paused"]
DRAWN, NOT_DRAWN = True, False
WORDS = "向市福彩中心查对了开奖公告"


def propose(ceremony: Ceremony, said: bool, *, who: Actor | None = None, draw: Draw | None = None) -> None:
    propose_event_correction(
        actor=who or ceremony.caller, draw=draw or ceremony.draw, words=WORDS, event_happened=said
    )


def confirm(ceremony: Ceremony, *, who: Actor | None = None, draw: Draw | None = None) -> Draw:
    draw = draw or ceremony.draw
    seen = last_change(draw.corrections.latest("proposed_at").pk)
    return confirm_event_correction(actor=who or ceremony.legal, draw=draw, seen=seen)


def correct(ceremony: Ceremony, said: bool, *, draw: Draw | None = None) -> Draw:
    ceremony.clock.advance(seconds=1)
    propose(ceremony, said, draw=draw)
    ceremony.clock.advance(seconds=1)
    return confirm(ceremony, draw=draw)


def annulled(ceremony: Ceremony, said: bool) -> Draw:
    """After both lotteries were due, with what two people said of them."""
    ceremony.clock.now = LAST - datetime.timedelta(hours=2)
    return ceremony.annul("not-held", event_happened=said)


def enter_all(ceremony: Ceremony, draw: Draw) -> None:
    for throw, numbers in enumerate(NUMBERS, start=1):
        for who in (ceremony.caller, ceremony.witness):
            ceremony.clock.advance(seconds=1)
            enter_throw(actor=who, draw=draw, throw=throw, texts=numbers)


def compute(ceremony: Ceremony, draw: Draw) -> Draw:
    ceremony.clock.advance(seconds=1)
    return resume_draw(actor=ceremony.leader, draw=draw)


def bundles() -> dict[str, bytes]:
    return {one.name: bytes(one.content) for one in DrawFile.objects.filter(role="bundle")}


def test_a_lottery_said_to_be_drawn_that_was_not_leaves_the_way_to_the_next_attempt(paused: Ceremony) -> None:
    draw = annulled(paused, DRAWN)
    with pytest.raises(Conflict, match="还没有算出结果"):
        paused.freeze()
    draw = correct(paused, NOT_DRAWN)
    assert (draw.event_happened, draw.was_not_held) == (False, True)
    assert not awaits_computing(draw.campaign_id)
    assert paused.select().attempt == 2
    paused.assign()
    assert len(paused.disclose()) == 2


def test_one_said_not_to_be_drawn_that_was_is_entered_computed_and_disclosed(paused: Ceremony) -> None:
    draw = annulled(paused, NOT_DRAWN)
    with pytest.raises(Conflict, match="两人说没有开奖") as refused:
        enter_throw(actor=paused.caller, draw=draw, throw=1, texts=NUMBERS[0])
    assert "更正" in refused.value.remedy
    correct(paused, DRAWN)
    assert awaits_computing(draw.campaign_id)
    with pytest.raises(Conflict, match="还没有算出结果"):
        paused.freeze()
    enter_all(paused, draw)
    assert paused.compute_annulled().is_computed
    paused.select()
    paused.assign()
    assert {one.draw_id[-2:] for one in paused.disclose()} == {"s1", "s2", "a1"}


def test_what_was_frozen_before_is_not_announced_while_the_one_before_it_is_owed(paused: Ceremony) -> None:
    draw = annulled(paused, NOT_DRAWN)
    frozen = paused.freeze()
    correct(paused, DRAWN, draw=draw)
    with pytest.raises(Conflict, match="还没有算出结果"):
        announce_draw(actor=paused.operator, draw=frozen, terms=paused.terms())
    enter_all(paused, draw)
    compute(paused, draw)
    assert announce_draw(actor=paused.operator, draw=frozen, terms=paused.terms()).attempt == 2


def test_the_next_attempt_goes_on_as_it_is_while_the_one_before_is_owed_again(paused: Ceremony) -> None:
    draw = annulled(paused, NOT_DRAWN)
    second = paused.announce()
    correct(paused, DRAWN, draw=draw)
    assert not awaits_computing(draw.campaign_id)
    paused.throw_all()
    assert paused.compute().pk == second.pk
    enter_all(paused, draw)
    paused.assign()
    # Observed, not computed: what is disclosed now shows the first attempt half way, and lawful.
    paused.clock.advance(seconds=1)
    observe_draw(actor=paused.leader, draw=draw)
    assert obstacle(draw.campaign_id) is None
    assert [one.draw_id[-2:] for one in paused.disclose()] == ["s2", "a1"]


def test_computed_after_all_was_disclosed_it_follows_and_changes_nothing(paused: Ceremony) -> None:
    draw = annulled(paused, NOT_DRAWN)
    paused.select()
    paused.assign()
    paused.disclose()
    before = bundles()
    correct(paused, DRAWN, draw=draw)
    enter_all(paused, draw)
    compute(paused, draw)
    paused.clock.advance(seconds=1)
    told = {"confirmation": SAID, "recording_reason": UNFILMED}
    assert disclose_draw(actor=paused.leader, sitting=paused.sitting, **told) == [draw]
    after = bundles()
    assert before.items() < after.items()
    key = office_vkey(paused.sitting.office.log_origin)
    for name, content in after.items():
        others = [other for key_, other in after.items() if key_ != name]
        report = drawproof.verify_bundle(content, keys=[key], others=others)
        assert report.ok, [step for step in report.steps if step.status == "fail"]
    second = drawproof.verify_bundle(
        after["fuping-2026-01-s2.draw"], keys=[key], others=[after["fuping-2026-01-s1.draw"]]
    )
    assert "当时会抽出" in next(step.words for step in second.steps if step.step == "attempts")


def test_both_callers_have_the_numbers_before_them_until_it_is_computed(paused: Ceremony) -> None:
    draw = annulled(paused, NOT_DRAWN)
    paused.select()
    paused.assign()
    correct(paused, DRAWN, draw=draw)
    asked = OpenWork.objects.filter(url=reverse("attempt_throws", args=[draw.pk]))
    assert set(asked.values_list("person", flat=True)) == {one.pk for one in paused.sitting.callers}
    enter_all(paused, draw)
    compute(paused, draw)
    assert not asked.exists()


def test_said_not_drawn_after_all_nobody_is_asked_for_numbers(paused: Ceremony) -> None:
    annulled(paused, DRAWN)
    assert OpenWork.objects.filter(kind="draws.throws").exists()
    correct(paused, NOT_DRAWN)
    assert not OpenWork.objects.filter(kind__in=["draws.throws", "draws.owed"]).exists()


def test_the_numbers_of_the_next_attempt_stay_asked_for(paused: Ceremony) -> None:
    draw = annulled(paused, NOT_DRAWN)
    paused.announce()
    correct(paused, DRAWN, draw=draw)
    correct(paused, NOT_DRAWN, draw=draw)
    assert OpenWork.objects.filter(kind="draws.throws").count() == 2
    assert not OpenWork.objects.filter(kind="draws.owed").exists()


def test_numbers_of_every_lottery_entered_alike_settle_that_it_was_drawn(paused: Ceremony) -> None:
    draw = annulled(paused, DRAWN)
    for throw in (1, 2, 3):
        paused.enter(paused.caller, throw, NUMBERS[throw - 1])
        if throw == 3:
            # One person's entry alone settles nothing.
            propose(paused, NOT_DRAWN)
        paused.enter(paused.witness, throw, NUMBERS[throw - 1])
    with pytest.raises(Conflict, match="不能再说没有开奖"):
        confirm(paused)
    with pytest.raises(Conflict, match="不能再说没有开奖"):
        propose(paused, NOT_DRAWN)
    assert Draw.objects.get(pk=draw.pk).event_happened


def test_with_one_lottery_entered_alike_and_the_other_by_one_alone_it_is_still_put_right(
    paused: Ceremony,
) -> None:
    annulled(paused, DRAWN)
    for throw in (1, 2):
        paused.enter(paused.caller, throw, NUMBERS[throw - 1])
        paused.enter(paused.witness, throw, NUMBERS[throw - 1])
    paused.enter(paused.caller, 3, NUMBERS[2])
    assert not correct(paused, NOT_DRAWN).event_happened


def test_what_is_in_the_log_is_not_said_otherwise(paused: Ceremony) -> None:
    draw = annulled(paused, DRAWN)
    enter_all(paused, draw)
    paused.clock.advance(seconds=1)
    observe_draw(actor=paused.leader, draw=draw)
    with pytest.raises(Conflict, match="已记入日志"):
        propose(paused, NOT_DRAWN)
    paused.compute_annulled()
    with pytest.raises(Conflict, match="已记入日志"):
        propose(paused, NOT_DRAWN)


def test_before_the_last_lottery_is_due_nobody_knows(paused: Ceremony) -> None:
    paused.clock.now = THURSDAY + datetime.timedelta(hours=1)
    paused.annul("not-held", event_happened=True)
    with pytest.raises(Refusal, match="还没有全部到"):
        propose(paused, NOT_DRAWN)
    paused.clock.now = SATURDAY + datetime.timedelta(minutes=5)
    assert correct(paused, NOT_DRAWN).was_not_held


def test_an_attempt_annulled_before_its_lotteries_said_nothing_of_them(paused: Ceremony) -> None:
    paused.annul(event_happened=False)
    paused.clock.now = SATURDAY + datetime.timedelta(minutes=5)
    with pytest.raises(Conflict, match="才可以更正"):
        propose(paused, DRAWN)


def test_said_to_be_drawn_before_its_time_it_is_put_right_both_ways(paused: Ceremony) -> None:
    paused.annul(event_happened=True)
    paused.clock.now = SATURDAY + datetime.timedelta(minutes=5)
    assert correct(paused, NOT_DRAWN).was_not_held
    assert correct(paused, DRAWN).event_happened


def test_dice_are_never_said_otherwise(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.annul(event_happened=True)
    with pytest.raises(Conflict, match="彩票"):
        propose(ceremony, NOT_DRAWN)


def test_an_open_attempt_is_annulled_and_not_corrected(paused: Ceremony) -> None:
    paused.clock.now = LAST - datetime.timedelta(hours=2)
    with pytest.raises(Conflict, match="已作废"):
        propose(paused, NOT_DRAWN)


def test_two_people_and_never_the_announcer(paused: Ceremony) -> None:
    annulled(paused, NOT_DRAWN)
    with pytest.raises(Forbidden, match="公告人"):
        propose(paused, DRAWN, who=paused.operator)
    propose(paused, DRAWN)
    for who, why in ((paused.caller, "不能自己确认"), (paused.operator, "公告人")):
        with pytest.raises(Forbidden, match=why):
            confirm(paused, who=who)
    assert not paused.draw.event_happened
    assert confirm(paused, who=paused.witness).event_happened


@pytest.mark.parametrize("role", [BUSINESS, AUDITOR])
def test_only_who_may_annul_corrects(paused: Ceremony, role: str) -> None:
    annulled(paused, NOT_DRAWN)
    with pytest.raises(Forbidden):
        propose(paused, DRAWN, who=paused.county.actor(role))


def test_who_confirms_confirms_what_was_read(paused: Ceremony) -> None:
    draw = annulled(paused, NOT_DRAWN)
    propose(paused, DRAWN)
    seen = last_change(EventCorrection.objects.get().pk)
    paused.clock.advance(seconds=1)
    propose(paused, DRAWN, who=paused.witness)
    with pytest.raises(Conflict, match="改过了"):
        confirm_event_correction(actor=paused.legal, draw=draw, seen=seen)
    assert EventCorrection.objects.get().proposed_by_id == paused.witness.person_id


def test_nothing_is_confirmed_that_nobody_proposed(paused: Ceremony) -> None:
    draw = annulled(paused, NOT_DRAWN)
    with pytest.raises(Conflict, match="没有人提出"):
        confirm_event_correction(actor=paused.legal, draw=draw, seen=0)


def test_the_same_is_not_said_again_nor_without_words_nor_with_a_number(paused: Ceremony) -> None:
    draw = annulled(paused, NOT_DRAWN)
    with pytest.raises(Conflict, match="现在写的就是没有开奖"):
        propose(paused, NOT_DRAWN)
    for words, why in ((" 　", "怎样查对"), ("打13812345678问过", "更正说明里有手机号")):
        with pytest.raises(Refusal, match=why):
            propose_event_correction(actor=paused.caller, draw=draw, words=words, event_happened=True)
    assert not EventCorrection.objects.exists()


def test_everybody_reads_what_was_said_first_and_who_put_it_right(paused: Ceremony) -> None:
    draw = annulled(paused, NOT_DRAWN)
    correct(paused, DRAWN)
    correct(paused, NOT_DRAWN)
    people = f"{paused.sitting.caller.name}提出、"
    page = Client().get(reverse("public_draw", args=[paused.sitting.pk])).content.decode()
    second = paused.announce()
    paper = str(announcement_content(second, ""))
    volume = str(volume_content(draw.campaign, []))
    for told in (page, paper, volume):
        assert "作废时说没有开奖" in told
        assert "2026-10-08 16:00更正为已经开奖" in told
        assert "2026-10-08 16:00更正为没有开奖" in told
        assert told.count(people) >= 2
        assert told.count(WORDS) == 2
    acts = Opening.objects.filter(act__contains="event_correction").order_by("entry__index")
    names = list(acts.values_list("act", flat=True))
    assert names == ["draws.propose_event_correction", "draws.confirm_event_correction"] * 2


def test_the_pages_lead_from_the_correction_to_the_result(paused: Ceremony) -> None:
    draw = annulled(paused, NOT_DRAWN)
    paused.select()
    clients = {role: Client() for role in (INSPECTOR, LEGAL, LEADER)}
    for role, client in clients.items():
        client.force_login(paused.county.bureau.people[role])
    address = reverse("event_correct", args=[draw.pk])
    assert address in clients[LEGAL].get(reverse("draw_record", args=[paused.sitting.pk])).content.decode()
    assert clients[INSPECTOR].post(address, {"event_happened": "yes", "words": WORDS}).status_code == 302
    page = clients[LEGAL].get(address).content.decode()
    seen = last_change(EventCorrection.objects.get().pk)
    assert WORDS in page
    assert f'name="seen" value="{seen}"' in page
    posted = clients[LEGAL].post(reverse("event_correct_confirm", args=[draw.pk]), {"seen": seen})
    assert posted.status_code == 302
    throws = reverse("attempt_throws", args=[draw.pk])
    assert throws in clients[INSPECTOR].get(address).content.decode()
    assert "补录" in clients[INSPECTOR].get(throws).content.decode()
    first = {"throw": 1, **{f"value_{place}": one for place, one in enumerate(NUMBERS[0], start=1)}}
    assert clients[INSPECTOR].post(throws, first).status_code == 302
    assert draw.throw_entries.count() == 1
    for throw, numbers in enumerate(NUMBERS, start=1):
        for who in (paused.caller, paused.witness):
            if throw > 1 or who == paused.witness:
                paused.clock.advance(seconds=1)
                enter_throw(actor=who, draw=draw, throw=throw, texts=numbers)
    paused.clock.advance(seconds=1)
    compute = reverse("attempt_compute", args=[draw.pk])
    assert compute in clients[LEADER].get(address).content.decode()
    assert clients[LEADER].post(compute).status_code == 302
    assert Draw.objects.get(pk=draw.pk).is_computed
    assert "已推算" in clients[LEADER].get(address).content.decode()
