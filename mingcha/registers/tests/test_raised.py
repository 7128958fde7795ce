"""Any of the reasons of the plan puts a target into the raised stratum, by the figures of that day."""

import datetime

import pytest

from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.law.rules import HIGH_RISK_CLASS, MANY_COMPLAINTS
from mingcha.law.tests.cast import amend_figure
from mingcha.registers.models import Target
from mingcha.registers.queries import is_raised, limits_on, units_in_scope
from mingcha.registers.rules.standing import Facts, Limits, months_before, raising
from mingcha.registers.tests.cast import Registers

DAY = datetime.date(2026, 6, 1)
LIMITS = Limits(high_class="C", many_complaints=3, counted_since=datetime.date(2025, 6, 1))


@pytest.mark.parametrize(
    ("facts", "reasons"),
    [
        (Facts(), ()),
        (Facts(risk_class="B"), ()),
        (Facts(risk_class="C"), ("risk_class",)),
        (Facts(complaints=2, complaints_on=DAY), ()),
        (Facts(complaints=3, complaints_on=DAY), ("complaints",)),
        (Facts(complaints=3, complaints_on=datetime.date(2025, 5, 31)), ()),
        (Facts(complaints=3), ()),
        (Facts(serious_record_on=DAY), ("serious_record",)),
        (Facts(abnormal_list_on=DAY), ("abnormal_list",)),
        (Facts(public_concern_on=DAY), ("public_concern",)),
        (
            Facts("D", 9, DAY, DAY, None, DAY),
            ("risk_class", "complaints", "serious_record", "public_concern"),
        ),
    ],
)
def test_each_reason_alone_raises_be_it_of_the_target_or_its_holder(
    facts: Facts, reasons: tuple[str, ...]
) -> None:
    assert raising(facts, Facts(), LIMITS) == reasons
    assert raising(Facts(), facts, LIMITS) == reasons


def test_the_class_of_the_target_goes_before_that_of_its_holder() -> None:
    assert raising(Facts(risk_class="A"), Facts(risk_class="D"), LIMITS) == ()


def test_a_year_is_counted_back_to_the_same_day_even_from_a_leap_day() -> None:
    assert months_before(datetime.date(2028, 2, 29), 12) == datetime.date(2027, 2, 28)
    assert months_before(datetime.date(2026, 1, 15), -1) == datetime.date(2026, 2, 15)


def test_the_figures_of_the_day_asked_about_decide(fuping: Bureau, registers: Registers) -> None:
    later = moments.today() + datetime.timedelta(days=30)
    for key, value in ((HIGH_RISK_CLASS, "B类"), (MANY_COMPLAINTS, "1")):
        amend_figure(
            actor=fuping.actor("leader"),
            key=key,
            value=value,
            clause="局务会纪要〔2026〕3号",
            in_force_from=later,
            reason="加大力度",
        )
    third = registers.holders[2]
    third.complaints, third.complaints_on = 1, moments.today()
    third.save()

    def reasons(day: datetime.date) -> dict[str, tuple[str, ...]]:
        found = units_in_scope(fuping.actor("enforcement"), unit="holder", categories=[], towns=[], on=day)
        return {unit.code: unit.reasons for unit in found}

    first, second = registers.holders[0], registers.holders[1]
    assert reasons(moments.today()) == {first.code: (), second.code: ("risk_class",), third.code: ()}
    assert reasons(later) == {
        first.code: ("risk_class",),
        second.code: ("risk_class",),
        third.code: ("risk_class", "complaints"),
    }


@pytest.mark.django_db
def test_the_database_and_the_rule_raise_the_same_targets(fuping: Bureau, registers: Registers) -> None:
    today = moments.today()
    old = today - datetime.timedelta(days=500)
    first, _, third = registers.holders
    Target.objects.filter(pk=registers.targets[0].pk).update(public_concern_on=today)
    Target.objects.filter(pk=registers.targets[1].pk).update(risk_class="", complaints=5, complaints_on=old)
    first.risk_class = "C"
    first.save()
    third.complaints, third.complaints_on = 3, today
    third.save()
    actor = fuping.actor("enforcement")
    condition = is_raised(limits_on(actor, today))
    by_database = set(Target.objects.filter(condition).values_list("code", flat=True))
    units = units_in_scope(actor, unit="target", categories=[], towns=[], on=today)
    assert by_database == {unit.code for unit in units if unit.raised}
    assert len(by_database) == 4
