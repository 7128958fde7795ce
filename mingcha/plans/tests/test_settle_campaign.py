"""Settling: each thing that blocks a campaign is refused with clause, found, required and remedy."""

import datetime
from collections.abc import Callable

import pytest
from django.urls import reverse

from mingcha.accounts.rules import AUDITOR, BUSINESS, ENFORCEMENT, INSPECTOR, LEADER, LEGAL, SYSTEM_ADMIN
from mingcha.common.errors import Conflict, Forbidden, Refusal, Unknown
from mingcha.items.tests import cast as items
from mingcha.law.tests.cast import Bureau, amend_figure, found
from mingcha.ledger.models import Opening
from mingcha.ledger.services import examine_ledger
from mingcha.plans import services
from mingcha.plans.models import Campaign
from mingcha.plans.queries import Settings, campaign_findings, plan_findings
from mingcha.plans.rules.findings import Seats
from mingcha.plans.states import CANCELLED, DRAFT, DRAWN, READY
from mingcha.plans.tests import cast
from mingcha.plans.tests.planning import planning
from mingcha.plans.tests.test_pages import client_of
from mingcha.registers.models import InspectorLicence, Training

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    bureau = found()
    cast.mines(bureau, 41)
    cast.inspectors(bureau, 4)
    return bureau


def refusal(bureau: Bureau, wanted: Settings) -> Refusal:
    """With what this campaign is refused; it stays a draft."""
    campaign = cast.campaign(bureau, wanted)
    with pytest.raises(Refusal) as refused:
        services.settle_campaign(actor=bureau.actor(LEADER), campaign=campaign)
    campaign.refresh_from_db()
    assert campaign.state == DRAFT
    assert refused.value.clause
    assert refused.value.remedy
    assert [label for label, _ in refused.value.found][:2] == ["现在", "应当"]
    return refused.value


def test_a_campaign_in_order_is_settled_in_one_entry(bureau: Bureau) -> None:
    (item,) = cast.published(bureau)
    campaign = cast.settled(bureau, cast.settings(item))
    assert campaign.state == READY
    assert Opening.objects.filter(act="plans.settle_campaign").count() == 1
    assert [one.place for one in examine_ledger() if one.place.startswith("plans_")] == []


def test_below_the_floor_is_refused(bureau: Bureau) -> None:
    (item,) = cast.published(bureau)
    refused = refusal(bureau, cast.settings(item, layers=cast.layers("1/41", "1/41")))
    assert refused.code == "below-floor"
    assert dict(refused.found)["现在"] == "事项范围内有效41家，应抽1家"
    assert dict(refused.found)["应当"] == "不低于5%，即3家"
    assert "不低于辖区内市场主体的5%" in refused.clause


def test_exactly_the_floor_is_enough(bureau: Bureau) -> None:
    (item,) = cast.published(bureau)
    assert (
        cast.settled(bureau, cast.settings(item, layers=cast.layers("1/1000", "1/1000", at_least=3))).state
        == READY
    )


def test_a_narrow_campaign_still_owes_the_whole_floor(bureau: Bureau) -> None:
    cast.mines(bureau, 5, town="龙泉关镇")
    (item,) = cast.published(bureau)
    narrow = cast.settings(item, towns=("龙泉关镇",))
    assert refusal(bureau, narrow).code == "below-floor"
    enough = cast.settings(item, towns=("龙泉关镇",), layers=cast.layers("3/5", "3/5"), number="2026-02")
    assert cast.settled(bureau, enough).state == READY


def test_the_floor_follows_the_figure_in_force_on_the_first_day(bureau: Bureau) -> None:
    (item,) = cast.published(bureau)
    amend_figure(
        actor=bureau.actor(LEADER),
        key="floor-ratio",
        value="10%",
        clause="某文件第一条",
        in_force_from=datetime.date(2026, 5, 1),
        reason="调整",
    )
    assert "不低于10%，即5家" in dict(refusal(bureau, cast.settings(item)).found)["应当"]


def test_the_raised_stratum_is_not_drawn_less_than_the_ordinary_one(bureau: Bureau) -> None:
    cast.mines(bureau, 10, risk_class="D")
    (item,) = cast.published(bureau)
    refused = refusal(bureau, cast.settings(item, layers=cast.layers("1/5", "1/10")))
    assert refused.code == "raised-not-above"
    assert "加大随机抽查力度" in refused.clause


def test_a_team_of_one_is_refused(bureau: Bureau) -> None:
    (item,) = cast.published(bureau)
    refused = refusal(bureau, cast.settings(item, seats=(Seats("lead", "组长", 1),)))
    assert refused.code == "team-too-small"
    assert "行政处罚法" in refused.clause


def test_a_campaign_without_items_is_refused(bureau: Bureau) -> None:
    assert refusal(bureau, cast.settings()).code == "no-items"


def test_an_item_of_a_replaced_list_is_refused(bureau: Bureau) -> None:
    (item,) = cast.published(bureau)
    items.publish(bureau, items.draft(bureau))
    refused = refusal(bureau, cast.settings(item))
    assert refused.code == "item-not-published"


def test_an_item_not_in_force_on_the_first_day_is_refused(bureau: Bureau) -> None:
    (item,) = cast.published(bureau, {"in_force_from": datetime.date(2026, 7, 1)})
    assert refusal(bureau, cast.settings(item)).code == "item-not-in-force"


def test_a_scope_without_units_is_refused(bureau: Bureau) -> None:
    (item,) = cast.published(bureau)
    assert refusal(bureau, cast.settings(item, towns=("天生桥镇",))).code == "empty-frame"


def test_too_few_inspectors_are_asked_about_and_do_not_block(bureau: Bureau) -> None:
    (item,) = cast.published(bureau)
    wanted = cast.settings(
        item, seats=(Seats("lead", "组长", 1, frozenset({"lead"})), Seats("member", "组员", 9))
    )
    campaign = cast.campaign(bureau, wanted)
    (asked,) = campaign_findings(bureau.actor(LEADER), campaign)
    assert (asked.code, asked.severity) == ("too-few-inspectors", "ask")
    assert "现可派4名" in asked.found
    assert services.settle_campaign(actor=bureau.actor(LEADER), campaign=campaign).state == READY


def test_people_without_training_are_counted_as_that(bureau: Bureau) -> None:
    """ADR 0010: a register without trainings is whole, and nobody in it can be drawn."""
    (item,) = cast.published(bureau)
    campaign = cast.campaign(bureau, cast.settings(item))
    Training.objects.all().delete()
    InspectorLicence.objects.filter(inspector__roster_no="P001").update(
        valid_until=datetime.date(2025, 12, 31)
    )
    (asked,) = campaign_findings(bureau.actor(LEADER), campaign)
    assert "不能派的：没有登记执法培训的4名、执法证已过期的1名" in asked.found
    page = client_of(bureau, LEADER).get(reverse("campaign_detail", args=[campaign.pk])).content.decode()
    assert reverse("inspector_list") + "?eligible=no" in page


def test_a_line_of_a_plan_says_the_same() -> None:
    year = planning()
    year.propose("2026-01")
    Training.objects.filter(inspector__office=year.bureau.office).delete()
    found = plan_findings(year.bureau.actor(LEADER), year.plan)
    assert any("没有登记执法培训的4名" in one.finding.found for one in found)


def test_two_seats_for_one_qualified_inspector_are_noticed(bureau: Bureau) -> None:
    (item,) = cast.published(bureau)
    lead = frozenset({"lead"})
    wanted = cast.settings(item, seats=(Seats("lead", "组长", 1, lead), Seats("second", "副组长", 1, lead)))
    (asked,) = campaign_findings(bureau.actor(LEADER), cast.campaign(bureau, wanted))
    assert "组长、副组长" in asked.title


@pytest.mark.parametrize("role", [BUSINESS, ENFORCEMENT, LEGAL, AUDITOR, SYSTEM_ADMIN, INSPECTOR])
def test_only_a_leader_settles(bureau: Bureau, role: str) -> None:
    (item,) = cast.published(bureau)
    campaign = cast.campaign(bureau, cast.settings(item))
    with pytest.raises(Forbidden, match="局领导"):
        services.settle_campaign(actor=bureau.actor(role, "另一人"), campaign=campaign)


@pytest.mark.parametrize("role", [LEADER, LEGAL, AUDITOR, SYSTEM_ADMIN, INSPECTOR])
def test_only_sections_and_enforcement_draft(bureau: Bureau, role: str) -> None:
    (item,) = cast.published(bureau)
    with pytest.raises(Forbidden):
        services.create_campaign(actor=bureau.actor(role), settings=cast.settings(item))
    campaign = cast.campaign(bureau, cast.settings(item))
    with pytest.raises(Forbidden):
        services.edit_campaign(actor=bureau.actor(role), campaign=campaign, settings=cast.settings(item))


def test_another_office_can_do_nothing_with_it(bureau: Bureau) -> None:
    (item,) = cast.published(bureau)
    campaign = cast.campaign(bureau, cast.settings(item))
    other = found("QYZRZY", "曲阳县自然资源和规划局")
    acts: tuple[Callable[[], Campaign], ...] = (
        lambda: services.settle_campaign(actor=other.actor(LEADER), campaign=campaign),
        lambda: services.cancel_campaign(actor=other.actor(BUSINESS), campaign=campaign, reason="x"),
        lambda: services.edit_campaign(
            actor=other.actor(BUSINESS), campaign=campaign, settings=cast.settings(item)
        ),
        lambda: services.create_campaign(actor=other.actor(BUSINESS), settings=cast.settings(item)),
    )
    for act in acts:
        with pytest.raises(Unknown):
            act()


def test_a_settled_campaign_is_changed_only_after_it_was_sent_back_with_a_reason(bureau: Bureau) -> None:
    (item,) = cast.published(bureau)
    campaign = cast.settled(bureau, cast.settings(item))
    clerk = bureau.actor(BUSINESS)
    with pytest.raises(Conflict):
        services.edit_campaign(actor=clerk, campaign=campaign, settings=cast.settings(item))
    with pytest.raises(Refusal, match="理由"):
        services.reopen_campaign(actor=clerk, campaign=campaign, reason=" ")
    services.reopen_campaign(actor=clerk, campaign=campaign, reason="换组员")
    changed = services.edit_campaign(
        actor=clerk, campaign=campaign, settings=cast.settings(item, title="新名")
    )
    assert (changed.title, changed.state) == ("新名", DRAFT)


def test_an_announced_draw_holds_the_campaign_until_it_is_annulled(bureau: Bureau) -> None:
    (item,) = cast.published(bureau)
    campaign = cast.settled(bureau, cast.settings(item))
    clerk = bureau.actor(ENFORCEMENT)
    services.hold_campaign(actor=clerk, campaign=campaign, draw="2026-01-s-1")
    for act in (services.reopen_campaign, services.cancel_campaign):
        with pytest.raises(Forbidden, match="已公告"):
            act(actor=clerk, campaign=campaign, reason="换组员")
    with pytest.raises(Conflict):
        services.hold_campaign(actor=clerk, campaign=campaign, draw="2026-01-s-2")
    services.release_campaign(actor=clerk, campaign=campaign)
    assert services.reopen_campaign(actor=clerk, campaign=campaign, reason="换组员").state == DRAFT


def test_a_draft_is_not_announced(bureau: Bureau) -> None:
    (item,) = cast.published(bureau)
    campaign = cast.campaign(bureau, cast.settings(item))
    with pytest.raises(Conflict, match="编制中"):
        services.hold_campaign(actor=bureau.actor(ENFORCEMENT), campaign=campaign, draw="2026-01-s-1")


def test_a_drawn_campaign_stays_drawn(bureau: Bureau) -> None:
    (item,) = cast.published(bureau)
    campaign = cast.settled(bureau, cast.settings(item))
    clerk = bureau.actor(ENFORCEMENT)
    assert (
        services.mark_campaign_drawn(
            actor=clerk, campaign=campaign, draw="2026-01-a-1", units=[], teams={}
        ).state
        == DRAWN
    )
    for act in (services.reopen_campaign, services.cancel_campaign):
        with pytest.raises(Conflict):
            act(actor=clerk, campaign=campaign, reason="重来")


def test_a_cancelled_campaign_is_not_settled(bureau: Bureau) -> None:
    (item,) = cast.published(bureau)
    campaign = cast.campaign(bureau, cast.settings(item))
    cancelled = services.cancel_campaign(
        actor=bureau.actor(BUSINESS), campaign=campaign, reason="并入另一任务"
    )
    assert cancelled.state == CANCELLED
    with pytest.raises(Conflict):
        services.settle_campaign(actor=bureau.actor(LEADER), campaign=campaign)


def test_a_number_is_used_once_in_an_office(bureau: Bureau) -> None:
    (item,) = cast.published(bureau)
    cast.campaign(bureau, cast.settings(item))
    with pytest.raises(Conflict, match="2026-01"):
        cast.campaign(bureau, cast.settings(item))


@pytest.mark.parametrize(
    "facts",
    [
        {"number": "2026年第1号"},
        {"number": "-1"},
        {"number": "2" * 33},
        {"layers": ()},
        {"layers": cast.layers("1/20", "1/20", at_least=0)},
        {"seats": ()},
        {"seats": (Seats("lead", "组长", 0),)},
        {"seats": (Seats("lead", "组长", 1, frozenset({"矿产"})),)},
        {"ends_on": datetime.date(2026, 5, 31)},
    ],
)
def test_what_the_protocol_could_not_announce_is_not_saved(bureau: Bureau, facts: dict[str, object]) -> None:
    (item,) = cast.published(bureau)
    with pytest.raises(Refusal):
        cast.campaign(bureau, cast.settings(item, **facts))
    assert not Campaign.objects.exists()


def test_an_unpublished_item_is_not_taken_into_a_campaign(bureau: Bureau) -> None:
    drafted = items.item(bureau, items.draft(bureau))
    with pytest.raises(Refusal, match="还没有公布"):
        cast.campaign(bureau, cast.settings(drafted))


def test_every_row_of_an_edited_campaign_is_bound_by_the_ledger(bureau: Bureau) -> None:
    (item,) = cast.published(bureau)
    campaign = cast.campaign(bureau, cast.settings(item))
    services.edit_campaign(
        actor=bureau.actor(BUSINESS),
        campaign=campaign,
        settings=cast.settings(item, layers=cast.layers("1/10", "1/5")),
    )
    assert campaign.strata.count() == 2
    assert [one.place for one in examine_ledger() if one.place.startswith("plans_")] == []


def test_whoever_may_not_is_told_so_whatever_the_state(bureau: Bureau) -> None:
    (item,) = cast.published(bureau)
    campaign = cast.settled(bureau, cast.settings(item))
    auditor = bureau.actor(AUDITOR)
    with pytest.raises(Forbidden):
        services.settle_campaign(actor=auditor, campaign=campaign)
    services.cancel_campaign(actor=bureau.actor(ENFORCEMENT), campaign=campaign, reason="改期")
    for verb in (services.reopen_campaign, services.cancel_campaign):
        with pytest.raises(Forbidden):
            verb(actor=auditor, campaign=campaign, reason="试")
