"""An office adds results of its own to an item, each with its national class."""

import pytest

from mingcha.accounts.rules import BUSINESS, INSPECTOR
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.inspections.models import Outcome
from mingcha.inspections.rules.forms import Result
from mingcha.inspections.services import OutcomeFacts, add_item_outcome, retire_item_outcome
from mingcha.inspections.tests.visiting import Visiting

FAILED = OutcomeFacts("K01", "批不合格", "found", "8", is_problem=True)


def test_an_added_result_is_chosen_counted_and_mapped(visiting: Visiting) -> None:
    row = visiting.first
    own = add_item_outcome(actor=visiting.ceremony.county.actor(BUSINESS), facts=FAILED)
    visiting.on_the_day(row)
    results = [Result(one.unit, one.item, own.code, "抽样三件不合格") for one in visiting.typed(row).results]
    visiting.hand_in(row, results=results)
    visiting.confirm(row)
    assert {(one.title, one.national) for one in Outcome.objects.all()} == {("批不合格", "8")}


def test_a_retired_result_is_offered_no_more_and_may_come_back(visiting: Visiting) -> None:
    actor = visiting.ceremony.county.actor(BUSINESS)
    own = add_item_outcome(actor=actor, facts=FAILED)
    with pytest.raises(Conflict):
        add_item_outcome(actor=actor, facts=FAILED)
    retire_item_outcome(actor=actor, outcome=own.pk)
    row = visiting.first
    visiting.on_the_day(row)
    results = [Result(one.unit, one.item, own.code, "不合格") for one in visiting.typed(row).results]
    with pytest.raises(Refusal):
        visiting.hand_in(row, results=results)
    assert add_item_outcome(actor=actor, facts=FAILED).pk == own.pk


@pytest.mark.parametrize(
    "facts",
    [
        OutcomeFacts("K01", "未发现问题", "found", "1"),
        OutcomeFacts("K01", "批合格", "found", "8"),
        OutcomeFacts("K01", "批不合格", "found", "1", is_problem=True),
        OutcomeFacts("K01", "厂房拆除", "not_checked", "7", is_problem=True),
        OutcomeFacts("K01", "批合格", "found", ""),
        OutcomeFacts("K99", "批合格", "found", "1"),
    ],
)
def test_what_contradicts_its_class_or_means_nothing_is_refused(
    visiting: Visiting, facts: OutcomeFacts
) -> None:
    with pytest.raises(Refusal):
        add_item_outcome(actor=visiting.ceremony.county.actor(BUSINESS), facts=facts)


def test_an_inspector_adds_none(visiting: Visiting) -> None:
    with pytest.raises(Forbidden):
        add_item_outcome(actor=visiting.ceremony.county.actor(INSPECTOR), facts=FAILED)
