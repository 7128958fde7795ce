"""Rows put in by the one prepared statement are the rows that saving one by one would have made."""

import datetime

import pytest
from django.db import IntegrityError

from mingcha.accounts.models import Office
from mingcha.accounts.tests.cast import make_bureau
from mingcha.common.bulk import insert_rows
from mingcha.registers.models import Holder, Target

pytestmark = pytest.mark.django_db


def holder(office: Office, number: int) -> Holder:
    return Holder(
        office=office, code=f"91130624MA0{number:07d}", name=f"第{number}矿业有限公司", kind="company"
    )


@pytest.fixture
def office() -> Office:
    return make_bureau("fuping", "阜平试").office


def test_what_is_read_back_is_what_was_put_in(office: Office) -> None:
    holders = [holder(office, number) for number in range(3)]
    insert_rows(holders)
    targets = [
        Target(
            office=office,
            holder=one,
            code=f"{one.code}#01",
            category="采矿权",
            valid_until=datetime.date(2027, 6, 30),
            details={"mineral": "铁矿"},
        )
        for one in holders
    ]
    insert_rows(targets)
    assert [one._state.adding for one in targets] == [False] * 3
    for one in targets:
        read = Target.objects.get(pk=one.pk)
        assert (read.details, read.valid_until, read.is_permanent, read.merged_into) == (
            {"mineral": "铁矿"},
            datetime.date(2027, 6, 30),
            False,
            None,
        )
        assert read.holder_id == one.holder_id


def test_none_is_put_in_when_one_may_not(office: Office) -> None:
    with pytest.raises(IntegrityError):
        insert_rows([holder(office, 1), holder(office, 1)])


def test_nothing_is_nothing() -> None:
    insert_rows([])
    assert Holder.objects.count() == 0
