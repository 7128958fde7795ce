"""A draft whose scope anybody may narrow does not tell by its counts who was drawn and is not public."""

from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import BUSINESS, ENFORCEMENT
from mingcha.draws.tests.changing import looking
from mingcha.draws.tests.county import Ceremony
from mingcha.ledger.models import Record
from mingcha.ledger.services import record_act
from mingcha.plans.models import Campaign
from mingcha.plans.queries import campaign_frame, frame_of, settings_of
from mingcha.plans.states import DRAFT, READY

DRAWN_BEFORE = "本轮已抽过"


@pytest.fixture
def mined(ceremony: Ceremony) -> Ceremony:
    campaign = ceremony.county.campaign
    campaign.category = "矿产资源"
    campaign.save()
    record_act("draws.tests", actor=ceremony.operator, records=[campaign])
    ceremony.sitting.refresh_from_db()
    ceremony.select()
    ceremony.assign()
    return ceremony


def another(ceremony: Ceremony, state: str = DRAFT) -> Campaign:
    """The next campaign of the same category, with the same item and strata."""
    first = Campaign.objects.get(pk=ceremony.county.campaign.pk)
    second = Campaign.objects.create(
        office=first.office,
        number="2026-02",
        title="第三轮",
        year=first.year,
        unit=first.unit,
        category=first.category,
        state=state,
        starts_on=timezone.localdate(),
    )
    rows: list[Record] = [second]
    beside: list[Any] = [*first.campaign_items.all(), *first.strata.all(), *first.team_groups.all()]
    for row in beside:
        row.campaign, row.pk = second, uuid4()
        row.save(force_insert=True)
        rows.append(row)
    record_act("draws.tests", actor=ceremony.operator, records=rows)
    return second


def left_out_for_sure(campaign: Campaign) -> int:
    """How many its draw would leave out as drawn before; of a raised stratum nobody."""
    actor = Actor(None, "测试", campaign.office_id, None, frozenset())
    found = dict(frame_of(actor, settings_of(campaign), is_settled=True).excluded_counts)
    assert found[DRAWN_BEFORE] > 0
    return found[DRAWN_BEFORE]


def left_out(actor: Actor, campaign: Campaign) -> dict[str, int]:
    return dict(campaign_frame(actor, campaign).excluded_counts)


def test_a_draft_counts_the_drawn_as_not_drawn_until_they_are_public(mined: Ceremony) -> None:
    second = another(mined)
    business, clerk = (mined.county.actor(role) for role in (BUSINESS, ENFORCEMENT))
    for actor in (business, clerk):
        assert DRAWN_BEFORE not in left_out(actor, second)
    count = left_out_for_sure(second)
    assert left_out(looking(clerk, mined.county.campaign), second)[DRAWN_BEFORE] == count
    mined.disclose()
    assert left_out(business, second)[DRAWN_BEFORE] == count


def test_what_a_leader_settled_leaves_them_out_as_its_draw_will(mined: Ceremony) -> None:
    second = another(mined, READY)
    assert left_out(mined.county.actor(BUSINESS), second)[DRAWN_BEFORE] == left_out_for_sure(second)
