"""What a log may tell of one draw: each act at its place, each entry what the bundle holds (section 7)."""

from typing import Any

import pytest
from drawproof_cast import Office, clock, failures, register
from forger import forge

from drawproof import DrawproofError, entries, verify_bundle
from drawproof.canonical.text import check_text

D = "0" * 64
EARLY: list[tuple[dict[str, Any], int]] = [
    ({"type": "recording", "head": D}, 0),
    ({"type": "annulled", "reason": "power"}, 0),
    ({"type": "substituted", "files": {"substitutions.csv": D}}, 1),
]


@pytest.mark.parametrize(("entry", "place"), EARLY)
def test_an_act_before_its_time_is_refused(entry: dict[str, Any], place: int) -> None:
    def put(own: list[dict[str, Any]]) -> list[dict[str, Any]]:
        more = {**entry, "draw": "d1", "at": clock(0)}
        if entry["type"] == "annulled":
            more["announcement"] = own[0]["announcement"]
        return [*own[:place], more, *own[place:]]

    assert failures(verify_bundle(forge(leaves=put))) == {"log": "log-time-order"}


def test_an_entry_that_announces_something_else_is_refused() -> None:
    data = forge(leaves=lambda own: [{**own[0], "commitment": D}, *own[1:]])
    assert failures(verify_bundle(data)) == {"log": "log-entry-differs"}


def test_a_draw_logged_at_draw_by_is_in_time() -> None:
    office = Office(witnessed=False)
    assert failures(verify_bundle(office.bundle(office.hold(register(), draw_by=clock(62))))) == {}


def test_the_own_disclosure_does_not_belong_into_log_txt() -> None:
    office = Office(witnessed=False)
    held = office.hold(register())
    last = office.log(entries.disclosed("d1", D, clock(90)))
    data = office.bundle(held, entries=[*office.of(held), (last, office.leaves[last])])
    assert failures(verify_bundle(data)) == {"log": "log-foreign"}


def test_a_file_with_another_number_of_rows_than_announced_is_refused() -> None:
    data = forge(announcement=lambda text: text.replace(b'"rows":12', b'"rows":13'))
    assert failures(verify_bundle(data)) == {"files": "file-rows"}


@pytest.mark.parametrize("sign", ["\u2066", "\u2069", "\u200e", "\u061c", "\u202a", "\x7f"])
def test_every_hidden_sign_is_refused(sign: str) -> None:
    with pytest.raises(DrawproofError):
        check_text(f"甲{sign}乙", "title")
