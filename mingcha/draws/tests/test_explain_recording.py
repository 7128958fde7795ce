"""Without a recording a draw is not complete: a leader says why, in words that become public."""

from io import BytesIO

import pytest

from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.draws.models import Sitting
from mingcha.draws.queries.disclosure import preview_disclosure
from mingcha.draws.services import attach_recording, disclose_draw, explain_recording
from mingcha.draws.tests.county import SAID, UNFILMED, Ceremony, begin
from mingcha.draws.tests.filming import Filming

REASON = "摄像机存储卡损坏，无法恢复"


def attach(ceremony: Ceremony) -> None:
    attach_recording(
        actor=ceremony.witness, sitting=ceremony.sitting, file=BytesIO(b"film"), file_name="会.mp4"
    )


def test_without_recording_and_reason_nothing_is_disclosed(drawn: Ceremony) -> None:
    with pytest.raises(Refusal, match="没有录音录像"):
        disclose_draw(actor=drawn.leader, sitting=drawn.sitting, confirmation=SAID)


def test_the_reason_may_be_given_with_the_disclosure_or_before_it(drawn: Ceremony) -> None:
    explain_recording(actor=drawn.leader, sitting=drawn.sitting, reason="还在找")
    disclose_draw(actor=drawn.leader, sitting=drawn.sitting, confirmation=SAID, recording_reason=REASON)
    sitting = Sitting.objects.get()
    assert (sitting.recording_reason, sitting.recording_reason_by) == (REASON, sitting.recording_reason_by)
    assert sitting.recording_reason_by_id == drawn.leader.person_id


def test_with_a_recording_no_reason_is_asked(ceremony: Ceremony) -> None:
    filming = Filming.begin(ceremony)
    ceremony.select()
    ceremony.assign()
    filming.film_until_now().film()
    disclose_draw(actor=ceremony.leader, sitting=ceremony.sitting, confirmation=SAID)
    assert Sitting.objects.get().recording_reason == ""


def test_each_sitting_of_a_campaign_answers_for_itself(ceremony: Ceremony) -> None:
    """The selection was filmed in one sitting, the assignment drawn in another without a camera."""
    filming = Filming.begin(ceremony)
    ceremony.select()
    filming.film_until_now().film()
    second = begin(ceremony.county, ceremony.clock)
    second.assign()
    with pytest.raises(Refusal, match="没有录音录像"):
        disclose_draw(actor=second.leader, sitting=second.sitting, confirmation=SAID)
    second.disclose()
    assert [one.recording_reason for one in Sitting.objects.order_by("number")] == ["", UNFILMED]


def annulled_and_disclosed(ceremony: Ceremony) -> None:
    """The first attempt, of which nothing was filmed, is annulled after its dice and made public alone."""
    ceremony.announce()
    ceremony.throw_all()
    ceremony.annul(event_happened=True)
    ceremony.compute_annulled()
    disclose_draw(actor=ceremony.leader, sitting=ceremony.sitting, confirmation=SAID, recording_reason=REASON)


def test_words_about_an_annulled_attempt_do_not_serve_the_draw_that_counts(ceremony: Ceremony) -> None:
    annulled_and_disclosed(ceremony)
    ceremony.select()
    ceremony.assign()
    assert preview_disclosure(ceremony.leader, ceremony.sitting.pk).unexplained == (ceremony.sitting,)
    with pytest.raises(Refusal, match="没有录音录像"):
        disclose_draw(actor=ceremony.leader, sitting=ceremony.sitting, confirmation=SAID)
    explain_recording(actor=ceremony.leader, sitting=ceremony.sitting, reason="第二次也没有录上")
    assert preview_disclosure(ceremony.leader, ceremony.sitting.pk).unexplained == ()
    disclose_draw(actor=ceremony.leader, sitting=ceremony.sitting, confirmation=SAID)
    assert Sitting.objects.get().recording_reason == "第二次也没有录上"


def test_a_disclosed_annulled_attempt_leaves_the_draw_that_counts_its_film(ceremony: Ceremony) -> None:
    annulled_and_disclosed(ceremony)
    filming = Filming.begin(ceremony)
    ceremony.select()
    ceremony.assign()
    filming.film_until_now().film()
    ceremony.clock.advance(minutes=5)
    attach(ceremony)
    disclose_draw(actor=ceremony.leader, sitting=ceremony.sitting, confirmation=SAID)
    with pytest.raises(Conflict, match="已经公开"):
        explain_recording(actor=ceremony.leader, sitting=ceremony.sitting, reason=REASON)


def test_only_a_leader_explains(drawn: Ceremony) -> None:
    with pytest.raises(Forbidden):
        explain_recording(actor=drawn.operator, sitting=drawn.sitting, reason=REASON)


def test_words_are_needed(drawn: Ceremony) -> None:
    with pytest.raises(Refusal, match="请写明"):
        explain_recording(actor=drawn.leader, sitting=drawn.sitting, reason="　")
    with pytest.raises(Refusal, match="情况说明里有固定电话号码"):
        explain_recording(actor=drawn.leader, sitting=drawn.sitting, reason="可问0312-7221234")


def test_nothing_is_explained_before_a_draw_nor_where_all_is_filmed(ceremony: Ceremony) -> None:
    with pytest.raises(Conflict, match="还没有抽取"):
        explain_recording(actor=ceremony.leader, sitting=ceremony.sitting, reason=REASON)
    filming = Filming.begin(ceremony)
    ceremony.select()
    filming.film_until_now().film()
    with pytest.raises(Conflict, match="已有录音录像"):
        explain_recording(actor=ceremony.leader, sitting=ceremony.sitting, reason=REASON)


def test_after_two_working_days_a_file_needs_the_leaders_reason(drawn: Ceremony) -> None:
    """The sitting is on a Tuesday; Thursday is the last day."""
    drawn.clock.advance(days=3)
    with pytest.raises(Refusal, match="2026-06-18") as refusal:
        attach(drawn)
    assert refusal.value.code == "recording-late"
    drawn.sitting = explain_recording(actor=drawn.leader, sitting=drawn.sitting, reason="见证人出差")
    attach(drawn)


def test_on_the_last_day_it_needs_none(drawn: Ceremony) -> None:
    drawn.clock.advance(days=2)
    attach(drawn)


def test_whoever_operated_the_draw_attaches_nothing(drawn: Ceremony) -> None:
    with pytest.raises(Forbidden, match="主持人"):
        attach_recording(
            actor=drawn.operator, sitting=drawn.sitting, file=BytesIO(b"film"), file_name="会.mp4"
        )
