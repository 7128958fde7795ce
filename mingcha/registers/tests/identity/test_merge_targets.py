"""Merging targets, and who may merge what."""

from pathlib import Path
from uuid import uuid4

import pytest

from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.registers.models import (
    FrameHold,
    Holder,
    Target,
)
from mingcha.registers.queries import (
    TargetFilter,
    targets_of,
)
from mingcha.registers.services import (
    change_target_state,
    merge_holders,
    merge_targets,
    split_target,
)
from mingcha.registers.tests.cast import Registers, import_targets, target_row
from mingcha.registers.tests.identity.acts import OLD_NUMBER, WHY, assert_whole, merge

pytestmark = pytest.mark.django_db


def test_merged_targets_are_counted_once_and_split_again(fuping: Bureau, registers: Registers) -> None:
    actor = fuping.actor("enforcement")
    kept, other = registers.targets[:2]
    merge_targets(actor=actor, keep=kept.pk, absorb=[other.pk], reason=WHY)
    shown = [one.pk for one in targets_of(actor, TargetFilter())]
    assert other.pk not in shown
    assert [one.pk for one in targets_of(actor, TargetFilter(q=other.code))] == [kept.pk]
    with pytest.raises(Conflict):
        change_target_state(actor=actor, target=other.pk, act="suspend", reason=WHY)
    split_target(actor=actor, target=other.pk, reason=WHY)
    assert other.pk in [one.pk for one in targets_of(actor, TargetFilter())]
    with pytest.raises(Conflict):
        split_target(actor=actor, target=other.pk, reason=WHY)
    assert_whole()


def test_an_import_of_a_merged_target_finds_the_one_that_is_kept(fuping: Bureau, tmp_path: Path) -> None:
    first, second = target_row(), target_row(许可证号="C13O000001A", 对象名称="试一铁矿（东）")
    import_targets(fuping, tmp_path, first)
    import_targets(fuping, tmp_path, second)
    kept, other = Target.objects.order_by("code")
    merge_targets(actor=fuping.actor("enforcement"), keep=kept.pk, absorb=[other.pk], reason=WHY)
    outcome = import_targets(fuping, tmp_path, second)
    assert (outcome.unchanged, outcome.new, outcome.refused) == (1, 0, [])
    assert Target.objects.get(pk=kept.pk).licence_no == kept.licence_no


def test_only_enforcement_decides_with_a_reason_and_once(fuping: Bureau, registers: Registers) -> None:
    kept, other = registers.holders[1], registers.holders[0]
    for role in ("leader", "business", "legal", "auditor"):
        with pytest.raises(Forbidden):
            merge_holders(actor=fuping.actor(role), keep=kept.pk, absorb=[other.pk], reason=WHY)
    actor = fuping.actor("enforcement")
    for absorb, reason in (([other.pk], " "), ([], WHY), ([kept.pk], WHY)):
        with pytest.raises(Refusal):
            merge_holders(actor=actor, keep=kept.pk, absorb=absorb, reason=reason)
    merge(fuping, registers)
    with pytest.raises(Conflict):
        merge(fuping, registers)
    with pytest.raises(Unknown):
        merge_holders(actor=actor, keep=kept.pk, absorb=[uuid4()], reason=WHY)


def test_the_one_with_the_better_code_is_kept(fuping: Bureau, registers: Registers, tmp_path: Path) -> None:
    import_targets(fuping, tmp_path, target_row(统一社会信用代码=OLD_NUMBER))
    older = Holder.objects.get(register_no=OLD_NUMBER)
    with pytest.raises(Refusal) as refused:
        merge_holders(
            actor=fuping.actor("enforcement"), keep=older.pk, absorb=[registers.holders[0].pk], reason=WHY
        )
    assert refused.value.code == "keep-the-coded"


@pytest.mark.parametrize(("categories", "is_held"), [([], True), (["采矿权"], True), (["探矿权"], False)])
def test_what_an_announced_frame_holds_is_not_merged(
    fuping: Bureau, registers: Registers, categories: list[str], is_held: bool
) -> None:
    hold = FrameHold.objects.create(
        office=fuping.office, draw="fuping-2026-01-s1", categories=categories, held_at=moments.now()
    )
    if is_held:
        with pytest.raises(Conflict) as refused:
            merge(fuping, registers)
        assert "fuping-2026-01-s1" in refused.value.sentence
        hold.released_at = moments.now()
        hold.save()
    assert merge(fuping, registers)
