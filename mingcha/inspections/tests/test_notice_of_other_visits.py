"""A joint visit names the items of each department; the check of a clue is told as what it is."""

import datetime

import pytest

from mingcha.accounts.actors import Actor
from mingcha.draws.tests.county import Clock, County, begin
from mingcha.draws.tests.test_partner_sheet import NAME
from mingcha.draws.tests.test_partner_sheet import part as part
from mingcha.inspections.models import Inspection, Notice
from mingcha.inspections.queries.papers.lines import BLANK
from mingcha.inspections.services import (
    VisitPlan,
    issue_notice,
    issue_visit_paper,
    propose_approval,
    schedule_inspection,
)
from mingcha.inspections.tests.visiting import Visiting, begin_visiting
from mingcha.papers.rules.kinds import INSPECTION_FORM
from mingcha.plans.models import Participation
from mingcha.plans.services import send_at_once
from mingcha.plans.tests.test_check_clue import propose
from mingcha.registers.models import Inspector

pytestmark = pytest.mark.django_db


def told(notice: Notice, title: str) -> str:
    return "\n".join(dict(notice.paper.content["sections"])[title])


@pytest.fixture
def joint(county: County, clock: Clock, part: Participation) -> Visiting:
    return begin_visiting(begin(county, clock), clock)


def test_a_joint_visit_lists_the_items_of_each_department_by_name(joint: Visiting) -> None:
    row = joint.schedule(joint.first)
    notice = issue_notice(actor=joint.member(row), inspection=row.pk)
    names = [cells[0] for cells in notice.paper.content["table"]["rows"]]
    assert names == ["采矿权人履行法定义务", f"登记事项（{NAME}）"]
    assert told(notice, "检查人员").count("执法证号") == 3
    paper = issue_visit_paper(actor=joint.member(row), inspection=row.pk, kind=INSPECTION_FORM, part=BLANK)
    titles = [one["title"] for one in paper.content["blocks"]]
    assert any(f"登记事项（{NAME}）" in title for title in titles)


def test_the_check_of_a_clue_has_its_own_notice(visiting: Visiting) -> None:
    county = visiting.ceremony.county
    leader = county.actor("leader")
    clue = propose(county)
    able = Inspector.objects.filter(office=county.bureau.office).order_by("roster_no")[1:3]
    team = [one.roster_no for one in able]
    send_at_once(actor=leader, clue=clue, reason="正在越界开采，当天必须到场", team=team)
    propose_approval(actor=county.actor("enforcement"), campaign=clue.campaign, words="立即到场")
    row = Inspection.objects.get(campaign=clue.campaign)
    lead = Actor.of(able[0].person) if able[0].person else county.actor("inspector")
    plan = VisitPlan(datetime.date(2026, 6, 16), datetime.time(14), 120, "on_site")
    schedule_inspection(actor=lead, inspection=row.pk, plan=plan)
    notice = issue_notice(actor=lead, inspection=row.pk)
    assert "线索核查“" in notice.paper.content["opening"]
    assert "随机抽查" not in notice.paper.content["opening"]
