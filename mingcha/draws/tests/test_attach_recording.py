"""Recordings: any file, kept by its digest, chained, logged for both draws, before disclosure only."""

import hashlib
import shutil
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.conf import settings

import drawproof
from mingcha.accounts.models import OpenWork
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.draws.models import DrawFile, Recording
from mingcha.draws.queries.recordings import recording_due
from mingcha.draws.rules.recordings import SPARE_BYTES
from mingcha.draws.services import attach_recording
from mingcha.draws.tests.county import Ceremony
from mingcha.draws.tests.filming import Filming
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


def test_a_file_does_not_cut_off_the_camera_that_films(ceremony: Ceremony) -> None:
    ceremony.select()
    filming = Filming.begin(ceremony).film(2)
    with pytest.raises(Conflict, match="正在录"):
        attach(ceremony, who="caller")
    filming.film(2)
    ceremony.clock.advance(minutes=1)
    attach(ceremony, who="caller")
    filming.recording.refresh_from_db()
    assert not filming.recording.is_open


@pytest.mark.parametrize("name", ["notes.txt", "会.zip", "会", "名单.xlsx"])
def test_what_is_neither_film_nor_sound_is_refused_by_its_name(ceremony: Ceremony, name: str) -> None:
    ceremony.select()
    with pytest.raises(Refusal, match="不像录音录像文件"):
        attach_recording(
            actor=ceremony.witness, sitting=ceremony.sitting, file=BytesIO(VIDEO), file_name=name
        )
    assert not Recording.objects.exists()


def test_a_full_disk_is_said_while_the_file_comes(
    ceremony: Ceremony, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is left belongs to the database."""
    ceremony.select()
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=SPARE_BYTES))
    with pytest.raises(Refusal, match="磁盘快满了"):
        attach(ceremony)
    assert not list(settings.DATA.uploads.glob("*.part"))


def test_a_computation_after_an_annulment_moves_no_last_day(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.throw_all()
    ceremony.annul(event_happened=True)
    annulled_on = ceremony.draw.annulled_at
    ceremony.clock.advance(days=20)
    ceremony.compute_annulled()
    due = recording_due(ceremony.sitting)
    assert annulled_on is not None and due is not None
    assert (due.day - annulled_on.date()).days <= 4


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
