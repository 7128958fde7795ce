"""What platforms drew must agree with itself, and the examination names what does not."""

from pathlib import Path

import pytest
from django.db import transaction

from mingcha.draws.models import ExternalDraw, ExternalList
from mingcha.draws.rules.external.words import BASE, DRAWN, TEAMS
from mingcha.draws.tests.county import Clock, County
from mingcha.draws.tests.platform import Platform
from mingcha.intake.queries import proof_path
from mingcha.oversight.services import examine_everything
from mingcha.oversight.services.examine_external_draws import examine_external_draws
from mingcha.oversight.tests.test_examine_draws import disarm
from mingcha.plans.models import Campaign, DrawnUnit


@pytest.fixture
def platform(county: County, clock: Clock, tmp_path: Path) -> Platform:
    return Platform(county, clock, tmp_path)


def places() -> list[str]:
    return [finding.place.split()[-1] for finding in examine_external_draws()]


def spoil(kind: str, line: str) -> None:
    kept = ExternalList.objects.get(kind=kind)
    ExternalList.objects.filter(pk=kept.pk).update(content=kept.content + line)


def test_every_step_of_an_external_draw_leaves_everything_in_order(platform: Platform) -> None:
    platform.withdrawn()
    assert list(examine_everything()) == []
    platform.confirmed()
    assert list(examine_everything()) == []


def test_a_changed_list_is_named(platform: Platform) -> None:
    platform.confirmed()
    disarm()
    with transaction.atomic():
        spoil(DRAWN, "s1,9,91130624MA0X999999\n")
        assert places() == ["抽中名单", "检查组名单", "计数", "各层个数", "抽中的单位"]
        transaction.set_rollback(True)
    spoil(TEAMS, "v099,lead,1,J001\n")
    assert places() == ["检查组名单", "计数"]


def test_counts_of_strata_that_are_not_those_of_the_lists_are_named(platform: Platform) -> None:
    draw = platform.confirmed()
    (first, members, drawn), second = draw.strata
    rows = ExternalDraw.objects.filter(pk=draw.pk)
    for wrong in ([[first, members - 1, drawn], second], [[first, members, drawn + 1], second], [second]):
        rows.update(strata=wrong)
        assert places() == ["各层个数"], wrong
    kept = ExternalList.objects.get(kind=BASE)
    rows.update(strata=draw.strata)
    disarm()
    ExternalList.objects.filter(pk=kept.pk).update(content=kept.content.replace(",s1,", ",s2,", 1))
    assert places() == ["各层个数"]
    rows.update(strata=[])
    assert places() == []


def test_a_lost_list_is_named(platform: Platform) -> None:
    platform.confirmed()
    disarm()
    ExternalList.objects.filter(kind=TEAMS).delete()
    assert places() == ["名单"]


def test_a_unit_that_counts_and_was_not_drawn_is_named(platform: Platform) -> None:
    draw = platform.confirmed()
    unit = platform.county.holders[0].code
    DrawnUnit.objects.create(
        campaign=draw.campaign, unit=unit, holder_code=unit, drawn_on=draw.drawn_on, draw=draw.draw_id
    )
    assert places() == ["抽中的单位"]


def test_another_team_than_the_list_has_is_named(platform: Platform) -> None:
    platform.confirmed()
    unit = DrawnUnit.standing.all()[0]
    disarm()
    DrawnUnit.objects.filter(pk=unit.pk).update(team=["J001"])
    assert places() == ["抽中的检查人员"]
    DrawnUnit.objects.filter(pk=unit.pk).update(team=None)
    assert places() == []


def test_a_campaign_that_stands_on_another_result_is_named(platform: Platform) -> None:
    platform.confirmed()
    Campaign.objects.filter(pk=platform.county.campaign.pk).update(drawn_as="")
    assert places() == ["抽查任务"]


def test_a_lost_screenshot_is_named(platform: Platform) -> None:
    platform.confirmed()
    proof_path(ExternalDraw.objects.get().screenshots.get().proof).unlink()
    assert places() == ["截图1"]
