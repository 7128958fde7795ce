"""A law that is repealed after the leader settled: nothing is drawn on it any more."""

import datetime

import pytest

from mingcha.accounts.rules import ENFORCEMENT, INSPECTOR, LEGAL, WITNESS
from mingcha.common import moments
from mingcha.common.errors import Conflict
from mingcha.draws.models import Draw, Sitting
from mingcha.draws.services import announce_draw, open_sitting, thaw_draw
from mingcha.draws.services.external import confirm_external_draw
from mingcha.draws.states import FROZEN
from mingcha.draws.tests.county import Ceremony, County
from mingcha.draws.tests.platform import DAY, Platform
from mingcha.items.models import InspectionItem, ItemList
from mingcha.items.states import PUBLISHED, REPLACED
from mingcha.law.models import LegalText
from mingcha.law.services import repeal_text
from mingcha.ledger.queries import last_change

LAW = "中华人民共和国矿产资源法"


def repeal(county: County, from_on: datetime.date) -> None:
    """The law on which the county's item rests has no force from that day on."""
    text = LegalText.objects.filter(office=county.bureau.office, title=LAW)[0]
    cited = {"field": "basis", "title": LAW, "articles": ["第一条"], "year": "", "text": str(text.pk)}
    InspectionItem.objects.update(citations=[cited])
    repeal_text(actor=county.actor(LEGAL), text=text, from_on=from_on, reason="废止决定")


def test_a_settled_campaign_is_not_frozen_on_repealed_law(ceremony: Ceremony) -> None:
    repeal(ceremony.county, moments.today())
    with pytest.raises(Conflict) as refused:
        ceremony.freeze()
    assert refused.value.code == "basis-lapsed"
    for word in ("采矿权人履行法定义务", f"《{LAW}》第一条", "2026年6月16日起已废止"):
        assert word in refused.value.sentence
    assert "去掉该事项" in refused.value.remedy
    assert not Draw.objects.exists()


def test_its_sitting_is_not_opened_either(county: County) -> None:
    repeal(county, moments.today())
    people = county.bureau.people
    with pytest.raises(Conflict) as refused:
        open_sitting(
            actor=county.actor(ENFORCEMENT),
            campaign=county.campaign,
            caller=people[INSPECTOR],
            witness=people[WITNESS],
            place="局三楼会议室",
        )
    assert refused.value.code == "basis-lapsed" and "不能开始抽取" in (refused.value.title or "")
    assert not Sitting.objects.exists()


def test_an_item_that_a_newer_list_drops_is_not_frozen(ceremony: Ceremony) -> None:
    former = ItemList.objects.get()
    ItemList.objects.update(state=REPLACED)
    ItemList.objects.create(
        office=former.office, number=2, state=PUBLISHED, created_at=moments.now(), published_at=moments.now()
    )
    with pytest.raises(Conflict) as refused:
        ceremony.freeze()
    assert refused.value.code == "item-dropped" and "修订计划" in (refused.value.remedy or "")
    assert "对列入随机抽查事项清单的事项开展监督检查" in (refused.value.clause or "")


def test_what_was_frozen_before_is_not_announced_but_taken_back(ceremony: Ceremony) -> None:
    draw = ceremony.freeze()
    repeal(ceremony.county, moments.today())
    with pytest.raises(Conflict) as refused:
        announce_draw(actor=ceremony.operator, draw=draw, terms=ceremony.terms())
    assert refused.value.code == "basis-lapsed"
    assert Draw.objects.get(pk=draw.pk).state == FROZEN
    thaw_draw(actor=ceremony.operator, draw=draw)


def test_a_repeal_that_is_still_to_come_stops_nothing(ceremony: Ceremony) -> None:
    repeal(ceremony.county, moments.today() + datetime.timedelta(days=1))
    ceremony.announce()


def test_a_repeal_before_the_campaign_begins_stops_it(ceremony: Ceremony) -> None:
    tomorrow = moments.today() + datetime.timedelta(days=1)
    ceremony.county.campaign.__class__.objects.update(starts_on=tomorrow)
    repeal(ceremony.county, tomorrow)
    with pytest.raises(Conflict, match="废止"):
        ceremony.freeze()


def test_an_item_that_has_ended_is_not_frozen(ceremony: Ceremony) -> None:
    InspectionItem.objects.update(in_force_until=moments.today() - datetime.timedelta(days=1))
    with pytest.raises(Conflict, match="不在有效期内"):
        ceremony.freeze()


def test_what_a_platform_drew_on_repealed_law_is_not_confirmed(platform: Platform) -> None:
    draw = platform.take_in()
    repeal(platform.county, DAY)
    with pytest.raises(Conflict) as refused:
        confirm_external_draw(actor=platform.leader, draw=draw, seen=last_change(draw.pk))
    assert refused.value.code == "basis-lapsed"
