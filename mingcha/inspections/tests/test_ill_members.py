"""An illness sets nobody aside by a word: the register says it, by two people, when it is proposed and again
when it is confirmed."""

import pytest

from mingcha.accounts.rules import LEADER
from mingcha.common.errors import Refusal
from mingcha.draws.tests.conftest import platform as platform
from mingcha.inspections.tests.test_change_member import confirm, propose, refused
from mingcha.inspections.tests.test_change_member import listed as listed
from mingcha.inspections.tests.visiting import Visiting, away
from mingcha.registers.models import Absence


def test_an_illness_is_proved_by_an_absence_that_two_people_entered(listed: Visiting) -> None:
    assert refused(listed, reason="ill") == "not-in-the-register"
    absence = away(listed, "J003", is_sure=False)
    with pytest.raises(Refusal) as raised:
        propose(listed, listed.first, reason="ill")
    assert "登记离岗" in raised.value.remedy and "另一人确认" in raised.value.remedy
    absence.delete()
    away(listed, "J003")
    assert propose(listed, listed.first, reason="ill").state == "proposed"


def test_who_can_go_again_by_the_confirmation_keeps_the_seat(listed: Visiting) -> None:
    row = listed.first
    absence = away(listed, "J003")
    propose(listed, row, reason="ill")
    Absence.objects.filter(pk=absence.pk).update(is_void=True)
    with pytest.raises(Refusal) as raised:
        confirm(listed.reader(LEADER), row)
    assert raised.value.code == "not-in-the-register"
    assert listed.coverage(row).team == ("J002", "J003")
