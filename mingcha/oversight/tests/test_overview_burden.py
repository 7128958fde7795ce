"""The figure of who was visited how often: by holders, against the annual cap, as far as names are told."""

import datetime

import pytest

from mingcha.accounts.rules import BUSINESS, LEADER
from mingcha.disclosure.tests.rounds import visit_all
from mingcha.draws.tests.county import County
from mingcha.inspections.tests.visiting import Visiting
from mingcha.law.models import Obligation
from mingcha.law.rules import ANNUAL_CAP
from mingcha.oversight.tests.test_overview import figures, in_charge, miscounted, viewers
from mingcha.plans.models import DrawnUnit
from mingcha.registers.models import Holder, VisitFact

pytestmark = pytest.mark.django_db


def _bring_in(county: County, holder: Holder, month: int, body: str = "", manner: str = "random") -> None:
    VisitFact.objects.create(
        office=county.bureau.office,
        holder=holder,
        body=body or county.bureau.office.name,
        visited_on=datetime.date(2026, month, 5),
        item="历年检查",
        manner=manner,
        source="导入",
    )


def _cap(county: County, value: str) -> None:
    Obligation.objects.filter(office=county.bureau.office, key=ANNUAL_CAP).update(
        value=value, unit="次", is_on=True, in_force_from=datetime.date(2025, 1, 1)
    )


def test_holders_stand_by_their_visits_and_who_is_at_the_cap_is_named(county: County) -> None:
    """What other bodies did and what a clue asked for does not count, as with the arbiter."""
    _cap(county, "2")
    first, second, third = county.holders[:3]
    for month in (1, 2):
        _bring_in(county, first, month)
    _bring_in(county, second, 3)
    _bring_in(county, second, 4, body="县应急管理局")
    _bring_in(county, third, 4, manner="clue")
    found = figures(county.bureau.actor(LEADER))["burden"]
    assert [(line.key, [cell.text for cell in line.cells]) for line in found.lines] == [
        ("1", ["1", "1", "—"]),
        ("2", ["1", "2", "已达上限"]),
        ("all", ["2", "3", "1家已达上限"]),
    ]
    assert found.title == "2家主体受检，其中1家已达2次上限"
    assert found.remark == f"已达上限：{first.name}"
    assert miscounted(county.bureau.actor(LEADER)) == []


def test_without_a_cap_in_force_nobody_is_at_it(county: County) -> None:
    Obligation.objects.filter(office=county.bureau.office, key=ANNUAL_CAP).update(is_on=False)
    _bring_in(county, county.holders[0], 1)
    found = figures(county.bureau.actor(LEADER))["burden"]
    assert "没有施行的年度上限" in found.title and found.remark == ""
    assert found.lines[0].cells[2].text == "—"


def test_who_was_drawn_counts_only_for_whom_the_names_are_told(visiting: Visiting) -> None:
    bureau, campaign = visiting.ceremony.county.bureau, visiting.approval.campaign
    in_charge(bureau)
    seen = viewers(bureau, campaign)
    assert not figures(seen["leader"])["burden"].lines
    assert "没有公开" in figures(seen["leader"])["burden"].note
    drawn = DrawnUnit.standing.filter(campaign=campaign).count()
    told = figures(seen["leader who looked"])["burden"]
    assert told.lines[-1].cells[0].amount == drawn
    assert "没有公开" not in told.note


def test_a_section_is_shown_its_holders_with_the_visits_of_the_whole_office(visiting: Visiting) -> None:
    county = visiting.ceremony.county
    in_charge(county.bureau)
    visit_all(visiting)
    unit = visiting.coverage(visiting.first).units[0]
    _bring_in(county, Holder.objects.get(office=county.bureau.office, code=unit), 1)
    stranger = next(one for one in county.holders if not VisitFact.objects.filter(holder=one).exists())
    _bring_in(county, stranger, 1)
    total = len(visiting.rows)
    own = figures(county.bureau.actor(BUSINESS))["burden"]
    assert [(line.key, line.cells[0].text) for line in own.lines] == [
        ("1", str(total - 1)),
        ("2", "1"),
        ("all", str(total)),
    ]
    whole = figures(county.bureau.actor(LEADER))["burden"]
    assert whole.lines[-1].cells[0].amount == total + 1
