"""A campaign is drawn here or by a platform, and never by both."""

from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from mingcha.common.errors import Conflict
from mingcha.draws.models import ExternalDraw, Sitting
from mingcha.draws.tests.county import DICE, Clock, County, begin
from mingcha.draws.tests.platform import Platform, draw_elsewhere
from mingcha.plans.models import Campaign
from mingcha.plans.states import READY


def test_a_campaign_of_our_own_takes_none_in(platform: Platform) -> None:
    Campaign.objects.filter(pk=platform.county.campaign.pk).update(drawing_platform="", drawing_basis="")
    with pytest.raises(Conflict, match="应在本系统抽取"):
        platform.take_in()


def test_a_campaign_of_a_platform_has_no_sitting(platform: Platform) -> None:
    with pytest.raises(Conflict, match="不在本系统抽取"):
        begin(platform.county, platform.clock)
    assert not Sitting.objects.exists()


def test_a_sitting_opened_before_freezes_nothing_any_more(county: County, clock: Clock) -> None:
    ceremony = begin(county, clock)
    draw_elsewhere(county.campaign)
    with pytest.raises(Conflict, match="不在本系统抽取"):
        ceremony.freeze()


def test_what_was_frozen_here_must_be_taken_back_first(county: County, clock: Clock, tmp_path: Path) -> None:
    begin(county, clock).freeze()
    with pytest.raises(Conflict, match="本系统已有抽取"):
        Platform(county, clock, tmp_path).take_in()


def test_after_an_event_here_an_annulled_campaign_is_drawn_nowhere_else(
    county: County, clock: Clock, tmp_path: Path
) -> None:
    ceremony = begin(county, clock)
    ceremony.announce()
    ceremony.enter(ceremony.caller, 1, DICE[0])
    ceremony.annul()
    with pytest.raises(Conflict, match="已经摇号") as error:
        Platform(county, clock, tmp_path).take_in()
    assert "第4节" in error.value.clause
    assert not ExternalDraw.objects.exists()


def test_an_annulled_attempt_that_was_computed_bars_the_platform_as_well(
    county: County, clock: Clock, tmp_path: Path
) -> None:
    ceremony = begin(county, clock)
    ceremony.announce()
    ceremony.throw_all()
    ceremony.annul()
    ceremony.compute_annulled()
    with pytest.raises(Conflict, match="已经摇号"):
        Platform(county, clock, tmp_path).take_in()


def test_an_attempt_annulled_before_any_event_leaves_the_way_to_the_platform(
    county: County, clock: Clock, tmp_path: Path
) -> None:
    ceremony = begin(county, clock)
    ceremony.announce()
    ceremony.annul()
    assert Platform(county, clock, tmp_path).take_in().state == "waiting"


def test_the_database_itself_keeps_the_two_apart(platform: Platform) -> None:
    rows = Campaign.objects.filter(pk=platform.county.campaign.pk)
    for wrong in (
        {"held_by": "fuping-2026-01-s1"},
        {"drawn_as": "fuping-2026-01-a1"},
        {"drawing_platform": "", "drawing_basis": "", "drawn_as": "外-fuping-2026-01-1"},
        {"drawing_platform": "", "drawing_basis": "", "held_by": "外-fuping-2026-01-1"},
        {"drawing_basis": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)
    assert rows.get().state == READY
