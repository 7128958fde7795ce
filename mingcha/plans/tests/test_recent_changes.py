"""What changed in the register shortly before a draw stands beside its frame."""

import datetime

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from mingcha.accounts.rules import BUSINESS, ENFORCEMENT
from mingcha.law.tests.cast import Bureau, found
from mingcha.ledger.services import record_act
from mingcha.plans.models import Campaign
from mingcha.plans.queries import recent_changes
from mingcha.plans.tests import cast
from mingcha.registers.models import Target
from mingcha.registers.services import change_target_state

pytestmark = pytest.mark.django_db


@pytest.fixture
def bureau() -> Bureau:
    return found()


@pytest.fixture
def campaign(bureau: Bureau) -> Campaign:
    (item,) = cast.published(bureau, {"target_categories": [cast.MINE]})
    return cast.campaign(bureau, cast.settings(item))


def suspend(bureau: Bureau, target: Target) -> None:
    change_target_state(actor=bureau.actor(ENFORCEMENT), target=target.pk, act="suspend", reason="停产通知")


def test_a_target_suspended_before_the_draw_is_listed_with_who_and_why(
    bureau: Bureau, campaign: Campaign
) -> None:
    (mine,) = cast.mines(bureau, 1)
    suspend(bureau, mine)
    found_changes = recent_changes(bureau.actor(BUSINESS), campaign)
    assert (found_changes.total, found_changes.counts) == (1, (("改状态", 1),))
    (change,) = found_changes.changes[:]
    assert (change.code, change.state, change.reason) == (mine.code, "停产", "停产通知")
    assert change.actor_name == bureau.actor(ENFORCEMENT).name


def test_a_change_outside_the_scope_is_not_listed(bureau: Bureau, campaign: Campaign) -> None:
    suspend(bureau, cast.target(bureau, 1, category=cast.PARCEL))
    assert recent_changes(bureau.actor(BUSINESS), campaign).total == 0


def test_a_target_moved_out_of_the_scope_is_listed(bureau: Bureau, campaign: Campaign) -> None:
    (mine,) = cast.mines(bureau, 1)
    suspend(bureau, mine)
    mine.refresh_from_db()
    mine.category = cast.PARCEL
    with transaction.atomic():
        mine.save()
        record_act("registers.change_target", actor=bureau.actor(ENFORCEMENT), records=[mine])
    categories = [change.category for change in recent_changes(bureau.actor(BUSINESS), campaign).changes[:]]
    assert categories == [cast.PARCEL, cast.MINE]


def test_older_changes_are_not_listed(
    bureau: Bureau, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    (mine,) = cast.mines(bureau, 1)
    suspend(bureau, mine)
    now = timezone.now()
    for days, total in ((6, 1), (8, 0)):
        monkeypatch.setattr(timezone, "now", lambda days=days: now + datetime.timedelta(days=days))
        assert recent_changes(bureau.actor(BUSINESS), campaign).total == total


def test_another_office_sees_nothing_of_it(bureau: Bureau, campaign: Campaign) -> None:
    other = found("QYZRZY", "曲阳县自然资源和规划局")
    suspend(other, cast.target(other, 1))
    assert recent_changes(bureau.actor(BUSINESS), campaign).total == 0


def test_the_page_lists_them_and_says_so_where_there_are_none(bureau: Bureau, campaign: Campaign) -> None:
    client = Client()
    client.force_login(bureau.person(BUSINESS))
    address = f"/campaigns/{campaign.pk}/changes/"
    assert "最近7日没有变动" in client.get(address).content.decode()
    suspend(bureau, cast.mines(bureau, 1)[0])
    assert "停产通知" in client.get(address).content.decode()
    assert client.get(f"{address}?export=1").status_code == 200
    beside = client.get(f"/campaigns/{campaign.pk}/").content.decode()
    assert "最近7日范围内1次" in beside and "改状态1次" in beside and address in beside
