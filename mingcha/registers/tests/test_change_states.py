"""Targets and inspectors change their state by acts of the table, with a reason, in the ledger."""

import pytest

from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.ledger.services import examine_ledger
from mingcha.registers.queries import eligible_inspectors, history_of
from mingcha.registers.services import change_inspector_state, change_target_state
from mingcha.registers.tests.cast import Registers


def test_a_target_is_deregistered_with_its_reason_in_the_ledger(fuping: Bureau, registers: Registers) -> None:
    target = registers.targets[0]
    actor = fuping.actor("enforcement")
    changed = change_target_state(actor=actor, target=target.pk, act="deregister", reason="3月1日注销通知")
    latest = history_of(changed)[0]
    assert (latest.reason, latest.actor_name) == ("3月1日注销通知", actor.name)
    assert latest.differences == [("状态", "有效", "已注销")]
    assert list(examine_ledger()) == []


def test_a_deregistered_target_cannot_be_suspended(fuping: Bureau, registers: Registers) -> None:
    actor, target = fuping.actor("enforcement"), registers.targets[0].pk
    change_target_state(actor=actor, target=target, act="deregister", reason="注销")
    with pytest.raises(Conflict, match="已注销"):
        change_target_state(actor=actor, target=target, act="suspend", reason="停产")


def test_no_state_changes_without_a_reason(fuping: Bureau, registers: Registers) -> None:
    with pytest.raises(Refusal, match="没有写明理由"):
        change_target_state(
            actor=fuping.actor("enforcement"), target=registers.targets[0].pk, act="suspend", reason=" "
        )


def test_an_inspector_sent_away_is_not_assignable_and_comes_back(
    fuping: Bureau, registers: Registers
) -> None:
    actor, person = fuping.actor("legal"), registers.able[0]
    change_inspector_state(actor=actor, inspector=person.pk, act="send_away", reason="挂职")
    assert _reasons(fuping, person.name) == ["人员状态为“离岗”"]
    change_inspector_state(actor=actor, inspector=person.pk, act="bring_back", reason="挂职期满")
    assert _reasons(fuping, person.name) == []


@pytest.mark.parametrize("role", ["leader", "business", "legal", "inspector", "auditor", "security_admin"])
def test_only_enforcement_changes_targets(role: str, fuping: Bureau, registers: Registers) -> None:
    with pytest.raises(Forbidden, match="执法监察"):
        change_target_state(
            actor=fuping.actor(role), target=registers.targets[0].pk, act="suspend", reason="停产"
        )


@pytest.mark.parametrize("role", ["leader", "business", "enforcement", "inspector", "auditor"])
def test_only_the_legal_section_changes_inspectors(role: str, fuping: Bureau, registers: Registers) -> None:
    with pytest.raises(Forbidden, match="政策法规"):
        change_inspector_state(
            actor=fuping.actor(role), inspector=registers.able[0].pk, act="end", reason="调离"
        )


def test_another_office_has_no_such_target(tang: Bureau, registers: Registers) -> None:
    with pytest.raises(Unknown):
        change_target_state(
            actor=tang.actor("enforcement"), target=registers.targets[0].pk, act="suspend", reason="停产"
        )


def _reasons(bureau: Bureau, name: str) -> list[str]:
    people = eligible_inspectors(bureau.actor("legal"), moments.today())
    return next(one.reasons for one in people if one.inspector.name == name)
