"""Sources of work that are asked for some roles only: nobody else has such work, whatever happens."""

import datetime
from collections.abc import Callable

import pytest

from mingcha.accounts.rules import ENFORCEMENT, ROLES
from mingcha.common import moments
from mingcha.disclosure.tests.rounds import ordered
from mingcha.draws.services.changes import propose_unit_withdrawal
from mingcha.draws.tests.changing import enforcement, gone, selection_of
from mingcha.draws.tests.test_withdraw_unit import drawn_units
from mingcha.inspections.models import Approval
from mingcha.inspections.services import ask_change
from mingcha.inspections.tests.test_call_off_visit import ask, lose
from mingcha.inspections.tests.visiting import Visiting
from mingcha.oversight.queries.home import changes, disclosure, inspections
from mingcha.oversight.queries.home.due import ONLY, Source, work_of
from mingcha.plans.models import Campaign


def recorded(visiting: Visiting) -> None:
    row = visiting.first
    visiting.on_the_day(row)
    visiting.hand_in(row, results=ordered(visiting, row))
    visiting.confirm(row)


def returned(visiting: Visiting) -> None:
    Approval.objects.update(state="returned", decision_words="时间再定")


def late(visiting: Visiting) -> None:
    Campaign.objects.update(ends_on=moments.today() - datetime.timedelta(days=1))


def asked_again(visiting: Visiting) -> None:
    recorded(visiting)
    ask_change(actor=visiting.member(visiting.first), inspection=visiting.first.pk, reason="漏写处理措施")


def given_up(visiting: Visiting) -> None:
    ask(visiting, lose(visiting))


def unit_gone(visiting: Visiting) -> None:
    ceremony = visiting.ceremony
    who, unit = enforcement(ceremony), drawn_units(ceremony)[0]
    propose_unit_withdrawal(actor=who, draw=selection_of(ceremony), unit=unit, gone=gone())


MADE_BY: dict[Source, Callable[[Visiting], None]] = {
    disclosure.results_to_publish: recorded,
    inspections.approvals_to_ask: returned,
    inspections.follow_ups_to_finish: recorded,
    inspections.visits_that_are_late: late,
    inspections.record_changes_to_decide: asked_again,
    inspections.call_offs_to_decide: given_up,
    changes.withdrawals_to_decide: unit_gone,
}


def test_each_of_them_is_looked_at_below() -> None:
    assert MADE_BY.keys() == ONLY.keys()


@pytest.mark.parametrize("source", MADE_BY, ids=lambda source: source.__name__)
def test_who_is_not_asked_has_no_such_work(visiting: Visiting, source: Source) -> None:
    bureau = visiting.ceremony.county.bureau
    Campaign.objects.update(section=bureau.people[ENFORCEMENT].section)
    MADE_BY[source](visiting)
    today = moments.today()
    waiting = {role: list(source(bureau.actor(role), today)) for role in ROLES}
    assert set() < {role for role, found in waiting.items() if found} <= ONLY[source]
    for role, found in waiting.items():
        urls = {due.url for due in work_of(bureau.actor(role), today)}
        assert {due.url for due in found} <= urls, role
