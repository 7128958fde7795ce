"""The form of a campaign: what few campaigns fill is folded away until something stands in it."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import BUSINESS
from mingcha.items.models import InspectionItem
from mingcha.law.tests.cast import Bureau, found
from mingcha.plans.queries.settings import Line
from mingcha.plans.tests import cast
from mingcha.plans.tests.planning import planning
from mingcha.plans.tests.test_pages import client_of, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    bureau = found()
    cast.mines(bureau, 40)
    return bureau


@pytest.fixture
def item(bureau: Bureau) -> InspectionItem:
    return cast.published(bureau)[0]


def folded(client: Client, address: str, **typed_in: object) -> dict[str, bool]:
    """Whether each of the parts that few campaigns fill is folded away; what is not there is left out."""
    answer = client.post(address, typed_in) if typed_in else client.get(address)
    parts = re.findall(r'<details class="mc-panel mc-fold" id="(\w+)"( open)?>', answer.content.decode())
    return {name: not is_open for name, is_open in parts}


def test_parts_of_the_form_that_few_fill_are_folded_until_they_hold_something(
    bureau: Bureau, item: InspectionItem
) -> None:
    clerk, new = client_of(bureau, BUSINESS), reverse("campaign_create")
    assert folded(clerk, new) == {"outside": True, "drawing": True}
    told = cast.settings(
        item,
        line=Line(outside_body="保定市自然资源和规划局", drawing_platform="省平台", drawing_basis="某文"),
    )
    edit = reverse("campaign_edit", args=[cast.campaign(bureau, told).pk])
    assert folded(clerk, edit) == {"outside": False, "drawing": False}


def test_a_part_with_an_error_is_unfolded(bureau: Bureau, item: InspectionItem) -> None:
    clerk = client_of(bureau, BUSINESS)
    wrong = typed(item, drawing_platform="省平台")
    assert folded(clerk, reverse("campaign_create"), **wrong) == {"outside": True, "drawing": False}


def test_what_a_campaign_outside_a_published_plan_must_say_stands_open() -> None:
    year = planning()
    year.propose("2026-01")
    year.published()
    clerk, outside = client_of(year.bureau, BUSINESS), cast.campaign(year.bureau, year.settings("2026-09"))
    assert folded(clerk, reverse("campaign_edit", args=[outside.pk])) == {"outside": False, "drawing": True}
