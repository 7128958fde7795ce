"""行政处罚决定 is entered by who inspected, with its paper; its clock runs from the decision."""

import datetime
from dataclasses import replace
from typing import Any

import pytest

from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, INSPECTOR, LEADER, LEGAL
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.disclosure.models import Penalty
from mingcha.disclosure.queries.kinds import find_kind, public_rows
from mingcha.disclosure.queries.penalty_lines import find_penalty, penalty_lines
from mingcha.disclosure.queries.penalty_origins import origins
from mingcha.disclosure.rules.penalties import PERSON, SOLE
from mingcha.disclosure.services import Submitted, edit_penalty, enter_penalty, void_penalty
from mingcha.disclosure.tests.penalizing import FACTS, PAPER, Penalizing, paper
from mingcha.disclosure.tests.test_publish_results import ordered
from mingcha.draws.tests.county import Ceremony
from mingcha.inspections.tests.visiting import Visiting
from mingcha.intake.models import ProofFile
from mingcha.intake.queries import proof_content
from mingcha.law.models import Deadline, Obligation
from mingcha.law.rules.keys import PUBLICITY_MONTHS, PUBLICITY_MONTHS_MOST
from mingcha.ledger.models import Opening
from mingcha.ledger.services import examine_ledger
from mingcha.registers.models import Holder

NATURAL: dict[str, Any] = {"party_kind": PERSON, "party": "李试榆", "uscc": "", "representative": ""}
MERCHANT: dict[str, Any] = {
    "party_kind": SOLE,
    "party": "阜平试荷砂石经营部",
    "uscc": "92130624MA0XP0002H",
    "representative": "",
}


@pytest.fixture
def penalizing(ceremony: Ceremony) -> Penalizing:
    return Penalizing(ceremony)


def clock_of(row: Penalty) -> Deadline:
    return Deadline.objects.get(kind="disclosure.penalty", subject=row.decision, closed_at=None)


def switch_on(penalizing: Penalizing, key: str) -> None:
    Obligation.objects.filter(office=penalizing.ceremony.county.bureau.office, key=key).update(is_on=True)


def test_what_stands_on_the_paper_is_kept_with_the_paper_and_nothing_is_public_yet(
    penalizing: Penalizing,
) -> None:
    row = penalizing.enter()
    kept = Penalty.objects.get()
    assert (kept.fine, kept.confiscated, kept.categories) == (500_001, 123_456, list(FACTS.categories))
    assert (kept.document_no, kept.party, kept.holder_code) == (FACTS.document_no, FACTS.party, FACTS.uscc)
    assert proof_content(kept.paper) == PAPER and kept.paper.sha256 == ProofFile.objects.get().sha256
    assert penalizing.line(row).status[0] == "待核对公示"
    assert public_rows(find_kind("penalties")) == ()
    assert [one for one in examine_ledger() if one.place.startswith("disclosure_")] == []


def test_the_seven_working_days_leave_out_weekends_and_holidays(penalizing: Penalizing) -> None:
    """2026: 19 to 21 June are off for 端午; seven working days after the 16th end on the 26th."""
    clock = clock_of(penalizing.enter())
    assert (clock.starts_on, clock.count, clock.unit) == (FACTS.decided_on, 7, "working")
    assert clock.due_on == datetime.date(2026, 6, 26)
    assert clock.clause == "国办发〔2018〕118号"
    assert FACTS.party not in clock.title


def test_a_day_put_right_is_counted_anew(penalizing: Penalizing) -> None:
    row = penalizing.enter()
    penalizing.edit(row, decided_on=datetime.date(2026, 6, 15))
    assert clock_of(row).due_on == datetime.date(2026, 6, 25)
    assert Penalty.objects.get().revision == 1


def test_late_is_counted_in_working_days(penalizing: Penalizing) -> None:
    row = penalizing.enter()
    penalizing.ceremony.clock.now = datetime.datetime(2026, 6, 26, 4, tzinfo=datetime.UTC)
    assert penalizing.line(row).days_late == 0
    penalizing.ceremony.clock.now = datetime.datetime(2026, 6, 29, 4, tzinfo=datetime.UTC)
    assert penalizing.line(row).days_late == 1
    penalizing.ceremony.clock.now = datetime.datetime(2026, 7, 4, 4, tzinfo=datetime.UTC)
    assert penalizing.line(row).days_late == 5


def test_nothing_is_stored_of_what_is_odd_without_paper_or_entered_twice(penalizing: Penalizing) -> None:
    told = penalizing.submitted()
    for wrong, code in (
        (replace(told, told=replace(FACTS, fine=0)), "penalty-odd"),
        (replace(told, scan=None), "no-paper"),
    ):
        with pytest.raises(Refusal) as refused:
            enter_penalty(actor=penalizing.enterer, submitted=wrong)
        assert refused.value.code == code
    assert not Penalty.objects.exists() and not Deadline.objects.filter(kind="disclosure.penalty").exists()
    penalizing.enter()
    with pytest.raises(Conflict) as taken:
        penalizing.enter(document_no="阜自然资罚[2026]3号")
    assert taken.value.code == "number-taken"
    assert Penalty.objects.count() == 1


def test_only_who_inspects_enters_and_others_do_not_even_see_it(penalizing: Penalizing) -> None:
    county = penalizing.ceremony.county
    for role in (LEADER, LEGAL, INSPECTOR):
        with pytest.raises(Forbidden):
            enter_penalty(actor=county.actor(role), submitted=penalizing.submitted())
    row = penalizing.enter()
    # All of the cast work in one section; a business section is another one.
    other = replace(county.actor(BUSINESS), section_id=county.bureau.sections[2].pk)
    with pytest.raises(Unknown):
        find_penalty(other, row.decision)
    assert penalty_lines(other) == [] and len(penalty_lines(county.actor(LEGAL))) == 1
    told = replace(FACTS, document_no="阜自然资罚〔2026〕4号")
    own = enter_penalty(actor=other, submitted=Submitted(told, paper()))
    assert own.section == county.bureau.sections[2]
    assert [one.penalty.pk for one in penalty_lines(other)] == [own.pk]


@pytest.mark.parametrize("party", [NATURAL, MERCHANT], ids=["person", "merchant"])
def test_a_natural_person_and_a_sole_trader_stand_masked_and_sealed(
    penalizing: Penalizing, party: dict[str, Any]
) -> None:
    row = penalizing.enter(**party)
    kept = Penalty.objects.get()
    assert "*" in kept.party and kept.whole_party == party["party"]
    assert party["party"] not in kept.party_sealed
    told = [str(one.content) for one in Opening.objects.all()]
    assert not [one for one in told if party["party"] in one]
    # What comes back as it was shown stays whole; what is new is masked anew.
    penalizing.edit(row, **{**party, "party": kept.party})
    kept.refresh_from_db()
    assert kept.whole_party == party["party"]
    with pytest.raises(Refusal):
        penalizing.edit(row, **{**party, "party": kept.party}, facts=f"{party['party']}越界")


def test_the_register_decides_who_is_masked(penalizing: Penalizing) -> None:
    holder = penalizing.ceremony.county.holders[0]
    Holder.objects.filter(pk=holder.pk).update(kind="person", name="试*")
    with pytest.raises(Refusal) as refused:
        penalizing.enter(uscc=holder.uscc)
    assert refused.value.code == "party-is-natural"


def test_the_representative_is_sealed_and_shown_masked(penalizing: Penalizing) -> None:
    row = penalizing.enter()
    kept = Penalty.objects.get()
    assert (kept.representative, kept.representative_masked) == ("张得宝", "张*宝")
    penalizing.edit(row, representative="张*宝")
    kept.refresh_from_db()
    assert kept.representative == "张得宝"


def test_a_publicity_span_is_asked_only_where_the_office_works_by_it(penalizing: Penalizing) -> None:
    day = datetime.date(2026, 9, 15)
    penalizing.enter(document_no="阜自然资罚〔2026〕8号", public_until=day)
    switch_on(penalizing, PUBLICITY_MONTHS)
    for until in (None, day):
        with pytest.raises(Refusal) as refused:
            penalizing.enter(public_until=until)
        assert refused.value.code == "publicity-span" and "2026-09-16" in refused.value.sentence
    penalizing.enter(public_until=datetime.date(2026, 9, 16))
    switch_on(penalizing, PUBLICITY_MONTHS_MOST)
    with pytest.raises(Refusal):
        penalizing.enter(document_no="阜自然资罚〔2026〕9号", public_until=datetime.date(2029, 6, 17))
    penalizing.enter(document_no="阜自然资罚〔2026〕9号", public_until=datetime.date(2029, 6, 16))


def test_the_publicity_span_runs_from_the_decision_whenever_it_is_published(penalizing: Penalizing) -> None:
    switch_on(penalizing, PUBLICITY_MONTHS)
    penalizing.ceremony.clock.advance(days=5)
    penalizing.enter(public_until=datetime.date(2026, 9, 16))


def test_an_entry_by_mistake_is_void_with_a_reason_and_its_clock_stops(penalizing: Penalizing) -> None:
    row = penalizing.enter()
    with pytest.raises(Refusal):
        void_penalty(actor=penalizing.enterer, decision=row.decision, words=" ")
    void_penalty(actor=penalizing.enterer, decision=row.decision, words="重复录入")
    assert penalizing.line(row).status[0] == "录入作废"
    assert not Deadline.objects.filter(kind="disclosure.penalty", closed_at=None).exists()
    # The number is free again.
    penalizing.enter()


def test_what_somebody_else_saved_in_between_is_not_written_over(penalizing: Penalizing) -> None:
    row = penalizing.enter()
    penalizing.edit(row, remarks="一")
    with pytest.raises(Conflict) as moved:
        edit_penalty(
            actor=penalizing.enterer, decision=row.decision, revision=0, submitted=penalizing.submitted()
        )
    assert moved.value.code == "penalty-moved"


def test_a_visit_that_found_something_is_offered_and_gives_section_and_party(visiting: Visiting) -> None:
    penalizing = Penalizing(visiting.ceremony)
    row = visiting.first
    visiting.on_the_day(row)
    visiting.hand_in(row, results=ordered(visiting))
    visiting.confirm(row)
    offered = origins(visiting.ceremony.county.actor(ENFORCEMENT))
    assert {one.inspection.pk for one in offered} == {row.pk} and len(offered) == 2
    followed = next(one for one in offered if one.follow_up is not None)
    penalty = penalizing.enter(origin=followed.key, uscc=followed.holder_code)
    assert (penalty.inspection, penalty.follow_up) == (row, followed.follow_up)
    assert penalty.section == row.campaign.section
    # Chosen before, it need not be offered any more.
    penalizing.edit(penalty, origin=followed.key, uscc=followed.holder_code)
    with pytest.raises(Unknown):
        penalizing.enter(document_no="阜自然资罚〔2026〕9号", origin=row.campaign.pk)
