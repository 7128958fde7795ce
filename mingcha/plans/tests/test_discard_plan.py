"""A plan that was begun by mistake goes off with a reason, keeps its history, and frees its year."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT, LEADER
from mingcha.common import moments
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.ledger.queries import history
from mingcha.ledger.services import examine_ledger
from mingcha.oversight.queries.home.plans import plans_to_move
from mingcha.plans import services
from mingcha.plans.models import Plan
from mingcha.plans.queries import plan_of_year
from mingcha.plans.states import CANCELLED, DISCARDED, DRAFT, PLAN
from mingcha.plans.subjects import PLAN_LINES
from mingcha.plans.tests import cast
from mingcha.plans.tests.planning import Planning, planning
from mingcha.plans.tests.test_pages import client_of, page, text_of, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def year() -> Planning:
    return planning()


def discarded(year: Planning, reason: str = "年度填错") -> Plan:
    return services.discard_plan(actor=year.bureau.actor(ENFORCEMENT), plan=year.plan, reason=reason)


def begun_anew(year: Planning) -> Plan:
    return services.create_plan(actor=year.bureau.actor(ENFORCEMENT), year=2026, number="2026-2")


def test_a_discarded_plan_frees_its_year_and_keeps_its_history(year: Planning) -> None:
    assert discarded(year).state == DISCARDED
    assert plan_of_year(year.bureau.actor(LEADER), 2026) is None
    assert plan_of_year(year.bureau.actor(LEADER), 2026) != begun_anew(year)
    assert plan_of_year(year.bureau.actor(LEADER), 2026) == Plan.objects.get(number="2026-2")
    last = history(year.plan.pk)[0]
    assert (last.act, last.reason) == ("plans.discard_plan", "年度填错")
    assert [one.place for one in examine_ledger() if one.place.startswith("plans_")] == []


def test_a_year_has_one_plan_that_counts_and_any_number_of_discarded_ones(year: Planning) -> None:
    discarded(year)
    for _ in range(2):
        anew = begun_anew(year)
        services.discard_plan(actor=year.bureau.actor(ENFORCEMENT), plan=anew, reason="又编错")
    begun_anew(year)
    assert Plan.objects.filter(year=2026, state=DISCARDED).count() == 3
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.create(office=year.bureau.office, year=2026, number="x", created_at=moments.now())


def test_lines_are_called_off_first_each_with_its_reason(year: Planning) -> None:
    line = year.propose("2026-01")
    with pytest.raises(Conflict, match="还有1个任务") as refused:
        discarded(year)
    assert refused.value.found == (("2026-01", "抽查2026-01：编制中"),)
    services.cancel_campaign(actor=year.clerk(), campaign=line, reason="计划编错")
    assert discarded(year).state == DISCARDED
    line.refresh_from_db()
    assert (line.state, line.plan_id) == (CANCELLED, year.plan.pk)


def test_only_a_draft_that_was_never_published_is_discarded(year: Planning) -> None:
    line = year.propose("2026-01")
    year.submitted()
    with pytest.raises(Conflict, match="待批准"):
        discarded(year)
    services.approve_plan(actor=year.bureau.actor(LEADER), plan=year.now())
    services.publish_plan(actor=year.bureau.actor(ENFORCEMENT), plan=year.now())
    services.amend_plan(actor=year.bureau.actor(ENFORCEMENT), plan=year.now(), reason="增加任务")
    services.cancel_campaign(actor=year.clerk(), campaign=line, reason="不办了")
    with pytest.raises(Forbidden, match="已经公布过，不能作废"):
        discarded(year)


def test_who_leads_the_plan_discards_it_and_says_why(year: Planning) -> None:
    for role in (BUSINESS, LEADER):
        with pytest.raises(Forbidden):
            services.discard_plan(actor=year.bureau.actor(role), plan=year.plan, reason="x")
    with pytest.raises(Refusal, match="作废要写明理由"):
        discarded(year, " ")
    assert year.now().state == DRAFT


def test_nothing_is_done_with_a_discarded_plan_any_more(year: Planning) -> None:
    discarded(year)
    assert [act for act in PLAN.acts if PLAN.may(act, DISCARDED)] == []
    with pytest.raises(Conflict, match="已作废"):
        year.propose("2026-01")
    assert not PLAN_LINES.can_import(year.bureau.actor(ENFORCEMENT))


def test_a_campaign_goes_into_the_plan_that_counts(year: Planning) -> None:
    clerk = client_of(year.bureau, ENFORCEMENT)
    discarded(year)
    assert clerk.get(reverse("campaign_create") + "?plan=2026").status_code == 404
    outside = cast.campaign(year.bureau, year.settings("2026-09"))
    assert clerk.post(reverse("campaign_enter", args=[outside.pk])).status_code == 404
    anew = begun_anew(year)
    assert clerk.post(reverse("campaign_create") + "?plan=2026", typed(year.item)).status_code == 302
    clerk.post(reverse("campaign_enter", args=[outside.pk]))
    assert anew.campaigns.count() == 2


def test_the_home_page_asks_to_begin_the_plan_again(year: Planning) -> None:
    today = moments.today().replace(year=2026, month=6, day=1)
    clerk = year.bureau.actor(ENFORCEMENT)
    assert [due.button for due in plans_to_move(clerk, today)] == ["去送审"]
    discarded(year)
    assert [due.button for due in plans_to_move(clerk, today)] == ["去编制"]


def test_the_page_discards_and_the_board_leads_to_what_was_discarded(year: Planning) -> None:
    clerk = client_of(year.bureau, ENFORCEMENT)
    address, own = reverse("plan_discard", args=[year.plan.pk]), reverse("plan_detail", args=[year.plan.pk])
    line = year.propose("2026-01")
    assert address not in page(clerk, "plan_detail", year.plan.pk)
    services.cancel_campaign(actor=year.clerk(), campaign=line, reason="计划编错")
    assert address in page(clerk, "plan_detail", year.plan.pk)
    assert clerk.post(address, {"reason": "年度填错"}).status_code == 302
    shown = page(clerk, "plan_detail", year.plan.pk)
    assert "已作废" in text_of(shown) and "作废年度抽查计划" in text_of(shown)
    assert address not in shown and "送局领导批准" not in shown
    assert "作废以前没有公布过" in shown and "还没有公布" not in shown and "备案" not in shown
    board = client_of(year.bureau, AUDITOR).get(reverse("campaign_list") + "?year=2026").content.decode()
    assert "本年度计划还没有编制" in text_of(board)
    assert f'<a href="{own}">已作废的计划2026-JH</a>' in board
