"""The heads of what was filmed enter the ledger at the start, at every step and at the end."""

import json
from datetime import timedelta

import pytest

import drawproof
from drawproof import entries
from mingcha.accounts.models import OpenWork
from mingcha.common.errors import Forbidden
from mingcha.draws.models import DrawFile, Recording
from mingcha.draws.queries.recordings import head_of
from mingcha.draws.services import end_recording
from mingcha.draws.tests.county import Ceremony
from mingcha.draws.tests.filming import Filming
from mingcha.ledger.models import Entry, Opening
from mingcha.ledger.services import examine_ledger

SLICE = timedelta(seconds=4)
STEPS = (
    "freeze_draw",
    "announce_draw",
    "enter_throw",
    "observe_draw",
    "conduct_draw",
    "announce_assignment",
)


def logged(draw_id: str) -> list[str]:
    """The heads that the log holds for one attempt, in their order."""
    rows = Entry.objects.filter(kind="recording", draw=draw_id).order_by("index")
    return [str(entries.parse(bytes(row.body)).fields["head"]) for row in rows]


def said(act: str) -> dict[str, object]:
    opening = Opening.objects.filter(act=f"draws.{act}").order_by("entry").last()
    assert opening
    content: dict[str, object] = json.loads(opening.content)
    return content


def test_every_step_names_how_far_the_recording_had_come(ceremony: Ceremony) -> None:
    filming = Filming.begin(ceremony).film()
    ceremony.select()
    filming.film_until_now()
    ceremony.assign()
    for act in STEPS:
        assert said(act)["recording"], act
    assert said("freeze_draw")["recording"] != said("announce_assignment")["recording"]


def test_the_head_is_logged_for_each_announced_attempt_at_each_step(ceremony: Ceremony) -> None:
    filming = Filming.begin(ceremony).film()
    ceremony.announce()
    assert logged("fuping-2026-01-s1") == [head_of(ceremony.sitting)]
    filming.film_until_now()
    ceremony.throw_all()
    heads = logged("fuping-2026-01-s1")
    assert heads == [heads[0], head_of(ceremony.sitting)], "once for each new head"


def test_the_end_seals_the_segment_and_its_size(ceremony: Ceremony) -> None:
    filming = Filming.begin(ceremony).film(3)
    recording = filming.end()
    assert (recording.get_ended_for_display(), recording.segment_head) == ("正常结束", filming.head)
    assert recording.head == head_of(ceremony.sitting)
    assert recording.size == sum(recording.chunks.values_list("size", flat=True))
    assert said("end_recording")["bytes"] == recording.size
    assert filming.end() == recording
    assert Opening.objects.filter(act="draws.end_recording").count() == 1
    assert list(examine_ledger()) == []


def test_an_end_long_after_the_last_chunk_is_a_break(ceremony: Ceremony) -> None:
    filming = Filming.begin(ceremony).film()
    ceremony.clock.advance(minutes=10)
    recording = end_recording(actor=ceremony.witness, recording=filming.recording)
    assert recording.get_ended_for_display() == "中断"
    assert recording.ended_at == recording.attached_at + SLICE


def test_an_outsider_ends_nothing(ceremony: Ceremony) -> None:
    filming = Filming.begin(ceremony).film()
    with pytest.raises(Forbidden):
        end_recording(actor=ceremony.leader, recording=filming.recording)


def test_whoever_filmed_the_draw_need_not_attach_anything(ceremony: Ceremony) -> None:
    Filming.begin(ceremony).film()
    ceremony.select()
    ceremony.assign()
    assert not OpenWork.objects.filter(kind="draws.recording").exists()


def test_a_stranger_verifies_what_was_filmed(ceremony: Ceremony) -> None:
    filming = Filming.begin(ceremony).film()
    ceremony.select()
    filming.film_until_now()
    Filming.begin(ceremony, source="screen").film(2)
    ceremony.assign()
    filming.film_until_now()
    ceremony.disclose()
    for bundle in DrawFile.objects.filter(role="bundle"):
        report = drawproof.verify_bundle(bytes(bundle.content))
        assert report.ok
        assert {step.step: step.status for step in report.steps}["recordings"] == "pass"


def test_a_recording_left_open_ends_when_the_sitting_becomes_public(ceremony: Ceremony) -> None:
    Filming.begin(ceremony).film(2)
    ceremony.whole()
    recording = Recording.objects.get()
    assert (recording.ended_for, recording.head) == ("broken", head_of(ceremony.sitting))
    assert list(examine_ledger()) == []


def test_an_annulled_attempt_keeps_its_recording_too(ceremony: Ceremony) -> None:
    filming = Filming.begin(ceremony).film()
    ceremony.announce()
    ceremony.throw_all()
    ceremony.annul("recording")
    filming.film_until_now()
    ceremony.compute_annulled()
    ceremony.whole()
    for bundle in DrawFile.objects.filter(role="bundle"):
        assert drawproof.verify_bundle(bytes(bundle.content)).ok
