"""A law that is repealed closes the items that rest on it for everything new."""

from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import LEADER, LEGAL
from mingcha.common.errors import Refusal
from mingcha.law.models import LegalText
from mingcha.law.services import repeal_text
from mingcha.law.tests.cast import Bureau, found
from mingcha.plans.queries.touched import campaigns_with_items
from mingcha.plans.services import settle_campaign
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
