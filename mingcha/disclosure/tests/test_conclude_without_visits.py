"""A round of which nobody was left before its teams were drawn: no visit, no approval, a bulletin, closed."""

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import ENFORCEMENT, LEADER
from mingcha.common import moments
from mingcha.common.errors import Conflict
from mingcha.disclosure.models import Bulletin
from mingcha.disclosure.queries.bulletins.figures import figures_of
from mingcha.disclosure.queries.publications import publications
from mingcha.disclosure.rules.bulletins import Figures, filled, hand_numbers
from mingcha.disclosure.services import (
    approve_bulletin,
    close_campaign,
    draft_bulletin,
    publish_bulletin,
    submit_bulletin,
)
from mingcha.draws.tests.county import Ceremony
from mingcha.draws.tests.test_disclose_without_teams import all_left
from mingcha.inspections.queries.listing import progress_of
from mingcha.inspections.services import propose_approval
from mingcha.oversight.queries.home.due import work_of
from mingcha.plans.models import Campaign


@pytest.fixture
def left(ceremony: Ceremony) -> Ceremony:
    """Disclosed, with nobody left."""
    all_left(ceremony).disclose()
    return ceremony


def waits(who: Actor, title: str) -> bool:
    return any(due.title.startswith(title) for due in work_of(who, moments.today()))


def published(ceremony: Ceremony) -> Bulletin:
    campaign = Campaign.objects.get()
    row = submit_bulletin(
        actor=ceremony.operator, bulletin=draft_bulletin(actor=ceremony.operator, campaign=campaign)
    )
    seen = hand_numbers(row.text, Figures.revived(row.figures))
    row = approve_bulletin(actor=ceremony.leader, bulletin=row, hand_checked=seen)
    return publish_bulletin(actor=ceremony.operator, bulletin=row)


def test_the_leader_is_told_to_disclose_it_and_nobody_to_approve_visits(ceremony: Ceremony) -> None:
    all_left(ceremony)
    assert waits(ceremony.leader, "公开抽取")
    ceremony.disclose()
    assert not waits(ceremony.leader, "公开抽取")
    for title in ("报批检查", "主持抽取", "召开抽取会"):
        assert not waits(ceremony.operator, title)
    with pytest.raises(Conflict, match="没有检查户次，不用报批"):
        propose_approval(actor=ceremony.operator, campaign=Campaign.objects.get(), words="六月查完")
    assert waits(ceremony.operator, "起草通报")
    assert waits(ceremony.leader, "任务没有通报")


def test_with_a_unit_left_the_leader_is_not_told_to_disclose(ceremony: Ceremony) -> None:
    ceremony.select()
    assert not waits(ceremony.leader, "公开抽取")


def test_the_bulletin_says_who_was_drawn_and_that_all_left(left: Ceremony) -> None:
    numbers = figures_of(Campaign.objects.get()).numbers
    assert (numbers["base"], numbers["drawn"], numbers["visits"]) == (23, 4, 0)
    assert (numbers["withdrawn"], numbers["replaced"], numbers["visited"]) == (7, 3, 0)
    row = published(left)
    text = "".join(filled(part, Figures.revived(row.figures)) for part in row.text.values())
    for told in ("随机抽取4家", "退出7家，按顺序递补3家", "没有检查户次，没有实施检查"):
        assert told in text
    for nothing in ("检查时间", "户次。", "全部结束", "0家"):
        assert nothing not in text


def test_with_its_bulletin_public_it_is_closed(left: Ceremony) -> None:
    campaign = Campaign.objects.get()
    with pytest.raises(Conflict, match="要有一份通报"):
        close_campaign(actor=left.operator, campaign=campaign)
    published(left)
    assert waits(left.operator, "办结任务")
    close_campaign(actor=left.operator, campaign=campaign)
    assert publications(left.operator, [campaign], moments.today())[0].closing is not None
    assert not waits(left.operator, "办结任务")


def test_the_lists_say_that_there_is_no_visit(left: Ceremony) -> None:
    progress = progress_of(left.operator, moments.today())[0]
    assert (progress.is_empty, progress.total, progress.awaits_approval) == (True, 0, False)
    campaign = Campaign.objects.get()
    client = Client()
    client.force_login(left.county.bureau.people[ENFORCEMENT])
    assert "没有户次" in client.get(reverse("inspection_list")).content.decode()
    page = client.get(reverse("campaign_inspections", args=[campaign.pk])).content.decode()
    assert "没有检查户次" in page
    assert reverse("approval_propose", args=[campaign.pk]) not in page


@pytest.mark.parametrize("name", ["overview", "result_campaigns", "bulletin_list", "draw_list", "home"])
def test_no_page_that_counts_stumbles_over_it(left: Ceremony, name: str) -> None:
    for role in (ENFORCEMENT, LEADER):
        client = Client()
        client.force_login(left.county.bureau.people[role])
        assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", ["campaign_detail", "result_list"])
def test_no_page_of_the_campaign_stumbles_over_it(left: Ceremony, name: str) -> None:
    client = Client()
    client.force_login(left.county.bureau.people[ENFORCEMENT])
    assert client.get(reverse(name, args=[Campaign.objects.get().pk])).status_code == 200


@pytest.mark.parametrize("name", ["public_portal", "public_draws", "public_figures", "public_companies"])
def test_no_public_page_stumbles_over_it(left: Ceremony, name: str) -> None:
    published(left)
    assert Client().get(reverse(name)).status_code == 200
