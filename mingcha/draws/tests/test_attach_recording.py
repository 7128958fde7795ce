"""Recordings: any file, kept by its digest, chained, logged for both draws, before disclosure only."""

import hashlib
from io import BytesIO

import pytest
from django.conf import settings

import drawproof
from mingcha.accounts.models import OpenWork
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.draws.models import DrawFile, Recording
from mingcha.draws.services import attach_recording
from mingcha.draws.tests.county import Ceremony
from mingcha.ledger.models import Entry

VIDEO = b"\x00\x01film" * 1000


def attach(ceremony: Ceremony, content: bytes = VIDEO, who: str = "witness") -> Recording:
    return attach_recording(
        actor=getattr(ceremony, who), sitting=ceremony.sitting, file=BytesIO(content), file_name="现场/会.mp4"
    )


def test_the_file_is_kept_by_its_digest_and_nothing_else_remains(ceremony: Ceremony) -> None:
    ceremony.select()
    recording = attach(ceremony)
    assert recording.sha256 == hashlib.sha256(VIDEO).hexdigest()
    assert (settings.DATA.media / recording.sha256).read_bytes() == VIDEO
    assert not list(settings.DATA.uploads.glob("*.part"))
    assert recording.file_name == "会.mp4"


def test_the_head_is_logged_for_both_draws(ceremony: Ceremony) -> None:
    ceremony.select()
    ceremony.assign()
    attach(ceremony)
    entries = Entry.objects.filter(kind="recording")
    assert {entry.draw for entry in entries} == {"fuping-2026-01-s1", "fuping-2026-01-a1"}


def test_large_files_are_cut_into_chunks_that_form_a_chain(
    ceremony: Ceremony, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawproof, "CHUNK_BYTES", 1000)
    ceremony.select()
    first, second = attach(ceremony), attach(ceremony, b"second camera")
    assert [chunk.size for chunk in first.chunks.all()] == [1000] * 6
    chunks = [(chunk.size, chunk.sha256) for one in (first, second) for chunk in one.chunks.all()]
    assert second.head == drawproof.recording_head(chunks)


def test_a_recording_of_the_first_half_belongs_to_the_second_too(ceremony: Ceremony) -> None:
    ceremony.select()
    attach(ceremony)
    ceremony.assign()
    ceremony.disclose()
    for bundle in DrawFile.objects.filter(role="bundle"):
        report = drawproof.verify_bundle(bytes(bundle.content))
        assert {step.step: step.status for step in report.steps}["recordings"] == "pass"


def test_the_same_file_twice_is_said_to_be_there(ceremony: Ceremony) -> None:
    ceremony.select()
    attach(ceremony)
    with pytest.raises(Conflict, match="完全相同"):
        attach(ceremony)


def test_an_empty_file_is_no_recording(ceremony: Ceremony) -> None:
    ceremony.select()
    with pytest.raises(Refusal, match="空的"):
        attach(ceremony, b"")


def test_before_an_announcement_there_is_nothing_to_film(ceremony: Ceremony) -> None:
    with pytest.raises(Refusal, match="还没有公告"):
        attach(ceremony)


def test_after_disclosure_nothing_is_added(ceremony: Ceremony) -> None:
    ceremony.whole()
    with pytest.raises(Conflict, match="已经公开"):
        attach(ceremony)


def test_outsiders_attach_nothing(ceremony: Ceremony) -> None:
    ceremony.select()
    with pytest.raises(Forbidden):
        attach(ceremony, who="leader")


def test_both_callers_are_reminded_until_one_attaches_it(ceremony: Ceremony) -> None:
    ceremony.select()
    ceremony.assign()
    reminded = OpenWork.objects.filter(kind="draws.recording").values_list("person", flat=True)
    assert set(reminded) == {ceremony.caller.person_id, ceremony.witness.person_id}
    attach(ceremony)
    assert not OpenWork.objects.filter(kind="draws.recording").exists()
