"""A verifier recomputes a draw from its bundle and says what it could and could not check (section 8)."""

from base64 import b64encode
from hashlib import sha256

import pytest
from drawproof_cast import (
    EVENT_SECONDS,
    KEYS,
    LOG_VKEY,
    THROW,
    WITNESS,
    WITNESS_KEY,
    WITNESS_VKEY,
    Held,
    Office,
    clock,
    failures,
    register,
    repack,
    statuses,
)

from drawproof import DrawproofError, Selection, entries, notes, unpack, verify_bundle

OTHER_LOG = notes.format_vkey("office.example/log", notes.generate_key(bytes(32)))
OTHER_WITNESS = notes.format_vkey("witness.example/w2", notes.generate_key(bytes(32)), notes.WITNESS)


@pytest.fixture(scope="module")
def office() -> Office:
    return Office()


@pytest.fixture(scope="module")
def sitting(office: Office) -> tuple[Held, Held]:
    selection = office.hold(register())
    return selection, office.assign(selection)


def test_one_sitting_is_proved_with_a_witness_key_from_outside(
    office: Office, sitting: tuple[Held, Held]
) -> None:
    bundles = [office.bundle(held) for held in sitting]
    reports = [verify_bundle(bundles[n], keys=KEYS, others=[bundles[1 - n]]) for n in (0, 1)]
    assert [failures(report) for report in reports] == [{}, {}]
    assert [report.verdict for report in reports] == ["proved", "proved"]
    assert statuses(reports[1])["changes"] == "pass"
    assert statuses(reports[0])["levels"] == "not-applicable"


def test_without_a_key_from_outside_a_draw_is_only_consistent(
    office: Office, sitting: tuple[Held, Held]
) -> None:
    report = verify_bundle(office.bundle(sitting[0]))
    assert report.verdict == "consistent"
    assert statuses(report)["order"] == "unchecked"
    assert verify_bundle(office.bundle(sitting[0]), keys=[LOG_VKEY]).verdict == "consistent"


def test_a_witness_key_alone_is_enough_to_prove(office: Office, sitting: tuple[Held, Held]) -> None:
    assert verify_bundle(office.bundle(sitting[0]), keys=[WITNESS_VKEY]).verdict == "proved"


def test_the_key_of_a_witness_who_did_not_sign_proves_nothing(
    office: Office, sitting: tuple[Held, Held]
) -> None:
    report = verify_bundle(office.bundle(sitting[0]), keys=[OTHER_WITNESS])
    assert (report.verdict, statuses(report)["order"]) == ("consistent", "unchecked")


def test_a_log_that_the_given_office_key_did_not_sign_is_refused(
    office: Office, sitting: tuple[Held, Held]
) -> None:
    report = verify_bundle(office.bundle(sitting[0]), keys=[OTHER_LOG, WITNESS_VKEY])
    assert failures(report)["log"] in {"log-key", "note-signature"}


def test_a_malformed_key_is_the_callers_error(office: Office, sitting: tuple[Held, Held]) -> None:
    with pytest.raises(DrawproofError):
        verify_bundle(office.bundle(sitting[0]), keys=["no key"])


def test_a_witness_who_signed_at_the_event_or_later_proves_that_it_was_late() -> None:
    for seconds, verdict in ((EVENT_SECONDS - 1, "proved"), (EVENT_SECONDS, "refused")):
        office = Office(witness_seconds=seconds)
        report = verify_bundle(office.bundle(office.hold(register())), keys=KEYS)
        assert report.verdict == verdict
        assert failures(report) == ({} if verdict == "proved" else {"order": "order-late"})


def test_one_witness_in_time_is_enough() -> None:
    office = Office(witness_seconds=EVENT_SECONDS + 5)
    held = office.hold(register())
    second = notes.generate_key(bytes(32))
    early = notes.cosign(held.early or "", "witness.example/w2", EVENT_SECONDS - 5, second)
    data = office.bundle(held, early_checkpoint=early)
    assert verify_bundle(data, keys=[*KEYS, OTHER_WITNESS]).verdict == "proved"
    assert verify_bundle(data, keys=KEYS).verdict == "refused"


def spared(held: Held, unit: str) -> bool:
    assert isinstance(held.drawn.outcome, Selection)
    return unit not in held.drawn.outcome.units("drawn")


def secret_chosen_after_the_dice(friend: str, office_arguments: dict[str, object]) -> tuple[Office, Held]:
    """An office that saw the dice tries secrets until its friend is spared, and dates everything back."""
    for number in range(50):
        office = Office(**office_arguments)  # type: ignore[arg-type]
        held = office.hold(register(), secret=sha256(b"try %d" % number).hexdigest())
        if spared(held, friend) and number:
            return office, held
    raise AssertionError("fifty secrets and no luck")


def test_a_secret_chosen_after_the_dice_is_never_proved() -> None:
    office, held = secret_chosen_after_the_dice("U01", {"witnessed": False})
    assert verify_bundle(office.bundle(held), keys=KEYS).verdict == "consistent"
    office, held = secret_chosen_after_the_dice("U01", {"witness_seconds": EVENT_SECONDS + 600})
    assert verify_bundle(office.bundle(held), keys=KEYS).verdict == "refused"


def test_a_witnessed_announcement_does_not_cover_another_one() -> None:
    """The early checkpoint of one announcement is put beside a draw announced after the dice."""
    office = Office()
    first = office.hold(register(), draw="d0", campaign="2026-00")
    late = office.hold(register(), start=4)
    with pytest.raises(DrawproofError):
        office.bundle(late, early_checkpoint=first.early)
    text = unpack(office.bundle(late))["log.txt"]
    assert b"announced" in text
    data = repack(office.bundle(late), checkpoint_announced__txt=(first.early or "").encode())
    assert "order" in failures(verify_bundle(data, keys=KEYS))


def test_a_bundle_of_the_office_alone_shows_what_it_cannot_prove() -> None:
    office = Office(witnessed=False)
    report = verify_bundle(office.bundle(office.hold(register())), keys=[LOG_VKEY])
    assert report.verdict == "consistent"
    assert {step.step: step.code for step in report.steps}["order"] == "order-no-witness"


def test_the_facts_of_a_selection_are_those_announced_and_drawn(
    office: Office, sitting: tuple[Held, Held]
) -> None:
    facts = verify_bundle(office.bundle(sitting[0])).facts
    assert facts["office"] == "阜平县自然资源和规划局"
    assert facts["check_number"] == sitting[0].announced.check_number
    assert facts["strata"] == {
        "s1": {"drawn": 2, "members": 6, "reserve": 2},
        "s2": {"drawn": 2, "members": 6, "reserve": 1},
    }
    assert facts["event"] == [
        {"source": "20枚骰子", "kind": "digits", "at": "2026-03-02T10:00:00+08:00", "values": list(THROW)}
    ]
    assert facts["office_files"] == ["office-conflicts.csv", "office-inspectors.csv"]
    assert facts["annulled"] is None


def test_the_facts_of_an_assignment_count_seats(office: Office, sitting: tuple[Held, Held]) -> None:
    facts = verify_bundle(office.bundle(sitting[1])).facts
    assert (facts["kind"], facts["seats"], facts["attempt"]) == ("assignment", 8, 1)


def test_a_stratum_that_is_drawn_whole_is_warned_of() -> None:
    office = Office()
    rule = {"strata": {name: {"ratio": "1", "at_least": 1, "reserve": 0} for name in ("s1", "s2")}}
    report = verify_bundle(office.bundle(office.hold(register(), rule=rule)))
    words = {step.step: step.words for step in report.steps}["result"]
    assert "s1、s2全部抽中" in words


def test_a_file_of_the_office_in_the_bundle_is_refused(office: Office, sitting: tuple[Held, Held]) -> None:
    data = repack(office.bundle(sitting[0]), office_conflicts__csv=sitting[0].files["office-conflicts.csv"])
    assert failures(verify_bundle(data)) == {"form": "office-file-present"}


def test_steps_that_were_not_reached_say_so(office: Office, sitting: tuple[Held, Held]) -> None:
    report = verify_bundle(b"")
    assert statuses(report).pop("form") == "fail"
    assert {step.code for step in report.steps[1:]} == {"not-reached"}
    assert report.facts == {}


def test_the_json_of_a_report_has_the_form_of_the_command(office: Office, sitting: tuple[Held, Held]) -> None:
    report = verify_bundle(office.bundle(sitting[0])).as_json()
    assert set(report) == {"ok", "verdict", "steps"}
    assert all(set(step) == {"step", "status", "code", "words"} for step in report["steps"])  # type: ignore[attr-defined]
    names = (
        "form announcement commitment files event order seed result levels changes recordings log attempts"
    )
    assert [step["step"] for step in report["steps"]] == names.split()  # type: ignore[attr-defined]


def test_a_recording_is_bound_by_its_last_entry() -> None:
    office = Office()
    held = office.record(office.hold(register()), [b"first chunk", b"second"])
    report = verify_bundle(office.bundle(held), keys=KEYS)
    assert statuses(report)["recordings"] == "pass"
    data = office.bundle(held)
    changed = held.changes["recordings.csv"].replace(b"1,11,", b"1,12,")
    assert failures(verify_bundle(repack(data, recordings__csv=changed))) == {
        "recordings": "recording-differs"
    }
    assert failures(verify_bundle(repack(data, recordings__csv=None))) == {"recordings": "file-missing"}


def test_a_recording_that_was_never_logged_is_refused() -> None:
    office = Office()
    held = office.hold(register())
    data = repack(office.bundle(held), recordings__csv=b"chunk,bytes,digest\n")
    assert failures(verify_bundle(data)) == {"recordings": "recording-differs"}


def test_a_draw_logged_after_draw_by_is_refused_unless_annulled() -> None:
    office = Office()
    late = office.hold(register(), draw_by=clock(61))
    assert failures(verify_bundle(office.bundle(late))) == {"log": "drawn-late"}
    office = Office()
    late = office.hold(register(), draw_by=clock(61), annulled="not-held")
    report = verify_bundle(office.bundle(late), keys=KEYS)
    assert report.verdict == "proved"
    assert report.facts["annulled"] == "not-held"
    assert "本次已作废（未按时举行）" in report.steps[-1].words


def test_an_announcement_logged_at_the_event_is_refused() -> None:
    office = Office()
    held = office.hold(register(), announced_entry=60)
    assert "log" in failures(verify_bundle(office.bundle(held)))


def test_cosigning_again_later_does_no_harm(office: Office, sitting: tuple[Held, Held]) -> None:
    checkpoint = notes.cosign(office.checkpoint(), WITNESS, EVENT_SECONDS + 9000, WITNESS_KEY)
    data = office.bundle(sitting[0], checkpoint=checkpoint)
    assert verify_bundle(data, keys=KEYS).verdict == "proved"


def test_entries_of_other_draws_do_not_belong_into_log_txt(office: Office) -> None:
    own = Office()
    other = own.hold(register(), draw="d9", campaign="2026-09", start=10)
    held = own.hold(register(), start=0)
    leaves = [(n, leaf) for n, leaf in enumerate(own.leaves) if entries.parse(leaf).draw in {"d9", "d1"}]
    assert other.announced.draw == "d9"
    data = own.bundle(held, entries=leaves)
    assert failures(verify_bundle(data)) == {"log": "log-foreign"}


def test_the_order_and_number_of_signature_lines_say_nothing(
    office: Office, sitting: tuple[Held, Held]
) -> None:
    """As in C2SP signed-note: what is signed is the text, each line stands for itself."""
    text = sitting[0].early or ""
    body, _, tail = text.rpartition("\n\n")
    first, second = tail.splitlines()
    whole = verify_bundle(office.bundle(sitting[0]), keys=KEYS)
    for lines in ([second, first], [first, second, second], [second, first, first]):
        early = body + "\n\n" + "".join(line + "\n" for line in lines)
        assert verify_bundle(office.bundle(sitting[0], early_checkpoint=early), keys=KEYS) == whole


def test_a_signature_that_fits_does_not_excuse_a_second_one_that_does_not(
    office: Office, sitting: tuple[Held, Held]
) -> None:
    key = notes.parse_vkey(LOG_VKEY)
    line = b64encode(key.key_id + bytes(64)).decode()
    for name in ("checkpoint.txt", "checkpoint-announced.txt"):
        text = unpack(office.bundle(sitting[0]))[name].decode()
        data = repack(office.bundle(sitting[0]), **{name: f"{text}— {key.name} {line}\n".encode()})
        assert verify_bundle(data).verdict == "consistent"
        assert "note-signature" in failures(verify_bundle(data, keys=KEYS)).values()
