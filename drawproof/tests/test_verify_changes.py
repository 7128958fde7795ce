"""After the draw: substitutes by the seed, reserves in order, no drawn unit vanishes (section 6, 3)."""

from typing import Any

import pytest
from drawproof_cast import KEYS, Held, Office, failures, register, staff, statuses, substitutions

import drawproof
from drawproof import DrawproofError, Roster, Selection, vacancy, verify_bundle
from drawproof.canonical import tables


def drawn_of(held: Held, role: str = "drawn") -> list[str]:
    assert isinstance(held.drawn.outcome, Selection)
    return held.drawn.outcome.units(role)


def sitting(**changed: Any) -> tuple[Office, Held, bytes, Held]:
    office = Office(witnessed=False)
    selection = office.hold(register())
    return office, selection, office.bundle(selection), office.assign(selection, **changed)


def judged(office: Office, held: Held, selection: bytes) -> drawproof.Report:
    return verify_bundle(office.bundle(held), keys=KEYS, others=[selection])


def test_a_vacancy_is_filled_as_the_seed_says_and_verifies() -> None:
    office, _, selection, held = sitting()
    leavers = [("V1", "lead", 1, "ill"), ("V1", "lead", 1, "absent"), ("V2", "member", 1, "barred")]
    for count in range(1, 4):
        held = office.change(held, "substitutions.csv", substitutions(held, leavers[:count]), 70 + count)
    report = judged(office, held, selection)
    assert failures(report) == {}
    assert "人员替换3次" in {step.step: step.words for step in report.steps}["changes"]
    rows = tables.read("substitutions.csv", held.changes["substitutions.csv"])
    assert [row[4] for row in rows] == ["1", "2", "1"]
    assert rows[1][5] == rows[0][7]


def test_a_substitute_of_the_offices_choice_is_refused() -> None:
    office, _, selection, held = sitting()
    content = substitutions(held, [("V1", "member", 1, "ill")])
    row = tables.read("substitutions.csv", content)[0]
    others = [name for name in ("I1", "I2", "I3", "I4", "I5", "") if name not in (row[7], row[5])]
    for name in others:
        forged = drawproof.write_table("substitutions.csv", [(*row[:7], name)])
        changed = office.change(held, "substitutions.csv", forged, 71)
        assert failures(judged(office, changed, selection)) == {"changes": "substitute-differs"}
        office.leaves.pop()


def test_a_substitution_that_was_not_logged_is_refused() -> None:
    office, _, selection, held = sitting()
    content = substitutions(held, [("V1", "member", 1, "ill"), ("V2", "member", 1, "ill")])
    first = substitutions(held, [("V1", "member", 1, "ill")])
    assert office.change(held, "substitutions.csv", first, 71)
    unlogged = Held(**{**held.__dict__, "changes": {"substitutions.csv": content}})
    assert failures(judged(office, unlogged, selection)) == {"changes": "changes-unlogged"}
    hidden = Held(**{**held.__dict__, "changes": {}})
    assert failures(judged(office, hidden, selection)) == {"changes": "changes-unlogged"}


def test_a_seat_that_nobody_can_take_is_published_as_open() -> None:
    people = [(name, "", "1") for name in ("A", "B")]
    seats = [("V1", "team", 1, ""), ("V2", "team", 1, "")]
    plan = drawproof.build_plan(
        *(
            tables.read(name, drawproof.write_table(name, rows))
            for name, rows in (("inspectors.csv", people), ("visits.csv", seats), ("barred.csv", []))
        )
    )
    drawn = drawproof.draw_teams(plan, "even", drawproof.SeedChooser("0" * 64))
    roster = Roster.after(plan, drawn.seats)
    row = vacancy(roster, "0" * 64, visit="V1", group="team", seat=1, reason="ill")
    assert (row.event, row.inspector) == (1, "")
    roster.record(row)
    with pytest.raises(DrawproofError) as refused:
        vacancy(roster, "0" * 64, visit="V1", group="team", seat=1, reason="ill")
    assert refused.value.code == "seat-open"


def test_one_who_left_a_seat_never_comes_back_to_it() -> None:
    _, _, _, held = sitting()
    names = []
    leavers = [("V1", "member", 1, "ill")] * 3
    for row in tables.read("substitutions.csv", substitutions(held, leavers)):
        names += [row[5], row[7]]
    assert len({*names[::2], names[-1]}) == 4


def test_an_unknown_seat_or_reason_is_refused() -> None:
    _, _, _, held = sitting()
    for seat, code in (
        (("V9", "lead", 1, "ill"), "seat-unknown"),
        (("V1", "lead", 1, "moved"), "reason-unknown"),
    ):
        with pytest.raises(DrawproofError) as refused:
            substitutions(held, [seat])
        assert refused.value.code == code


def test_without_the_selection_the_units_are_left_unchecked() -> None:
    office, _, _, held = sitting()
    assert statuses(verify_bundle(office.bundle(held)))["changes"] == "unchecked"


@pytest.mark.parametrize("case", ["one is missing", "one is added"])
def test_a_drawn_unit_cannot_vanish_between_the_two_draws(case: str) -> None:
    office = Office(witnessed=False)
    selection = office.hold(register())
    units = drawn_of(selection)[1:] if case == "one is missing" else [*drawn_of(selection), "U99"]
    held = office.assign(selection, clusters=[(f"V{n}", unit) for n, unit in enumerate(units, 1)])
    assert failures(judged(office, held, office.bundle(selection))) == {"changes": "units-differ"}


def withdrawn_case(substitute: str | None, gone: int = 0) -> dict[str, str]:
    """What the verifier says when one drawn unit is withdrawn for ``substitute``."""
    office = Office(witnessed=False)
    selection = office.hold(register())
    units = drawn_of(selection)
    rows = [(units[gone], "closed", substitute or "")]
    units[gone : gone + 1] = [substitute] if substitute else []
    clusters = [(f"V{n}", unit) for n, unit in enumerate(units, 1)]
    held = office.assign(selection, clusters=clusters, withdrawn=rows)
    return failures(judged(office, held, office.bundle(selection)))


def test_a_withdrawn_unit_is_replaced_by_the_first_reserve_of_its_stratum() -> None:
    office = Office(witnessed=False)
    reserves = drawn_of(office.hold(register()), "reserve")
    assert withdrawn_case(reserves[0]) == {}
    assert withdrawn_case(None) == {}
    assert withdrawn_case(reserves[1]) == {"changes": "reserve-order"}
    assert withdrawn_case(reserves[2]) == {"changes": "reserve-order"}
    assert withdrawn_case(reserves[2], gone=2) == {}
    assert withdrawn_case("U77") == {"changes": "reserve-order"}


def replacement_case(pairs: list[tuple[str, str, str]]) -> dict[str, str]:
    office, _, selection, held = sitting()
    rows = [(n, visit, unit, "moved", new) for n, (visit, unit, new) in enumerate(pairs, 1)]
    held = office.change(held, "replacements.csv", drawproof.write_table("replacements.csv", rows), 75)
    return failures(judged(office, held, selection))


def test_a_unit_withdrawn_later_is_replaced_by_the_next_reserve_until_they_are_used_up() -> None:
    _, selection, _, _ = sitting()
    units, reserves = drawn_of(selection), drawn_of(selection, "reserve")
    assert replacement_case([("V1", units[0], reserves[0])]) == {}
    assert replacement_case([("V1", units[0], reserves[0]), ("V1", reserves[0], reserves[1])]) == {}
    assert replacement_case([("V3", units[2], reserves[2]), ("V4", units[3], "")]) == {}
    assert replacement_case([("V1", units[0], reserves[1])]) == {"changes": "reserve-order"}
    assert replacement_case([("V1", units[0], "")]) == {"changes": "reserve-order"}
    assert replacement_case([("V2", units[0], reserves[0])]) == {"changes": "id-not-listed"}
    assert replacement_case([("V1", units[0], units[1])]) == {"changes": "csv-repeated"}


def test_a_selection_that_was_annulled_or_tampered_with_carries_no_assignment() -> None:
    office = Office(witnessed=False)
    selection = office.hold(register(), annulled="power")
    held = office.assign(selection)
    assert failures(judged(office, held, office.bundle(selection))) == {"changes": "selection-annulled"}
    office, selection, bundle, held = sitting()
    contents = drawproof.unpack(bundle)
    contents["secret.txt"] = b"0" * 64
    assert failures(judged(office, held, drawproof.pack(contents))) == {"changes": "selection-refused"}


def test_a_selection_of_another_campaign_carries_no_assignment() -> None:
    office = Office(witnessed=False)
    selection = office.hold(register(), campaign="2026-07")
    held = office.assign(selection)
    assert failures(judged(office, held, office.bundle(selection))) == {"changes": "selection-foreign"}


def test_a_selection_has_no_changes_of_its_own() -> None:
    office = Office(witnessed=False)
    held = office.hold(register())
    rows = [(1, "V1", "U1", "moved", "")]
    data = office.change(held, "replacements.csv", drawproof.write_table("replacements.csv", rows), 75)
    assert "announcement" in failures(verify_bundle(office.bundle(data)))
    assert staff([("V1", "U1")])


def test_an_entry_that_goes_back_behind_an_earlier_one_is_refused() -> None:
    office, _, selection, held = sitting()
    leavers = [("V1", "member", 1, "ill"), ("V2", "member", 1, "ill")]
    for count in (1, 2, 1, 2):
        held = office.change(held, "substitutions.csv", substitutions(held, leavers[:count]), 70)
    assert failures(judged(office, held, selection)) == {"changes": "changes-unlogged"}


@pytest.mark.parametrize(("column", "value"), [(4, "2"), (5, "I9")])
def test_a_substitution_that_miscounts_or_misnames_is_refused(column: int, value: str) -> None:
    office, _, selection, held = sitting()
    row = list(tables.read("substitutions.csv", substitutions(held, [("V1", "member", 1, "ill")]))[0])
    row[column] = value
    held = office.change(held, "substitutions.csv", drawproof.write_table("substitutions.csv", [row]), 71)
    assert failures(judged(office, held, selection)) == {"changes": "substitute-differs"}
