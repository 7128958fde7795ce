"""A segment begins: by people of the sitting, once for one key, its head in the ledger."""

import importlib
import json
from datetime import timedelta
from uuid import uuid4

import pytest

from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.draws.models import Recording
from mingcha.draws.queries.recordings import beginning_of, is_filmed, running_of
from mingcha.draws.tests.county import Ceremony
from mingcha.draws.tests.filming import Filming
from mingcha.ledger.models import Opening

# The package names the verb, which hides the module of the same name.
MODULE = importlib.import_module("mingcha.draws.services.start_recording")
SLICE = timedelta(seconds=4)


def test_the_start_stands_in_the_ledger_before_anything_is_announced(ceremony: Ceremony) -> None:
    filming = Filming.begin(ceremony)
    opening = Opening.objects.get(act="draws.start_recording")
    told = {"sitting": 1, "number": 1, "source": "摄像头和话筒", "head": beginning_of(filming.recording)}
    assert json.loads(opening.content) == told
    assert filming.recording.is_open


def test_a_second_camera_that_ends_does_not_say_that_the_first_has_stopped(ceremony: Ceremony) -> None:
    first = Filming.begin(ceremony).film(2)
    Filming.begin(ceremony, actor=ceremony.caller).film(2).end()
    first.film(2)
    running = running_of(ceremony.sitting)
    assert running is not None and running.is_alive
    assert running.recording == first.recording


def test_a_start_sent_twice_is_one_segment(ceremony: Ceremony) -> None:
    key = uuid4()
    first = Filming.begin(ceremony, key=key)
    assert Filming.begin(ceremony, key=key).recording == first.recording
    assert Recording.objects.count() == 1


def test_a_key_of_another_person_begins_nothing(ceremony: Ceremony) -> None:
    key = uuid4()
    Filming.begin(ceremony, key=key)
    with pytest.raises(Conflict, match="已经结束"):
        Filming.begin(ceremony, key=key, actor=ceremony.witness)


def test_after_a_reload_the_segment_left_behind_is_broken_off_and_a_new_one_begins(
    ceremony: Ceremony,
) -> None:
    Filming.begin(ceremony).film(3)
    ceremony.clock.advance(minutes=1)
    Filming.begin(ceremony).film()
    first, second = Recording.objects.order_by("number")
    assert (first.get_ended_for_display(), first.ended_at) == ("中断", first.attached_at + 3 * SLICE)
    assert second.is_open
    assert first.size > 0


def test_a_page_that_begins_again_ends_the_screen_it_left_behind_too(ceremony: Ceremony) -> None:
    Filming.begin(ceremony).film()
    Filming.begin(ceremony, source="screen").film()
    Filming.begin(ceremony)
    assert [one.is_open for one in Recording.objects.order_by("number")] == [False, False, True]


def test_what_another_person_films_goes_on(ceremony: Ceremony) -> None:
    Filming.begin(ceremony).film()
    Filming.begin(ceremony, actor=ceremony.witness)
    Filming.begin(ceremony, source="screen")
    assert all(one.is_open for one in Recording.objects.all())


def test_a_segment_in_which_nothing_arrived_is_no_recording(ceremony: Ceremony) -> None:
    filming = Filming.begin(ceremony)
    assert not is_filmed(ceremony.sitting)
    filming.film()
    assert is_filmed(ceremony.sitting)


def test_the_hall_knows_whether_the_camera_still_films(ceremony: Ceremony) -> None:
    assert running_of(ceremony.sitting) is None
    Filming.begin(ceremony).film()
    running = running_of(ceremony.sitting)
    assert running and running.is_alive
    ceremony.clock.advance(minutes=1)
    assert not running.is_alive


def test_only_people_of_the_sitting_film(ceremony: Ceremony) -> None:
    with pytest.raises(Forbidden):
        Filming.begin(ceremony, actor=ceremony.leader)


def test_a_disk_that_is_nearly_full_is_said_before_it_begins(
    ceremony: Ceremony, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MODULE, "free_bytes", lambda: 1000)
    with pytest.raises(Refusal, match="录不满5分钟"):
        Filming.begin(ceremony)


def test_after_disclosure_nothing_is_filmed(ceremony: Ceremony) -> None:
    ceremony.whole()
    with pytest.raises(Conflict, match="已经公开"):
        Filming.begin(ceremony)
