"""A unit that the program has put right reaches an older office with the next row that a leader approves."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import LEADER, LEGAL
from mingcha.common import moments
from mingcha.law.models import Obligation
from mingcha.law.queries import figure
from mingcha.law.queries.wording import corrected_units, new_wordings
from mingcha.law.rules import BY_KEY, OBLIGATIONS, WITHDRAW_PENALTY_DAYS
from mingcha.law.services import ChangeFacts, approve_change, propose_change
from mingcha.law.tests.cast import Bureau, found

pytestmark = pytest.mark.django_db
KEY = WITHDRAW_PENALTY_DAYS


@pytest.fixture
def bureau() -> Bureau:
    """An office founded when the three days were taken for calendar days."""
    bureau = found()
    Obligation.objects.filter(office=bureau.office, key=KEY).update(unit="日", clause="旧的依据")
    return bureau


def test_the_spans_of_two_to_seven_days_of_the_penalty_law_are_working_days() -> None:
    spans = [
        rule for rule in OBLIGATIONS if "行政处罚法" in rule.clause and rule.value in ("2", "3", "5", "7")
    ]
    days = {rule.key: rule.unit for rule in spans if rule.unit in ("日", "天", "个工作日")}
    cited = {key for key in days if BY_KEY[key].clause.startswith("《中华人民共和国行政处罚法》")}
    assert len(cited) == 4 and {days[key] for key in cited} == {"个工作日"}
    assert all("第八十五条" in BY_KEY[key].clause for key in cited)


def test_a_new_office_has_no_unit_to_put_right() -> None:
    assert corrected_units(found("QYZRZY", "曲阳县自然资源和规划局").actor(LEGAL)) == []


def test_new_words_are_not_put_beside_the_old_unit(bureau: Bureau) -> None:
    assert new_wordings(bureau.actor(LEGAL)) == []


def test_the_same_number_with_the_right_unit_is_a_change_a_leader_approves(bureau: Bureau) -> None:
    today = moments.today()
    before = today - datetime.timedelta(days=1)
    facts = ChangeFacts(
        clause=BY_KEY[KEY].clause,
        in_force_from=today,
        reason="第八十五条：指工作日",
        value="3",
        confidence="S",
    )
    change = propose_change(actor=bureau.actor(LEGAL), key=KEY, facts=facts)
    assert figure(bureau.office.pk, KEY, today).words == "3日"
    approve_change(actor=bureau.actor(LEADER), change=change)
    assert figure(bureau.office.pk, KEY, today).words == "3个工作日"
    assert figure(bureau.office.pk, KEY, before).words == "3日"
    assert corrected_units(bureau.actor(LEGAL)) == []


def test_the_pages_say_what_was_put_right(bureau: Bureau) -> None:
    client = Client()
    client.force_login(bureau.person(LEGAL))
    page = client.get(reverse("obligation_list")).content.decode()
    assert "单位有更正" in page and "3个工作日" in page
    assert "以“个工作日”为单位" in client.get(reverse("obligation_change", args=[KEY])).content.decode()
