"""A campaign that was settled and may not be drawn any more: its page, the board and the home page say so."""

import datetime
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import BUSINESS, ENFORCEMENT, LEADER, LEGAL
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.items import services as item_services
from mingcha.items.models import InspectionItem
from mingcha.items.tests import cast as items
from mingcha.law.models import LegalText
from mingcha.law.services import repeal_text
from mingcha.law.tests.cast import Bureau, found
from mingcha.plans.models import Campaign
from mingcha.plans.queries.standings import drawing_findings_of, stopped_of
from mingcha.plans.tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
METHOD = "《河北省矿产资源监督检查办法》第六条"


def codes(bureau: Bureau, campaign: Campaign) -> list[str]:
    return [one.code for one in drawing_findings_of(bureau.actor(LEADER), campaign, moments.today())]


def settled(bureau: Bureau, *wanted: InspectionItem) -> Campaign:
    cast.mines(bureau, 20)
    cast.mines(bureau, 5, risk_class="D")
    cast.inspectors(bureau, 3)
    return cast.settled(bureau, cast.settings(*wanted, layers=cast.layers("1/20", "1/4")))


def repeal(bureau: Bureau, on: datetime.date) -> None:
    text = LegalText.objects.filter(office=bureau.office, title="中华人民共和国矿产资源法")[0]
    repeal_text(actor=bureau.actor(LEGAL), text=text, from_on=on, reason="废止决定")


def page(bureau: Bureau, role: str, address: str) -> str:
    client = Client()
    client.force_login(bureau.person(role))
    return client.get(address).content.decode()


def new_version(bureau: Bureau, *dropped: InspectionItem) -> None:
    """The next version of the list without these items."""
    version = items.draft(bureau)
    for item in version.items.filter(code__in=[one.code for one in dropped]):
        item_services.leave_out_item(actor=bureau.actor(ENFORCEMENT), item=item)
    items.publish(bureau, version)


def test_nothing_is_said_of_a_campaign_whose_items_are_in_order() -> None:
    bureau = found()
    assert codes(bureau, settled(bureau, *cast.published(bureau))) == []


def test_its_page_says_that_the_law_has_lapsed_and_offers_no_draw() -> None:
    bureau = found()
    campaign = settled(bureau, *cast.published(bureau))
    repeal(bureau, cast.DAY)
    shown = page(bureau, ENFORCEMENT, reverse("campaign_detail", args=[campaign.pk]))
    assert "不能抽取" in shown and "已废止" in shown and "一律不得擅自开展检查" in shown
    assert "可以抽取" not in shown and reverse("draw_list") + '">去抽取' not in shown


def test_the_board_and_the_list_of_draws_say_it_too() -> None:
    bureau = found()
    settled(bureau, *cast.published(bureau))
    repeal(bureau, cast.DAY)
    board = page(bureau, ENFORCEMENT, reverse("campaign_list") + "?year=2026")
    assert "不能抽取" in board and "可以抽取" not in board
    draws = page(bureau, ENFORCEMENT, reverse("draw_list"))
    assert "不能抽取" in draws and "已定案，可以抽取" not in draws


@pytest.mark.parametrize("role", [LEADER, BUSINESS, ENFORCEMENT])
def test_the_home_page_asks_to_send_it_back_instead_of_to_draw_it(role: str) -> None:
    bureau = found()
    settled(bureau, *cast.published(bureau))
    assert "不能抽取" not in page(bureau, role, reverse("home"))
    repeal(bureau, cast.DAY)
    shown = page(bureau, role, reverse("home"))
    assert "不能抽取：矿业权抽查" in shown and "召开抽取会" not in shown
    assert "可以抽取0个，不能抽取1个" in shown


def test_a_law_that_lapsed_after_the_campaign_began_stops_what_is_not_drawn_yet() -> None:
    bureau = found()
    campaign = settled(bureau, *cast.published(bureau))
    repeal(bureau, cast.DAY + datetime.timedelta(days=10))
    later = cast.DAY + datetime.timedelta(days=9)
    assert drawing_findings_of(bureau.actor(LEADER), campaign, later) == []
    (finding,) = drawing_findings_of(bureau.actor(LEADER), campaign, later + datetime.timedelta(days=1))
    assert finding.code == "basis-lapsed" and "修订计划" in finding.remedy


def test_an_item_that_the_next_version_drops_stops_it_and_one_that_it_keeps_does_not() -> None:
    bureau = found()
    kept, dropped = cast.published(bureau, {"name": "留下的事项"}, {"name": "去掉的事项"})
    campaign = settled(bureau, kept, dropped)
    new_version(bureau, dropped)
    (finding,) = drawing_findings_of(bureau.actor(LEADER), campaign, moments.today())
    assert finding.code == "item-dropped" and "去掉的事项" in finding.title
    assert "列入随机抽查事项清单" in finding.quote and "修订计划" in finding.remedy


def test_many_are_judged_in_as_many_questions_as_one(
    django_assert_max_num_queries: Callable[[int], AbstractContextManager[object]],
) -> None:
    bureau = found()
    (item,) = cast.published(bureau)
    first = settled(bureau, item)
    others = [cast.campaign(bureau, cast.settings(item, number=f"2026-{place}")) for place in range(20, 25)]
    repeal(bureau, cast.DAY)
    with django_assert_max_num_queries(10):
        stopped = stopped_of(bureau.actor(LEADER), [first, *others], moments.today())
    assert len(stopped) == 6


def unregistered(bureau: Bureau) -> InspectionItem:
    """An item that was published while its title alone passed for that of a rule."""
    (item,) = cast.published(bureau)
    InspectionItem.objects.filter(pk=item.pk).update(basis=METHOD, citations=[])
    item.refresh_from_db()
    return item


def test_an_item_on_a_document_that_nobody_registered_is_not_settled() -> None:
    bureau = found()
    item = unregistered(bureau)
    with pytest.raises(Refusal) as refused:
        settled(bureau, item)
    assert refused.value.code == "item-basis-missing"
    assert "没有登记为法律文本" in refused.value.found[0][1]
    assert "在法律文本中登记" in refused.value.remedy


def test_a_campaign_settled_on_such_an_item_is_not_drawn() -> None:
    bureau = found()
    campaign = settled(bureau, *cast.published(bureau))
    InspectionItem.objects.update(basis=METHOD, citations=[])
    assert codes(bureau, campaign) == ["basis-lacking"]


def test_a_document_that_stands_beside_a_law_stops_nothing() -> None:
    bureau = found()
    (item,) = cast.published(bureau)
    both = f"{item.basis}；{METHOD}"
    InspectionItem.objects.update(basis=both)
    assert codes(bureau, settled(bureau, item)) == []
