"""Drafts that would visit the same holders within the same time are shown on the board and on their pages."""

import datetime
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import BUSINESS, LEADER
from mingcha.draws.tests.county import Clock
from mingcha.items.models import InspectionItem
from mingcha.law.tests.cast import Bureau, found
from mingcha.plans.forms import as_typed
from mingcha.plans.models import Campaign
from mingcha.plans.queries import settings_of
from mingcha.plans.queries.proposals import draft_overlaps, overlaps_with
from mingcha.plans.services import cancel_campaign
from mingcha.plans.tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture
def bureau(clock: Clock) -> Bureau:
    """Ten holders with a mine, four of whom have a parcel in 平阳镇 too."""
    bureau = found()
    cast.mines(bureau, 10)
    for number in range(4):
        cast.target(bureau, number, category=cast.PARCEL)
    return bureau


@pytest.fixture
def items(bureau: Bureau) -> list[InspectionItem]:
    return cast.published(bureau, {"target_categories": [cast.MINE]}, {"target_categories": [cast.PARCEL]})


def drafted(bureau: Bureau, items: list[InspectionItem], **second: Any) -> list[Campaign]:
    """Every fifth holder with a mine, every second with a parcel."""
    usual = {"number": "2026-02", "layers": cast.layers("1/2", "1")} | second
    return [
        cast.campaign(bureau, cast.settings(items[0], layers=cast.layers("1/5", "1"))),
        cast.campaign(bureau, cast.settings(items[1], **usual)),
    ]


def page(bureau: Bureau, address: str, role: str = BUSINESS) -> str:
    client = Client()
    client.force_login(bureau.person(role))
    return client.get(address).content.decode()


def test_the_expected_double_visits_are_the_products_added_up(
    bureau: Bureau, items: list[InspectionItem]
) -> None:
    (one,) = draft_overlaps(bureau.actor(BUSINESS), drafted(bureau, items))
    assert (one.overlap.shared, one.overlap.doubles, one.differ) == (
        4,
        4 * Fraction(1, 5) * Fraction(1, 2),
        (),
    )


def test_board_and_campaign_page_propose_to_join_them(bureau: Bureau, items: list[InspectionItem]) -> None:
    first, second = drafted(bureau, items)
    said = "2026-01与2026-02有共同主体4家，预计重复检查0.4家"
    for address in (
        reverse("campaign_list") + "?year=2026",
        reverse("campaign_detail", args=[first.pk]),
        reverse("campaign_detail", args=[second.pk]),
    ):
        shown = page(bureau, address)
        assert said in shown and "原则上应一次性完成" in shown and "去合并" in shown
    assert "去合并" not in page(bureau, reverse("campaign_list") + "?year=2026", LEADER)


def test_while_it_is_typed_the_other_drafts_are_named(bureau: Bureau, items: list[InspectionItem]) -> None:
    _, second = drafted(bureau, items)
    client = Client()
    client.force_login(bureau.person(BUSINESS))
    typed = {key: value for key, value in as_typed(settings_of(second)).items() if value not in (None, "")}
    tried = client.post(reverse("campaign_try"), typed).content.decode()
    assert "2026-01与2026-02有共同主体4家" in tried
    moved = typed | {"starts_on": "2026-11-01", "ends_on": "2026-11-30"}
    assert "共同主体" not in client.post(reverse("campaign_try"), moved).content.decode()


def test_what_is_inspected_at_another_time_doubles_nothing(
    bureau: Bureau, items: list[InspectionItem]
) -> None:
    autumn = {"starts_on": datetime.date(2026, 10, 1), "ends_on": datetime.date(2026, 11, 30)}
    assert draft_overlaps(bureau.actor(BUSINESS), drafted(bureau, items, **autumn)) == []


def test_other_scopes_are_proposed_too_with_what_must_be_made_alike(
    bureau: Bureau, items: list[InspectionItem]
) -> None:
    campaigns = drafted(bureau, items, towns=("平阳镇",), unit="target")
    (one,) = draft_overlaps(bureau.actor(BUSINESS), campaigns)
    assert one.differ == ("抽取单位", "限定乡镇")
    shown = page(bureau, reverse("campaign_list") + "?year=2026")
    assert "先把抽取单位、限定乡镇改成一致" in shown and "去合并" not in shown


def test_only_drafts_are_proposed(bureau: Bureau, items: list[InspectionItem]) -> None:
    first, second = drafted(bureau, items)
    cancel_campaign(actor=bureau.actor(BUSINESS), campaign=second, reason="不抽")
    assert overlaps_with(bureau.actor(BUSINESS), settings_of(first), first) == []


def test_a_campaign_that_is_not_saved_yet_cannot_be_joined(
    bureau: Bureau, items: list[InspectionItem]
) -> None:
    drafted(bureau, items)
    typed = cast.settings(items[0], number="2026-30", layers=cast.layers("1/10", "1"))
    found = overlaps_with(bureau.actor(BUSINESS), typed, None)
    assert [one.overlap.shared for one in found] == [10, 4]
    assert not any(one.is_saved for one in found)
