"""A published plan is reported to each body that must have it; with the last receipt it is filed."""

import datetime
import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER, LEGAL
from mingcha.common import moments
from mingcha.common.errors import Forbidden, Refusal
from mingcha.intake.services import Scan
from mingcha.plans import services
from mingcha.plans.models import PlanFiling
from mingcha.plans.queries import latest_version
from mingcha.plans.queries.plans import reported_of
from mingcha.plans.rules.filing import DEFAULT_BODIES, Body, Sent, filing_words, is_filed, reported_to
from mingcha.plans.states import FILED, PUBLISHED
from mingcha.plans.tests.planning import Planning, planning

pytestmark = pytest.mark.django_db
SUPERIOR = {"addressee": "superior", "body": "保定市自然资源和规划局"}
JUSTICE = {"addressee": "justice", "body": "阜平县司法局"}
TOWN = "阜平县行政审批局"


@pytest.fixture
def year() -> Planning:
    year = planning()
    year.propose("2026-01")
    year.published()
    return year


def report(
    year: Planning, body: dict[str, str], *, receipt: bool = True, role: str = LEGAL, **facts: Any
) -> PlanFiling:
    scan = Scan(io.BytesIO(b"%PDF-1.7 " + body["body"].encode()), "回执.pdf") if receipt else None
    given = {"filed_on": moments.today(), "receipt": scan} | body | facts
    return services.file_plan(actor=year.bureau.actor(role), plan=year.now(), **given)


def told(year: Planning, *bodies: Body, role: str = LEADER, **facts: Any) -> None:
    given: dict[str, Any] = {"in_force_from": moments.today(), "reason": "局办公会决定"} | facts
    services.set_filing_list(actor=year.bureau.actor(role), bodies=bodies, **given)


def test_one_of_two_is_not_enough(year: Planning) -> None:
    report(year, SUPERIOR)
    assert year.now().state == PUBLISHED
    assert filing_words(reported_of(year.now())) == "已报上级，待报司法局"
    report(year, JUSTICE)
    assert year.now().state == FILED
    assert filing_words(reported_of(year.now())) == "已报上级、司法局"


def test_without_the_receipt_it_is_only_sent(year: Planning) -> None:
    report(year, SUPERIOR)
    report(year, JUSTICE, receipt=False)
    assert year.now().state == PUBLISHED
    assert filing_words(reported_of(year.now())) == "已报上级，已报司法局、回执待附"
    report(year, JUSTICE)
    assert year.now().state == FILED


def test_the_same_body_twice_stands_for_no_other(year: Planning) -> None:
    report(year, JUSTICE)
    report(year, JUSTICE)
    report(year, {"addressee": "other", "body": TOWN})
    assert year.now().state == PUBLISHED


def test_an_amended_plan_is_reported_anew(year: Planning) -> None:
    report(year, SUPERIOR)
    report(year, JUSTICE)
    services.amend_plan(actor=year.bureau.actor(ENFORCEMENT), plan=year.now(), reason="增加任务")
    year.published()
    assert year.now().state == PUBLISHED
    assert [one.was_sent for one in reported_of(year.now())] == [False, False]


def test_the_office_says_who_else_must_have_the_plan(year: Planning) -> None:
    told(year, *DEFAULT_BODIES, Body("other", TOWN))
    report(year, SUPERIOR)
    report(year, JUSTICE)
    assert filing_words(reported_of(year.now())) == f"已报上级、司法局，待报{TOWN}"
    report(year, {"addressee": "other", "body": f" {TOWN} "})
    assert year.now().state == FILED


def test_a_list_of_a_later_day_leaves_what_was_published_before(year: Planning) -> None:
    told(year, Body("justice"), in_force_from=moments.today() + datetime.timedelta(days=1))
    report(year, JUSTICE)
    assert year.now().state == PUBLISHED


@pytest.mark.parametrize(
    ("bodies", "facts", "code"),
    [
        ((), {}, "filing-list-empty"),
        ((Body("justice"),), {"reason": " "}, "filing-list-empty"),
        ((Body("justice"),), {"in_force_from": datetime.date(2026, 1, 1)}, "filing-list-of-the-past"),
    ],
)
def test_a_list_needs_a_body_a_basis_and_a_day_to_come(
    year: Planning, bodies: tuple[Body, ...], facts: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refusal) as refused:
        told(year, *bodies, **facts)
    assert refused.value.code == code


def test_only_a_leader_sets_the_list(year: Planning) -> None:
    with pytest.raises(Forbidden):
        told(year, Body("justice"), role=ENFORCEMENT)


def test_a_filing_of_another_day_or_by_another_role_is_refused(year: Planning) -> None:
    tomorrow = moments.today() + datetime.timedelta(days=1)
    with pytest.raises(Refusal, match="不在公布之日"):
        report(year, JUSTICE, filed_on=tomorrow)
    with pytest.raises(Forbidden):
        report(year, JUSTICE, role=BUSINESS)
    assert latest_version(year.now()).filings.count() == 0  # type: ignore[union-attr]


def test_home_and_page_say_whom_the_plan_still_waits_for(year: Planning) -> None:
    report(year, SUPERIOR)
    client = Client()
    client.force_login(year.bureau.person(LEGAL))
    home = client.get(reverse("home")).content.decode()
    assert "已报上级，待报司法局" in home
    assert "已报上级，待报司法局" in client.get(reverse("plan_detail", args=[year.plan.pk])).content.decode()
    report(year, JUSTICE)
    assert "备案" not in client.get(reverse("home")).content.decode()


def test_a_leader_types_the_list_in(year: Planning) -> None:
    client = Client()
    client.force_login(year.bureau.person(LEADER))
    typed = {"justice": "on", "others": f"{TOWN}\n\n{TOWN}", "reason": "县政府通知"}
    client.post(reverse("filing_list"), {**typed, "in_force_from": moments.today().isoformat()})
    shown = client.get(reverse("filing_list")).content.decode()
    assert f"司法局、{TOWN}" in shown and "县政府通知" in shown and "上级主管部门、" not in shown


def test_words_and_state_go_together() -> None:
    reported = reported_to(DEFAULT_BODIES, [Sent("superior", "市局", True), Sent("justice", "局", True)])
    assert is_filed(reported) and not is_filed(reported_to(DEFAULT_BODIES, []))
