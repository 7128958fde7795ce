"""Which figure holds on which day, and how a leader changes one."""

import datetime
from typing import Any

import pytest

from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER
from mingcha.common.errors import Forbidden, Refusal
from mingcha.law.models import Figure
from mingcha.law.queries import figure
from mingcha.law.rules import DEFAULT_FIGURES, FLOOR_RATIO, OFFICERS_PER_VISIT
from mingcha.law.services import amend_figure
from mingcha.law.tests.cast import Bureau, found
from mingcha.ledger.models import Opening, Version

pytestmark = pytest.mark.django_db
DAY = datetime.date


@pytest.fixture
def bureau() -> Bureau:
    return found()


def amend(bureau: Bureau, role: str = LEADER, **facts: Any) -> Figure:
    given: dict[str, Any] = {
        "key": FLOOR_RATIO,
        "value": "3%",
        "clause": "冀市监〔2027〕1号 第五条",
        "in_force_from": DAY(2027, 1, 1),
        "reason": "省局调整",
    }
    return amend_figure(actor=bureau.actor(role), **(given | facts))


def test_the_row_in_force_on_the_day_answers(bureau: Bureau) -> None:
    amend(bureau)
    office = bureau.office.pk
    assert figure(office, FLOOR_RATIO, DAY(2022, 1, 1)).words == "5%"
    assert figure(office, FLOOR_RATIO, DAY(2026, 12, 31)).words == "5%"
    assert figure(office, FLOOR_RATIO, DAY(2027, 1, 1)).words == "3%"
    assert figure(office, OFFICERS_PER_VISIT, DAY(2027, 1, 1)).as_count == 2


def test_a_day_without_a_figure_is_refused_and_not_guessed(bureau: Bureau) -> None:
    with pytest.raises(Refusal) as refused:
        figure(bureau.office.pk, FLOOR_RATIO, DAY(2021, 12, 31))
    assert refused.value.code == "figure-missing"


def test_another_office_keeps_its_own_figure(bureau: Bureau) -> None:
    other = found("QYZRZY", "曲阳县自然资源和规划局")
    amend(bureau)
    assert figure(other.office.pk, FLOOR_RATIO, DAY(2027, 6, 1)).words == "5%"


def test_an_amendment_ends_the_former_row_the_day_before_and_is_one_entry(bureau: Bureau) -> None:
    amended = amend(bureau)
    former = Figure.objects.get(office=bureau.office, key=FLOOR_RATIO, value="1/20")
    assert former.in_force_until == DAY(2026, 12, 31)
    opening = Opening.objects.get(act="law.amend_figure")
    rows = set(Version.objects.filter(entry=opening.entry).values_list("row", flat=True))
    assert rows == {former.pk, amended.pk}
    assert opening.reason == "省局调整"


@pytest.mark.parametrize("role", [BUSINESS, ENFORCEMENT])
def test_only_a_leader_amends_a_figure(bureau: Bureau, role: str) -> None:
    with pytest.raises(Forbidden, match="局领导"):
        amend(bureau, role)
    assert Figure.objects.filter(office=bureau.office).count() == len(DEFAULT_FIGURES)


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"value": "五"}, "figure-form"),
        ({"clause": " "}, "figure-without-clause"),
        ({"reason": ""}, "figure-without-clause"),
        ({"in_force_from": DAY(2022, 1, 1)}, "figure-not-later"),
        ({"key": "no-such"}, "no-figure"),
    ],
)
def test_an_amendment_without_its_parts_is_refused(bureau: Bureau, facts: dict[str, Any], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        amend(bureau, **facts)
    assert refused.value.code == code
    assert Figure.objects.filter(office=bureau.office).count() == len(DEFAULT_FIGURES)
