"""A plan begun under a wrong number or for a wrong year is put right until it is published."""

import pytest
from django.urls import reverse

from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.law.tests.cast import found
from mingcha.ledger.queries import history
from mingcha.plans import services
from mingcha.plans.models import Plan
from mingcha.plans.queries import plan_of_year
from mingcha.plans.tests.planning import Planning, planning
from mingcha.plans.tests.test_pages import client_of, page, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def year() -> Planning:
    return planning()


def changed(year: Planning, wanted: int = 2026, number: str = "2026-1", reason: str = "编号填错") -> Plan:
    actor = year.bureau.actor(ENFORCEMENT)
    return services.change_plan(actor=actor, plan=year.plan, year=wanted, number=number, reason=reason)


def test_a_wrong_number_is_put_right_and_the_log_keeps_both(year: Planning) -> None:
    year.propose("2026-01")
    changed(year, number=" 阜自然资计〔2026〕1号 ")
    assert (year.now().year, year.now().number) == (2026, "阜自然资计〔2026〕1号")
    last = history(year.plan.pk)[0]
    assert (last.act, last.reason) == ("plans.change_plan", "编号填错")
    assert last.content["former"] == {"year": 2026, "number": "2026-JH"}


def test_a_plan_without_lines_moves_to_the_right_year(year: Planning) -> None:
    changed(year, 2027, "2027-JH", "年度填错")
    actor = year.bureau.actor(ENFORCEMENT)
    assert plan_of_year(actor, 2026) is None
    assert plan_of_year(actor, 2027) == year.plan


def test_it_does_not_move_into_a_year_that_has_its_plan(year: Planning) -> None:
    services.create_plan(actor=year.bureau.actor(ENFORCEMENT), year=2027, number="2027-JH")
    with pytest.raises(Conflict, match="2027年度抽查计划已经编制"):
        changed(year, 2027)


def test_its_year_stays_once_a_line_was_proposed_even_one_called_off(year: Planning) -> None:
    line = year.propose("2026-01")
    with pytest.raises(Conflict, match="提出过1个任务"):
        changed(year, 2027)
    services.cancel_campaign(actor=year.clerk(), campaign=line, reason="年度错了")
    with pytest.raises(Conflict, match="提出过1个任务"):
        changed(year, 2027)


def test_a_returned_plan_is_put_right_and_not_one_before_the_leader(year: Planning) -> None:
    year.propose("2026-01")
    year.submitted()
    with pytest.raises(Conflict, match="待批准"):
        changed(year)
    services.return_plan(actor=year.bureau.actor(LEADER), plan=year.now(), reason="编号不对")
    assert changed(year).number == "2026-1"


def test_what_was_published_under_its_number_keeps_it_while_it_is_amended(year: Planning) -> None:
    year.propose("2026-01")
    year.published()
    services.amend_plan(actor=year.bureau.actor(ENFORCEMENT), plan=year.now(), reason="增加任务")
    with pytest.raises(Forbidden, match="已经公布过，不能更正"):
        changed(year)


def test_who_leads_the_plan_changes_it_for_a_reason_and_something_is_different(year: Planning) -> None:
    with pytest.raises(Forbidden):
        services.change_plan(
            actor=year.bureau.actor(BUSINESS), plan=year.plan, year=2026, number="x", reason="x"
        )
    with pytest.raises(Refusal, match="更正要写明理由"):
        changed(year, reason=" ")
    with pytest.raises(Refusal, match="没有要保存的改动"):
        changed(year, number="2026-JH")
    with pytest.raises(Refusal, match="计划编号应填写"):
        changed(year, number=" ")
    stranger = found("QYZRZY", "曲阳县自然资源和规划局").actor(ENFORCEMENT)
    with pytest.raises(Unknown):
        services.change_plan(actor=stranger, plan=year.plan, year=2026, number="x", reason="x")


def test_the_page_offers_it_to_who_may_and_takes_it(year: Planning) -> None:
    clerk, leader = client_of(year.bureau, ENFORCEMENT), client_of(year.bureau, LEADER)
    address = reverse("plan_change", args=[year.plan.pk])
    assert address in page(clerk, "plan_detail", year.plan.pk)
    assert address not in page(leader, "plan_detail", year.plan.pk)
    typed = {"year": "2027", "number": "2027-JH", "reason": "年度填错"}
    assert clerk.post(address, typed | {"year": "明年"}).status_code == 422
    assert clerk.post(address, typed).status_code == 302
    shown = text_of(page(clerk, "plan_detail", year.plan.pk))
    assert "2027年度抽查计划" in shown
    assert "更正年度抽查计划" in shown and "年度填错" in shown
