"""The year in five figures: what each says, for whom, and that every number opens exactly what it counts."""

import datetime
from dataclasses import replace

import pytest

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Person
from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT, INSPECTOR, LEADER, LEGAL, ROLES
from mingcha.accounts.tests.cast import Bureau, make_bureau
from mingcha.common import moments
from mingcha.common.plots import LENGTH
from mingcha.common.templatetags.mc import percent
from mingcha.disclosure.models import Penalty
from mingcha.disclosure.services import publish_result
from mingcha.disclosure.tests.penalizing import Penalizing
from mingcha.disclosure.tests.rounds import visit_all
from mingcha.draws.policies import look_key
from mingcha.draws.rules.changes import ALL
from mingcha.draws.tests.county import Ceremony, Clock, County, make_county
from mingcha.draws.tests.test_withdraw_unit import withdraw
from mingcha.inspections.models import Inspection, InspectionRecord
from mingcha.inspections.states import INSPECTION
from mingcha.inspections.tests.test_call_off_visit import call_off
from mingcha.inspections.tests.visiting import Visiting, begin_visiting
from mingcha.law.models import Deadline
from mingcha.law.queries import calendar_of
from mingcha.oversight.policies import can_see_overview
from mingcha.oversight.queries.overview import FIGURES, Span, afresh, rows_of, span_of
from mingcha.oversight.queries.overview.shapes import Figure
from mingcha.plans.models import Campaign, DrawnUnit

pytestmark = pytest.mark.django_db
OWN, OTHER = 0, 2  # sections of the cast: that of everybody, and one of nobody


def in_charge(bureau: Bureau, place: int = OWN) -> None:
    """Every campaign of the office belongs to that section."""
    Campaign.objects.filter(office=bureau.office).update(section=bureau.sections[place])


def viewers(bureau: Bureau, campaign: Campaign) -> dict[str, Actor]:
    leader = bureau.actor(LEADER)
    looked = replace(leader, opened=frozenset({look_key(campaign.pk, ALL)}))
    enforcement = bureau.actor(ENFORCEMENT)
    return {
        "leader": leader,
        "leader who looked": looked,
        "enforcement": enforcement,
        "enforcement who looked": replace(enforcement, opened=looked.opened),
        "business": bureau.actor(BUSINESS),
    }


def figures(scope: Actor, year: str = "") -> dict[str, Figure]:
    return {one.key: one for one in afresh(scope, span_of(scope, year, ""))}


def texts(figure: Figure, key: str) -> list[str]:
    return [cell.text for line in figure.lines if line.key == key for cell in line.cells]


def miscounted(scope: Actor) -> list[tuple[str, str, str, int, int]]:
    """Numbers that open more or fewer rows than they say; and how many were asked."""
    span = span_of(scope, "", "")
    wrong, asked = [], 0
    for figure in afresh(scope, span):
        for line in figure.lines:
            for cell in line.cells:
                if not cell.of:
                    continue
                asked += 1
                found = rows_of(scope, span, figure.key, cell.of, line.key).rows
                shown = len(list(found))
                if not len(found) == shown == cell.amount or not cell.text.startswith(f"{cell.amount:,}"):
                    wrong.append((figure.key, line.key, cell.of, cell.amount, shown))
    assert asked
    return wrong


def test_only_leaders_and_the_sections_themselves_see_it(fuping: Bureau) -> None:
    allowed = {role for role in ROLES if can_see_overview(fuping.actor(role))}
    assert allowed == {LEADER, BUSINESS, ENFORCEMENT}
    assert "只" not in can_see_overview(fuping.actor(LEGAL)).reason
    Person.objects.filter(pk=fuping.people[BUSINESS].pk).update(section=None)
    fuping.people[BUSINESS].refresh_from_db()
    assert "没有登记所在股室" in can_see_overview(fuping.actor(BUSINESS)).reason
    assert not any(can_see_overview(fuping.actor(role)) for role in (INSPECTOR, AUDITOR, LEGAL))


def test_an_office_that_has_just_begun_is_told_what_comes_next(fuping: Bureau) -> None:
    found = figures(fuping.actor(LEADER))
    assert list(found) == list(FIGURES)
    assert all(not one.lines and one.plot is None and one.title and one.note for one in found.values())


def test_a_leader_chooses_a_section_and_nobody_else_does(county: County) -> None:
    bureau = county.bureau
    other = str(bureau.sections[OTHER].pk)
    assert span_of(bureau.actor(LEADER), "", "").section is None
    assert span_of(bureau.actor(LEADER), "2025", other) == Span(2025, moments.today(), bureau.sections[OTHER])
    assert span_of(bureau.actor(LEADER), "soon", "nothing").section is None
    assert span_of(bureau.actor(BUSINESS), "", other).section == bureau.sections[OWN]
    foreign = make_bureau("tang", "唐县试").sections[0]
    assert span_of(bureau.actor(LEADER), "", str(foreign.pk)).section is None


def test_a_section_sees_nothing_of_another(visiting: Visiting) -> None:
    bureau = visiting.ceremony.county.bureau
    in_charge(bureau, OTHER)
    for role in (BUSINESS, ENFORCEMENT):
        assert not any(one.lines for one in figures(bureau.actor(role)).values())
    leader = bureau.actor(LEADER)
    narrowed = afresh(leader, span_of(leader, "", str(bureau.sections[OWN].pk)))
    assert not any(one.lines for one in narrowed)


def test_nothing_of_another_office_is_counted(visiting: Visiting, clock: Clock) -> None:
    bureau = visiting.ceremony.county.bureau
    before = figures(bureau.actor(LEADER))
    make_county(make_bureau("tang", "唐县试"))
    assert figures(bureau.actor(LEADER)) == before


@pytest.mark.parametrize("far", ["settled", "drawn", "approved", "called off", "some", "over", "published"])
def test_every_number_opens_exactly_the_rows_that_it_counts(
    ceremony: Ceremony, clock: Clock, far: str
) -> None:
    bureau, campaign = ceremony.county.bureau, ceremony.county.campaign
    in_charge(bureau)
    _reach(ceremony, clock, far)
    for name, viewer in viewers(bureau, campaign).items():
        assert (name, miscounted(viewer)) == (name, [])


def _reach(ceremony: Ceremony, clock: Clock, far: str) -> None:
    if far == "settled":
        return
    if far == "drawn":
        ceremony.select()
        ceremony.assign()
        return
    visiting = begin_visiting(ceremony, clock)
    if far == "called off":
        call_off(visiting)
        clock.advance(days=90)
    if far == "some":
        for row in visiting.rows[:2]:
            visiting.schedule(row)
        visiting.whole(visiting.rows[0])
        clock.advance(days=90)
    if far in ("over", "published"):
        visit_all(visiting, wrong=0 if far == "published" else 1)
    if far == "published":
        _publish(visiting.rows[:2], ceremony.county.actor(ENFORCEMENT), clock)


def _publish(rows: list[Inspection], actor: Actor, clock: Clock) -> None:
    """The first in time, the second late; what is left runs out."""
    publish_result(actor=actor, inspection=rows[0].pk, is_checked=True)
    clock.advance(days=60)
    publish_result(actor=actor, inspection=rows[1].pk, is_checked=True)


def test_no_row_names_who_was_drawn_before_it_is_told(visiting: Visiting) -> None:
    county = visiting.ceremony.county
    in_charge(county.bureau)
    drawn = set(DrawnUnit.objects.filter(campaign=county.campaign).values_list("unit", flat=True))
    seen = viewers(county.bureau, county.campaign)
    for name in ("leader", "enforcement", "business"):
        assert not _named(seen[name]) & drawn, name
    for name in ("leader who looked", "enforcement who looked"):
        assert _named(seen[name]) >= drawn, name
    visiting.schedule(visiting.first)
    visiting.notify(visiting.first)
    noticed = set(visiting.coverage(visiting.first).units)
    for name in ("leader", "enforcement", "business"):
        assert _named(seen[name]) & drawn == noticed, name


def _named(scope: Actor) -> set[str]:
    """The codes that stand in any row, but for those of everybody who could have been drawn."""
    span = span_of(scope, "", "")
    return {
        str(value)
        for figure in afresh(scope, span)
        for line in figure.lines
        for cell in line.cells
        if cell.of and cell.of != "scope"
        for row in rows_of(scope, span, figure.key, cell.of, line.key).rows
        for value in row.cells
    }


def test_coverage_says_how_much_is_missing_and_turns_red_with_the_year(
    ceremony: Ceremony, clock: Clock
) -> None:
    """24 holders, the last one suspended: 23 in scope, floor 5 % of them, so two; nobody drawn."""
    leader = ceremony.county.bureau.actor(LEADER)
    found = figures(leader)["coverage"]
    (line,) = found.lines
    assert [cell.text for cell in line.cells] == ["23家", "2", "0", "0.00%", "0 / 2", "未抽取"]
    assert (line.cells[4].status, line.cells[5].status) == ("is-due", "is-next")
    clock.advance(days=300)
    (late,) = figures(leader, "2026")["coverage"].lines
    assert (late.cells[4].status, late.cells[5].status) == ("is-late", "is-late")
    assert late.cells[5].text == "还差2家"
    clock.advance(days=-300)
    ceremony.select()
    ceremony.assign()
    (drawn,) = figures(leader)["coverage"].lines
    assert [cell.text for cell in drawn.cells][2:] == ["4", "17.39%", "1 / 2", "已达下限"]
    assert found.plot and found.plot.bars[0].mark


def test_progress_counts_visits_by_state_and_leaves_out_what_covers_nothing(
    visiting: Visiting, clock: Clock
) -> None:
    bureau = visiting.ceremony.county.bureau
    in_charge(bureau)
    rows = visiting.rows
    visiting.schedule(rows[0])
    section = str(bureau.sections[OWN].pk)
    leader = bureau.actor(LEADER)
    total = len(rows)
    assert texts(figures(leader)["progress"], section) == [
        *("1", str(total), str(total - 1), "1", "0", "0", "0", "0", "0")
    ]
    own = figures(bureau.actor(BUSINESS))["progress"]
    assert [line.key for line in own.lines] == [visiting.approval.campaign.number]
    clock.advance(days=30)
    assert texts(figures(leader)["progress"], section)[7] == "1"


def test_a_visit_that_covers_nothing_any_more_is_counted_apart(visiting: Visiting) -> None:
    bureau, first = visiting.ceremony.county.bureau, visiting.first
    in_charge(bureau)
    while units := visiting.coverage(first).units:
        withdraw(visiting.ceremony, units[0])
    total = len(visiting.rows)
    leader, section = bureau.actor(LEADER), str(bureau.sections[OWN].pk)
    said = texts(figures(leader)["progress"], section)
    assert (said[1], said[2], said[8]) == (str(total - 1), str(total - 1), "1")
    assert miscounted(leader) == []


def test_a_visit_that_was_called_off_is_a_column_of_its_own_and_not_what_is_still_to_visit(
    visiting: Visiting,
) -> None:
    """One of the visits is made, one called off: the columns add up and the bar is full."""
    bureau = visiting.ceremony.county.bureau
    in_charge(bureau)
    visiting.whole(visiting.rows[1])
    call_off(visiting)
    total = len(visiting.rows)
    found = figures(bureau.actor(LEADER))["progress"]
    (line,) = found.lines
    said = dict(zip(found.headings, (cell.amount for cell in line.cells), strict=True))
    assert (said["户次"], said["已检查"], said["不再实施"], said["逾期"]) == (total, 1, 1, 0)
    assert sum(said[INSPECTION.words[state][0]] for state in INSPECTION.words) == total
    assert found.title.endswith("已检查1户次，不再实施1户次")
    assert found.plot
    (bar,) = found.plot.bars
    assert bar.words == f"已查{percent(1, total - 1)}"
    assert (bar.pieces[0].tone, bar.pieces[-1].tone) == ("main", "off")
    assert LENGTH - len(bar.pieces) < bar.width <= LENGTH


def test_timeliness_counts_in_time_late_running_and_overdue(visiting: Visiting, clock: Clock) -> None:
    bureau = visiting.ceremony.county.bureau
    in_charge(bureau)
    round_ = visit_all(visiting, wrong=0)
    key = f"results:{bureau.sections[OWN].pk}"
    total = str(len(visiting.rows))
    leader = bureau.actor(LEADER)
    assert texts(figures(leader)["timeliness"], key) == [total, "0", "0", total, "0", "—"]
    _publish(visiting.rows[:2], round_.writer, clock)
    left = str(len(visiting.rows) - 2)
    said = texts(figures(leader)["timeliness"], key)
    assert said[:5] == [total, "1", "1", "0", left]
    due = Deadline.objects.filter(closed_at=None)[0].due_on
    assert said[5] == f"{_working_days(bureau, due, moments.today())}个工作日"
    bulletins = figures(leader)["timeliness"].lines[-1]
    assert (bulletins.note, bulletins.cells[0].text, bulletins.cells[3].text) == ("通报", "1", "1")


def _working_days(bureau: Bureau, after: datetime.date, until: datetime.date) -> int:
    return calendar_of(bureau.office.pk).count_working_days(after, until)


def test_penalty_decisions_have_their_own_clock(ceremony: Ceremony) -> None:
    bureau = ceremony.county.bureau
    Penalizing(ceremony).enter()
    Penalty.objects.update(section=bureau.sections[OWN])
    leader, section = bureau.actor(LEADER), bureau.actor(BUSINESS)
    key = f"penalties:{bureau.sections[OWN].pk}"
    assert texts(figures(leader)["timeliness"], key) == ["1", "0", "0", "1", "0", "—"]
    assert miscounted(leader) == [] and miscounted(section) == []
    Penalty.objects.update(section=bureau.sections[OTHER])
    assert not figures(section)["timeliness"].lines


def test_a_published_bulletin_is_owed_no_more(visiting: Visiting) -> None:
    bureau = visiting.ceremony.county.bureau
    in_charge(bureau)
    visit_all(visiting).published()
    bulletins = figures(bureau.actor(LEADER))["timeliness"].lines[-1]
    assert [cell.text for cell in bulletins.cells] == ["1", "1", "—", "0", "—", "—"]


def test_outcomes_stand_by_kind_with_their_national_class_and_problems_in_the_title(
    visiting: Visiting,
) -> None:
    in_charge(visiting.ceremony.county.bureau)
    visit_all(visiting, wrong=1)
    found = figures(visiting.ceremony.county.actor(LEADER))["outcomes"]
    total = len(visiting.rows)
    assert found.title == f"{total}户次有了结果：发现问题1户次，无法检查0户次"
    assert [(line.key, line.cells[0].text, line.cells[1].text) for line in found.lines] == [
        ("found:none", "1 未发现问题", str(total - 1)),
        ("found:ordered", "5 发现问题已责令改正", "1"),
        ("found:", "", str(total)),
    ]


def test_a_superseded_record_counts_no_more(visiting: Visiting) -> None:
    in_charge(visiting.ceremony.county.bureau)
    visit_all(visiting, wrong=1)
    leader = visiting.ceremony.county.actor(LEADER)
    InspectionRecord.objects.filter(outcome_rows__code="ordered").update(state="superseded")
    found = figures(leader)["outcomes"]
    assert [line.key for line in found.lines] == ["found:none", "found:"]
