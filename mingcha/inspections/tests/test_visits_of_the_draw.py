"""What a visit takes over from the draw: one visit and one form for all units of a holder, and as its leader
whoever holds the first seat of the first group."""

import pytest

from mingcha.accounts.tests.cast import make_bureau
from mingcha.common.errors import Refusal
from mingcha.draws.queries.changes import final_assignments
from mingcha.draws.tests.county import Clock, County, begin, make_county
from mingcha.inspections.models import Inspection, Outcome
from mingcha.inspections.queries.papers.lines import BLANK
from mingcha.inspections.services import issue_notice, issue_visit_paper
from mingcha.inspections.tests.visiting import Visiting, begin_visiting, give_checklist
from mingcha.papers.rules.kinds import INSPECTION_FORM
from mingcha.plans.models import Stratum, TeamGroup
from mingcha.registers.models import VisitFact

pytestmark = pytest.mark.django_db


@pytest.fixture
def all_drawn(clock: Clock) -> Visiting:
    """Every target is drawn; two of the twelve companies have two mines."""
    county = make_county(make_bureau("fuping", "阜平试"), unit="target", holders=12)
    Stratum.objects.filter(campaign=county.campaign).update(ratio="1", reserve=0)
    ceremony = begin(county, clock)
    give_checklist(ceremony)
    return begin_visiting(ceremony, clock)


def of_two_mines(visiting: Visiting) -> Inspection:
    return next(row for row in visiting.rows if len(visiting.coverage(row).units) == 2)


def test_all_units_of_a_holder_are_one_visit_with_one_form(all_drawn: Visiting) -> None:
    rows = [all_drawn.coverage(row) for row in all_drawn.rows]
    parties = [{unit.split("#")[0] for unit in one.units} for one in rows]
    assert all(len(one) == 1 for one in parties)
    assert len(parties) == len({one for each in parties for one in each})
    row = all_drawn.schedule(of_two_mines(all_drawn))
    units = all_drawn.coverage(row).units
    paper = issue_visit_paper(
        actor=all_drawn.member(row), inspection=row.pk, kind=INSPECTION_FORM, part=BLANK
    )
    assert [len(block["rows"]) for block in paper.content["blocks"]] == [1] * len(units)
    notice = issue_notice(actor=all_drawn.member(row), inspection=row.pk)
    assert notice.units == list(units)


def test_every_unit_of_the_visit_has_its_own_answers_and_result(all_drawn: Visiting) -> None:
    row = of_two_mines(all_drawn)
    first, second = all_drawn.coverage(row).units
    all_drawn.on_the_day(row)
    whole = all_drawn.typed(row)
    half = {"results": [one for one in whole.results if one.unit == first]}
    with pytest.raises(Refusal) as refused:
        all_drawn.hand_in(row, **half)
    assert len(refused.value.found) == 1 and "没有选检查结果" in refused.value.found[0][1]
    all_drawn.hand_in(row)
    all_drawn.confirm(row)
    assert set(Outcome.objects.values_list("unit", flat=True)) == {first, second}
    assert VisitFact.objects.filter(is_void=False).values("holder", "visited_on").distinct().count() == 1


@pytest.mark.parametrize("first", ["lead", "member"])
def test_who_holds_the_first_seat_of_the_first_group_leads(county: County, clock: Clock, first: str) -> None:
    for group in TeamGroup.objects.filter(campaign=county.campaign):
        group.order = 0 if group.code == first else 1
        group.save()
    visiting = begin_visiting(begin(county, clock), clock)
    seats = final_assignments([county.campaign.pk])[county.campaign.pk].seats
    leads = {seat.visit: seat.inspector for seat in seats if (seat.group, seat.seat) == (first, 1)}
    assert {row.code: visiting.coverage(row).leader for row in visiting.rows} == leads
