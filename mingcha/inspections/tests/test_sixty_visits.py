"""A campaign of sixty visits by two dozen officers, from the approval to the last record: eight joint with a
partner bureau, five on paper, three that could not be checked, one refused signature, one late recusal."""

import datetime
import io

import pytest
from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER, LEGAL, WITNESS
from mingcha.accounts.tests.cast import make_bureau
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.draws.services.changes import leave_own_seat
from mingcha.draws.tests.changing import account_of, assignment_of, interest
from mingcha.draws.tests.county import Clock, County, begin, make_county
from mingcha.inspections.models import FollowUp, Inspection, InspectionRecord, Outcome
from mingcha.inspections.queries.listing import progress_of
from mingcha.inspections.queries.page import visit_page
from mingcha.inspections.queries.visible import Seen, find_inspection, sight_of, visible_inspections
from mingcha.inspections.rules.files import EXTRACT, HANDED, PHOTO
from mingcha.inspections.rules.forms import Result
from mingcha.inspections.rules.methods import ON_PAPER, ON_SITE
from mingcha.inspections.rules.outcomes import NOT_CHECKED
from mingcha.inspections.rules.signing import ABSENT, NOT_NEEDED, REFUSED
from mingcha.inspections.services import Enclosure, ask_material, attach_file, begin_record, issue_notice
from mingcha.inspections.states import RECORDED
from mingcha.inspections.tests.visiting import VISIT_DAY, Visiting, begin_visiting
from mingcha.intake.services import Scan
from mingcha.ledger.services import examine_ledger, record_act
from mingcha.plans.models import Participation, PartnerItem
from mingcha.plans.states import ANSWERED
from mingcha.registers.models import Partner, Target, VisitFact

VISITS, JOINT = 60, 8
SURVEYORS = "测绘资质单位"


def raise_some(county: County) -> None:
    """Twenty parties of the raised stratum, of which eight are drawn, are also surveyors: there the partner
    goes too."""
    office = county.bureau.office
    raised = [holder.pk for holder in county.holders[25::27]]
    Target.objects.filter(office=office).update(risk_class="A")
    Target.objects.filter(holder__in=raised).update(risk_class="D")
    with transaction.atomic():
        known = list(Target.objects.filter(office=office))
        rows = [
            Target.objects.create(
                office=office, holder_id=pk, code=f"S{number:03d}#09", category=SURVEYORS, name="测绘资质"
            )
            for number, pk in enumerate(raised)
        ]
        partner = Partner.objects.create(office=office, name="县市场监督管理局", tag="market")
        part = Participation.objects.create(
            campaign=county.campaign, partner=partner, state=ANSWERED, invited_on=moments.today()
        )
        item = PartnerItem.objects.create(
            participation=part, code="市监01", name="登记事项", target_categories=[SURVEYORS], methods=[]
        )
        record_act("plans.tests", actor=county.actor(BUSINESS), records=[*known, *rows, partner, part, item])


@pytest.fixture
def sixty(db: None, clock: Clock) -> Visiting:
    county = make_county(make_bureau("fuping", "阜平试"), holders=541, inspectors=24)
    raise_some(county)
    visiting = begin_visiting(begin(county, clock), clock)
    assert len(visiting.rows) == VISITS
    return visiting


def scan(row: Inspection, kind: str) -> Scan:
    return Scan(io.BytesIO(b"%PDF-1.7 " + f"{kind}{row.number}".encode()), f"{kind}.pdf")


def barred(visiting: Visiting, row: Inspection, code: str) -> dict[str, object]:
    """Could not be checked, nobody there, with the paper that proves it."""
    kind = EXTRACT if code == "deregistered" else PHOTO
    told = Enclosure(kind, scan(row, kind))
    attach_file(actor=visiting.member(row), inspection=row.pk, enclosure=told)
    units = visiting.coverage(row).units
    return {
        "results": [Result(unit, "", code, "大门上锁") for unit in units],
        "signing": ABSENT,
        "party": "",
        "refusal_reason": "无人在场",
        "refusal_witness": "村委会赵某",
    }


def case_of(visiting: Visiting, row: Inspection) -> dict[str, object]:
    """What is told of the visit of this number, besides that nothing was found."""
    if row.number in (3, 13, 23):
        return barred(visiting, row, {3: "closed", 13: "deregistered", 23: "moved"}[row.number])
    if row.number == 33:
        why = {"refusal_reason": "对结果有异议", "refusal_witness": "村委会赵某"}
        return {"signing": REFUSED, **why}
    if row.number <= 10 and row.number % 2 == 0:
        told = Enclosure(HANDED, scan(row, HANDED))
        attach_file(actor=visiting.member(row), inspection=row.pk, enclosure=told)
        return {"signing": NOT_NEEDED, "party": ""}
    return {}


def test_sixty_visits_from_the_approval_to_the_last_record(sixty: Visiting) -> None:
    rows = sixty.rows
    joint = [row for row in rows if visit_page(sixty.member(row), seen(sixty, row)).asked[0].partners]
    assert len(joint) == JOINT
    for row in rows:
        on_paper = row.number <= 10 and row.number % 2 == 0
        sixty.schedule(row, method=ON_PAPER if on_paper else ON_SITE)
        if on_paper:
            member = sixty.member(row)
            ask_material(actor=member, inspection=row.pk, words="2025年度储量年报", due_on=VISIT_DAY)
    late = rows[40]
    issue_notice(actor=sixty.member(late), inspection=late.pk)
    gone = recuse(sixty, late)
    for row in rows:
        issue_notice(actor=sixty.member(row), inspection=row.pk, reason="席位重新抽定" if row == late else "")
    sixty.clock.now = datetime.datetime(2026, 6, 18, 3, 30, tzinfo=datetime.UTC)
    for row in rows:
        begin_record(actor=sixty.member(row), inspection=row.pk)
        sixty.hand_in(row, **case_of(sixty, row))
        sixty.confirm(row)
    check_what_stands(sixty, late, gone)
    check_who_sees_it(sixty)
    assert list(examine_ledger()) == []


def seen(visiting: Visiting, row: Inspection) -> Seen:
    return find_inspection(visiting.member(row), row.pk)


def recuse(visiting: Visiting, row: Inspection) -> str:
    """A member finds out at the door that his wife works there: the protocol draws who goes instead."""
    gone = visiting.coverage(row).team[1]
    leave_own_seat(
        actor=visiting.member(row, 1),
        draw=assignment_of(visiting.ceremony),
        visit=row.code,
        interest=interest(),
    )
    assert gone not in visiting.coverage(row).team
    page = visit_page(visiting.member(row), find_inspection(visiting.member(row), row.pk))
    assert page.needs_new_notice
    return gone


def check_what_stands(visiting: Visiting, late: Inspection, gone: str) -> None:
    assert set(Inspection.objects.values_list("state", flat=True)) == {RECORDED}
    progress = progress_of(visiting.reader(LEADER), moments.today())
    assert [(one.total, one.done, one.late) for one in progress] == [(VISITS, VISITS, 0)]
    assert Outcome.objects.filter(family=NOT_CHECKED).values("inspection").distinct().count() == 3
    assert FollowUp.objects.values("inspection").distinct().count() == 3
    assert InspectionRecord.objects.filter(signing=REFUSED).count() == 1
    record = InspectionRecord.objects.get(inspection=late)
    assert gone not in {one["roster"] for one in record.team} and late.notices.count() == 2
    facts = VisitFact.objects.filter(is_void=False)
    assert facts.values("holder").distinct().count() == VISITS
    assert set(facts.values_list("visited_on", flat=True)) == {VISIT_DAY}


def check_who_sees_it(visiting: Visiting) -> None:
    """After the notices: those in charge, the legal section and the auditor see all, a member the own ones,
    another section and a witness none."""
    campaign = visiting.approval.campaign

    def count(actor: Actor) -> int:
        return visible_inspections(actor, sight_of(actor, campaign)).count()

    county = visiting.ceremony.county
    assert {count(county.actor(role)) for role in (ENFORCEMENT, LEADER, LEGAL)} == {VISITS}
    assert {count(county.actor(role)) for role in (BUSINESS, WITNESS)} == {0}
    number = visiting.coverage(visiting.first).team[0]
    own = [row for row in visiting.rows if number in visiting.coverage(row).team]
    assert count(Actor.of(account_of(visiting.ceremony, number))) == len(own) < VISITS


def test_a_visit_whose_team_changed_is_not_recorded_on_the_old_notice(visiting: Visiting) -> None:
    row = visiting.first
    visiting.schedule(row)
    issue_notice(actor=visiting.member(row), inspection=row.pk)
    recuse(visiting, row)
    visiting.clock.now = datetime.datetime(2026, 6, 18, 3, 30, tzinfo=datetime.UTC)
    with pytest.raises(Refusal) as refused:
        begin_record(actor=visiting.member(row), inspection=row.pk)
    assert refused.value.code == "notice-stale"
