"""Holes are shown and never hidden; every step is found where it was filmed, or said not to be."""

import datetime
from io import BytesIO

import pytest

from mingcha.draws.queries.attempts import throw_states
from mingcha.draws.queries.recording_story import Story, story_of
from mingcha.draws.queries.recordings import paths_of, read_span
from mingcha.draws.rules.recordings import Span, byte_range, holes, joined, length_words, needed_bytes
from mingcha.draws.services import attach_recording
from mingcha.draws.tests.county import DICE, Ceremony
from mingcha.draws.tests.filming import Filming

NINE = datetime.datetime(2026, 6, 16, 9, tzinfo=datetime.UTC)


def span(start: int, end: int) -> Span:
    return Span(NINE + datetime.timedelta(seconds=start), NINE + datetime.timedelta(seconds=end))


def story(ceremony: Ceremony) -> Story:
    return story_of(ceremony.sitting)


def test_spans_that_meet_are_one_and_what_lies_between_others_is_a_hole() -> None:
    spans = [span(30, 40), span(0, 10), span(11, 20), span(5, 15)]
    assert joined(spans) == [span(0, 20), span(30, 40)]
    assert holes(spans) == [span(20, 30)]
    assert holes([span(0, 60), span(10, 20), span(60, 70)]) == []


@pytest.mark.parametrize(
    ("seconds", "words"), [(45, "45秒"), (725, "12分05秒"), (3725, "1小时02分05秒"), (60, "1分00秒")]
)
def test_lengths_are_said_as_they_are_read(seconds: int, words: str) -> None:
    assert length_words(datetime.timedelta(seconds=seconds)) == words


def test_half_an_hour_of_the_camera_stays_below_a_megabit_and_a_half_a_second() -> None:
    assert needed_bytes("camera", minutes=1) * 8 / 60 <= 1_500_000


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("", None),
        ("bytes=0-", (0, 9)),
        ("bytes=5-7", (5, 7)),
        ("bytes=-3", (97, 99)),
        ("bytes=0-1,4-5", None),
    ],
)
def test_a_player_gets_the_part_it_asks_for_and_never_too_much(
    header: str, found: tuple[int, int] | None
) -> None:
    assert byte_range(header, 100, 10) == found


def test_a_part_beyond_the_end_is_refused() -> None:
    with pytest.raises(ValueError, match="100"):
        byte_range("bytes=100-", 100, 10)


def test_the_film_is_its_chunks_laid_end_to_end(ceremony: Ceremony) -> None:
    filming = Filming.begin(ceremony)
    for content in (b"abc", b"de", b"fghi"):
        ceremony.clock.advance(seconds=4)
        filming.send(filming.next(content))
    paths = paths_of(filming.recording)
    assert b"".join(read_span(paths, 0, 8)) == b"abcdefghi"
    assert b"".join(read_span(paths, 2, 5)) == b"cdef"


def test_a_reload_is_a_hole_and_the_step_in_it_is_named(ceremony: Ceremony) -> None:
    Filming.begin(ceremony).film(3)
    ceremony.clock.advance(seconds=30)
    ceremony.freeze()
    ceremony.clock.advance(seconds=30)
    Filming.begin(ceremony).film(2)
    told = story(ceremony)
    assert [one.is_hole for one in told.timeline] == [False, True, False]
    (hole,) = told.holes
    assert hole.length == "1分00秒"
    assert [step.words for step in hole.steps] == ["封存名册"] == [step.words for step in told.unfilmed]


def test_what_a_browser_did_not_film_between_two_chunks_is_a_hole_too(ceremony: Ceremony) -> None:
    filming = Filming.begin(ceremony).film(2)
    ceremony.clock.advance(seconds=64)
    filming.send(filming.next(skip=60_000))
    assert [hole.length for hole in story(ceremony).holes] == ["1分00秒"]


def test_a_second_camera_fills_the_hole_and_a_screen_does_not(ceremony: Ceremony) -> None:
    Filming.begin(ceremony).film(2)
    Filming.begin(ceremony, source="screen").film(10)
    Filming.begin(ceremony).film(2)
    assert len(story(ceremony).holes) == 1


def test_steps_are_chapters_at_their_second(ceremony: Ceremony) -> None:
    filming = Filming.begin(ceremony).film(2)
    ceremony.select()
    filming.film_until_now()
    (segment,) = story(ceremony).segments
    assert [(chapter.second, chapter.step.words) for chapter in segment.chapters][:2] == [
        (8, "封存名册"),
        (8, "公告检查对象抽取"),
    ]
    assert segment.chapters[-1].step.words == "抽出检查对象"
    assert story(ceremony).unfilmed == ()


def test_each_group_of_the_public_event_has_to_be_filmed(ceremony: Ceremony) -> None:
    """Who films only the first moment of the dice has not filmed what was thrown."""
    Filming.begin(ceremony).film(2)
    ceremony.announce()
    for state in throw_states(ceremony.draw):
        ceremony.clock.advance(minutes=1)
        number = state.throw.number
        for who in (ceremony.caller, ceremony.witness):
            ceremony.enter(who, number, DICE[number - 1])
        if number == 1:
            Filming.begin(ceremony).film(2)
    ceremony.clock.advance(minutes=1)
    Filming.begin(ceremony).film(2)
    ceremony.compute()
    Filming.begin(ceremony).film(2)
    missing = [step.words for step in story(ceremony).missing]
    assert "录入公开事件第1组数" not in missing
    assert [words for words in missing if words.startswith("录入")] == [
        f"录入公开事件第{number}组数" for number in (2, 3, 4)
    ]


def test_an_attached_file_stands_for_what_was_done_before_it_only(ceremony: Ceremony) -> None:
    ceremony.announce()
    attach_recording(actor=ceremony.caller, sitting=ceremony.sitting, file=BytesIO(b"x"), file_name="会.mp4")
    ceremony.clock.advance(minutes=1)
    ceremony.throw_all()
    ceremony.compute()
    missing = [step.words for step in story(ceremony).missing]
    assert "公告检查对象抽取" not in missing
    assert "抽出检查对象" in missing and "录入公开事件第1组数" in missing
    assert not story(ceremony).is_whole


def test_chunks_that_waited_in_the_browser_are_counted(ceremony: Ceremony) -> None:
    filming = Filming.begin(ceremony).film(2)
    ceremony.clock.advance(minutes=2)
    filming.film_until_now()
    (segment,) = story(ceremony).segments
    assert 0 < segment.late < segment.chunks
    assert story(ceremony).holes == ()
