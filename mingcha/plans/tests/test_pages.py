"""Pages of campaigns, through Django's client."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT, INSPECTOR, LEADER, SYSTEM_ADMIN
from mingcha.items.models import InspectionItem
from mingcha.law.tests.cast import Bureau, found
from mingcha.plans import services
from mingcha.plans.models import Campaign
from mingcha.plans.states import DRAFT, READY
from mingcha.plans.tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    bureau = found()
    cast.mines(bureau, 41)
    cast.mines(bureau, 10, risk_class="D", town="龙泉关镇")
    cast.inspectors(bureau, 4)
    return bureau


@pytest.fixture
def item(bureau: Bureau) -> InspectionItem:
    return cast.published(bureau)[0]


def typed(item: InspectionItem, **facts: Any) -> dict[str, Any]:
    return {
        "number": "2026-01",
        "title": "矿业权抽查",
        "starts_on": "2026年6月1日",
        "ends_on": "2026.9.30",
        "items": [str(item.pk)],
        "unit": "holder",
        "s1_ratio": "5%",
        "s1_at_least": "1",
        "s1_reserve": "2",
        "s2_ratio": "0.25",
        "s2_at_least": "1",
        "s2_reserve": "0",
        "lead_requires": ["lead"],
        "member_count": "1",
        "balance": "even",
    } | facts


def client_of(bureau: Bureau, role: str) -> Client:
    client = Client()
    client.force_login(bureau.person(role))
    return client


def text_of(html: str) -> str:
    """The page as it reads: no marks, no spaces."""
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", html))


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_campaign_is_written_shown_and_settled_by_pages(bureau: Bureau, item: InspectionItem) -> None:
    clerk, leader = client_of(bureau, BUSINESS), client_of(bureau, LEADER)
    answer = clerk.post(reverse("campaign_create"), typed(item))
    campaign = Campaign.objects.get()
    assert answer["Location"] == reverse("campaign_detail", args=[campaign.pk])
    assert [row.ratio for row in campaign.strata.all()] == ["1/20", "1/4"]
    shown = text_of(page(leader, "campaign_detail", campaign.pk))
    assert "51家抽6家（11.76%），下限3家" in shown
    assert "41家5%13家7.32%2" in shown
    assert "10家25%13家30.00%0" in shown
    leader.post(reverse("campaign_settle", args=[campaign.pk]))
    campaign.refresh_from_db()
    assert campaign.state == READY
    clerk.post(reverse("campaign_reopen", args=[campaign.pk]), {"reason": "换组员"})
    campaign.refresh_from_db()
    assert campaign.state == DRAFT


def test_a_blocked_campaign_says_found_required_clause_and_remedy(
    bureau: Bureau, item: InspectionItem
) -> None:
    clerk, leader = client_of(bureau, BUSINESS), client_of(bureau, LEADER)
    clerk.post(reverse("campaign_create"), typed(item, s1_ratio="1/41", s2_ratio="1/40"))
    campaign = Campaign.objects.get()
    shown = text_of(page(clerk, "campaign_detail", campaign.pk))
    assert "应抽2家，低于下限3家" in shown
    assert "不低于5%，即3家" in shown
    assert "监管工作实施方案二（四）：“随机抽查比例原则上不低于辖区内市场主体的5%”" in shown
    assert "还有1个问题未解决，暂不能定案" in shown
    refused = leader.post(reverse("campaign_settle", args=[campaign.pk]))
    assert refused.status_code == 422
    assert 'data-code="below-floor"' in refused.content.decode()
    assert "不能定案" in text_of(page(leader, "campaign_list"))


def test_a_target_campaign_says_that_one_holder_is_one_visit(bureau: Bureau, item: InspectionItem) -> None:
    clerk = client_of(bureau, BUSINESS)
    clerk.post(reverse("campaign_create"), typed(item, unit="target"))
    shown = text_of(page(clerk, "campaign_detail", Campaign.objects.get().pk))
    assert "同一主体抽中的几个对象合为一户次" in shown


def test_trying_counts_and_saves_nothing(bureau: Bureau, item: InspectionItem) -> None:
    clerk = client_of(bureau, BUSINESS)
    tried = clerk.post(reverse("campaign_try"), typed(item, title="", number=""))
    assert "51家" in text_of(tried.content.decode())
    page_without_script = clerk.post(reverse("campaign_create"), typed(item, **{"try": "1"}))
    assert "51家" in text_of(page_without_script.content.decode())
    incomplete = clerk.post(reverse("campaign_try"), typed(item, s1_ratio=""))
    assert "还差：一般层比例" in text_of(incomplete.content.decode())
    assert not Campaign.objects.exists()


def test_what_cannot_be_read_is_named_and_nothing_typed_is_lost(bureau: Bureau, item: InspectionItem) -> None:
    clerk = client_of(bureau, BUSINESS)
    wrong = typed(item, s1_ratio="5", number="2026年", starts_on="2026-02-30")
    shown = clerk.post(reverse("campaign_create"), wrong).content.decode()
    assert "请写成5%、0.05或1/20" in shown
    assert "例如2026-01" in shown
    assert "2026年2月只有28天" in shown
    assert "矿业权抽查" in shown
    assert not Campaign.objects.exists()


def test_a_refusal_stands_above_the_form_with_what_was_typed(bureau: Bureau, item: InspectionItem) -> None:
    clerk = client_of(bureau, BUSINESS)
    clerk.post(reverse("campaign_create"), typed(item))
    again = clerk.post(reverse("campaign_create"), typed(item, title="第二个"))
    assert again.status_code == 409
    assert "任务编号重复" in again.content.decode()
    assert "第二个" in again.content.decode()


def test_an_edit_begins_with_what_was_saved(bureau: Bureau, item: InspectionItem) -> None:
    clerk = client_of(bureau, ENFORCEMENT)
    clerk.post(reverse("campaign_create"), typed(item, towns=["龙泉关镇"]))
    campaign = Campaign.objects.get()
    shown = page(clerk, "campaign_edit", campaign.pk)
    assert 'value="25%"' in shown
    assert re.search(r'value="龙泉关镇"[^>]*checked', shown)
    clerk.post(reverse("campaign_edit", args=[campaign.pk]), typed(item, title="改名"))
    campaign.refresh_from_db()
    assert (campaign.title, campaign.towns) == ("改名", [])


def test_readers_read_and_are_told_who_settles(bureau: Bureau, item: InspectionItem) -> None:
    campaign = cast.campaign(bureau, cast.settings(item))
    reader = client_of(bureau, AUDITOR)
    shown = text_of(page(reader, "campaign_detail", campaign.pk))
    assert "只有局领导岗位可以办理" in shown
    assert "矿业权抽查" in text_of(page(reader, "campaign_list"))
    assert reader.get(reverse("campaign_create")).status_code == 403
    assert reader.get(reverse("campaign_edit", args=[campaign.pk])).status_code == 403
    for name in ("campaign_settle", "campaign_cancel"):
        assert reader.post(reverse(name, args=[campaign.pk]), {"reason": "x"}).status_code == 403


@pytest.mark.parametrize("role", [SYSTEM_ADMIN, INSPECTOR])
def test_administrators_and_inspectors_see_no_campaign(
    bureau: Bureau, item: InspectionItem, role: str
) -> None:
    campaign = cast.campaign(bureau, cast.settings(item))
    client = client_of(bureau, role)
    assert client.get(reverse("campaign_list")).status_code == 403
    assert client.get(reverse("campaign_detail", args=[campaign.pk])).status_code == 403


def test_another_offices_campaign_is_not_found(bureau: Bureau, item: InspectionItem) -> None:
    campaign = cast.campaign(bureau, cast.settings(item))
    outsider = client_of(found("QYZRZY", "曲阳县自然资源和规划局"), BUSINESS)
    for name in ("campaign_detail", "campaign_edit"):
        assert outsider.get(reverse(name, args=[campaign.pk])).status_code == 404


def test_a_drawn_campaign_keeps_the_numbers_it_was_settled_with(bureau: Bureau, item: InspectionItem) -> None:
    campaign = cast.settled(bureau, cast.settings(item, layers=cast.layers("1/20", "1/10")))
    services.mark_campaign_drawn(
        actor=bureau.actor(ENFORCEMENT), campaign=campaign, draw="2026-01-a-1", units=[], teams={}
    )
    cast.mines(bureau, 100)
    shown = client_of(bureau, AUDITOR).get(reverse("campaign_list") + "?year=2026").content.decode()
    assert re.search(r'<td class="mc-num">51家</td><td class="mc-num"><b>4家</b></td>', shown)
