"""Who may be drawn on a day, and every reason against it in words."""

import datetime

import pytest

from mingcha.accounts.rules import INSPECTOR as INSPECTOR_ROLE
from mingcha.accounts.rules import SYSTEM_ADMIN
from mingcha.accounts.services import leave_office, return_to_office
from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.registers.models import Inspector, InspectorLicence, Training
from mingcha.registers.queries import eligible_inspectors
from mingcha.registers.rules.endings import Dated, Steps, endings
from mingcha.registers.services.staff import (
    AbsenceFacts,
    QualificationFacts,
    TrainingFacts,
    add_qualification,
    end_absence,
    end_qualification,
    record_training,
    register_absence,
    void_training,
)
from mingcha.registers.states import INSPECTOR, ON_DUTY
from mingcha.registers.tests.cast import FAR, PAST, Registers

DAY = datetime.timedelta(days=1)


def standing(bureau: Bureau, inspector: Inspector, on: datetime.date) -> tuple[list[str], tuple[str, ...]]:
    people = eligible_inspectors(bureau.actor("legal"), on)
    return next((one.reasons, one.tags) for one in people if one.inspector == inspector)


def test_without_a_valid_training_nobody_is_drawn(fuping: Bureau, registers: Registers) -> None:
    today, who = moments.today(), registers.able[0]
    Training.objects.filter(inspector=who).delete()
    assert standing(fuping, who, today)[0] == ["没有登记执法培训"]
    facts = TrainingFacts(course="轮训", completed_on=today, hours=40, valid_until=today + 30 * DAY)
    record_training(actor=fuping.actor("legal"), inspectors=[who.pk], facts=facts)
    assert standing(fuping, who, today + 30 * DAY)[0] == []
    ended = f"执法培训已于{today + 30 * DAY}到期"
    assert standing(fuping, who, today + 31 * DAY)[0] == [ended]


def test_a_training_without_an_end_holds_as_long_as_the_office_says(
    fuping: Bureau, registers: Registers
) -> None:
    facts = TrainingFacts(course="轮训", completed_on=datetime.date(2026, 3, 10))
    done = record_training(actor=fuping.actor("legal"), inspectors=[registers.able[0].pk], facts=facts)
    assert done[0].valid_until == datetime.date(2027, 3, 9)


def test_a_training_entered_by_mistake_counts_no_more(fuping: Bureau, registers: Registers) -> None:
    who = registers.able[0]
    void_training(actor=fuping.actor("legal"), training=who.trainings.get().pk, reason="登记错人")
    assert standing(fuping, who, moments.today())[0] == ["没有登记执法培训"]
    assert who.trainings.get().is_void


def test_who_is_away_is_drawn_again_the_day_after(fuping: Bureau, registers: Registers) -> None:
    today, who = moments.today(), registers.able[0]
    leave = AbsenceFacts(kind="leave", from_on=today, until_on=today + 2 * DAY)
    absence = register_absence(actor=fuping.actor("legal"), inspector=who.pk, facts=leave)
    assert standing(fuping, who, today - DAY)[0] == []
    assert standing(fuping, who, today + 2 * DAY)[0] == [f"请假至{today + 2 * DAY}"]
    assert standing(fuping, who, today + 3 * DAY)[0] == []
    end_absence(actor=fuping.actor("legal"), absence=absence.pk, until_on=today, reason="提前销假")
    assert standing(fuping, who, today + DAY)[0] == []


def test_every_reason_is_given_and_not_the_first_alone(fuping: Bureau, registers: Registers) -> None:
    today, who = moments.today(), registers.expired
    Training.objects.filter(inspector=who).delete()
    posted = AbsenceFacts(kind="posted", from_on=today)
    register_absence(actor=fuping.actor("legal"), inspector=who.pk, facts=posted)
    assert standing(fuping, who, today)[0] == [
        "外派或借调，尚未登记结束",
        "执法证已于2020-01-01过期",
        "没有登记执法培训",
    ]


def test_a_certificate_gives_its_tag_while_it_is_valid(fuping: Bureau, registers: Registers) -> None:
    today, who, legal = moments.today(), registers.able[0], fuping.actor("legal")
    facts = QualificationFacts(name="注册测绘师", certificate_no="C1", valid_until=today + 10 * DAY)
    held = add_qualification(actor=legal, inspector=who.pk, facts=facts, reason="证书原件核对")
    assert "qual:survey" in standing(fuping, who, today)[1]
    assert "qual:survey" not in standing(fuping, who, today + 11 * DAY)[1]
    end_qualification(actor=legal, qualification=held.pk, ended_on=today, reason="注销")
    assert "qual:survey" not in standing(fuping, who, today)[1]


@pytest.mark.parametrize(
    ("days", "level"), [(91, ""), (90, "first"), (30, "second"), (7, "last"), (0, "last"), (-1, "over")]
)
def test_ends_are_brought_up_three_times(days: int, level: str) -> None:
    today = datetime.date(2026, 6, 15)
    found = endings([Dated("licence", "Z1", today + days * DAY)], Steps(90, 30, 7), today)
    assert [one.level for one in found] == ([level] if level else [])


def test_what_was_renewed_is_not_brought_up_again() -> None:
    today = datetime.date(2026, 6, 15)
    held = [Dated("training", "", today - 9 * DAY), Dated("training", "", today + 300 * DAY)]
    assert endings(held, Steps(90, 30, 7), today) == []


@pytest.mark.parametrize("state", sorted(set(INSPECTOR.words) - {ON_DUTY}))
def test_who_is_not_on_duty_is_not_drawn(state: str, fuping: Bureau, registers: Registers) -> None:
    who = registers.able[0]
    Inspector.objects.filter(pk=who.pk).update(state=state)
    reasons = [f"人员状态为“{INSPECTOR.words[state][0]}”"]
    assert standing(fuping, who, moments.today())[0] == reasons


def test_who_has_left_the_office_is_not_drawn_until_back(fuping: Bureau, registers: Registers) -> None:
    today, who, person = moments.today(), registers.able[0], fuping.people[INSPECTOR_ROLE]
    Inspector.objects.filter(pk=who.pk).update(person=person)
    assert standing(fuping, who, today)[0] == []
    system = fuping.actor(SYSTEM_ADMIN)
    leave_office(actor=system, person=person, successor=None, reason="调离")
    assert standing(fuping, who, today)[0] == ["登录账号已停用"]
    return_to_office(actor=system, person=person)
    assert standing(fuping, who, today)[0] == []


def test_one_licence_in_force_is_enough(fuping: Bureau, registers: Registers) -> None:
    today, who = moments.today(), registers.able[0]
    ended = InspectorLicence(inspector=who, number="ZF8001", valid_until=FAR, ended_on=today)
    later = InspectorLicence(inspector=who, number="ZF8002", valid_from=today + DAY, valid_until=FAR)
    past = InspectorLicence(inspector=who, number="ZF8003", valid_until=PAST)
    unknown = InspectorLicence(inspector=who, number="ZF8004")
    for licence in (ended, later, past, unknown):
        licence.save()
    assert standing(fuping, who, today)[0] == []
    who.licences.exclude(number__startswith="ZF800").delete()
    assert standing(fuping, who, today)[0] == ["执法证尚未生效"]
    assert standing(fuping, who, today + DAY)[0] == []
    later.delete()
    assert standing(fuping, who, today)[0] == ["执法证已于2020-01-01过期"]
    past.delete()
    assert standing(fuping, who, today)[0] == ["执法证没有填写有效期"]
    unknown.delete()
    assert standing(fuping, who, today)[0] == ["执法证已注销"]
    ended.delete()
    assert standing(fuping, who, today)[0] == ["没有登记执法证"]


def test_a_licence_is_in_force_to_its_last_day(fuping: Bureau, registers: Registers) -> None:
    today, who = moments.today(), registers.able[0]
    who.licences.update(valid_until=today + DAY)
    assert standing(fuping, who, today + DAY)[0] == []
    assert standing(fuping, who, today + 2 * DAY)[0] == [f"执法证已于{today + DAY}过期"]
