"""An office founded before this version gets what is new in it, and keeps what it has."""

import datetime

import pytest

from mingcha.accounts.rules import LEADER
from mingcha.law.models import Obligation
from mingcha.law.queries import figure
from mingcha.law.rules import FLOOR_RATIO, OFFICERS_PER_VISIT
from mingcha.law.services import adopt_new_defaults
from mingcha.law.tests.cast import amend_figure, found
from mingcha.ledger.models import Opening, Version

pytestmark = pytest.mark.django_db


def test_a_default_that_came_with_a_newer_version_is_adopted_in_one_act() -> None:
    office = found().office
    Obligation.objects.filter(key=OFFICERS_PER_VISIT).delete()
    adopted = adopt_new_defaults(office=office)
    opening = Opening.objects.get(act="law.adopt_defaults")
    assert opening.actor_name == "命令行"
    assert set(Version.objects.filter(entry=opening.entry).values_list("row", flat=True)) == {
        row.pk for row in adopted
    }
    assert figure(office.pk, OFFICERS_PER_VISIT, datetime.date(2026, 1, 1)).as_count == 2


def test_where_nothing_is_new_nothing_is_written() -> None:
    assert adopt_new_defaults(office=found().office) == []
    assert not Opening.objects.exists()


def test_an_amended_figure_is_left_alone() -> None:
    bureau = found()
    amend_figure(
        actor=bureau.actor(LEADER),
        key=FLOOR_RATIO,
        value="3%",
        clause="冀市监〔2027〕1号 第五条",
        in_force_from=datetime.date(2027, 1, 1),
        reason="省局调整",
    )
    adopt_new_defaults(office=bureau.office)
    assert Obligation.objects.filter(key=FLOOR_RATIO).count() == 2
