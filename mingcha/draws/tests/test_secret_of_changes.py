"""A change after the draw opens the secret as every other use does: refused with the way out, and said."""

import json
from collections.abc import Callable
from unittest.mock import patch

import pytest

from mingcha.common.errors import Refusal
from mingcha.common.sealing import WrongKey
from mingcha.draws.models import DrawSecret, Replacement, UnitWithdrawal, Vacancy
from mingcha.draws.services.changes import (
    confirm_unit_withdrawal,
    leave_own_seat,
    propose_unit_withdrawal,
)
from mingcha.draws.tests.changing import (
    assignment_of,
    enforcement,
    gone,
    interest,
    leader,
    leaving,
    member,
    seats,
    selection_of,
    units_of,
    vacate_seat,
)
from mingcha.draws.tests.county import Ceremony
from mingcha.ledger.models import Opening

pytestmark = pytest.mark.django_db


def leave_it(drawn: Ceremony) -> None:
    seat = seats(drawn)[0]
    who = member(drawn, seat)
    leave_own_seat(actor=who, draw=assignment_of(drawn), visit=seat.visit, interest=interest())


def vacate_it(drawn: Ceremony) -> None:
    seat = seats(drawn)[0]
    place = (seat.visit, seat.group, seat.seat)
    draw = assignment_of(drawn)
    vacate_seat(actor=leader(drawn), draw=draw, place=place, left=seat.inspector, leaving=leaving())


def withdraw_it(drawn: Ceremony) -> None:
    unit = units_of(drawn, seats(drawn)[0].visit)[0]
    selection = selection_of(drawn)
    propose_unit_withdrawal(actor=enforcement(drawn), draw=selection, unit=unit, gone=gone())
    confirm_unit_withdrawal(actor=leader(drawn), withdrawal=UnitWithdrawal.objects.get().pk)


CHANGES: list[Callable[[Ceremony], None]] = [leave_it, vacate_it, withdraw_it]


def lost(secret: DrawSecret) -> str:
    raise WrongKey("draws_drawsecret.sealed")


def another(secret: DrawSecret) -> str:
    return "0" * 64


@pytest.mark.parametrize("change", CHANGES)
def test_with_another_key_nothing_changes_and_the_way_out_is_told(
    drawn: Ceremony, change: Callable[[Ceremony], None]
) -> None:
    with patch.object(DrawSecret, "open", lost), pytest.raises(Refusal) as refused:
        change(drawn)
    assert refused.value.code == "secret-lost"
    assert "恢复密钥" in refused.value.remedy
    assert "作废" not in refused.value.remedy  # a draw that is final is not annulled
    assert not Vacancy.objects.exists()
    assert not Replacement.objects.exists()


@pytest.mark.parametrize("change", CHANGES)
def test_a_secret_that_opens_to_another_number_is_refused_and_its_use_said(
    drawn: Ceremony, change: Callable[[Ceremony], None]
) -> None:
    with patch.object(DrawSecret, "open", another), pytest.raises(Refusal) as refused:
        change(drawn)
    assert refused.value.code == "secret-wrong"
    assert not Vacancy.objects.exists()
    assert not Replacement.objects.exists()
    told = json.loads(Opening.objects.get(act="draws.try_secret").content)
    assert told["draws"] == [assignment_of(drawn).draw_id]
    assert told["secret"] == "opened for what was refused"
