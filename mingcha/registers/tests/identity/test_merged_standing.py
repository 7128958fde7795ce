"""What stood against a merged holder stands against the one that is kept, and goes back with it."""

import datetime

import pytest

from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.registers.models import (
    Holder,
    StandingEvent,
    Target,
)
from mingcha.registers.services import (
    merge_holders,
    merge_targets,
    record_standing,
    split_holder,
    split_target,
)
from mingcha.registers.tests.cast import Registers
from mingcha.registers.tests.identity.acts import WHY, assert_whole, merge

pytestmark = pytest.mark.django_db


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
