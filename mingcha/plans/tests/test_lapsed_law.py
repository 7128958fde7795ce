"""A law that is repealed closes the items that rest on it for everything new."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import LEADER, LEGAL
from mingcha.common.errors import Refusal
from mingcha.items.tests import cast as items
from mingcha.law.models import LegalText
from mingcha.law.services import repeal_text
from mingcha.law.tests.cast import Bureau, found
from mingcha.plans.models import Campaign
from mingcha.plans.queries.touched import campaigns_with_items, items_under_way
from mingcha.plans.services import settle_campaign
from mingcha.plans.states import CANCELLED, DRAWN
from mingcha.plans.tests import cast

pytestmark = pytest.mark.django_db


def repealed(bureau: Bureau) -> LegalText:
    text = LegalText.objects.filter(office=bureau.office, title="中华人民共和国矿产资源法")[0]
    return repeal_text(actor=bureau.actor(LEGAL), text=text, from_on=cast.DAY, reason="废止决定")


def test_an_item_whose_law_was_repealed_is_neither_settled_nor_newly_chosen() -> None:
    bureau = found()
    (item,) = cast.published(bureau)
    drafted = cast.campaign(bureau, cast.settings(item))
    repealed(bureau)
    with pytest.raises(Refusal) as refused:
        settle_campaign(actor=bureau.actor(LEADER), campaign=drafted)
    assert refused.value.code == "item-basis-lapsed"
    assert "一律不得擅自开展检查" in refused.value.clause
    with pytest.raises(Refusal) as refused:
        cast.campaign(bureau, replace(cast.settings(item), number="2026-77"))
    assert (refused.value.code, refused.value.found[0][0]) == ("item-basis-lapsed", item.name)


def test_the_page_of_a_text_lists_items_and_campaigns_it_touches() -> None:
    bureau = found()
    (item,) = cast.published(bureau)
    campaign = cast.campaign(bureau, cast.settings(item))
    text = repealed(bureau)
    assert list(campaigns_with_items(bureau.actor(LEADER), [item.pk])) == [campaign]
    client = Client()
    client.force_login(bureau.person(LEGAL))
    page = client.get(reverse("text_touched", args=[text.pk])).content.decode()
    assert item.name in page and campaign.title in page and "今天没有效力" in page


def test_a_campaign_that_rests_on_a_replaced_version_is_listed_until_it_is_over() -> None:
    bureau = found()
    (item,) = cast.published(bureau)
    campaign = cast.campaign(bureau, cast.settings(item))
    items.publish(bureau, items.draft(bureau))
    text = repealed(bureau)
    client = Client()
    client.force_login(bureau.person(LEGAL))
    address = reverse("text_touched", args=[text.pk])
    page = client.get(address).content.decode()
    assert campaign.title in page and "第1版" in page
    Campaign.objects.update(state=CANCELLED)
    page = client.get(address).content.decode()
    assert campaign.title not in page and "第1版" not in page


@pytest.mark.parametrize(("last_day", "is_listed"), [("2020-01-31", False), (None, True)])
def test_what_was_drawn_and_is_over_is_listed_no_more(last_day: str | None, *, is_listed: bool) -> None:
    bureau = found()
    (item,) = cast.published(bureau)
    cast.campaign(bureau, cast.settings(item))
    Campaign.objects.update(state=DRAWN, ends_on=last_day)
    assert (item.pk in items_under_way(bureau.actor(LEGAL))) == is_listed
