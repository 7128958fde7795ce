"""Merging, telling apart and splitting: one act each, nothing lost, everything undone by its counterpart."""

import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.ledger.models import Opening
from mingcha.ledger.services import examine_ledger
from mingcha.ledger.services.examine_records import examine_records
from mingcha.registers.models import (
    Distinction,
    FrameHold,
    Holder,
    StandingEvent,
    Target,
    TargetMove,
    VisitFact,
)
from mingcha.registers.queries import (
    HOLDER_UNIT,
    TargetFilter,
    conflicts_in_force,
    conflicts_with_holder,
    last_visits,
    open_questions,
    targets_of,
    units_in_scope,
    visit_counts,
    visits_of,
)
from mingcha.registers.services import (
    NewHolder,
    change_target_state,
    declare_conflict,
    merge_holders,
    merge_targets,
    record_standing,
    split_holder,
    split_target,
    tell_apart,
)
from mingcha.registers.tests.cast import Registers, credit_code, import_targets, target_row

pytestmark = pytest.mark.django_db
WHY = "登记机关2026年6月1日变更通知"
OLD_NUMBER = "130624000012345"


def merge(fuping: Bureau, registers: Registers) -> Holder:
    kept, other = registers.holders[1], registers.holders[0]
    return merge_holders(actor=fuping.actor("enforcement"), keep=kept.pk, absorb=[other.pk], reason=WHY)


def assert_whole() -> None:
    assert [*examine_ledger(), *examine_records()] == []


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


def test_what_stands_against_the_merged_one_stands_against_the_kept_one(
    fuping: Bureau, registers: Registers
) -> None:
    kept, other = registers.holders[1], registers.holders[0]
    other.risk_class, other.risk_on, other.serious_record_on = "D", moments.today(), moments.today()
    other.save()
    merge(fuping, registers)
    kept.refresh_from_db()
    assert (kept.risk_class, kept.serious_record_on) == ("D", moments.today())
    assert {event.kind for event in StandingEvent.objects.filter(holder=kept)} == {
        "risk_class",
        "serious_record",
    }


def classed(holder: Holder, risk_class: str) -> Holder:
    holder.risk_class, holder.risk_on = risk_class, moments.today()
    holder.save()
    return holder


def split(fuping: Bureau, kept: Holder, other: Holder) -> None:
    split_holder(actor=fuping.actor("enforcement"), holder=kept.pk, targets=[], to=other.pk, reason=WHY)


def class_of(holder: Holder) -> tuple[str, datetime.date | None]:
    found = Holder.objects.get(pk=holder.pk)
    return found.risk_class, found.risk_on


def test_what_a_mistaken_merger_brought_goes_back(fuping: Bureau, registers: Registers) -> None:
    other = classed(registers.holders[0], "D")
    Holder.objects.filter(pk=other.pk).update(
        serious_record_on=moments.today(), complaints=4, complaints_on=moments.today()
    )
    kept = merge(fuping, registers)
    assert class_of(kept) == ("D", moments.today())
    split(fuping, kept, other)
    kept.refresh_from_db()
    assert (kept.risk_class, kept.risk_on, kept.serious_record_on) == ("", None, None)
    assert (kept.complaints, kept.complaints_on) == (0, None)
    assert class_of(other) == ("D", moments.today())
    event = StandingEvent.objects.filter(holder=kept, kind="risk_class", source="拆回登记").get()
    assert (event.former, event.value, event.reason) == ("D", "", WHY)
    assert_whole()


def test_what_the_keeper_had_of_its_own_comes_back_with_its_day(fuping: Bureau, registers: Registers) -> None:
    day = moments.today() - datetime.timedelta(days=40)
    record_standing(
        actor=fuping.actor("enforcement"),
        thing=registers.holders[1].pk,
        of_holder=True,
        kind="risk_class",
        value="C",
        stands_on=day,
        source="省系统",
        reason="月度分类",
        document_no="1号",
    )
    other = classed(registers.holders[0], "D")
    kept = merge(fuping, registers)
    split(fuping, kept, other)
    assert class_of(kept) == ("C", day)


def test_what_was_found_of_the_keeper_since_stays(fuping: Bureau, registers: Registers) -> None:
    other = classed(registers.holders[0], "C")
    kept = merge(fuping, registers)
    record_standing(
        actor=fuping.actor("enforcement"),
        thing=kept.pk,
        of_holder=True,
        kind="risk_class",
        value="D",
        stands_on=moments.today(),
        source="省系统",
        reason="月度分类",
        document_no="1号",
    )
    split(fuping, kept, other)
    assert class_of(kept) == ("D", moments.today())


def test_others_that_are_still_merged_keep_weighing(fuping: Bureau, registers: Registers) -> None:
    third, second = classed(registers.holders[2], "C"), classed(registers.holders[0], "D")
    kept = merge_holders(
        actor=fuping.actor("enforcement"),
        keep=registers.holders[1].pk,
        absorb=[second.pk, third.pk],
        reason=WHY,
    )
    split(fuping, kept, second)
    assert class_of(kept)[0] == "C"
    split(fuping, kept, third)
    assert class_of(kept) == ("", None)


def test_what_went_up_step_by_step_comes_down_from_every_step(fuping: Bureau, registers: Registers) -> None:
    bottom = classed(registers.holders[0], "D")
    middle, top = merge(fuping, registers), registers.holders[2]
    merge_holders(actor=fuping.actor("enforcement"), keep=top.pk, absorb=[middle.pk], reason=WHY)
    assert class_of(top)[0] == "D"
    split(fuping, top, bottom)
    assert (class_of(middle), class_of(top)) == (("", None), ("", None))
    assert Holder.objects.get(pk=middle.pk).survivor.pk == top.pk
    assert_whole()


def test_a_target_split_again_takes_its_class_along(fuping: Bureau, registers: Registers) -> None:
    actor = fuping.actor("enforcement")
    kept, other = registers.targets[:2]
    Target.objects.filter(pk=other.pk).update(risk_class="D", risk_on=moments.today())
    merge_targets(actor=actor, keep=kept.pk, absorb=[other.pk], reason=WHY)
    assert Target.objects.get(pk=kept.pk).risk_class == "D"
    split_target(actor=actor, target=other.pk, reason=WHY)
    assert (Target.objects.get(pk=kept.pk).risk_class, Target.objects.get(pk=other.pk).risk_class) == (
        kept.risk_class,
        "D",
    )


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


def alike(fuping: Bureau, tmp_path: Path) -> None:
    """Two holders of one name, one of them with an older number."""
    import_targets(fuping, tmp_path, target_row())
    import_targets(
        fuping, tmp_path, target_row(统一社会信用代码=OLD_NUMBER, 许可证号="C2", 对象名称="二号矿")
    )


def test_what_was_told_apart_comes_back_only_when_something_changes(fuping: Bureau, tmp_path: Path) -> None:
    alike(fuping, tmp_path)
    actor = fuping.actor("enforcement")
    (question,) = open_questions(actor)
    answer: dict[str, Any] = {
        "kind": "name",
        "member": question.first.pk,
        "facts": question.facts,
        "reason": WHY,
    }
    with pytest.raises(Unknown):
        tell_apart(actor=actor, **{**answer, "facts": "0" * 64})
    tell_apart(actor=actor, **answer)
    assert open_questions(actor) == []
    assert Distinction.objects.get().codes == [one.code for one in question.members]
    changed = Holder.objects.get(register_no=OLD_NUMBER)
    changed.address = "阜平镇新址1号"
    changed.save()
    assert [one.kind for one in open_questions(actor)] == ["name"]


def test_people_of_one_name_are_no_question(fuping: Bureau, tmp_path: Path) -> None:
    for number in (61, 62):
        code = "92" + credit_code(number)[2:]
        row = target_row(统一社会信用代码="", 单位名称="张三", 主体类型="自然人", 许可证号=f"C{number}")
        import_targets(fuping, tmp_path, row | {"坐落": f"平阳镇{code}"})
    assert open_questions(fuping.actor("enforcement")) == []


def test_numbers_and_places_that_look_alike_are_asked(fuping: Bureau, tmp_path: Path) -> None:
    place = "平阳镇试村东200米"
    import_targets(fuping, tmp_path, target_row(许可证号="C1300000010", 坐落=place))
    other = {"统一社会信用代码": credit_code(51), "单位名称": "阜平县试二矿业有限公司"}
    import_targets(fuping, tmp_path, target_row(许可证号="C13000000IO", 坐落=f"河北省阜平县{place}") | other)
    kinds = [one.kind for one in open_questions(fuping.actor("enforcement"))]
    assert kinds == ["licence", "place"]


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
