"""The year ahead on real registers: chances, double visits, who is never reached."""

from fractions import Fraction

import pytest
from django.test import Client

from mingcha.accounts.rules import BUSINESS
from mingcha.law.tests.cast import Bureau, found
from mingcha.plans import services
from mingcha.plans.queries import year_forecast
from mingcha.plans.tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    return found()


def logged_in(bureau: Bureau) -> Client:
    client = Client()
    client.force_login(bureau.person(BUSINESS))
    return client


def test_each_holder_has_the_chance_of_its_stratum_in_each_campaign(bureau: Bureau) -> None:
    cast.mines(bureau, 10)
    cast.target(bureau, 0, category=cast.PARCEL)
    cast.mines(bureau, 1, category="测绘资质")
    mine, parcel = cast.published(
        bureau, {"target_categories": [cast.MINE]}, {"target_categories": [cast.PARCEL]}
    )
    cast.campaign(bureau, cast.settings(mine, layers=cast.layers("1/5", "1")))
    cast.campaign(bureau, cast.settings(parcel, number="2026-02", layers=cast.layers("1", "1")))
    year = year_forecast(bureau.actor(BUSINESS), 2026)
    assert [(group.count, group.drawn_once, group.visits) for group in year.forecast.groups] == [
        (1, Fraction(1), Fraction(6, 5)),
        (9, Fraction(1, 5), Fraction(1, 5)),
        (1, Fraction(0), Fraction(0)),
    ]
    (overlap,) = year.overlaps
    assert (overlap.first, overlap.second, overlap.shared) == ("2026-01", "2026-02", 1)
    assert overlap.doubles == Fraction(1, 5)


def test_targets_drawn_one_by_one_give_their_holder_the_chance_of_any(bureau: Bureau) -> None:
    for number in (1, 1, 2, 3):
        cast.target(bureau, number)
    (mine,) = cast.published(bureau)
    cast.campaign(bureau, cast.settings(mine, unit="target", layers=cast.layers("1/2", "1")))
    groups = year_forecast(bureau.actor(BUSINESS), 2026).forecast.groups
    assert [(group.count, group.drawn_once) for group in groups] == [(1, Fraction(5, 6)), (2, Fraction(1, 2))]


def test_a_campaign_called_off_gives_no_chance(bureau: Bureau) -> None:
    cast.mines(bureau, 4)
    (mine,) = cast.published(bureau)
    actor = bureau.actor(BUSINESS)
    campaign = cast.campaign(bureau, cast.settings(mine))
    services.cancel_campaign(actor=actor, campaign=campaign, reason="撤销")
    year = year_forecast(actor, 2026)
    assert year.campaigns == ()
    assert year.forecast.never_drawn(3) == 1


def test_the_page_has_its_plot_beside_the_table_and_can_be_taken_away(bureau: Bureau) -> None:
    cast.mines(bureau, 40)
    (mine,) = cast.published(bureau)
    cast.campaign(bureau, cast.settings(mine, layers=cast.layers("1/10", "1/5")))
    client = logged_in(bureau)
    page = client.get("/campaigns/forecast/2026/").content.decode()
    assert "<svg" in page
    assert "一年内预计有90.00%的主体一次也抽不到" in page
    answer = client.get("/campaigns/forecast/2026/?export=1")
    assert answer.headers["Content-Type"].startswith("application/vnd.openxmlformats")


def test_a_year_without_campaigns_says_so(bureau: Bureau) -> None:
    assert "还没有抽查任务" in logged_in(bureau).get("/campaigns/forecast/2031/").content.decode()
