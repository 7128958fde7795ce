"""One seat is left and redrawn by the protocol; all others stay."""

import datetime
import json
import sys
from dataclasses import replace
from unittest.mock import patch

import pytest

import drawproof
from drawproof import announcement as announcements
from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import LEADER, LEGAL
from mingcha.common.errors import ActNeeded, Conflict, Refusal, Unknown
from mingcha.draws.models import Draw, DrawFile, Vacancy
from mingcha.draws.queries.change_page import change_page
from mingcha.draws.queries.changes import covered_by, open_seats, roster_of
from mingcha.draws.queries.outcomes import outcome_of
from mingcha.draws.rules.changes import Covered
from mingcha.draws.rules.committed import Seat
from mingcha.draws.services.changes import (
    leave_own_seat,
    propose_vacancy,
)
from mingcha.draws.services.changes.redrawing import Redrawing
from mingcha.draws.services.locked import open_secret
from mingcha.draws.tests.changing import (
    account_of,
    assignment_of,
    enforcement,
    interest,
    leader,
    leaving,
    member,
    seats,
    units_of,
)
from mingcha.draws.tests.county import Ceremony
from mingcha.ledger.models import Entry, Opening
from mingcha.ledger.queries import office_vkey
from mingcha.ledger.services import examine_ledger, record_act
from mingcha.plans.models import DrawnUnit
from mingcha.registers.models import Absence, ConflictOfInterest, Inspector
from mingcha.registers.queries import conflicts_in_force, declared_conflicts
from mingcha.registers.queries.interests import open_interests
from mingcha.registers.services import declare_conflict
from mingcha.registers.services.interests import decide_conflict


def leave(drawn: Ceremony, place: int = 0) -> Vacancy:
    seat = seats(drawn)[place]
    return leave_own_seat(
        actor=member(drawn, seat), draw=assignment_of(drawn), visit=seat.visit, interest=interest()
    )


def report(drawn: Ceremony) -> drawproof.Report:
    """What a stranger's verifier says of the published assignment."""
    drawn.disclose()
    files = {one.name: bytes(one.content) for one in DrawFile.objects.filter(role="bundle")}
    key = office_vkey(drawn.sitting.office.log_origin)
    found = drawproof.verify_bundle(files["fuping-2026-01-a1.draw"], keys=[key], others=list(files.values()))
    assert found.verdict == "consistent"
    return found


def test_the_seat_of_who_declares_an_interest_is_redrawn_and_all_others_stay(drawn: Ceremony) -> None:
    before = seats(drawn)
    row = leave(drawn)
    after = seats(drawn)
    assert row.left == before[0].inspector
    assert row.reason == "barred"
    assert row.inspector not in {row.left, *(one.inspector for one in before if one.visit == row.visit)}
    assert [one.inspector for one in after[1:]] == [one.inspector for one in before[1:]]
    assert after[0].inspector == row.inspector


def test_the_interest_bars_at_once_and_the_lists_tell_it_after_disclosure_only(drawn: Ceremony) -> None:
    row = leave(drawn)
    legal, day = drawn.county.actor(LEGAL), drawn.clock.now.date()
    holder = units_of(drawn, row.visit)[0]
    assert holder in {one.holder_code for one in conflicts_in_force(legal, day) if one.pk == row.conflict_id}
    assert row.conflict_id not in {one.pk for one in declared_conflicts(legal)}
    drawn.disclose()
    assert row.conflict_id in {one.pk for one in declared_conflicts(legal)}


def test_the_head_decides_on_it_as_on_any_other_and_the_seat_stays_redrawn(drawn: Ceremony) -> None:
    row = leave(drawn)
    assert row.conflict_id is not None
    decided = decide_conflict(
        actor=drawn.county.actor(LEADER), conflict=row.conflict_id, act="dismiss", ground="只是同姓"
    )
    assert decided.state == "dismissed"
    assert seats(drawn)[0].inspector == row.inspector


def test_the_published_bundle_verifies_with_its_changes(drawn: Ceremony) -> None:
    for place in (0, 3, 0):
        leave(drawn, place)
    found = {step.step: step for step in report(drawn).steps}["changes"]
    assert found.status == "pass"
    files = drawproof.unpack(bytes(DrawFile.objects.get(name="fuping-2026-01-a1.draw").content))
    rows = drawproof.parse_substitutions(files["substitutions.csv"])
    assert len(rows) == Vacancy.objects.count() >= 3


def test_each_row_enters_the_log_with_the_file_so_far_and_no_name(drawn: Ceremony) -> None:
    row = leave(drawn)
    logged = [bytes(one.body) for one in Entry.objects.filter(kind="substituted").order_by("index")]
    assert len(logged) == Vacancy.objects.count()
    assert row.left.encode() not in b"".join(logged)
    opening = Opening.objects.get(act="draws.leave_own_seat")
    assert "secret" in json.loads(opening.content)
    assert row.left not in opening.content


def test_said_twice_it_is_one_substitution(drawn: Ceremony) -> None:
    seat = seats(drawn)[0]
    who, draw = member(drawn, seat), assignment_of(drawn)
    first = leave_own_seat(actor=who, draw=draw, visit=seat.visit, interest=interest())
    again = leave_own_seat(actor=who, draw=draw, visit=seat.visit, interest=interest())
    assert again.pk == first.pk
    assert Vacancy.objects.filter(left=seat.inspector).count() == 1


def test_a_foreign_visit_is_refused_like_one_that_does_not_exist(drawn: Ceremony) -> None:
    everybody = seats(drawn)
    own = everybody[0]
    who, draw = member(drawn, own), assignment_of(drawn)
    mine = {one.visit for one in everybody if one.inspector == own.inspector}
    foreign = next(one.visit for one in everybody if one.visit not in mine)
    said = []
    for visit in (foreign, "v999"):
        with pytest.raises(Unknown) as told:
            leave_own_seat(actor=who, draw=draw, visit=visit, interest=interest())
        said.append((told.value.sentence, told.value.title, told.value.found))
    assert said[0] == said[1]
    assert not Vacancy.objects.exists()


def test_nobody_declares_before_the_own_visits_were_looked_at(drawn: Ceremony) -> None:
    seat = seats(drawn)[0]
    who = Actor.of(account_of(drawn, seat.inspector))
    with pytest.raises(ActNeeded):
        leave_own_seat(actor=who, draw=assignment_of(drawn), visit=seat.visit, interest=interest())
    assert not Vacancy.objects.exists()


def test_one_picked_who_cannot_go_leaves_by_the_next_event(drawn: Ceremony) -> None:
    """Who would be picked is away; so is everybody else but one."""
    seat, draw = seats(drawn)[0], assignment_of(drawn)
    place = (seat.visit, seat.group, seat.seat)
    redrawing = Redrawing(drawn.leader, draw, open_secret)
    suite = announcements.parse(bytes(draw.announcement)).suite
    picked = drawproof.vacancy(
        redrawing.roster,
        redrawing.seed,
        visit=seat.visit,
        group=seat.group,
        seat=seat.seat,
        reason="barred",
        suite=suite,
    ).inspector
    stays = next(one for one in reversed(roster_of(draw).candidates(place)) if one != picked)
    others = [one for one in roster_of(draw).candidates(place) if one != stays]
    for away in Inspector.objects.filter(roster_no__in=others):
        Absence.objects.create(inspector=away, kind="leave", from_on=datetime.date(2026, 6, 1))
    row = leave(drawn)
    rows = list(Vacancy.objects.order_by("n"))
    assert (rows[0].pk, rows[0].inspector) == (row.pk, picked)
    assert rows[-1].inspector == stays
    assert [one.event for one in rows] == list(range(1, len(rows) + 1))
    assert {one.reason for one in rows[1:]} == {"absent"}
    report_steps = {step.step: step.status for step in report(drawn).steps}
    assert report_steps["changes"] == "pass"


def test_without_candidates_the_seat_stands_open_and_the_outcome_says_so(drawn: Ceremony) -> None:
    seat = seats(drawn)[0]
    candidates = roster_of(assignment_of(drawn)).candidates((seat.visit, seat.group, seat.seat))
    for away in Inspector.objects.filter(roster_no__in=candidates):
        Absence.objects.create(inspector=away, kind="leave", from_on=datetime.date(2026, 6, 1))
    leave(drawn)
    assert open_seats(assignment_of(drawn)) == [(seat.visit, seat.group, seat.seat)]
    outcome = outcome_of(drawn.county.campaign)
    assert outcome is not None
    row = next(one for one in outcome.visits if one.number == int(seat.visit[1:]))
    assert [one.name for one in row.members if one.group == seat.group] == ["席位空缺"]
    assert {step.step: step.status for step in report(drawn).steps}["changes"] == "pass"


def test_what_the_campaign_keeps_of_its_teams_follows(drawn: Ceremony) -> None:
    row = leave(drawn)
    for unit in DrawnUnit.standing.filter(unit__in=units_of(drawn, row.visit)):
        assert unit.present_team is not None
        assert row.inspector in unit.present_team
        assert row.left not in unit.present_team
        assert row.left in (unit.team or [])


def test_after_disclosure_nothing_changes_any_more(drawn: Ceremony) -> None:
    seat, who = seats(drawn)[0], enforcement(drawn)
    drawn.disclose()
    place = (seat.visit, seat.group, seat.seat)
    with pytest.raises(Conflict, match="已经公开"):
        propose_vacancy(
            actor=who, draw=assignment_of(drawn), place=place, left=seat.inspector, leaving=leaving()
        )


def test_the_ledger_examines_clean(drawn: Ceremony) -> None:
    leave(drawn)
    assert list(examine_ledger()) == []
    assert ConflictOfInterest.objects.filter(is_withheld=True).count() == 1


def declared_again(drawn: Ceremony, hidden: ConflictOfInterest) -> ConflictOfInterest:
    """The same pair, by the legal section in the register."""
    code = hidden.holder_code
    with patch("mingcha.registers.services.declare_conflict._code", return_value=code):
        return declare_conflict(
            actor=drawn.county.actor(LEGAL), inspector=hidden.inspector_id, party=code, relation="同学"
        )


def test_who_declares_the_same_in_the_register_learns_nothing_of_it(drawn: Ceremony) -> None:
    """The new row has its own day and state, and what stands behind the seat stays as it was said."""
    hidden = leave(drawn).conflict
    assert hidden is not None
    decide_conflict(actor=leader(drawn), conflict=hidden.pk, act="uphold", ground="属实")
    drawn.clock.advance(days=2)
    again = declared_again(drawn, hidden)
    assert again.pk != hidden.pk
    assert (again.state, again.declared_on) == ("pending", drawn.clock.now.date())
    assert [one.relation for one in open_interests(again.inspector)] == ["同学"]
    hidden.refresh_from_db()
    assert (hidden.relation, hidden.is_withheld) == ("配偶在该单位任职", True)


def test_at_disclosure_what_was_declared_twice_goes_on_once(drawn: Ceremony) -> None:
    hidden = leave(drawn).conflict
    assert hidden is not None
    again = declared_again(drawn, hidden)
    drawn.disclose()
    hidden.refresh_from_db()
    assert (hidden.is_withheld, hidden.until_on) == (False, drawn.clock.now.date())
    assert ConflictOfInterest.objects.get(pk=again.pk).until_on is None
    assert list(examine_ledger()) == []


@pytest.fixture
def two_parties(drawn: Ceremony, monkeypatch: pytest.MonkeyPatch) -> tuple[Ceremony, Seat, list[str]]:
    """A visit that covers a unit of another holder beside its own, and whom it goes to."""
    seat = seats(drawn)[0]
    holders = sorted({"91130624MA0X0000ZZ", *units_of(drawn, seat.visit)})

    def covered(draw: Draw) -> dict[str, Covered]:
        found = covered_by(draw)
        return found | {seat.visit: replace(found[seat.visit], units=tuple(holders))}

    verb = sys.modules["mingcha.draws.services.changes.leave_own_seat"]
    monkeypatch.setattr(verb, "covered_by", covered)
    return drawn, seat, holders


def test_of_several_parties_a_member_says_in_which_and_in_no_other(
    two_parties: tuple[Ceremony, Seat, list[str]],
) -> None:
    drawn, seat, holders = two_parties
    who, draw = member(drawn, seat), assignment_of(drawn)
    for parties in ((), ("91130624MA0X00FREMD",)):
        with pytest.raises(Refusal, match="请勾选"):
            leave_own_seat(
                actor=who, draw=draw, visit=seat.visit, interest=replace(interest(), parties=parties)
            )
    row = leave_own_seat(
        actor=who, draw=draw, visit=seat.visit, interest=replace(interest(), parties=holders[:1])
    )
    assert [one.holder_code for one in ConflictOfInterest.objects.filter(is_withheld=True)] == holders[:1]
    assert row.conflict is not None
    assert row.conflict.holder_code == holders[0]


def test_every_interest_declared_on_a_visit_is_decided_and_told_with_its_draw(
    two_parties: tuple[Ceremony, Seat, list[str]],
) -> None:
    drawn, seat, holders = two_parties
    leave_own_seat(
        actor=member(drawn, seat),
        draw=assignment_of(drawn),
        visit=seat.visit,
        interest=replace(interest(), parties=holders),
    )
    page = change_page(leader(drawn), drawn.sitting.pk)
    assert [(line.row.holder_code, line.decide) for line in page.interests] == [
        (one, True) for one in holders
    ]
    drawn.disclose()
    told = declared_conflicts(drawn.county.actor(LEGAL))
    assert set(holders) <= {one.holder_code for one in told}


def test_what_was_declared_for_another_draw_is_not_told_with_this_one(drawn: Ceremony) -> None:
    """The same hidden interest stands behind the seat of this draw too."""
    seat = seats(drawn)[0]
    known = ConflictOfInterest.objects.create(
        office=drawn.county.bureau.office,
        inspector=Inspector.objects.get(roster_no=seat.inspector),
        holder_code=units_of(drawn, seat.visit)[0],
        relation="曾任职",
        declared_on=drawn.clock.now.date(),
        is_withheld=True,
        declared_for="fuping-2026-09-a1",
    )
    record_act("draws.tests", actor=drawn.operator, records=[known])
    assert leave(drawn).conflict == known
    drawn.disclose()
    known.refresh_from_db()
    assert known.is_withheld
