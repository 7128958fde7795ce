"""Merging and splitting holders: one act each, nothing lost, everything undone by its counterpart."""

import datetime
from pathlib import Path

import pytest

from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal, Unknown
from mingcha.ledger.models import Opening
from mingcha.registers.models import (
    Holder,
    Target,
    TargetMove,
    VisitFact,
)
from mingcha.registers.queries import (
    HOLDER_UNIT,
    conflicts_in_force,
    conflicts_with_holder,
    last_visits,
    open_questions,
    units_in_scope,
    visit_counts,
    visits_of,
)
from mingcha.registers.services import (
    NewHolder,
    declare_conflict,
    merge_holders,
    split_holder,
)
from mingcha.registers.tests.cast import Registers, credit_code, import_targets, target_row
from mingcha.registers.tests.identity.acts import WHY, alike, assert_whole, merge

pytestmark = pytest.mark.django_db


def test_merged_holders_are_one_unit_with_all_targets(fuping: Bureau, registers: Registers) -> None:
    kept = merge(fuping, registers)
    units = units_in_scope(
        fuping.actor("enforcement"), unit=HOLDER_UNIT, categories=(), towns=(), on=moments.today()
    )
    assert [unit.code for unit in units] == sorted([kept.code, registers.holders[2].code])
    assert kept.targets.count() == 3
    assert {move.manner for move in TargetMove.objects.all()} == {"merged"}
    opening = Opening.objects.get(act="registers.merge_holders")
    assert (opening.reason, opening.actor_name) == (WHY, fuping.actor("enforcement").name)
    assert_whole()


def test_conflicts_with_the_merged_holder_bar_from_the_one_that_is_kept(
    fuping: Bureau, registers: Registers
) -> None:
    kept = merge(fuping, registers)
    viewer = fuping.actor("legal")
    assert [one.holder_code for one in conflicts_in_force(viewer, moments.today())] == [kept.code]
    assert [one.pk for one in conflicts_with_holder(viewer, kept)] == [registers.conflict.pk]
    declared = declare_conflict(
        actor=viewer, inspector=registers.able[0].pk, party=registers.holders[0].uscc, relation="持股"
    )
    assert declared.holder_code == kept.code


def test_splitting_undoes_a_merge(fuping: Bureau, registers: Registers) -> None:
    kept = merge(fuping, registers)
    other = registers.holders[0]
    moved = list(TargetMove.objects.filter(from_holder=other).values_list("target", flat=True))
    split_holder(actor=fuping.actor("enforcement"), holder=kept.pk, targets=moved, to=other.pk, reason=WHY)
    assert set(Holder.current.values_list("pk", flat=True)) == {one.pk for one in registers.holders}
    assert {one.holder_id for one in Target.objects.filter(pk__in=moved)} == {other.pk}
    viewer = fuping.actor("legal")
    assert [one.holder_code for one in conflicts_in_force(viewer, moments.today())] == [other.code]
    assert_whole()


def test_a_merge_of_a_merge_is_undone_step_by_step(fuping: Bureau, registers: Registers) -> None:
    actor = fuping.actor("enforcement")
    kept, third = merge(fuping, registers), registers.holders[2]
    merge_holders(actor=actor, keep=third.pk, absorb=[kept.pk], reason=WHY)
    first = Holder.objects.get(pk=registers.holders[0].pk)
    assert first.survivor.pk == third.pk
    split_holder(actor=actor, holder=third.pk, targets=[], to=kept.pk, reason=WHY)
    assert Holder.objects.get(pk=first.pk).survivor.pk == kept.pk


def test_targets_go_to_a_new_holder_and_their_codes_are_not_given_again(
    fuping: Bureau, registers: Registers, tmp_path: Path
) -> None:
    source, target = registers.holders[0], registers.targets[1]
    new = NewHolder("阜平县试新矿业有限公司", f" {credit_code(77).lower()} ")
    receiver = split_holder(
        actor=fuping.actor("enforcement"), holder=source.pk, targets=[target.pk], to=new, reason=WHY
    )
    assert (receiver.code, receiver.name) == (credit_code(77), "阜平县试新矿业有限公司")
    assert Target.objects.get(pk=target.pk).holder_id == receiver.pk
    row = target_row(统一社会信用代码=source.uscc, 单位名称=source.name, 许可证号="C9", 对象名称="又一铁矿")
    assert import_targets(fuping, tmp_path, row).new == 1
    assert sorted(source.targets.values_list("code", flat=True)) == [f"{source.code}#01", f"{source.code}#03"]
    assert_whole()


def test_a_new_holder_must_not_be_known_already_and_its_code_must_be_right(
    fuping: Bureau, registers: Registers
) -> None:
    source, target = registers.holders[0], registers.targets[1]
    for code, error in ((registers.holders[1].uscc, Conflict), (credit_code(77)[:-1] + "!", Refusal)):
        with pytest.raises(error):
            split_holder(
                actor=fuping.actor("enforcement"),
                holder=source.pk,
                targets=[target.pk],
                to=NewHolder("阜平县试新矿业有限公司", code),
                reason=WHY,
            )


def test_another_office_sees_and_merges_nothing_of_this_one(
    fuping: Bureau, tang: Bureau, registers: Registers, tmp_path: Path
) -> None:
    alike(fuping, tmp_path)
    outsider = tang.actor("enforcement")
    assert open_questions(outsider) == []
    with pytest.raises(Unknown):
        merge_holders(
            actor=outsider, keep=registers.holders[0].pk, absorb=[registers.holders[1].pk], reason=WHY
        )


def test_visits_to_the_merged_holder_count_for_the_one_that_is_kept(
    fuping: Bureau, registers: Registers
) -> None:
    kept, other = registers.holders[1], registers.holders[0]
    viewer, today = fuping.actor("enforcement"), moments.today()
    for holder, item in ((kept, "甲"), (other, "甲"), (other, "乙")):
        VisitFact.objects.create(
            office=fuping.office, holder=holder, body="试局", visited_on=today, item=item, source="导入"
        )
    merge(fuping, registers)
    assert visit_counts(viewer, [kept.pk], today.year) == {kept.pk: 1}
    assert len(visits_of(viewer, kept)) == 3
    assert set(last_visits(viewer, [kept.pk], today + datetime.timedelta(days=1))) == {kept.pk}
