"""The examination names what of a recording was changed, lost, added or told otherwise behind the program."""

import pytest
from django.conf import settings

from mingcha.draws.models import Recording, RecordingChunk
from mingcha.draws.tests.county import Ceremony
from mingcha.draws.tests.filming import Filming
from mingcha.oversight.services.examine_recordings import examine_recordings
from mingcha.oversight.tests.test_examine_draws import disarm


@pytest.fixture
def filmed(ceremony: Ceremony) -> Ceremony:
    filming = Filming.begin(ceremony).film(3)
    ceremony.announce()
    filming.film_until_now().end()
    ceremony.throw_all()
    disarm()
    return ceremony


def found() -> list[str]:
    return [f"{finding.place}：{finding.sentence}" for finding in examine_recordings()]


def second() -> RecordingChunk:
    return RecordingChunk.objects.get(number=2)


def test_nothing_is_found_where_nothing_was_changed(filmed: Ceremony) -> None:
    assert found() == []


def test_a_changed_and_a_lost_film_are_named_by_their_number(filmed: Ceremony) -> None:
    path = settings.DATA.media / second().sha256
    path.write_bytes(b"other film")
    assert found() == ["录音录像 第1段（摄像头和话筒） 第2块：这一块的内容与登记的摘要不同。"]
    path.unlink()
    assert found() == ["录音录像 第1段（摄像头和话筒） 第2块：这一块不在数据目录中。"]


@pytest.mark.parametrize("column", ["start_ms", "end_ms", "number"])
def test_changed_times_are_named(filmed: Ceremony, column: str) -> None:
    chunk = second()
    RecordingChunk.objects.filter(pk=chunk.pk).update(**{column: getattr(chunk, column) + 1000})
    assert any("链首与前一块" in finding for finding in found())


def test_a_chain_computed_anew_does_not_lead_to_what_the_end_said(filmed: Ceremony) -> None:
    RecordingChunk.objects.order_by("place").last().delete()  # type: ignore[union-attr]  # there are many
    told = found()
    assert any("本段链首或大小" in finding for finding in told)
    assert any("对不上" in finding for finding in told)


def test_a_film_put_in_the_place_of_another_contradicts_the_log(filmed: Ceremony) -> None:
    """Even where the segment still seems open, the log holds the head of its step."""
    Recording.objects.update(ended_at=None, ended_for="", head="", segment_head="")
    RecordingChunk.objects.filter(number__gt=2).delete()
    assert [finding for finding in found() if "对不上" in finding]
