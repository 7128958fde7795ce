"""The members of a frame: holders with their targets, or targets."""

from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.registers.queries import units_in_scope
from mingcha.registers.services import change_target_state
from mingcha.registers.tests.cast import Registers


def units(bureau: Bureau, unit: str, **scope: list[str]) -> dict[str, tuple[bool, bool, int]]:
    wanted: dict[str, list[str]] = {"categories": [], "towns": []} | scope
    found = units_in_scope(bureau.actor("enforcement"), unit=unit, on=moments.today(), **wanted)
    return {one.code: (one.raised, one.active, len(one.targets)) for one in found}


def test_a_holder_is_one_unit_with_all_its_targets(fuping: Bureau, registers: Registers) -> None:
    first, second, third = (holder.code for holder in registers.holders)
    expected = {first: (False, True, 2), second: (True, True, 1), third: (False, True, 1)}
    assert units(fuping, "holder") == expected


def test_a_target_is_its_own_unit(fuping: Bureau, registers: Registers) -> None:
    assert sorted(units(fuping, "target")) == sorted(target.code for target in registers.targets)


def test_categories_and_towns_narrow_the_scope(fuping: Bureau, registers: Registers) -> None:
    third = registers.holders[2].code
    assert list(units(fuping, "holder", categories=["用地项目"])) == [third]
    assert list(units(fuping, "holder", towns=["平阳镇"])) == [third]
    assert units(fuping, "holder", categories=["采矿权"], towns=["平阳镇"]) == {}


def test_a_holder_is_active_while_one_of_its_targets_is(fuping: Bureau, registers: Registers) -> None:
    actor, code = fuping.actor("enforcement"), registers.holders[0].code
    change_target_state(actor=actor, target=registers.targets[0].pk, act="suspend", reason="停产整顿")
    assert units(fuping, "holder")[code] == (False, True, 2)
    change_target_state(actor=actor, target=registers.targets[1].pk, act="suspend", reason="停产整顿")
    assert units(fuping, "holder")[code] == (False, False, 2)


def test_a_holder_without_an_active_target_is_otherwise_handled_when_one_of_them_is(
    fuping: Bureau, registers: Registers
) -> None:
    actor = fuping.actor("enforcement")
    for target, act in ((registers.targets[0], "suspend"), (registers.targets[1], "handle_otherwise")):
        change_target_state(actor=actor, target=target.pk, act=act, reason="案件办理中")
    found = units_in_scope(actor, unit="holder", categories=[], towns=[], on=moments.today())
    states = {unit.code: unit.state for unit in found}
    assert states[registers.holders[0].code] == "otherwise_handled"


def test_a_closed_target_does_not_raise_its_holder(fuping: Bureau, registers: Registers) -> None:
    target = registers.targets[1]
    target.risk_class = "D"
    target.save()
    code = registers.holders[0].code
    assert units(fuping, "holder")[code][0]
    change_target_state(
        actor=fuping.actor("enforcement"), target=target.pk, act="deregister", reason="注销通知"
    )
    assert not units(fuping, "holder")[code][0]


def test_another_office_sees_none_of_it(tang: Bureau, registers: Registers) -> None:
    assert units(tang, "holder") == {}
