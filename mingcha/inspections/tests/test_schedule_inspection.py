"""The team leader sets the day; what disturbs business, breaks the cap or sends the wrong is refused."""

import datetime

import pytest
from django.db import transaction

from mingcha.accounts.rules import INSPECTOR
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.inspections.models import Inspection, InspectionRecord
from mingcha.inspections.queries.burden import burdens
from mingcha.inspections.queries.visible import find_inspection
from mingcha.inspections.rules.methods import ON_PAPER, ON_SITE
from mingcha.inspections.rules.outcomes import NONE_FOUND
from mingcha.inspections.services import VisitPlan, issue_notice, schedule_inspection
from mingcha.inspections.states import CONFIRMED, RECORDED, SCHEDULED
from mingcha.inspections.tests.visiting import VISIT_DAY, Visiting
from mingcha.law.models import Obligation
from mingcha.ledger.services import record_act
from mingcha.plans.models import Campaign
from mingcha.plans.rules.exclusions import campaign_source
from mingcha.registers.models import (
    CLUE,
    RANDOM,
    Absence,
    ConflictOfInterest,
    Holder,
    Inspector,
    VisitFact,
)

NINE = datetime.time(9)
SATURDAY = datetime.date(2026, 6, 20)


def plan(on: datetime.date = VISIT_DAY, at: datetime.time = NINE, **facts: object) -> VisitPlan:
    told = {"minutes": 90, "method": ON_SITE, "reason": "", **facts}
    return VisitPlan(on, at, **told)  # type: ignore[arg-type]  # names of its fields


def refused(visiting: Visiting, row: Inspection, told: VisitPlan) -> Refusal:
    with pytest.raises(Refusal) as raised:
        schedule_inspection(actor=visiting.member(row), inspection=row.pk, plan=told)
    return raised.value


def holder_of(visiting: Visiting, row: Inspection) -> Holder:
    return Holder.objects.get(code=visiting.coverage(row).units[0].split("#")[0])


def test_the_team_leader_sets_the_day_and_nobody_else(visiting: Visiting) -> None:
    row = visiting.first
    for outsider in (visiting.member(row, 1), visiting.reader("enforcement"), visiting.reader("leader")):
        with pytest.raises(Forbidden):
            schedule_inspection(actor=outsider, inspection=row.pk, plan=plan())
    schedule_inspection(actor=visiting.member(row), inspection=row.pk, plan=plan())
    row.refresh_from_db()
    assert (row.state, row.planned_on, row.method) == (SCHEDULED, VISIT_DAY, ON_SITE)


def test_where_the_leader_has_no_account_a_member_sets_it(visiting: Visiting) -> None:
    row = visiting.first
    member = visiting.member(row, 1)
    Inspector.objects.filter(roster_no=visiting.coverage(row).leader).update(person=None)
    schedule_inspection(actor=member, inspection=row.pk, plan=plan())


def test_a_day_of_rest_or_an_evening_needs_a_word_and_paper_does_not(visiting: Visiting) -> None:
    row = visiting.first
    assert refused(visiting, row, plan(SATURDAY)).code == "visit-reason"
    assert refused(visiting, row, plan(at=datetime.time(17), minutes=120)).code == "visit-reason"
    schedule_inspection(actor=visiting.member(row), inspection=row.pk, plan=plan(SATURDAY, reason="企业要求"))
    schedule_inspection(actor=visiting.member(row), inspection=row.pk, plan=plan(SATURDAY, method=ON_PAPER))


@pytest.mark.parametrize("hour", [7, 18, 23])
def test_before_eight_after_six_and_through_midnight_it_needs_a_word(visiting: Visiting, hour: int) -> None:
    assert refused(visiting, visiting.first, plan(at=datetime.time(hour))).code == "visit-reason"


def test_a_day_outside_the_span_of_the_campaign_needs_a_word(visiting: Visiting) -> None:
    row, day = visiting.first, datetime.timedelta(days=1)
    campaigns = Campaign.objects.filter(pk=visiting.campaign_pk)
    for first, last in ((VISIT_DAY + day, VISIT_DAY + 9 * day), (None, VISIT_DAY - day)):
        campaigns.update(starts_on=first, ends_on=last)
        assert refused(visiting, row, plan()).code == "visit-reason"
    campaigns.update(starts_on=VISIT_DAY, ends_on=VISIT_DAY)
    schedule_inspection(actor=visiting.member(row), inspection=row.pk, plan=plan())


def test_a_day_that_has_passed_or_no_method_is_refused(visiting: Visiting) -> None:
    row = visiting.first
    assert refused(visiting, row, plan(datetime.date(2026, 6, 15))).code == "visit-past"
    assert refused(visiting, row, plan(method="")).code == "visit-method"


def test_whoever_is_away_or_has_an_interest_that_day_is_named(visiting: Visiting) -> None:
    row = visiting.first
    leader = Inspector.objects.get(roster_no=visiting.coverage(row).leader)
    with transaction.atomic():
        away = Absence.objects.create(inspector=leader, kind="leave", from_on=VISIT_DAY, until_on=VISIT_DAY)
        record_act("registers.tests", actor=visiting.reader("legal"), records=[away])
    said = refused(visiting, row, plan())
    assert said.code == "team-not-fit" and leader.name in said.sentence
    before = VISIT_DAY - datetime.timedelta(days=1)
    schedule_inspection(actor=visiting.member(row), inspection=row.pk, plan=plan(before))
    ConflictOfInterest.objects.create(
        office=row.office,
        inspector=leader,
        holder_code=holder_of(visiting, row).code,
        relation="近亲属持股",
        declared_on=before,
    )
    later = plan(VISIT_DAY + datetime.timedelta(days=4))
    assert refused(visiting, row, later).code == "team-not-fit"


def visited(visiting: Visiting, row: Inspection, times: int) -> None:
    """The party was visited that often this year by the office itself."""
    for number in range(times):
        VisitFact.objects.create(
            office=row.office,
            holder=holder_of(visiting, row),
            body=row.office.name,
            visited_on=datetime.date(2026, 3, 1 + number),
            item="别的事项",
            source="抽查任务2026-07",
        )


@pytest.mark.parametrize(("visits", "is_refused"), [(2, False), (3, True)])
def test_the_annual_cap_holds_on_the_day_too(visiting: Visiting, visits: int, is_refused: bool) -> None:
    row = visiting.first
    visited(visiting, row, visits)
    if is_refused:
        assert refused(visiting, row, plan()).code == "cap-reached"
    else:
        schedule_inspection(actor=visiting.member(row), inspection=row.pk, plan=plan())


def test_a_cap_that_was_reached_since_keeps_the_notice_from_being_made(visiting: Visiting) -> None:
    row = visiting.first
    schedule_inspection(actor=visiting.member(row), inspection=row.pk, plan=plan())
    visited(visiting, row, 3)
    with pytest.raises(Conflict) as raised:
        issue_notice(actor=visiting.member(row), inspection=row.pk)
    assert raised.value.code == "cap-reached" and raised.value.title.startswith("不能制作通知书")


def test_visits_of_this_very_campaign_and_of_other_bodies_do_not_count(visiting: Visiting) -> None:
    row = visiting.first
    told = {"office": row.office, "holder": holder_of(visiting, row), "item": "别的事项"}
    for number in range(4):
        on = datetime.date(2026, 3, 1 + number)
        VisitFact.objects.create(body="市场监督管理局", visited_on=on, source="外单位", **told)
        source = campaign_source(row.campaign.number)
        VisitFact.objects.create(body=row.office.name, visited_on=on, source=source, **told)
    schedule_inspection(actor=visiting.member(row), inspection=row.pk, plan=plan())


def test_what_a_clue_asked_for_and_other_years_do_not_count_against_the_cap(visiting: Visiting) -> None:
    row = visiting.first
    visited(visiting, row, 3)
    VisitFact.objects.update(manner=CLUE)
    told = find_inspection(visiting.member(row), row.pk)
    (burden,) = burdens(visiting.member(row), row, told.coverage, VISIT_DAY)
    assert (burden.everybody, burden.own) == (3, 0)
    for fact in VisitFact.objects.all():
        VisitFact.objects.filter(pk=fact.pk).update(
            manner=RANDOM, visited_on=fact.visited_on.replace(year=2025)
        )
    (burden,) = burdens(visiting.member(row), row, told.coverage, VISIT_DAY)
    assert (burden.everybody, burden.own) == (0, 0)
    schedule_inspection(actor=visiting.member(row), inspection=row.pk, plan=plan())


def switch_on(visiting: Visiting, key: str) -> Obligation:
    Obligation.objects.filter(office=visiting.first.office, key=key).update(is_on=True)
    return Obligation.objects.get(office=visiting.first.office, key=key)


@pytest.mark.parametrize(("key", "away"), [("visits-a-week", 1), ("visits-a-month", 9)])
def test_as_many_visits_as_a_warning_allows_need_no_word_and_one_more_does(
    visiting: Visiting, key: str, away: int
) -> None:
    row, allowed = visiting.first, switch_on(visiting, key).as_count
    told = {"office": row.office, "holder": holder_of(visiting, row), "item": "别的事项", "source": "外单位"}
    on = VISIT_DAY - datetime.timedelta(days=away)
    for number in range(allowed - 1):
        VisitFact.objects.create(body=f"外单位{number}", visited_on=on, **told)
    schedule_inspection(actor=visiting.member(row), inspection=row.pk, plan=plan())
    VisitFact.objects.create(body="又一单位", visited_on=on, **told)
    said = refused(visiting, row, plan(at=datetime.time(10)))
    assert said.code == "visit-reason" and f"超过{allowed}次" in said.sentence


def test_a_warning_of_other_cities_speaks_only_once_the_office_has_switched_it_on(visiting: Visiting) -> None:
    row = visiting.first
    VisitFact.objects.create(
        office=row.office,
        holder=holder_of(visiting, row),
        body="市场监督管理局",
        visited_on=VISIT_DAY,
        item="别的事项",
        source="外单位",
    )
    schedule_inspection(actor=visiting.member(row), inspection=row.pk, plan=plan())
    Obligation.objects.filter(office=row.office, key="visits-a-day").update(is_on=True)
    said = refused(visiting, row, plan(at=datetime.time(10)))
    assert said.code == "visit-reason" and "超过1次" in said.sentence


def test_no_day_is_changed_once_the_record_is_begun(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    with pytest.raises(Conflict) as raised:
        schedule_inspection(actor=visiting.member(row), inspection=row.pk, plan=plan(at=datetime.time(10)))
    assert raised.value.code == "record-begun"


def earlier(visiting: Visiting, number: int, code: str) -> None:
    """A member of the first visit's team has been at its party before, with this result."""
    row = visiting.first
    began = datetime.datetime(2026, 5, number, 1, 0, tzinfo=datetime.UTC)
    visit = Inspection.objects.create(
        office=row.office,
        campaign=row.campaign,
        code=f"v9{number:02d}",
        number=900 + number,
        state=RECORDED,
        method=ON_SITE,
        planned_on=began.date(),
        noticed_at=began,
        done_on=began.date(),
    )
    InspectionRecord.objects.create(
        inspection=visit,
        n=1,
        state=CONFIRMED,
        typed_by=visiting.ceremony.county.bureau.people[INSPECTOR],
        began_at=began,
        team=[{"roster": visiting.coverage(row).team[1]}],
        units=[{"code": unit} for unit in visiting.coverage(row).units],
        outcomes=[{"code": code}],
    )


def test_who_never_finds_anything_at_a_party_is_asked_why_he_goes_again(visiting: Visiting) -> None:
    row, rule = visiting.first, switch_on(visiting, "nothing-found-in-a-row")
    earlier(visiting, 1, "pending")
    for number in range(2, rule.as_count + 1):
        earlier(visiting, number, NONE_FOUND)
    schedule_inspection(actor=visiting.member(row), inspection=row.pk, plan=plan())
    earlier(visiting, rule.as_count + 1, NONE_FOUND)
    said = refused(visiting, row, plan(at=datetime.time(10)))
    assert said.code == "visit-reason" and "都没有发现问题" in said.sentence
    earlier(visiting, rule.as_count + 2, "pending")
    schedule_inspection(actor=visiting.member(row), inspection=row.pk, plan=plan(at=datetime.time(10)))
