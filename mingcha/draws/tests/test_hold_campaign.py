"""While an attempt is announced its campaign stands still; an annulled selection lets it go."""

import pytest

from mingcha.accounts.rules import LEADER
from mingcha.common.errors import Refusal
from mingcha.draws.tests.county import Ceremony
from mingcha.plans.services import cancel_campaign, reopen_campaign
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
