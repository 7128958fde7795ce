"""A yearly plan from the first proposal to its close: who may, when, and what keeps it."""

import datetime
from dataclasses import replace
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.models import OpenWork
from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT, LEADER, LEGAL
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.common.moments import today
from mingcha.draws.tests.county import Clock
from mingcha.law.tests.cast import found
from mingcha.ledger.queries import history
from mingcha.ledger.services import examine_ledger
from mingcha.papers.models import DocumentNumber
from mingcha.papers.rules.kinds import PLAN as PLAN_PAPER
from mingcha.papers.services import set_series
from mingcha.plans import services
from mingcha.plans.models import Campaign, PlanVersion
from mingcha.plans.queries import latest_version, lines_of, plan_findings
from mingcha.plans.queries.platforms import entered_plan, plans_not_entered
from mingcha.plans.rules.plan_words import differences_of
from mingcha.plans.states import APPROVED, CANCELLED, CLOSED, DRAFT, PUBLISHED, READY, SUBMITTED
from mingcha.plans.tests import cast
from mingcha.plans.tests.planning import COMPLETE, LAND, MINING, Planning, planning
from mingcha.upkeep.rules import PROVINCIAL
from mingcha.upkeep.services import EntryFacts, record_platform_entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def year() -> Planning:
    return planning()


def test_a_plan_goes_from_proposals_to_its_close(year: Planning) -> None:
    first, second = year.propose("2026-01"), year.propose("2026-02", LAND)
    assert year.submitted().state == SUBMITTED
    assert services.approve_plan(actor=year.bureau.actor(LEADER), plan=year.now()).state == APPROVED
    version = services.publish_plan(actor=year.bureau.actor(ENFORCEMENT), plan=year.now())
    assert (year.now().state, version.number, len(version.lines)) == (PUBLISHED, 0, 2)
    assert (version.approved_by, version.complete_from) == (year.bureau.actor(LEADER).name, COMPLETE)
    ready = services.settle_campaign(actor=year.bureau.actor(LEADER), campaign=first)
    assert ready.state == READY
    services.mark_campaign_drawn(
        actor=year.bureau.actor(ENFORCEMENT), campaign=ready, draw="2026-01-a-1", units=[], teams={}
    )
    with pytest.raises(Refusal, match="1个任务没有抽取") as left:
        services.close_plan(actor=year.bureau.actor(ENFORCEMENT), plan=year.now())
    assert left.value.found == (("2026-02", "抽查2026-02：编制中"),)
    services.cancel_campaign(actor=year.clerk(LAND), campaign=second, reason="并入第二轮")
    assert services.close_plan(actor=year.bureau.actor(LEADER), plan=year.now()).state == CLOSED
    assert [one.place for one in examine_ledger() if one.place.startswith("plans_")] == []


def test_a_year_has_one_plan_and_only_enforcement_begins_it(year: Planning) -> None:
    with pytest.raises(Conflict, match="一个年度一份"):
        services.create_plan(actor=year.bureau.actor(ENFORCEMENT), year=2026, number="x")
    with pytest.raises(Forbidden):
        services.create_plan(actor=year.bureau.actor(BUSINESS), year=2027, number="x")
    with pytest.raises(Refusal, match="计划编号应填写"):
        services.create_plan(actor=year.bureau.actor(ENFORCEMENT), year=2027, number=" ")


def test_another_offices_plan_is_unknown(year: Planning) -> None:
    stranger = found("QYZRZY", "曲阳县自然资源和规划局")
    with pytest.raises(Unknown):
        services.submit_plan(actor=stranger.actor(ENFORCEMENT), plan=year.plan, complete_from=COMPLETE)


def test_a_section_changes_its_own_lines_and_enforcement_all(year: Planning) -> None:
    line = year.propose("2026-01", MINING)
    changed = year.settings("2026-01", MINING, towns=("平阳镇",))
    with pytest.raises(Forbidden, match=MINING):
        services.edit_campaign(actor=year.clerk(LAND), campaign=line, settings=changed)
    with pytest.raises(Forbidden, match=MINING):
        services.cancel_campaign(actor=year.clerk(LAND), campaign=line, reason="不查了")
    services.edit_campaign(actor=year.clerk(MINING), campaign=line, settings=changed)
    services.cancel_campaign(actor=year.bureau.actor(ENFORCEMENT), campaign=line, reason="不查了")
    line.refresh_from_db()
    assert (line.towns, line.state) == (["平阳镇"], CANCELLED)
    assert not lines_of(year.now()).exists()


def test_a_section_proposes_nothing_in_the_name_of_another(year: Planning) -> None:
    with pytest.raises(Forbidden, match=LAND):
        services.propose_campaign(
            actor=year.clerk(MINING), plan=year.plan, settings=year.settings("2026-01", LAND)
        )
    line = year.propose("2026-01", MINING)
    with pytest.raises(Forbidden, match=LAND):
        services.edit_campaign(
            actor=year.clerk(MINING), campaign=line, settings=year.settings("2026-01", LAND)
        )


def test_a_line_is_not_called_off_while_the_plan_lies_before_the_head(year: Planning) -> None:
    line = year.propose("2026-01")
    year.submitted()
    with pytest.raises(Forbidden, match="退回后才能取消"):
        services.cancel_campaign(actor=year.clerk(), campaign=line, reason="不查了")


def test_a_line_begins_in_the_year_of_its_plan(year: Planning) -> None:
    late = datetime.date(2027, 1, 4)
    with pytest.raises(Refusal, match="只收2026年开始的任务"):
        year.propose("2027-01", starts_on=late, ends_on=late)


def test_a_campaign_drafted_outside_goes_into_the_plan_once(year: Planning) -> None:
    outside = cast.campaign(year.bureau, year.settings("2026-09"))
    entered = services.enter_campaign(actor=year.clerk(), plan=year.plan, campaign=outside)
    assert entered.plan_id == year.plan.pk
    with pytest.raises(Conflict, match="已在"):
        services.enter_campaign(actor=year.clerk(), plan=year.plan, campaign=outside)


def test_an_empty_plan_and_one_with_a_blocking_finding_are_not_submitted(year: Planning) -> None:
    with pytest.raises(Refusal, match="还没有任务"):
        year.submitted()
    year.propose("2026-01", layers=cast.layers("1/41", "1/41"))
    with pytest.raises(Refusal, match="1个问题未解决") as refused:
        year.submitted()
    assert "二（四）" in refused.value.clause
    assert refused.value.found[0][0] == "抽查2026-01"
    assert year.now().state == DRAFT


def test_a_plan_that_tells_somebodys_number_is_not_submitted_and_not_amended_for_such_a_reason(
    year: Planning,
) -> None:
    line = year.propose("2026-01")
    Campaign.objects.filter(pk=line.pk).update(plan_note="联系人13812345678")
    with pytest.raises(Refusal, match="“抽查2026-01”的备注里有手机号") as refused:
        year.submitted()
    assert "个人信息保护法" in refused.value.clause
    Campaign.objects.filter(pk=line.pk).update(plan_note="举报电话0312-7221234")
    year.published()
    with pytest.raises(Refusal, match="修订理由里有身份证号"):
        services.amend_plan(
            actor=year.bureau.actor(ENFORCEMENT), plan=year.now(), reason="130624197001010191反映"
        )


def test_the_arbiter_is_asked_again_at_the_approval(year: Planning) -> None:
    line = year.propose("2026-01")
    year.submitted()
    line.strata.update(ratio="1/41")
    blocking = [one for one in plan_findings(year.bureau.actor(LEADER), year.now()) if one.finding.blocks]
    assert [one.lines for one in blocking] == [(line,)]
    with pytest.raises(Refusal, match="不能批准"):
        services.approve_plan(actor=year.bureau.actor(LEADER), plan=year.now())


def test_whoever_submits_does_not_approve(year: Planning) -> None:
    year.propose("2026-01")
    both = replace(year.bureau.actor(LEADER), roles=frozenset({ENFORCEMENT, LEADER}))
    services.submit_plan(actor=both, plan=year.now(), complete_from=COMPLETE)
    with pytest.raises(Forbidden, match="另一位局领导"):
        services.approve_plan(actor=both, plan=year.now())
    for role in (ENFORCEMENT, BUSINESS, AUDITOR):
        with pytest.raises(Forbidden):
            services.approve_plan(actor=year.bureau.actor(role), plan=year.now())


def test_leaders_are_asked_to_approve_until_it_is_decided(year: Planning) -> None:
    year.propose("2026-01")
    leader = year.bureau.person(LEADER)
    year.submitted()
    assert OpenWork.objects.filter(person=leader, title="批准2026年度抽查计划").exists()
    services.return_plan(actor=year.bureau.actor(LEADER), plan=year.now(), reason="第二轮写明时间")
    assert not OpenWork.objects.filter(person=leader).exists()
    assert year.now().state == DRAFT


@pytest.mark.parametrize("verb", [services.return_plan, services.amend_plan])
def test_sending_back_and_amending_need_a_reason(year: Planning, verb: object) -> None:
    year.propose("2026-01")
    year.submitted() if verb is services.return_plan else year.published()
    with pytest.raises(Refusal, match="要写明理由"):
        verb(actor=year.bureau.actor(ENFORCEMENT), plan=year.now(), reason="  ")  # type: ignore[operator]


def test_a_submitted_plan_takes_no_line_and_its_lines_change_only_their_team(year: Planning) -> None:
    line = year.propose("2026-01")
    year.submitted()
    with pytest.raises(Conflict, match="只有“编制中”"):
        year.propose("2026-02")
    with pytest.raises(Conflict, match="只能修改检查组"):
        services.edit_campaign(
            actor=year.clerk(), campaign=line, settings=year.settings("2026-01", towns=("平阳镇",))
        )
    seats = cast.settings(year.item).seats
    bigger = (seats[0], type(seats[1])("member", "组员", 2))
    services.edit_campaign(actor=year.clerk(), campaign=line, settings=year.settings("2026-01", seats=bigger))
    assert [group.count for group in line.team_groups.all()] == [1, 2]


def test_a_line_is_settled_only_under_a_published_plan(year: Planning) -> None:
    line, leader = year.propose("2026-01"), year.bureau.actor(LEADER)
    with pytest.raises(Refusal, match="还没有公布"):
        services.settle_campaign(actor=leader, campaign=line)
    year.published()
    assert services.settle_campaign(actor=leader, campaign=line).state == READY


def test_beside_a_published_plan_a_campaign_needs_its_basis(year: Planning) -> None:
    year.propose("2026-01")
    leader = year.bureau.actor(LEADER)
    early = cast.campaign(year.bureau, year.settings("2026-08"))
    assert services.settle_campaign(actor=leader, campaign=early).state == READY
    year.published()
    late = cast.campaign(year.bureau, year.settings("2026-09"))
    with pytest.raises(Refusal, match="不在已公布的2026年度抽查计划内") as refused:
        services.settle_campaign(actor=leader, campaign=late)
    assert "54号" in refused.value.clause
    basis = {"outside_body": "阜平县人民政府", "outside_document": "阜政〔2026〕8号"}
    for line in (basis, basis | {"outside_reason": "专项整治"}):
        services.edit_campaign(
            actor=year.bureau.actor(ENFORCEMENT), campaign=late, settings=year.settings("2026-09", line=line)
        )
        if "outside_reason" not in line:
            with pytest.raises(Refusal):
                services.settle_campaign(actor=leader, campaign=late)
    assert services.settle_campaign(actor=leader, campaign=late).state == READY


def test_what_was_entered_into_a_platform_before_an_amendment_is_to_be_entered_again(
    clock: Clock, year: Planning
) -> None:
    year.propose("2026-01")
    year.published()
    clerk, plan = year.bureau.actor(ENFORCEMENT), year.plan

    def enter(seen: int, reason: str = "") -> None:
        facts = EntryFacts(PROVINCIAL, today(), "张三", entry_no="SJ-1", seen=seen, reason=reason)
        record_platform_entry(actor=clerk, subject=entered_plan(year.now()), facts=facts)

    def lacking() -> list[UUID]:
        return [one.pk for one in plans_not_entered(clerk, PROVINCIAL)]

    def page() -> str:
        client = Client()
        client.force_login(year.bureau.person(ENFORCEMENT))
        return client.get(reverse("plan_detail", args=[plan.pk])).content.decode()

    assert lacking() == [plan.pk]
    enter(0)
    assert lacking() == [] and "未录入新版" not in page()
    services.amend_plan(actor=clerk, plan=year.now(), reason="扩大范围")
    assert lacking() == []
    clock.advance(minutes=1)
    year.published("阜自然资发〔2026〕9号")
    assert lacking() == [plan.pk] and "未录入新版" in page()
    enter(1, "计划修订")
    assert lacking() == [] and "未录入新版" not in page()


def test_an_amendment_is_numbered_and_the_former_version_stays_public(year: Planning) -> None:
    line = year.propose("2026-01")
    first = year.published()
    plan = services.amend_plan(actor=year.bureau.actor(ENFORCEMENT), plan=year.now(), reason="扩大范围")
    assert (plan.state, plan.amendment) == (DRAFT, 1)
    assert latest_version(plan) == first
    services.edit_campaign(
        actor=year.clerk(), campaign=line, settings=year.settings("2026-01", line={"frequency": "2次/年"})
    )
    year.propose("2026-02", LAND)
    second = year.published()
    assert (second.number, second.reason) == (1, "扩大范围")
    told = differences_of(first.lines, second.lines)
    assert [(one.kind, one.number, one.changes) for one in told] == [
        ("修改", "2026-01", (("抽查频次", "（空）", "2次/年"),)),
        ("新增", "2026-02", ()),
    ]
    assert PlanVersion.objects.filter(plan=plan).count() == 2
    assert "plans.amend_plan" in [event.act for event in history(plan.pk)]


def test_a_version_keeps_the_figures_of_its_day(year: Planning) -> None:
    year.propose("2026-01")
    version = year.published()
    cast.mines(year.bureau, 60)
    version.refresh_from_db()
    (line,) = version.lines
    assert (line["base"], line["count"], line["ratio"]) == (40, 2, "5%")
    assert (line["section"], line["scope"], line["document_no"]) == (
        MINING,
        "采矿权",
        "阜自然资发〔2026〕5号",
    )


def test_a_line_that_a_platform_draws_says_so_where_it_is_published(year: Planning, client: Client) -> None:
    platform = {"drawing_platform": "省级监管平台", "drawing_basis": "省办发〔2026〕1号"}
    year.propose("2026-01", line=platform)
    year.propose("2026-02", LAND)
    version = year.published()
    assert [line["drawing_platform"] for line in version.lines] == ["省级监管平台", ""]
    page = client.get(reverse("public_plan", args=[2026])).content.decode()
    assert page.count("抽取平台：省级监管平台") == 1
    older = [{key: line[key] for key in line if key != "drawing_platform"} for line in version.lines]
    assert [(one.number, one.changes) for one in differences_of(older, version.lines)] == [
        ("2026-01", (("抽取平台", "（空）", "省级监管平台"),))
    ]


def test_a_plan_published_without_a_typed_number_takes_the_next_of_its_series(year: Planning) -> None:
    set_series(actor=year.bureau.actor(LEGAL), kind=PLAN_PAPER, code="阜自然资发")
    year.propose("2026-01")
    with pytest.raises(Refusal, match="由系统依次编号"):
        year.published("阜自然资发〔2026〕5号")
    version = services.publish_plan(actor=year.bureau.actor(ENFORCEMENT), plan=year.now())
    assert version.document_no == f"阜自然资发〔{today().year}〕1号"
    number = DocumentNumber.objects.get()
    assert (number.subject, number.title) == (version.pk, "2026年度抽查计划（首次公布）")
