"""Several interests decided for one reason: all or none, each with an entry of its own."""

from typing import Any

import pytest
from django.urls import reverse

from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.ledger.models import Opening
from mingcha.ledger.services import examine_ledger
from mingcha.registers.models import ConflictDecision, ConflictOfInterest
from mingcha.registers.queries.interests import conflicts_to_decide, conflicts_to_decide_together
from mingcha.registers.services import declare_conflict
from mingcha.registers.services.interests import decide_conflicts
from mingcha.registers.states import DISMISSED, PENDING, UPHELD
from mingcha.registers.tests.cast import Registers
from mingcha.registers.tests.test_pages import text_of, visit

pytestmark = pytest.mark.django_db
ACT = "registers.decide_conflict"


@pytest.fixture
def waiting(fuping: Bureau, registers: Registers) -> list[ConflictOfInterest]:
    """Three that the head decides."""
    actor, person = fuping.actor("legal"), registers.able[0].pk
    return [
        declare_conflict(actor=actor, inspector=person, party=holder.code, relation="持股")
        for holder in registers.holders
    ]


def states(conflicts: list[ConflictOfInterest]) -> list[str]:
    found = dict(ConflictOfInterest.objects.values_list("pk", "state"))
    return [found[one.pk] for one in conflicts]


def test_what_is_ticked_is_decided_and_nothing_else(
    fuping: Bureau, waiting: list[ConflictOfInterest]
) -> None:
    chosen = [one.pk for one in waiting[:2]]
    decide_conflicts(actor=fuping.actor("leader"), conflicts=chosen, act="dismiss", ground="查无此事")
    assert states(waiting) == [DISMISSED, DISMISSED, PENDING]
    assert set(ConflictDecision.objects.values_list("ground", flat=True)) == {"查无此事"}
    assert Opening.objects.filter(act=ACT, reason="查无此事").count() == 2
    assert list(examine_ledger()) == []


def test_one_that_is_decided_already_leaves_all_as_they_were(
    fuping: Bureau, waiting: list[ConflictOfInterest]
) -> None:
    leader, keys = fuping.actor("leader"), [one.pk for one in waiting]
    decide_conflicts(actor=leader, conflicts=keys[2:], act="uphold", ground="属实")
    with pytest.raises(Conflict):
        decide_conflicts(actor=leader, conflicts=keys, act="dismiss", ground="查无此事")
    assert states(waiting) == [PENDING, PENDING, UPHELD]


def test_nothing_is_decided_without_a_tick_or_a_reason(
    fuping: Bureau, waiting: list[ConflictOfInterest]
) -> None:
    leader = fuping.actor("leader")
    with pytest.raises(Refusal, match="没有勾选"):
        decide_conflicts(actor=leader, conflicts=[], act="uphold", ground="属实")
    with pytest.raises(Refusal, match="理由"):
        decide_conflicts(actor=leader, conflicts=[waiting[0].pk], act="uphold", ground=" ")
    assert states(waiting) == [PENDING] * 3


@pytest.mark.parametrize("role", ["legal", "enforcement", "business", "inspector", "auditor"])
def test_who_may_not_decide_one_decides_none(
    role: str, fuping: Bureau, waiting: list[ConflictOfInterest]
) -> None:
    with pytest.raises(Forbidden):
        decide_conflicts(actor=fuping.actor(role), conflicts=[waiting[0].pk], act="uphold", ground="属实")


def test_a_heads_own_interest_is_left_to_the_collective(fuping: Bureau, registers: Registers) -> None:
    own = registers.able[1]
    own.person = fuping.people["leader"]
    own.save()
    legal = fuping.actor("legal")
    concerned = declare_conflict(
        actor=legal, inspector=own.pk, party=registers.holders[0].code, relation="持股"
    )
    with pytest.raises(Refusal, match="集体"):
        decide_conflicts(actor=legal, conflicts=[concerned.pk], act="uphold", ground="属实")
    page = text_of(visit(fuping, "leader").get(reverse("conflict_decisions")))
    assert "没有待您决定的" in page


def test_the_page_lists_what_waits_and_decides_what_is_ticked(
    fuping: Bureau, waiting: list[ConflictOfInterest]
) -> None:
    head, address = visit(fuping, "leader"), reverse("conflict_decisions")
    page = text_of(head.get(address))
    assert all(str(one.pk) in page for one in waiting)
    assert "checked" not in page
    told = text_of(head.post(address, {"act": "uphold", "ground": "属实"}))
    assert "没有勾选" in told
    answer = head.post(
        address, {"act": "uphold", "ground": "属实", "tick": [str(one.pk) for one in waiting]}, follow=True
    )
    assert "已决定3项" in text_of(answer)
    assert states(waiting) == [UPHELD] * 3


@pytest.mark.parametrize("role", ["legal", "auditor"])
def test_a_reader_sees_nothing_to_decide(
    role: str, fuping: Bureau, waiting: list[ConflictOfInterest]
) -> None:
    page = text_of(visit(fuping, role).get(reverse("conflict_decisions")))
    assert str(waiting[0].pk) not in page


def test_the_page_asks_the_database_as_often_for_many_as_for_few(
    fuping: Bureau,
    registers: Registers,
    waiting: list[ConflictOfInterest],
    django_assert_max_num_queries: Any,
) -> None:
    legal, head = fuping.actor("legal"), fuping.actor("leader")
    for number in range(30):
        declare_conflict(
            actor=legal, inspector=registers.able[1].pk, party=f"试{number}号有限公司", relation="持股"
        )
    with django_assert_max_num_queries(2):
        found = conflicts_to_decide_together(head, moments.today())
    assert len(found) == 33
    assert [one.pk for one in found] == [one.pk for one in conflicts_to_decide(head, moments.today())]
