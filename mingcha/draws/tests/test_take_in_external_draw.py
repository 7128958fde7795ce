"""Bringing in what a platform drew: whole or not at all, by whom, for a campaign that is settled."""

import hashlib

import pytest
from django.db import transaction

from mingcha.common import moments
from mingcha.common.errors import Conflict, Forbidden, Refusal
from mingcha.common.workbooks import WorkbookRefused
from mingcha.draws.models import ExternalDraw, ExternalList, ExternalScreenshot
from mingcha.draws.queries.external.outcome import base_of, drawn_of, seats_of
from mingcha.draws.rules.external.words import LISTS
from mingcha.draws.tests.platform import PLATFORM, PNG, Platform
from mingcha.intake.models import Reliance
from mingcha.intake.queries import proof_content
from mingcha.ledger.services import examine_ledger, record_act
from mingcha.plans.models import Campaign, DrawnUnit
from mingcha.plans.services import reopen_campaign


def test_what_the_platform_drew_waits_for_another_person(platform: Platform) -> None:
    draw = platform.take_in()
    assert (draw.state, draw.draw_id, draw.platform) == ("waiting", "外-fuping-2026-01-1", PLATFORM)
    assert (draw.members, draw.drawn, draw.visits, draw.seats) == (23, 6, 6, 12)
    assert draw.findings == []
    assert draw.campaign.drawn_units.count() == 0


def test_the_lists_are_kept_in_codes_with_the_digest_of_each_workbook(platform: Platform) -> None:
    draw = platform.take_in()
    assert len(base_of(draw)) == 23
    assert [row.unit for row in drawn_of(draw)] == [
        platform.county.holders[n].code for n in (1, 2, 7, 11, 19, 4)
    ]
    assert [(seat.group, seat.inspector) for seat in seats_of(draw)][:2] == [
        ("lead", "J002"),
        ("member", "J003"),
    ]
    for kind in LISTS:
        content = (platform.folder / f"{kind}.xlsx").read_bytes()
        kept = ExternalList.objects.get(draw=draw, kind=kind)
        assert (kept.sha256, kept.rows) == (hashlib.sha256(content).hexdigest(), len(platform.rows[kind]))


def test_the_screenshots_are_sealed_with_their_digests(platform: Platform) -> None:
    platform.screenshots = [PNG, b"%PDF-1.7 page"]
    draw = platform.take_in()
    proofs = [one.proof for one in draw.screenshots.order_by("number")]
    assert [proof.kind for proof in proofs] == ["png", "pdf"]
    assert proof_content(proofs[0]) == PNG


def test_everything_of_it_agrees_with_the_ledger(platform: Platform) -> None:
    platform.take_in()
    assert [one.place for one in examine_ledger() if "draws_" in one.place or "plans_" in one.place] == []


def test_while_it_waits_its_campaign_is_not_changed(platform: Platform) -> None:
    platform.take_in()
    campaign = Campaign.objects.get(pk=platform.county.campaign.pk)
    with pytest.raises(Forbidden, match="等待确认"):
        reopen_campaign(actor=platform.leader, campaign=campaign, reason="改比例")


@pytest.mark.parametrize("kind", list(LISTS))
def test_a_file_that_is_no_such_list_is_refused_by_the_lists_name(platform: Platform, kind: str) -> None:
    platform.rows[kind] = []
    with pytest.raises(WorkbookRefused) as error:
        platform.take_in()
    assert LISTS[kind] in error.value.title


def test_without_a_screenshot_or_a_batch_number_nothing_is_taken_in(platform: Platform) -> None:
    with pytest.raises(Refusal, match="批次号"):
        platform.take_in(batch_no=" ")
    platform.screenshots = []
    with pytest.raises(Refusal, match="截图"):
        platform.take_in()


def test_a_screenshot_of_another_kind_takes_everything_back(platform: Platform) -> None:
    platform.screenshots = [PNG, b"MZ program"]
    with pytest.raises(Refusal, match="PDF、JPG或PNG"):
        platform.take_in()
    assert not ExternalDraw.objects.exists()
    assert not ExternalScreenshot.objects.exists()


def test_nobody_but_enforcement_brings_it_in(platform: Platform) -> None:
    with pytest.raises(Forbidden):
        platform.take_in(actor=platform.leader)


def test_a_second_one_is_refused_while_the_first_stands(platform: Platform) -> None:
    platform.take_in()
    with pytest.raises(Conflict, match="已导入"):
        platform.take_in()


def test_a_draft_is_settled_before(platform: Platform) -> None:
    Campaign.objects.filter(pk=platform.county.campaign.pk).update(state="draft")
    with pytest.raises(Conflict, match="定案后"):
        platform.take_in()


def test_what_was_drawn_before_the_campaign_was_settled_is_refused(platform: Platform) -> None:
    with transaction.atomic():
        record_act("plans.settle_campaign", actor=platform.leader, records=[platform.county.campaign])
    with pytest.raises(Refusal, match="早于抽查任务定案的日期2026-06-16"):
        platform.take_in()
    assert not ExternalDraw.objects.exists()
    assert platform.take_in(drawn_on=moments.today()).state == "waiting"


def test_nothing_counts_as_drawn_before_it_is_confirmed(platform: Platform) -> None:
    platform.take_in()
    assert not DrawnUnit.standing.exists()


def test_from_then_on_the_imports_under_it_are_not_taken_back(platform: Platform) -> None:
    draw = platform.take_in()
    reliances = Reliance.objects.order_by("kind").values_list("kind", "title")
    title = f"平台抽取结果{draw.draw_id}已导入"
    assert list(reliances) == [("inspectors", title), ("targets", title)]
