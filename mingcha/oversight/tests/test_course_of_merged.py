"""The course of a target goes through merges and splits: every act stands in it once, with its reason."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.tests.cast import Bureau
from mingcha.oversight.queries.histories import target_history
from mingcha.registers.models import Target
from mingcha.registers.services import (
    Visit,
    merge_holders,
    merge_targets,
    record_visit_facts,
    split_holder,
    split_target,
)
from mingcha.registers.tests.cast import Registers, make_office, make_registers

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 3, 1)


@pytest.fixture
def fuping(db: None) -> Bureau:
    return make_office("fuping", "阜平试")


@pytest.fixture
def registers(fuping: Bureau) -> Registers:
    return make_registers(fuping)


def told(bureau: Bureau, target: Target) -> list[tuple[str, str]]:
    """The acts of a course, the latest first, with their reasons."""
    found = target_history(bureau.actor("auditor"), target.pk)
    return [(one.word, one.reason) for one in found.happenings]


def page(bureau: Bureau, target: Target) -> str:
    client = Client()
    client.force_login(bureau.people["auditor"])
    return client.get(reverse("target_course", args=[target.pk])).content.decode()


def test_targets_merged_and_split_again_tell_both(fuping: Bureau, registers: Registers) -> None:
    actor, (kept, other) = fuping.actor("enforcement"), registers.targets[:2]
    visit = Visit(other.holder_id, "阜平县水利局", DAY, "取水许可", "通报", target=other.pk)
    record_visit_facts(actor=actor, visits=[visit])
    merge_targets(actor=actor, keep=kept.pk, absorb=[other.pk], reason="同一证号")
    assert told(fuping, kept)[0] == told(fuping, other)[0] == ("合并检查对象", "同一证号")
    assert [one.body for one in target_history(actor, kept.pk).visits] == ["阜平县水利局"]
    split_target(actor=actor, target=other.pk, reason="两个采区")
    assert told(fuping, other)[:2] == [("拆回检查对象", "两个采区"), ("合并检查对象", "同一证号")]
    assert ("合并检查对象", "同一证号") in told(fuping, kept)
    assert target_history(actor, kept.pk).visits == []
    assert [one.body for one in target_history(actor, other.pk).visits] == ["阜平县水利局"]
    for target in (kept, other):
        shown = page(fuping, target)
        assert "同一证号" in shown
        assert str(kept.pk) not in shown.split("<main", 1)[1].replace(f"/targets/{kept.pk}/", "")


def test_a_target_keeps_its_course_under_each_holder_it_had(fuping: Bureau, registers: Registers) -> None:
    actor, target = fuping.actor("enforcement"), registers.targets[0]
    first, second = registers.holders[0], registers.holders[1]
    merge_holders(actor=actor, keep=second.pk, absorb=[first.pk], reason="企业更名")
    split_holder(actor=actor, holder=second.pk, targets=[target.pk], to=first.pk, reason="并错")
    found = told(fuping, target)
    assert [reason for _, reason in found][:2] == ["并错", "企业更名"]
    assert len(found) == len(set(found))
    changed = [
        line
        for one in target_history(actor, target.pk).happenings
        for part in one.parts
        for line in part.changed
        if line[0] == "主体"
    ]
    assert changed == [("主体", second.name, first.name), ("主体", first.name, second.name)]
