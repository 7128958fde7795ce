"""Ways round the rules of a sitting that are closed, and dead ends that are open."""

import datetime
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.models import OpenWork, Person
from mingcha.accounts.rules import ENFORCEMENT, LEADER, WITNESS
from mingcha.common.errors import Refusal
from mingcha.common.sealing import WrongKey
from mingcha.draws.models import AnnulmentProposal
from mingcha.draws.queries.recording_story import is_filmed_whole, not_filmed_whole, story_of
from mingcha.draws.rules.recordings import LONGEST, filmed
from mingcha.draws.services import (
    attach_recording,
    confirm_annulment,
    disclose_draw,
    enter_throw,
    freeze_draw,
    open_sitting,
    propose_annulment,
)
from mingcha.draws.tests.county import DICE, SAID, UNFILMED, Ceremony, as_read, begin
from mingcha.draws.tests.filming import Filming
from mingcha.ledger.models import Opening
from mingcha.plans.models import Campaign
from mingcha.registers.models import ConflictOfInterest, InspectorLicence


def page_of(ceremony: Ceremony, role: str, name: str, **query: str) -> str:
    client = Client()
    client.force_login(ceremony.county.bureau.people[role])
    return client.get(reverse(name, args=[ceremony.sitting.pk]), query).content.decode()


def public_page(ceremony: Ceremony) -> str:
    return Client().get(reverse("public_draw", args=[ceremony.sitting.pk])).content.decode()


def test_an_annulled_attempt_is_computed_however_late(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.throw_all()
    ceremony.clock.advance(hours=5)
    ceremony.annul("not-held")
    page = page_of(ceremony, LEADER, "sitting")
    assert "算出本来的结果" in page
    assert "aria-disabled" not in page
    assert ceremony.compute_annulled().is_computed


def test_a_secret_that_no_key_opens_is_said_and_ends_with_an_annulment(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.throw_all()
    with pytest.MonkeyPatch.context() as patch:
        # Another key in the key file: what was sealed with the first does not open.
        patch.setattr("mingcha.draws.models.own.unseal", _with_another_key)
        with pytest.raises(Refusal) as refused:
            ceremony.compute()
        assert refused.value.code == "secret-lost"
        ceremony.annul("secret-lost", event_happened=True)
    told = Opening.objects.filter(act__in=["draws.propose_annulment", "draws.confirm_annulment"])
    assert [json.loads(one.content)["secret"] for one in told] == ["does not open"] * 2
    assert freeze_draw(actor=ceremony.operator, sitting=ceremony.sitting).attempt is None


def _with_another_key(*_: object, **__: object) -> str:
    raise WrongKey("draws_drawsecret.sealed")


def test_times_in_refusals_are_those_of_the_wall(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.clock.advance(minutes=-2)
    with pytest.raises(Refusal, match="2026-06-16 09:06:01以后"):
        enter_throw(actor=ceremony.caller, draw=ceremony.draw, throw=1, texts=DICE[0])


def test_a_chunk_that_claims_half_an_hour_is_film_of_six_seconds(ceremony: Ceremony) -> None:
    began = ceremony.clock.now
    assert filmed(began, 0, 1_800_000).length == LONGEST
    assert filmed(began, 0, 4000).length == datetime.timedelta(seconds=4)


def test_a_moment_of_film_before_the_draw_is_no_recording_of_it(ceremony: Ceremony) -> None:
    Filming.begin(ceremony).film().end()
    ceremony.clock.advance(hours=1)
    ceremony.select()
    ceremony.assign()
    assert not is_filmed_whole(ceremony.sitting)
    assert "录音录像不全" in page_of(ceremony, LEADER, "draw_record")
    with pytest.raises(Refusal, match="没有录音录像"):
        disclose_draw(actor=ceremony.leader, sitting=ceremony.sitting, confirmation=SAID)


def test_filmed_from_the_first_step_to_the_last_it_is_whole(ceremony: Ceremony) -> None:
    filming = Filming.begin(ceremony)
    ceremony.select()
    ceremony.assign()
    filming.film_until_now().film().end()
    assert story_of(ceremony.sitting).missing == []
    assert is_filmed_whole(ceremony.sitting)


def test_what_is_done_after_the_film_ended_makes_it_incomplete_again(ceremony: Ceremony) -> None:
    """A process that has once seen the sitting whole sees that it is no more: announced, before anything is
    thrown or drawn, without a camera."""
    filming = Filming.begin(ceremony)
    ceremony.select()
    filming.film_until_now().film().end()
    assert is_filmed_whole(ceremony.sitting)
    ceremony.clock.advance(hours=1)
    ceremony.announce_teams()
    assert [step.words for step in story_of(ceremony.sitting).missing] == ["公告检查人员匹配"]
    assert not is_filmed_whole(ceremony.sitting)
    assert not_filmed_whole([ceremony.sitting]) == [ceremony.sitting]


def test_what_was_worked_out_is_kept_and_what_was_never_filmed_costs_one_query(
    ceremony: Ceremony, django_assert_num_queries: Callable[[int], AbstractContextManager[object]]
) -> None:
    ceremony.select()
    nothing = [ceremony.sitting, begin(ceremony.county, ceremony.clock).sitting]
    with django_assert_num_queries(1):
        assert not_filmed_whole(nothing) == nothing
    Filming.begin(ceremony).film().end()
    assert not is_filmed_whole(ceremony.sitting)
    with django_assert_num_queries(3):
        assert not is_filmed_whole(ceremony.sitting)


def test_a_file_of_another_camera_stands_for_the_whole(ceremony: Ceremony) -> None:
    Filming.begin(ceremony).film().end()
    ceremony.clock.advance(hours=1)
    ceremony.select()
    ceremony.assign()
    attach_recording(
        actor=ceremony.witness, sitting=ceremony.sitting, file=BytesIO(b"film"), file_name="会.mp4"
    )
    assert is_filmed_whole(ceremony.sitting)


def test_who_is_barred_from_the_drawn_is_not_told_by_a_difference(ceremony: Ceremony) -> None:
    county = ceremony.county
    known = {one.holder_code for one in ConflictOfInterest.objects.all()}
    for holder in county.holders:
        if holder.code not in known:
            ConflictOfInterest.objects.create(
                office=county.bureau.office,
                inspector=county.inspectors[0],
                holder_code=holder.code,
                relation="曾在该单位任职",
                declared_on=datetime.date(2026, 1, 5),
            )
    ceremony.select()
    ceremony.announce_teams()
    ceremony.annul()
    # The first inspector is barred from whomever is drawn: with him his bars go.
    InspectorLicence.objects.filter(inspector__roster_no="J001").update(valid_until="2026-01-01")
    ceremony.assign()
    page = public_page(ceremony)
    assert "参加匹配的人员减少1名" in page
    assert "回避" not in page.split("与第1次不同")[1].split("</p>")[0]
    ceremony.disclose()
    assert "回避" in public_page(ceremony).split("与第1次不同")[1].split("</p>")[0]


def test_the_public_page_of_a_sitting_with_the_teams_alone_opens_after_disclosure(ceremony: Ceremony) -> None:
    ceremony.select()
    later = begin(ceremony.county, ceremony.clock)
    assert later.sitting.pk != ceremony.sitting.pk
    later.assign()
    later.disclose()
    for one in (ceremony, later):
        page = public_page(one)
        assert "抽中名单" in page
        assert "缺录音录像" in page


def test_what_an_annulled_attempt_would_have_drawn_is_not_called_drawn(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.throw_all()
    ceremony.annul()
    ceremony.compute_annulled()
    later = begin(ceremony.county, ceremony.clock)
    later.select()
    later.assign()
    later.disclose()
    page = public_page(ceremony)
    assert "本来会抽中的（第1次，已作废）" in page
    assert ">抽中名单<" not in page
    assert reverse("public_draw", args=[later.sitting.pk]) in page
    assert ">抽中名单<" in public_page(later)


def test_an_operator_of_no_section_cannot_be_told_from_outside(ceremony: Ceremony) -> None:
    people = ceremony.county.bureau.people
    Person.objects.filter(pk=people[ENFORCEMENT].pk).update(section=None)
    people[ENFORCEMENT].refresh_from_db()
    with pytest.raises(Refusal) as refused:
        open_sitting(
            actor=ceremony.county.actor(ENFORCEMENT),
            campaign=ceremony.county.campaign,
            caller=people["inspector"],
            witness=people[WITNESS],
            place="会议室",
        )
    assert refused.value.code == "operator-without-section"


def test_whoever_came_from_outside_still_does_at_the_announcement(ceremony: Ceremony) -> None:
    ceremony.freeze()
    section = ceremony.sitting.operator.section
    Person.objects.filter(pk__in=[ceremony.sitting.caller_id, ceremony.sitting.witness_id]).update(
        section=section
    )
    with pytest.raises(Refusal) as refused:
        ceremony.announce()
    assert refused.value.code == "nobody-from-outside"


def test_nobody_is_asked_for_what_can_no_longer_be_done(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.throw_all()
    ceremony.annul()
    ceremony.compute_annulled()
    later = begin(ceremony.county, ceremony.clock)
    later.select()
    later.assign()
    later.disclose()
    assert not OpenWork.objects.filter(kind__startswith="draws.").exists()


def test_before_the_last_day_of_the_visits_a_disclosure_asks_why(ceremony: Ceremony) -> None:
    ceremony.select()
    ceremony.assign()
    Campaign.objects.update(ends_on=datetime.date(2026, 9, 30))
    told = {"confirmation": SAID, "recording_reason": UNFILMED}
    with pytest.raises(Refusal) as refused:
        disclose_draw(actor=ceremony.leader, sitting=ceremony.sitting, **told)
    assert refused.value.code == "before-the-end"
    assert "为什么提前公开" in page_of(ceremony, LEADER, "draw_disclose")
    done = disclose_draw(
        actor=ceremony.leader, sitting=ceremony.sitting, early_reason="二十户次已全部查完", **told
    )
    assert len(done) == 2


def test_a_wrong_proposal_is_replaced_by_somebody_else(ceremony: Ceremony) -> None:
    draw = ceremony.announce()
    said = ((ceremony.caller, "power", "停电"), (ceremony.legal, "wrong-file", "名册少了一个乡镇"))
    for who, reason, words in said:
        propose_annulment(actor=who, draw=draw, reason=reason, words=words, event_happened=False)
    proposal = AnnulmentProposal.objects.get()
    assert (proposal.words, proposal.proposed_by_id) == ("名册少了一个乡镇", ceremony.legal.person_id)
    assert (
        confirm_annulment(actor=ceremony.caller, draw=draw, seen=as_read(draw)).annulled_for == "wrong-file"
    )
