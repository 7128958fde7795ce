"""A chunk is kept whole, acknowledged by its head, and never replaced, reordered or forged."""

import errno
import hashlib
import importlib
from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings

from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.draws.models import RecordingChunk
from mingcha.draws.rules.recordings import CHUNK_BYTES, next_head
from mingcha.draws.services import keep_chunk
from mingcha.draws.tests.county import Ceremony
from mingcha.draws.tests.filming import Filming

# The package names the verb, which hides the module of the same name.
MODULE = importlib.import_module("mingcha.draws.services.keep_chunk")


@pytest.fixture
def filming(ceremony: Ceremony) -> Filming:
    filming = Filming.begin(ceremony).film(2)
    ceremony.clock.advance(seconds=8)
    return filming


def test_the_chunk_lies_on_disk_by_its_digest_for_nobody_else_to_read(filming: Filming) -> None:
    chunk = filming.next(b"film")
    filming.send(chunk)
    path = settings.DATA.media / hashlib.sha256(b"film").hexdigest()
    assert path.read_bytes() == b"film"
    assert path.stat().st_mode & 0o777 == 0o600
    assert not list(settings.DATA.uploads.glob("*.part"))


def test_the_acknowledged_head_binds_number_times_and_digest(filming: Filming) -> None:
    chunk, before = filming.next(), filming.head
    kept = filming.send(chunk)
    assert kept.head == next_head(before, 3, 8000, 12000, chunk.sha256)
    assert kept.head != next_head(before, 3, 8000, 12001, chunk.sha256)


def test_a_chunk_sent_again_is_acknowledged_again(filming: Filming) -> None:
    chunk = filming.next()
    kept = filming.send(chunk)
    assert keep_chunk(actor=filming.actor, recording=filming.recording, chunk=chunk) == kept
    assert RecordingChunk.objects.count() == 3


def test_a_chunk_that_is_kept_is_never_replaced(filming: Filming) -> None:
    chunk = filming.next()
    filming.send(chunk)
    other = replace(chunk, content=b"other", sha256=hashlib.sha256(b"other").hexdigest())
    with pytest.raises(Conflict, match="不能替换"):
        filming.send(other)


def test_a_chunk_out_of_its_order_is_refused(filming: Filming) -> None:
    with pytest.raises(Conflict, match="应当接着传第3块"):
        filming.send(replace(filming.next(), number=4))


def test_a_chunk_that_follows_another_head_is_refused(filming: Filming) -> None:
    with pytest.raises(Conflict, match="接的不是"):
        filming.send(replace(filming.next(), previous="0" * 64))


def test_a_chunk_damaged_on_the_way_is_refused_and_may_be_sent_again(filming: Filming) -> None:
    chunk = filming.next()
    with pytest.raises(Refusal, match="请重传"):
        filming.send(replace(chunk, content=chunk.content + b"?"))
    assert filming.send(chunk).number == 3


@pytest.mark.parametrize("times", [(7999, 12000), (8000, 8000), (8000, 999_000)])
def test_times_that_overlap_or_lie_ahead_are_refused(filming: Filming, times: tuple[int, int]) -> None:
    with pytest.raises(Refusal, match="起止时间"):
        filming.send(replace(filming.next(), start_ms=times[0], end_ms=times[1]))


@pytest.mark.parametrize("content", [b"", b"x" * (CHUNK_BYTES + 1)])
def test_nothing_and_too_much_are_refused(filming: Filming, content: bytes) -> None:
    with pytest.raises(Refusal, match="应当有内容"):
        filming.send(filming.next(content))


def test_only_the_one_who_films_sends_on(filming: Filming) -> None:
    with pytest.raises(Forbidden):
        keep_chunk(actor=filming.ceremony.witness, recording=filming.recording, chunk=filming.next())
    with pytest.raises(Forbidden):
        keep_chunk(actor=filming.ceremony.leader, recording=filming.recording, chunk=filming.next())


def test_after_the_end_only_what_is_known_is_acknowledged(filming: Filming) -> None:
    chunk = filming.next()
    kept = filming.send(chunk)
    filming.end()
    assert keep_chunk(actor=filming.actor, recording=filming.recording, chunk=chunk) == kept
    with pytest.raises(Conflict, match="已经结束"):
        filming.send(filming.next())


def test_a_file_whose_row_a_crash_swallowed_is_taken_when_it_is_sent_again(
    filming: Filming, monkeypatch: pytest.MonkeyPatch
) -> None:
    chunk = filming.next()

    def crash(*_: Any) -> None:
        raise SystemExit

    with monkeypatch.context() as patch:
        patch.setattr(MODULE, "_append", crash)
        with pytest.raises(SystemExit):
            filming.send(chunk)
    assert (settings.DATA.media / chunk.sha256).exists()
    assert RecordingChunk.objects.count() == 2
    assert filming.send(chunk).number == 3


def test_a_full_disk_is_said_and_leaves_nothing_behind(
    filming: Filming, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("mingcha.draws.services.media.os.fsync", full)
    with pytest.raises(Refusal, match="磁盘快满了"):
        filming.send(filming.next())
    assert not list(settings.DATA.uploads.glob("*.part"))
    assert RecordingChunk.objects.count() == 2
