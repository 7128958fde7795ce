"""From the event to the result: pure, strict, the same whenever it runs (4.2 to 4.4)."""

from hashlib import sha256

import pytest
from drawproof_cast import DICE, THROW, Office, register

import drawproof
from drawproof import DrawproofError, conduct, observe
from drawproof.entropy import event_text


def test_the_event_text_is_that_of_rfc_3797() -> None:
    """RFC 3797, section 5: sources 9319; 2 5 12 8 10; 9 18 26 34 41 45."""
    values = [[9319], sorted([2, 5, 12, 8, 10]), [9, 18, 26, 34, 41, 45]]
    key = event_text(values)
    assert key == "9319./2.5.8.10.12./9.18.26.34.41.45./"


def test_numbers_are_sorted_and_digits_keep_their_order() -> None:
    balls = {**DICE, "source": "球", "kind": "numbers", "count": 10, "min": 1, "max": 90}
    announced, _ = Office().announce(register(), entropy=[balls, DICE])
    seen = observe(announced.data, [("球", [9, 8, 7, 6, 5, 4, 3, 2, 1, 90]), ("20枚骰子", THROW)])
    assert seen.text == "1.2.3.4.5.6.7.8.9.90./" + ".".join(map(str, THROW)) + "./"
    assert seen.digest == sha256(seen.data).hexdigest()


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ([], "entropy-sources"),
        ([("20枚骰子", THROW), ("20枚骰子", THROW)], "entropy-sources"),
        ([("骰子", THROW)], "entropy-source"),
        ([("20枚骰子", THROW[:-1])], "entropy-count"),
        ([("20枚骰子", (*THROW[:-1], 7))], "integer-range"),
        ([("20枚骰子", (*THROW[:-1], 0))], "integer-range"),
        ([("20枚骰子", (*THROW[:-1], -1))], "json-number"),
    ],
)
def test_an_event_that_was_not_announced_is_refused(values: list[tuple[str, list[int]]], code: str) -> None:
    announced, _ = Office().announce(register())
    with pytest.raises(DrawproofError) as refused:
        observe(announced.data, values)
    assert refused.value.code == code


def test_numbers_that_repeat_are_refused() -> None:
    balls = {**DICE, "source": "球", "kind": "numbers", "count": 10, "min": 1, "max": 99}
    announced, _ = Office().announce(register(), entropy=[balls, DICE])
    with pytest.raises(DrawproofError) as refused:
        observe(announced.data, [("球", [1, 1, 2, 3, 4, 5, 6, 7, 8, 9]), ("20枚骰子", THROW)])
    assert refused.value.code == "entropy-order"


def test_the_seed_binds_announcement_secret_and_event() -> None:
    held = Office().hold(register())
    event = ".".join(map(str, THROW)) + "./"
    parts = ["drawproof/1", "seed", held.announced.digest, held.secret, event]
    assert held.drawn.seed == sha256("\n".join(parts).encode()).hexdigest()


def test_a_restart_ends_in_the_same_draw_with_or_without_the_files_of_the_office() -> None:
    held = Office().hold(register())
    public = {name: held.files[name] for name in ("frame.csv", "excluded.csv")}
    again = conduct(held.announced.data, public, held.secret, held.entropy)
    assert again == held.drawn
    assert set(again.digests) == {"result.csv"}


def test_the_digests_of_the_results_are_salted() -> None:
    held = Office().hold(register())
    content = held.drawn.files["result.csv"]
    expected = drawproof.salted_digest("sha256", held.secret, "result.csv", content)
    assert held.drawn.digests == {"result.csv": expected}
    assert expected != sha256(content).hexdigest()


def test_a_changed_file_a_wrong_secret_and_a_foreign_file_are_refused() -> None:
    held = Office().hold(register())
    changed = dict(held.files) | {"excluded.csv": b"unit,reason\nU91,cap\n"}
    cases = [
        (changed, held.secret, "file-changed"),
        (held.files, "0" * 64, "secret-wrong"),
        ({**held.files, "office-other.csv": b"x\n"}, held.secret, "file-unknown"),
        ({"frame.csv": held.files["frame.csv"]}, held.secret, "file-missing"),
        ({**held.files, "office-conflicts.csv": b"x\n"}, held.secret, "file-changed"),
    ]
    for files, secret, code in cases:
        with pytest.raises(DrawproofError) as refused:
            conduct(held.announced.data, files, secret, held.entropy)
        assert refused.value.code == code


def test_a_rehearsal_can_never_have_the_seed_of_a_draw() -> None:
    expected = sha256(b"drawproof/1\nrehearsal\nabc").hexdigest()
    assert drawproof.rehearsal_seed("sha256", "abc") == expected
