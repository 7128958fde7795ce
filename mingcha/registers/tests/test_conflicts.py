"""Declared interests bar while they last."""

import datetime

import pytest

from mingcha.accounts.tests.cast import Bureau
from mingcha.common import moments
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.registers.models import ConflictOfInterest, Inspector
from mingcha.registers.queries import conflicts_in_force, eligible_inspectors
from mingcha.registers.services import declare_conflict, end_conflict
from mingcha.registers.tests.cast import Registers, credit_code

DAY = datetime.timedelta(days=1)


def bars(bureau: Bureau, on: datetime.date) -> list[tuple[str, str]]:
    found = conflicts_in_force(bureau.actor("legal"), on)
    return [(conflict.inspector.roster_no, conflict.holder_code) for conflict in found]


def test_a_conflict_lasts_through_its_last_day(fuping: Bureau, registers: Registers) -> None:
    today, pair = moments.today(), (registers.barred.roster_no, registers.holders[0].code)
    assert bars(fuping, today) == [pair]
    end_conflict(
        actor=fuping.actor("legal"), conflict=registers.conflict.pk, until_on=today, reason="配偶离职"
    )
    assert bars(fuping, today) == [pair]
    assert bars(fuping, today + DAY) == []


def test_a_conflict_that_has_not_begun_bars_nobody(fuping: Bureau, registers: Registers) -> None:
    tomorrow = moments.today() + DAY
    declare(fuping, registers.able[0], registers.holders[1].name, from_on=tomorrow)
    assert len(bars(fuping, moments.today())) == 1
    assert len(bars(fuping, tomorrow)) == 2


def test_a_name_that_the_register_has_once_becomes_its_code(fuping: Bureau, registers: Registers) -> None:
    declared = declare(fuping, registers.able[0], f" {registers.holders[1].name}")
    assert (declared.holder_code, declared.named) == (registers.holders[1].code, "")


def test_a_name_that_the_register_has_not_is_kept_sealed(fuping: Bureau, registers: Registers) -> None:
    declared = declare(fuping, registers.able[0], "阜平县尚无有限公司")
    declared.refresh_from_db()
    assert (declared.holder_code, declared.named) == ("", "阜平县尚无有限公司")
    assert "尚无" not in declared.named_sealed


def test_a_wrong_code_is_refused(fuping: Bureau, registers: Registers) -> None:
    wrong = credit_code(7)[:-1] + ("1" if credit_code(7)[-1] != "1" else "2")
    with pytest.raises(Refusal, match="校验位"):
        declare(fuping, registers.able[0], wrong)


def test_the_same_is_not_declared_twice(fuping: Bureau, registers: Registers) -> None:
    with pytest.raises(Conflict, match="已经登记"):
        declare(fuping, registers.barred, registers.holders[0].code)


def test_a_bar_says_nothing_of_being_assignable(fuping: Bureau, registers: Registers) -> None:
    people = eligible_inspectors(fuping.actor("legal"), moments.today())
    assert [one.inspector for one in people if one.reasons] == [registers.expired]


@pytest.mark.parametrize("role", ["enforcement", "leader", "business", "inspector", "auditor"])
def test_only_the_legal_section_declares(role: str, fuping: Bureau, registers: Registers) -> None:
    with pytest.raises(Forbidden, match="政策法规"):
        declare(fuping, registers.able[0], registers.holders[1].code, role=role)


def test_another_office_has_no_such_inspector(tang: Bureau, registers: Registers) -> None:
    with pytest.raises(Unknown):
        declare(tang, registers.able[0], registers.holders[1].code)


def declare(
    bureau: Bureau,
    inspector: Inspector,
    party: str,
    *,
    role: str = "legal",
    from_on: datetime.date | None = None,
) -> ConflictOfInterest:
    return declare_conflict(
        actor=bureau.actor(role), inspector=inspector.pk, party=party, relation="近亲属持股", from_on=from_on
    )
