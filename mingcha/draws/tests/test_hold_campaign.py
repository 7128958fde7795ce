"""While an attempt is announced its campaign stands still; an annulled selection lets it go."""

from dataclasses import replace

import pytest
from django.db import transaction

from mingcha.accounts.rules import LEADER
from mingcha.common.errors import Conflict, Refusal
from mingcha.draws.tests.county import Ceremony
from mingcha.ledger.services import record_act
from mingcha.plans.models import Campaign
from mingcha.plans.queries import settings_of
from mingcha.plans.services import cancel_campaign, edit_campaign, reopen_campaign
from mingcha.plans.states import DRAFT


def test_an_announced_campaign_is_neither_reopened_nor_called_off(ceremony: Ceremony) -> None:
    campaign = ceremony.announce().campaign
    with pytest.raises(Refusal, match="已公告"):
        reopen_campaign(actor=ceremony.county.actor(LEADER), campaign=campaign, reason="想改比例")
    with pytest.raises(Refusal, match="已公告"):
        cancel_campaign(actor=ceremony.operator, campaign=campaign, reason="不想抽了")
    campaign.refresh_from_db()
    assert campaign.held_by


def test_after_the_annulment_it_may_be_reopened(ceremony: Ceremony) -> None:
    draw = ceremony.announce()
    ceremony.annul()
    campaign = reopen_campaign(
        actor=ceremony.county.actor(LEADER), campaign=draw.campaign, reason="名册漏了一个乡镇"
    )
    assert (campaign.state, campaign.held_by) == (DRAFT, "")


def _renumbered(ceremony: Ceremony, number: str, **changed: object) -> Campaign:
    settings = replace(settings_of(ceremony.county.campaign), number=number, **changed)  # type: ignore[arg-type]
    return edit_campaign(
        actor=ceremony.operator, campaign=ceremony.county.campaign, settings=settings, reason="改编号"
    )


def test_after_an_announcement_its_number_stays_and_the_rest_may_change(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.annul()
    reopen_campaign(actor=ceremony.leader, campaign=ceremony.county.campaign, reason="名册漏了一个乡镇")
    with pytest.raises(Conflict) as refused:
        _renumbered(ceremony, "2026-77")
    assert refused.value.code == "number-announced"
    assert "2026-01" in refused.value.remedy
    assert _renumbered(ceremony, "2026-01", towns=("阜平镇",)).towns == ["阜平镇"]


def test_before_anything_is_announced_the_number_may_change(ceremony: Ceremony) -> None:
    reopen_campaign(actor=ceremony.leader, campaign=ceremony.county.campaign, reason="编号写错")
    assert _renumbered(ceremony, "2026-77").number == "2026-77"


def test_a_number_that_was_changed_earlier_may_be_changed_back(ceremony: Ceremony) -> None:
    ceremony.announce()
    ceremony.annul()
    reopen_campaign(actor=ceremony.leader, campaign=ceremony.county.campaign, reason="改编号")
    rewrite_number(ceremony, "2026-77", DRAFT)
    assert _renumbered(ceremony, "2026-01").number == "2026-01"


def rewrite_number(ceremony: Ceremony, number: str, state: str) -> None:
    """As an older version let it be changed."""
    campaign = Campaign.objects.get(pk=ceremony.county.campaign.pk)
    with transaction.atomic():
        campaign.number, campaign.state = number, state
        campaign.save()
        record_act("draws.tests", actor=ceremony.operator, records=[campaign])
