"""Nothing can be quietly repeated: every attempt is numbered, annulled in the log, and shown (4.5, 8)."""

from typing import Any

import pytest
from drawproof_cast import (
    KEYS,
    SELECTION_RULE,
    THROW,
    Held,
    Office,
    clock,
    failures,
    register,
    repack,
    statuses,
)

from drawproof import entries, verify_bundle


def two_attempts(**changed: Any) -> tuple[Office, Held, Held, bytes]:
    """An annulled first attempt and a second one; the bundle of the first as it was disclosed."""
    office = Office(witnessed=False)
    first = office.hold(register(), annulled="wrong-file")
    disclosed = office.bundle(first)
    fields: dict[str, Any] = {"draw": "d2", "attempt": 2, "replaces": first.announced.digest, "start": 3}
    second = office.hold(changed.pop("files", register()), **fields | changed)
    return office, first, second, disclosed


def test_a_second_attempt_shows_the_first_and_what_it_would_have_drawn() -> None:
    office, first, second, disclosed = two_attempts()
    report = verify_bundle(office.bundle(second), others=[disclosed])
    assert failures(report) == {}
    earlier = report.facts["earlier_attempts"]
    assert isinstance(earlier, list)
    assert earlier[0]["reason"] == "wrong-file"
    assert earlier[0]["would_have_drawn"] == first.drawn.outcome.units("drawn")  # type: ignore[union-attr]
    assert earlier[0]["differences"] == []
    assert "至少2次中的第2次" in report.steps[-1].words


def test_differences_from_the_first_attempt_are_named() -> None:
    files = register() | {"excluded.csv": b"unit,reason\n"}
    office, _, second, disclosed = two_attempts(files=files)
    earlier = verify_bundle(office.bundle(second), others=[disclosed]).facts["earlier_attempts"]
    assert earlier[0]["differences"] == ["excluded.csv"]  # type: ignore[index]


def test_with_the_whole_log_the_number_of_attempts_is_certain() -> None:
    office, _, second, disclosed = two_attempts()
    report = verify_bundle(office.bundle(second), others=[disclosed], log=office.leaves)
    assert report.facts["attempts_known"] == 2
    assert "全部2次中的第2次" in report.steps[-1].words
    first = verify_bundle(disclosed, log=office.leaves)
    assert "全部2次中的第1次，本次已作废" in first.steps[-1].words


def test_an_annulled_attempt_verifies_and_says_so() -> None:
    _, _, _, disclosed = two_attempts()
    report = verify_bundle(disclosed, keys=KEYS[:1])
    assert (report.verdict, report.facts["annulled"]) == ("consistent", "wrong-file")


def test_an_earlier_attempt_left_out_of_log_txt_is_refused() -> None:
    office, first, second, _ = two_attempts()
    own = [(n, leaf) for n, leaf in office.of(second) if entries.parse(leaf).draw == second.announced.draw]
    data = office.bundle(second, entries=own)
    assert failures(verify_bundle(data)) == {"attempts": "attempts-gap"}
    assert first.announced.attempt == 1


def test_a_second_attempt_while_the_first_is_open_is_refused() -> None:
    office = Office(witnessed=False)
    first = office.hold(register())
    fields: dict[str, Any] = {"draw": "d2", "attempt": 2, "replaces": first.announced.digest, "start": 3}
    second = office.hold(register(), **fields)
    assert failures(verify_bundle(office.bundle(second))) == {"attempts": "log-not-one"}


def test_an_annulment_that_comes_after_the_next_announcement_is_refused() -> None:
    office = Office(witnessed=False)
    announced, _ = office.announce(register())
    office.log(entries.announced(announced.data, clock(1)))
    fields: dict[str, Any] = {"draw": "d2", "attempt": 2, "replaces": announced.digest, "start": 3}
    second = office.hold(register(), **fields)
    office.log(entries.annulled("d1", announced.digest, "power", clock(90)))
    assert failures(verify_bundle(office.bundle(second))) == {"attempts": "attempts-chain"}


def test_an_attempt_that_replaces_another_announcement_is_refused() -> None:
    office, _, second, _ = two_attempts(replaces="0" * 64)
    assert failures(verify_bundle(office.bundle(second))) == {"attempts": "attempts-chain"}


def test_an_annulment_after_the_draw_is_refused() -> None:
    office = Office(witnessed=False)
    held = office.hold(register())
    office.log(entries.annulled("d1", held.announced.digest, "power", clock(70)))
    assert failures(verify_bundle(office.bundle(held))) == {"log": "annulled-late"}


def test_two_bundles_that_claim_the_same_attempt_refuse_each_other() -> None:
    bundles = []
    for secret in ("a" * 64, "b" * 64):
        office = Office(witnessed=False)
        bundles.append(office.bundle(office.hold(register(), secret=secret)))
    report = verify_bundle(bundles[0], others=[bundles[1]])
    assert failures(report) == {"attempts": "attempts-twin"}


def test_a_whole_log_of_another_history_is_refused() -> None:
    office, _, second, _ = two_attempts()
    shortened = office.leaves[:-1]
    swapped = [*office.leaves[:2], *office.leaves[3:1:-1], *office.leaves[4:]]
    for log in (shortened, swapped, []):
        assert failures(verify_bundle(office.bundle(second), log=log)) == {"log": "log-whole"}


def test_a_draw_id_or_a_commitment_used_twice_is_found_in_the_whole_log() -> None:
    for changed in ({"campaign": "2026-02"}, {"draw": "d7", "campaign": "2026-02", "secret": "c" * 64}):
        office = Office(witnessed=False)
        announced, _ = office.announce(register(), **{"secret": "c" * 64, **changed})
        office.log(entries.announced(announced.data, clock(0)))
        held = office.hold(register(), secret="c" * 64 if "draw" in changed else "d" * 64)
        report = verify_bundle(office.bundle(held), log=office.leaves)
        assert failures(report) == {"attempts": "attempts-reused"}


def test_acts_of_the_platform_stand_in_the_whole_log_and_not_in_log_txt() -> None:
    office = Office(witnessed=False)
    office.log(entries.act("0" * 64, clock(0)))
    held = office.hold(register())
    office.log(entries.act("1" * 64, clock(90)))
    report = verify_bundle(office.bundle(held), log=office.leaves)
    assert statuses(report)["attempts"] == "pass"
    data = office.bundle(held, entries=[*office.of(held), (0, office.leaves[0])])
    assert failures(verify_bundle(data)) == {"log": "log-foreign"}


def test_a_second_attempt_with_the_secret_of_the_first_is_refused() -> None:
    office = Office(witnessed=False)
    first = office.hold(register(), annulled="power", secret="a" * 64)
    fields: dict[str, Any] = {"draw": "d2", "attempt": 2, "replaces": first.announced.digest, "start": 3}
    second = office.hold(register(), secret="a" * 64, **fields)
    assert failures(verify_bundle(office.bundle(second))) == {"attempts": "attempts-chain"}


def test_an_annulment_of_another_announcement_does_not_end_an_attempt() -> None:
    office = Office(witnessed=False)
    announced, _ = office.announce(register())
    office.log(entries.announced(announced.data, clock(1)))
    office.log(entries.annulled("d1", "0" * 64, "power", clock(2)))
    fields: dict[str, Any] = {"draw": "d2", "attempt": 2, "replaces": announced.digest, "start": 3}
    second = office.hold(register(), **fields)
    assert failures(verify_bundle(office.bundle(second))) == {"attempts": "attempts-chain"}


def test_an_attempt_annulled_when_its_result_was_known_cannot_be_repeated() -> None:
    office = Office(witnessed=False)
    first = office.hold(register())
    office.log(entries.annulled("d1", first.announced.digest, "recording", clock(63)))
    fields: dict[str, Any] = {"draw": "d2", "attempt": 2, "replaces": first.announced.digest, "start": 4}
    second = office.bundle(office.hold(register(), **fields))
    assert failures(verify_bundle(second)) == {"attempts": "annulled-late"}
    assert failures(verify_bundle(second, log=office.leaves)) == {"attempts": "annulled-late"}


@pytest.mark.parametrize("twice", ["observed", "drawn", "announced", "annulled"])
def test_an_earlier_attempt_that_was_held_twice_is_refused(twice: str) -> None:
    office = Office(witnessed=False)
    first = office.hold(register(), annulled="power")
    leaf = next(leaf for leaf in office.leaves if entries.parse(leaf).type == twice)
    office.log(leaf)
    fields: dict[str, Any] = {"draw": "d2", "attempt": 2, "replaces": first.announced.digest, "start": 4}
    second = office.bundle(office.hold(register(), **fields))
    expected = "attempts-gap" if twice == "announced" else "log-not-one"
    assert failures(verify_bundle(second)) == {"attempts": expected}


@pytest.mark.parametrize("hidden", ["annulled", "recording"])
def test_an_entry_left_out_of_log_txt_is_found_in_the_whole_log(hidden: str) -> None:
    office = Office(witnessed=False)
    held = office.hold(register(), annulled="power")
    if hidden == "recording":
        office.log(entries.recording("d1", "1" * 64, clock(80)))
    shown = [(n, leaf) for n, leaf in office.of(held) if entries.parse(leaf).type != hidden]
    data = office.bundle(held, entries=shown)
    assert failures(verify_bundle(data)) == {}
    assert failures(verify_bundle(data, log=office.leaves)) == {"attempts": "log-incomplete"}


def test_a_draw_annulled_after_its_bundle_was_made_is_found_in_the_whole_log() -> None:
    office = Office(witnessed=False)
    held = office.hold(register())
    data = office.bundle(held)
    office.log(entries.disclosed("d1", "0" * 64, clock(69)))
    assert failures(verify_bundle(data, log=office.leaves)) == {}
    assert failures(verify_bundle(office.bundle(held), log=office.leaves)) == {}
    office.log(entries.annulled("d1", held.announced.digest, "power", clock(70)))
    assert failures(verify_bundle(data, log=office.leaves)) == {"attempts": "annulled-late"}


def test_a_later_attempt_while_this_one_is_open_is_found_in_the_whole_log() -> None:
    office = Office(witnessed=False)
    held = office.hold(register())
    data = office.bundle(held)
    second, _ = office.announce(register(), draw="d2", attempt=2, replaces=held.announced.digest)
    office.log(entries.announced(second.data, clock(90)))
    assert failures(verify_bundle(data, log=office.leaves)) == {"attempts": "attempts-open"}


def test_an_annulment_left_out_is_found_beside_the_next_attempt() -> None:
    office, first, second, disclosed = two_attempts()
    shown = [(n, leaf) for n, leaf in office.of(first)[:4] if entries.parse(leaf).type != "annulled"]
    hidden = office.bundle(first, entries=shown)
    later = office.bundle(second)
    assert failures(verify_bundle(hidden)) == {}
    assert failures(verify_bundle(hidden, others=[later])) == {"attempts": "log-incomplete"}
    assert failures(verify_bundle(later, others=[disclosed])) == {}


def test_two_bundles_of_a_log_written_twice_refuse_each_other() -> None:
    """The same announcement and two throws of the dice: each alone is consistent, together they are not."""
    for more in (0, 1):
        bundles: list[bytes] = []
        for throw in (THROW, THROW[::-1]):
            office = Office(witnessed=False)
            held = office.hold(register(), throw=throw)
            for _ in range(more * len(bundles)):
                office.log(entries.act("0" * 64, clock(90)))
            bundles.append(office.bundle(held))
        for n in (0, 1):
            assert failures(verify_bundle(bundles[n])) == {}
            refused = verify_bundle(bundles[n], others=[bundles[1 - n]])
            assert failures(refused) == {"attempts": "log-forked"}


def test_a_bundle_that_does_not_verify_itself_accuses_no_other() -> None:
    bundles = []
    for secret in ("a" * 64, "b" * 64):
        office = Office(witnessed=False)
        bundles.append(office.bundle(office.hold(register(), secret=secret)))
    broken = repack(bundles[1], result__csv=b"stratum,rank,unit,ticket,role\n")
    assert failures(verify_bundle(bundles[0], others=[broken])) == {}


def test_what_differs_from_an_earlier_attempt_is_named_though_it_stays_with_the_office() -> None:
    longer = {"office-conflicts.csv": register()["office-conflicts.csv"] + "U02,乙,亲属\n".encode()}
    rule = {"strata": {**SELECTION_RULE["strata"], "s3": {"ratio": "1", "at_least": 1, "reserve": 0}}}
    office, _, second, disclosed = two_attempts(files=register() | longer, rule=rule)
    earlier = verify_bundle(office.bundle(second), others=[disclosed]).facts["earlier_attempts"]
    assert earlier[0]["differences"] == ["office-conflicts.csv", "rule"]  # type: ignore[index]


def test_what_was_logged_after_the_checkpoint_is_no_gap_in_log_txt() -> None:
    office = Office(witnessed=False)
    held = office.hold(register())
    data = office.bundle(held)
    office.log(entries.recording("d1", "1" * 64, clock(90)))
    assert failures(verify_bundle(data, log=office.leaves)) == {}


def test_a_later_attempt_announced_before_this_one_was_annulled_is_found_in_the_whole_log() -> None:
    office = Office(witnessed=False)
    held = office.hold(register(), annulled="power")
    second, _ = office.announce(register(), draw="d2", attempt=2, replaces=held.announced.digest)
    office.leaves.insert(2, entries.announced(second.data, clock(30)))
    shown = [(n, leaf) for n, leaf in enumerate(office.leaves) if entries.parse(leaf).draw == "d1"]
    data = office.bundle(held, entries=shown)
    assert failures(verify_bundle(data)) == {}
    assert failures(verify_bundle(data, log=office.leaves)) == {"attempts": "attempts-open"}
