"""A unit that cannot be visited leaves with proof and a second person; the next reserve takes its place."""

import pytest

import drawproof
from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER, LEGAL
from mingcha.common.errors import ActNeeded, Conflict, Forbidden, Refusal, Unknown
from mingcha.draws.models import DrawFile, Replacement, UnitWithdrawal, Vacancy
from mingcha.draws.queries.attempts import file_content
from mingcha.draws.queries.changes import change_counts, reserves_of, result_of
from mingcha.draws.services.changes import (
    Gone,
    confirm_unit_withdrawal,
    decline_unit_withdrawal,
    propose_own_withdrawal,
    propose_unit_withdrawal,
)
from mingcha.draws.tests.changing import (
    account_of,
    assignment_of,
    enforcement,
    gone,
    leader,
    member,
    scan,
    seats,
    selection_of,
    units_of,
)
from mingcha.draws.tests.county import Ceremony
from mingcha.draws.tests.test_vacate_seat import report
from mingcha.ledger.models import Checkpoint, Entry
from mingcha.ledger.services import examine_ledger, record_act
from mingcha.plans.models import DrawnUnit
from mingcha.registers.models import ConflictOfInterest, Inspector


def withdraw(ceremony: Ceremony, unit: str, reason: str = "closed") -> UnitWithdrawal:
    """Proposed by enforcement, confirmed by the leader."""
    row = propose_unit_withdrawal(
        actor=enforcement(ceremony), draw=selection_of(ceremony), unit=unit, gone=gone(reason)
    )
    return confirm_unit_withdrawal(actor=leader(ceremony), withdrawal=row.pk)


def drawn_units(ceremony: Ceremony) -> list[str]:
    return [row.unit for row in result_of(assignment_of(ceremony)) if row.is_drawn]


def stratum_of(ceremony: Ceremony, unit: str) -> str:
    return next(row.stratum for row in result_of(assignment_of(ceremony)) if row.unit == unit)


def test_the_next_reserve_of_the_stratum_takes_the_visit_and_its_team(drawn: Ceremony) -> None:
    visit = seats(drawn)[0].visit
    unit = units_of(drawn, visit)[0]
    expected = reserves_of(assignment_of(drawn)).waiting[stratum_of(drawn, unit)][0]
    team = [one.group for one in seats(drawn) if one.visit == visit]
    withdraw(drawn, unit)
    row = Replacement.objects.get()
    assert (row.visit, row.unit, row.reason, row.substitute) == (visit, unit, "closed", expected)
    assert expected in units_of(drawn, visit)
    assert unit not in units_of(drawn, visit)
    assert [one.group for one in seats(drawn) if one.visit == visit] == team


def test_the_public_checkpoint_moves_on_whether_the_unit_was_drawn_or_not(drawn: Ceremony) -> None:
    waiting = reserves_of(assignment_of(drawn)).waiting
    for unit in (drawn_units(drawn)[0], next(unit for units in waiting.values() for unit in units[1:])):
        withdraw(drawn, unit)
        assert Checkpoint.objects.latest("size").size == Entry.objects.count(), unit


def test_the_published_bundle_verifies_with_its_replacements(drawn: Ceremony) -> None:
    for unit in drawn_units(drawn)[:3]:
        withdraw(drawn, unit, "moved")
    assert {step.step: step.status for step in report(drawn).steps}["changes"] == "pass"
    files = drawproof.unpack(bytes(DrawFile.objects.get(name="fuping-2026-01-a1.draw").content))
    assert files["replacements.csv"].count(b"\n") == 4


def test_a_team_member_reports_a_unit_of_an_own_visit_and_of_no_other(drawn: Ceremony) -> None:
    seat = seats(drawn)[0]
    who, draw = member(drawn, seat), assignment_of(drawn)
    mine = {one.visit for one in seats(drawn) if one.inspector == seat.inspector}
    foreign = next(one.visit for one in seats(drawn) if one.visit not in mine)
    own = units_of(drawn, seat.visit)[0]
    for visit, unit in ((foreign, units_of(drawn, foreign)[0]), ("v999", own), (seat.visit, "91130624MA0X9")):
        with pytest.raises(Unknown, match="不是您的检查任务"):
            propose_own_withdrawal(actor=who, draw=draw, visit=visit, unit=unit, gone=gone())
    row = propose_own_withdrawal(actor=who, draw=draw, visit=seat.visit, unit=own, gone=gone())
    assert row.unit == own
    assert not Replacement.objects.exists()
    confirm_unit_withdrawal(actor=enforcement(drawn), withdrawal=row.pk)
    assert Replacement.objects.get().unit == own


def test_who_proposed_does_not_confirm_and_neither_does_who_may_not(drawn: Ceremony) -> None:
    row = propose_unit_withdrawal(
        actor=enforcement(drawn), draw=selection_of(drawn), unit=drawn_units(drawn)[0], gone=gone()
    )
    with pytest.raises(Forbidden, match="不能自己确认"):
        confirm_unit_withdrawal(actor=enforcement(drawn), withdrawal=row.pk)
    for role in (LEGAL, BUSINESS):
        with pytest.raises(Forbidden):
            confirm_unit_withdrawal(actor=drawn.county.actor(role), withdrawal=row.pk)
    with pytest.raises(ActNeeded):
        confirm_unit_withdrawal(actor=drawn.county.actor(LEADER), withdrawal=row.pk)
    assert not Replacement.objects.exists()


def test_without_listed_reason_words_and_proof_nothing_is_proposed(drawn: Ceremony) -> None:
    who, draw, unit = enforcement(drawn), selection_of(drawn), drawn_units(drawn)[0]
    for spoilt in (Gone("busy", "忙", scan()), Gone("closed", " ", scan()), Gone("closed", "关门", None)):
        with pytest.raises(Refusal):
            propose_unit_withdrawal(actor=who, draw=draw, unit=unit, gone=spoilt)
    assert not UnitWithdrawal.objects.exists()


def test_confirmed_twice_it_is_one_replacement(drawn: Ceremony) -> None:
    row = withdraw(drawn, drawn_units(drawn)[0])
    again = confirm_unit_withdrawal(actor=leader(drawn), withdrawal=row.pk)
    assert again.pk == row.pk
    assert Replacement.objects.count() == 1
    assert Entry.objects.filter(kind="substituted").count() == 1 + Vacancy.objects.count()


def test_declined_with_a_reason_the_unit_is_visited_and_may_be_reported_again(drawn: Ceremony) -> None:
    unit = drawn_units(drawn)[0]
    who, draw = enforcement(drawn), selection_of(drawn)
    row = propose_unit_withdrawal(actor=who, draw=draw, unit=unit, gone=gone())
    with pytest.raises(Refusal, match="理由"):
        decline_unit_withdrawal(actor=leader(drawn), withdrawal=row.pk, words=" ")
    decline_unit_withdrawal(actor=leader(drawn), withdrawal=row.pk, words="仍在生产，另约时间")
    assert not Replacement.objects.exists()
    assert propose_unit_withdrawal(actor=who, draw=draw, unit=unit, gone=gone()).pk != row.pk


def test_when_the_reserves_are_used_up_the_shortfall_stands_and_no_more_is_drawn(
    drawn: Ceremony,
) -> None:
    stratum = stratum_of(drawn, drawn_units(drawn)[0])
    left = len(reserves_of(assignment_of(drawn)).waiting[stratum])
    units = [unit for unit in drawn_units(drawn) if stratum_of(drawn, unit) == stratum]
    visits = []
    for _ in range(left + 1):
        unit = units.pop(0)
        withdraw(drawn, unit)
        last = Replacement.objects.order_by("n").last()
        assert last is not None
        visits.append(last.visit)
        if last.substitute:
            units.append(last.substitute)
    assert [bool(one.substitute) for one in Replacement.objects.order_by("n")] == [True] * left + [False]
    assert change_counts(assignment_of(drawn)).short == ((stratum, 1),)
    assert units_of(drawn, visits[-1]) == ()
    assert {step.step: step.status for step in report(drawn).steps}["changes"] == "pass"


def test_who_has_an_interest_in_the_substitute_leaves_the_team(drawn: Ceremony) -> None:
    visit = seats(drawn)[0].visit
    unit = units_of(drawn, visit)[0]
    substitute = reserves_of(assignment_of(drawn)).waiting[stratum_of(drawn, unit)][0]
    barred = next(one.inspector for one in seats(drawn) if one.visit == visit)
    conflict = ConflictOfInterest.objects.create(
        office=drawn.county.bureau.office,
        inspector=Inspector.objects.get(roster_no=barred),
        holder_code=substitute.partition("#")[0],
        relation="曾任职",
        declared_on=drawn.clock.now.date(),
    )
    record_act("draws.tests", actor=drawn.operator, records=[conflict])
    withdraw(drawn, unit)
    row = Vacancy.objects.filter(left=barred, visit=visit).get()
    assert row.reason == "barred"
    assert barred not in {one.inspector for one in seats(drawn) if one.visit == visit}
    assert {step.step: step.status for step in report(drawn).steps}["changes"] == "pass"


def test_a_reserve_that_is_itself_gone_sends_nobody_away(drawn: Ceremony) -> None:
    visits = {one.visit for one in seats(drawn)}
    barred_elsewhere = drawn.county.inspectors[0].roster_no
    visit = min(visits - {one.visit for one in seats(drawn) if one.inspector == barred_elsewhere})
    unit = units_of(drawn, visit)[0]
    gone_too, *stay = reserves_of(assignment_of(drawn)).waiting[stratum_of(drawn, unit)]
    withdraw(drawn, gone_too)
    team = [one for one in seats(drawn) if one.visit == visit]
    conflict = ConflictOfInterest.objects.create(
        office=drawn.county.bureau.office,
        inspector=Inspector.objects.get(roster_no=team[0].inspector),
        holder_code=gone_too.partition("#")[0],
        relation="曾任职",
        declared_on=drawn.clock.now.date(),
    )
    record_act("draws.tests", actor=drawn.operator, records=[conflict])
    withdraw(drawn, unit)
    assert units_of(drawn, visit) == tuple(stay[:1])
    assert [one for one in seats(drawn) if one.visit == visit] == team
    assert not Vacancy.objects.exists()
    assert {step.step: step.status for step in report(drawn).steps}["changes"] == "pass"


def test_what_the_campaign_counts_follows(drawn: Ceremony) -> None:
    unit = drawn_units(drawn)[0]
    withdraw(drawn, unit)
    row = Replacement.objects.get()
    counted = set(DrawnUnit.standing.filter(campaign=drawn.county.campaign).values_list("unit", flat=True))
    assert unit not in counted
    assert row.substitute in counted


def test_a_unit_withdrawn_before_the_teams_are_drawn_is_in_withdrawn_csv(ceremony: Ceremony) -> None:
    ceremony.select()
    selection = selection_of(ceremony)
    result = [line.split(",") for line in file_content(selection, "result.csv").decode().splitlines()[1:]]
    unit = next(row[2] for row in result if row[4] == "drawn")
    reserve = next(row[2] for row in result if row[4] == "reserve" and row[0] == result[0][0])
    for one in (unit, reserve):
        row = propose_unit_withdrawal(
            actor=ceremony.county.actor(ENFORCEMENT), draw=selection, unit=one, gone=gone()
        )
        confirm_unit_withdrawal(actor=ceremony.county.actor(LEADER), withdrawal=row.pk)
    ceremony.assign()
    rows = file_content(assignment_of(ceremony), "withdrawn.csv").decode().splitlines()[1:]
    assert {line.split(",")[0] for line in rows} == {unit, reserve}
    counted = set(DrawnUnit.standing.values_list("unit", flat=True))
    assert not counted & {unit, reserve}
    assert {step.step: step.status for step in report(ceremony).steps}["changes"] == "pass"


def test_before_the_teams_are_drawn_nobody_is_told_whether_a_unit_was_drawn(ceremony: Ceremony) -> None:
    ceremony.select()
    selection = selection_of(ceremony)
    result = file_content(selection, "result.csv").decode()
    frame = [line.split(",")[0] for line in file_content(selection, "frame.csv").decode().splitlines()[1:]]
    in_result = next(unit for unit in frame if f",{unit}," in result)
    left_out = next(unit for unit in frame if f",{unit}," not in result)
    said = []
    for unit in (in_result, left_out):
        row = propose_unit_withdrawal(
            actor=ceremony.county.actor(ENFORCEMENT), draw=selection, unit=unit, gone=gone()
        )
        done = confirm_unit_withdrawal(actor=ceremony.county.actor(LEADER), withdrawal=row.pk)
        with pytest.raises(Conflict) as told:
            propose_unit_withdrawal(
                actor=ceremony.county.actor(ENFORCEMENT), draw=selection, unit=unit, gone=gone()
            )
        said.append((done.state, told.value.sentence))
    assert said[0] == said[1]


def test_an_open_report_holds_the_disclosure_back(drawn: Ceremony) -> None:
    propose_unit_withdrawal(
        actor=enforcement(drawn), draw=selection_of(drawn), unit=drawn_units(drawn)[0], gone=gone()
    )
    with pytest.raises(Conflict, match="还没有确认"):
        drawn.disclose()


def test_a_member_without_a_look_reports_nothing(drawn: Ceremony) -> None:
    seat = seats(drawn)[0]
    who = Actor.of(account_of(drawn, seat.inspector))
    with pytest.raises(ActNeeded):
        propose_own_withdrawal(
            actor=who,
            draw=assignment_of(drawn),
            visit=seat.visit,
            unit=units_of(drawn, seat.visit)[0],
            gone=gone(),
        )


def test_the_ledger_examines_clean(drawn: Ceremony) -> None:
    withdraw(drawn, drawn_units(drawn)[0])
    assert list(examine_ledger()) == []
