"""Which figure holds on which day, and how an obligation changes: proposed by one, approved by another."""

import datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from mingcha.accounts.models import OpenWork
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER, LEGAL
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.law.models import Obligation, ObligationChange
from mingcha.law.queries import figure, figure_if_any
from mingcha.law.rules import ANNUAL_CAP, FLOOR_RATIO, OBLIGATIONS, OFFICERS_PER_VISIT, WARN_LAST_DAYS
from mingcha.law.services import (
    ChangeFacts,
    approve_change,
    decline_change,
    propose_change,
    withdraw_change,
)
from mingcha.law.tests.cast import Bureau, found
from mingcha.ledger.models import Opening, Version

pytestmark = pytest.mark.django_db
DAY = datetime.date
NEW_YEAR = DAY(2027, 1, 1)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    at(monkeypatch, 2026, 11, 26)


def at(monkeypatch: pytest.MonkeyPatch, *day: int) -> None:
    moment = datetime.datetime(*day, 3, tzinfo=datetime.UTC)  # type: ignore[arg-type, misc]
    monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def bureau() -> Bureau:
    return found()


def propose(bureau: Bureau, key: str = FLOOR_RATIO, role: str = LEGAL, **facts: Any) -> ObligationChange:
    given: dict[str, Any] = {
        "value": "3%",
        "clause": "冀市监〔2027〕1号 第五条",
        "in_force_from": NEW_YEAR,
        "reason": "省局调整",
    }
    return propose_change(actor=bureau.actor(role), key=key, facts=ChangeFacts(**(given | facts)))


def approve(bureau: Bureau, change: ObligationChange) -> Obligation:
    return approve_change(actor=bureau.actor(LEADER), change=change)


def rows(bureau: Bureau) -> int:
    return Obligation.objects.filter(office=bureau.office).count()


def test_the_row_in_force_on_the_day_answers(bureau: Bureau) -> None:
    approve(bureau, propose(bureau))
    office = bureau.office.pk
    assert figure(office, FLOOR_RATIO, DAY(2022, 1, 1)).words == "5%"
    assert figure(office, FLOOR_RATIO, DAY(2026, 12, 31)).words == "5%"
    assert figure(office, FLOOR_RATIO, NEW_YEAR).words == "3%"
    assert figure(office, OFFICERS_PER_VISIT, NEW_YEAR).as_count == 2


def test_what_is_only_proposed_counts_for_nothing(bureau: Bureau) -> None:
    propose(bureau)
    assert figure(bureau.office.pk, FLOOR_RATIO, NEW_YEAR).words == "5%"
    assert rows(bureau) == len(OBLIGATIONS)


def test_a_day_without_a_figure_is_refused_and_not_guessed(bureau: Bureau) -> None:
    with pytest.raises(Refusal) as refused:
        figure(bureau.office.pk, FLOOR_RATIO, DAY(2021, 12, 31))
    assert refused.value.code == "figure-missing"


def test_a_rule_without_number_is_no_figure(bureau: Bureau) -> None:
    assert figure_if_any(bureau.office.pk, "published-items", NEW_YEAR) is None


def test_another_office_keeps_its_own_figure(bureau: Bureau) -> None:
    other = found("QYZRZY", "曲阳县自然资源和规划局")
    change = propose(bureau)
    with pytest.raises(Unknown):
        approve(other, change)
    approve(bureau, change)
    assert figure(other.office.pk, FLOOR_RATIO, DAY(2027, 6, 1)).words == "5%"


def test_a_proposal_waits_for_every_leader_until_it_is_decided(bureau: Bureau) -> None:
    leader = bureau.person(LEADER)
    change = propose(bureau)
    assert OpenWork.objects.get(person=leader).title == "决定法定义务变动：随机抽查比例下限3%"
    approve(bureau, change)
    assert not OpenWork.objects.exists()


def test_an_approval_ends_the_former_row_the_day_before_and_is_one_entry(bureau: Bureau) -> None:
    change = propose(bureau)
    amended = approve(bureau, change)
    former = Obligation.objects.get(office=bureau.office, key=FLOOR_RATIO, value="1/20")
    assert former.in_force_until == DAY(2026, 12, 31)
    entry = Opening.objects.get(act="law.approve_change").entry
    assert set(Version.objects.filter(entry=entry).values_list("row", flat=True)) == {
        former.pk,
        amended.pk,
        change.pk,
    }
    assert Opening.objects.get(act="law.propose_change").reason == "省局调整"


@pytest.mark.parametrize("role", [BUSINESS, ENFORCEMENT, LEADER])
def test_only_the_legal_section_proposes(bureau: Bureau, role: str) -> None:
    with pytest.raises(Forbidden, match="政策法规"):
        propose(bureau, role=role)


@pytest.mark.parametrize("role", [BUSINESS, ENFORCEMENT])
def test_only_a_leader_approves(bureau: Bureau, role: str) -> None:
    change = propose(bureau)
    with pytest.raises(Forbidden, match="局领导"):
        approve_change(actor=bureau.actor(role), change=change)
    assert rows(bureau) == len(OBLIGATIONS)


def test_whoever_proposed_does_not_decide_even_as_a_leader(bureau: Bureau) -> None:
    person = bureau.person(LEGAL)
    person.grants.create(role=LEADER, granted_at=bureau.office.founded_at)
    change = propose(bureau)
    with pytest.raises(Forbidden, match="另一位局领导"):
        approve_change(actor=bureau.actor(LEGAL), change=change)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"value": "五"}, "figure-form"),
        ({"clause": " "}, "figure-without-clause"),
        ({"reason": ""}, "figure-without-clause"),
        ({"in_force_from": DAY(2026, 11, 25)}, "day-passed"),
        ({"is_on": False}, "obligation-fixed"),
        ({"key": "no-such"}, "no-obligation"),
    ],
)
def test_a_proposal_without_its_parts_is_refused(bureau: Bureau, facts: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        propose(bureau, **facts)
    assert refused.value.code == code
    assert not ObligationChange.objects.exists()


def test_the_day_is_after_that_of_the_latest_row(bureau: Bureau) -> None:
    approve(bureau, propose(bureau))
    with pytest.raises(Refusal) as refused:
        propose(bureau, value="4%", in_force_from=DAY(2026, 12, 1))
    assert refused.value.code == "figure-not-later"


def test_a_day_that_passed_while_the_change_waited_is_not_approved(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was drawn meanwhile keeps the figure it was drawn by."""
    change = propose(bureau, in_force_from=DAY(2026, 11, 26))
    at(monkeypatch, 2026, 11, 27)
    before = rows(bureau)
    with pytest.raises(Refusal) as refused:
        approve(bureau, change)
    assert (refused.value.code, rows(bureau)) == ("day-passed", before)


def test_the_same_once_more_is_no_change(bureau: Bureau) -> None:
    row = Obligation.objects.get(office=bureau.office, key=FLOOR_RATIO)
    same = {"value": "1/20", "clause": row.clause, "quote": row.quote, "confidence": row.confidence}
    with pytest.raises(Refusal, match="没有变动"):
        propose(bureau, **same)


def test_one_change_of_an_obligation_waits_at_a_time(bureau: Bureau) -> None:
    change = propose(bureau)
    with pytest.raises(Conflict, match="等待批准"):
        propose(bureau, value="4%")
    with transaction.atomic(), pytest.raises(IntegrityError):
        ObligationChange.objects.create(
            **{f.attname: getattr(change, f.attname) for f in change._meta.fields if f.name != "id"}
        )


def test_a_declined_change_says_why_and_leaves_all_as_it_is(bureau: Bureau) -> None:
    change = propose(bureau)
    with pytest.raises(Refusal, match="写明理由"):
        decline_change(actor=bureau.actor(LEADER), change=change, remark=" ")
    declined = decline_change(actor=bureau.actor(LEADER), change=change, remark="文件还没有印发")
    assert (declined.state, declined.decided_by) == ("declined", "局领导")
    assert rows(bureau) == len(OBLIGATIONS)
    with pytest.raises(Conflict):
        approve(bureau, change)


def test_who_may_not_decide_hears_that_first(bureau: Bureau) -> None:
    with pytest.raises(Forbidden, match="局领导"):
        decline_change(actor=bureau.actor(ENFORCEMENT), change=propose(bureau), remark="")


def test_only_who_proposed_withdraws(bureau: Bureau) -> None:
    change = propose(bureau)
    with pytest.raises(Forbidden, match="只有本人"):
        withdraw_change(actor=bureau.actor(LEADER), change=change)
    withdraw_change(actor=bureau.actor(LEGAL), change=change)
    assert propose(bureau).state == "proposed"


def test_an_obligation_is_switched_off_and_on_again_from_given_days(bureau: Bureau) -> None:
    office, cited = bureau.office.pk, {"clause": "局办公会纪要〔2027〕2号", "value": "7"}
    approve(bureau, propose(bureau, WARN_LAST_DAYS, **cited, is_on=False))
    assert figure_if_any(office, WARN_LAST_DAYS, DAY(2026, 12, 31)) is not None
    assert figure_if_any(office, WARN_LAST_DAYS, NEW_YEAR) is None
    again = DAY(2027, 7, 1)
    approve(bureau, propose(bureau, WARN_LAST_DAYS, **cited, in_force_from=again))
    assert figure_if_any(office, WARN_LAST_DAYS, DAY(2027, 6, 30)) is None
    assert figure_if_any(office, WARN_LAST_DAYS, again) is not None


def test_a_rule_of_another_city_holds_from_the_day_an_office_adopts_it(bureau: Bureau) -> None:
    office = bureau.office.pk
    assert figure_if_any(office, "visits-a-month", NEW_YEAR) is None
    approve(bureau, propose(bureau, "visits-a-month", value="4", clause="保定市某规定第三条"))
    assert figure_if_any(office, "visits-a-month", DAY(2026, 12, 31)) is None
    held = figure_if_any(office, "visits-a-month", NEW_YEAR)
    assert held is not None
    assert held.as_count == 4


def test_the_annual_cap_asks_for_the_number_the_office_published(bureau: Bureau) -> None:
    cap = figure(bureau.office.pk, ANNUAL_CAP, NEW_YEAR)
    assert (cap.as_count, cap.confidence) == (3, "P")
    assert "登记公布的文件和次数" in cap.clause
