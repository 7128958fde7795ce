"""The pure parts: events, throws, steps of the ceremony, words."""

import math

import pytest

from mingcha.draws.rules.committed import Conflict as CommittedConflict
from mingcha.draws.rules.committed import DrawnUnit, Group, RosterLine, Visit, assignment_files, visits_of
from mingcha.draws.rules.events import (
    EVENTS,
    LEAST_BITS,
    bits,
    judge,
    observed_values,
    read_values,
    throws_of,
)
from mingcha.draws.rules.shortage import explain
from mingcha.draws.rules.steps import Standing, stages, step_of
from mingcha.draws.rules.words import says_so, share_words
from mingcha.draws.states import ANNULLED, DRAW, DRAWN, act_for


@pytest.mark.parametrize("event", EVENTS.values(), ids=lambda event: event.key)
def test_every_event_alone_carries_the_bits_the_protocol_asks_for(event: object) -> None:
    assert bits(event.sources) >= LEAST_BITS  # type: ignore[attr-defined]


def test_twenty_dice_are_four_throws_of_five() -> None:
    throws = throws_of(EVENTS["dice"].sources)
    assert [(throw.number, throw.first, throw.size) for throw in throws] == [
        (1, 1, 5),
        (2, 6, 5),
        (3, 11, 5),
        (4, 16, 5),
    ]
    assert math.isclose(bits(EVENTS["dice"].sources), 20 * math.log2(6))


def test_a_lottery_is_entered_colour_by_colour_and_in_any_order() -> None:
    red = throws_of(EVENTS["lottery"].sources)[0]
    assert read_values(red, ["33", "1", "20", "7", "9", "12"]) == [1, 7, 9, 12, 20, 33]
    with pytest.raises(ValueError, match="两遍"):
        read_values(red, ["1", "1", "20", "7", "9", "12"])
    with pytest.raises(ValueError, match="1至33"):
        read_values(red, ["34", "1", "20", "7", "9", "12"])


def test_a_die_that_shows_zero_agrees_like_any_other() -> None:
    throw = throws_of(EVENTS["balls"].sources)[0]
    assert judge(throw, [[0] * 5], [[0] * 5]).is_agreed


def test_values_go_to_the_source_they_were_seen_on() -> None:
    sources = EVENTS["lottery"].sources
    states = [
        judge(throw, [list(range(1, throw.size + 1))], [list(range(1, throw.size + 1))])
        for throw in throws_of(sources)
    ]
    assert [values for _, values in observed_values(sources, states)] == [
        [1, 2, 3, 4, 5, 6],
        [1],
        [1, 2, 3, 4, 5],
        [1, 2],
    ]


@pytest.mark.parametrize(
    ("standing", "wanted", "step"),
    [
        (Standing(), "", "scope"),
        (Standing(), "throws", "scope"),
        (Standing("selection", "frozen"), "", "announce"),
        (Standing("selection", "announced"), "", "read"),
        (Standing("selection", "announced"), "throws", "throws"),
        (Standing("selection", "announced", begun=True), "read", "throws"),
        (Standing("selection", "observed", begun=True), "", "throws"),
        (Standing("selection", "drawn", selected=True), "", "result"),
        (Standing("selection", "drawn", selected=True), "announce-teams", "announce-teams"),
        (Standing("assignment", "announced", selected=True), "", "read-teams"),
        (Standing("assignment", "announced", begun=True, selected=True), "", "throws-teams"),
        (Standing("assignment", "annulled", selected=True), "", "annulled"),
        (Standing("assignment", "annulled", selected=True), "announce-teams", "announce-teams"),
        (Standing("selection", "annulled"), "scope", "scope"),
        (Standing("assignment", "drawn", selected=True, assigned=True), "", "sign"),
        (Standing("assignment", "disclosed", selected=True, assigned=True), "teams", "teams"),
    ],
)
def test_the_address_moves_on_only_within_what_the_state_allows(
    standing: Standing, wanted: str, step: str
) -> None:
    assert step_of(standing, wanted) == step


def test_exactly_one_stage_is_now() -> None:
    for step in ("scope", "read", "throws", "result", "throws-teams", "teams", "sign"):
        assert [stage.mark for stage in stages(step, "骰子", teams=False)].count("is-now") == 1


def test_a_drawn_attempt_knows_no_annulment() -> None:
    assert not DRAW.may("annul", DRAWN)
    assert DRAW.after(act_for("conduct", ANNULLED), ANNULLED) == ANNULLED


@pytest.mark.parametrize(
    ("ratio", "words"), [("1/20", "5%"), ("0.05", "5%"), ("1", "100%"), ("1/3", "1/3"), ("1/8", "12.5%")]
)
def test_ratios_are_written_as_the_law_writes_them(ratio: str, words: str) -> None:
    assert share_words(ratio) == words


def test_the_leaders_sentence_may_have_spaces_and_a_full_stop() -> None:
    assert says_so(" 全部检查 已经结束。")
    assert not says_so("检查没有结束")


def test_visits_are_numbered_in_the_order_of_the_result() -> None:
    result = [
        DrawnUnit("s1", 1, "B#02", "", "drawn"),
        DrawnUnit("s1", 2, "A#01", "", "drawn"),
        DrawnUnit("s1", 3, "C#01", "", "reserve"),
        DrawnUnit("s2", 1, "B#01", "", "drawn"),
    ]
    assert visits_of(result) == [Visit("v001", "B", ("B#02", "B#01")), Visit("v002", "A", ("A#01",))]


def test_a_person_barred_twice_from_a_holder_stands_in_the_public_file_once() -> None:
    files = assignment_files(
        visits=[Visit("v001", "A", ("A",))],
        groups=[Group("team", 1, ())],
        roster=[RosterLine("J1", ("dept:land",), True), RosterLine("J2", (), False)],
        conflicts=[CommittedConflict("J1", "A", "d1"), CommittedConflict("J1", "A", "d2")],
    )
    assert files["barred.csv"] == b"visit,inspector,reason\nv001,J1,barred\n"
    assert files["office-bars.csv"].count(b"\n") == 3
    assert files["inspectors.csv"] == b"inspector,tags,cap\nJ1,dept:land,\n"


def test_a_shortage_is_counted_and_says_neither_visits_nor_people() -> None:
    shortage = explain(
        {
            "blocked": ["v003/lead", "v012/lead", "v012/member"],
            "full": ["J2"],
            "limited": {"J1": 1},
            "demand": 3,
            "supply": 1,
            "missing": 2,
        },
        {"lead": "组长", "member": "组员"},
    )
    assert shortage.found == (("缺口", "组长、组员差2人次"),)
    assert "差2人次" in shortage.sentence
    assert "J1" not in str(shortage)
