"""What the arbiter proposes is done by one button: small strata merged, overlapping campaigns joined."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from mingcha.accounts.rules import BUSINESS, LEADER
from mingcha.ledger.queries import history
from mingcha.plans.models import Campaign
from mingcha.plans.queries import campaign_frame
from mingcha.plans.queries.board import board_of
from mingcha.plans.queries.plan_findings import findings_on
from mingcha.plans.queries.proposals import with_merges
from mingcha.plans.queries.settings import settings_of
from mingcha.plans.rules.counting import Layer, StratumCount
from mingcha.plans.rules.merging import proposed_merge
from mingcha.plans.tests import cast
from mingcha.plans.tests.planning import MINING, Planning, planning


def counts(**sizes: int) -> list[StratumCount]:
    return [
        StratumCount(Layer("s", "ordinary", "1/10", part=part.replace("和", "、")), size, 1, 0)
        for part, size in sizes.items()
    ]


def test_small_parts_go_together() -> None:
    assert proposed_merge(counts(甲=40, 乙=6, 丙=5), ()) == (("丙", "乙"),)


def test_one_small_part_takes_the_next_smallest() -> None:
    assert proposed_merge(counts(甲=40, 乙=12, 丙=5), ()) == (("丙", "乙"),)


def test_parts_are_added_until_the_ratio_reaches() -> None:
    assert proposed_merge(counts(甲=40, 乙=2, 丙=3, 丁=11), ()) == (("乙", "丙", "丁"),)


def test_ten_at_a_tenth_is_not_small() -> None:
    assert proposed_merge(counts(甲=40, 乙=10), ()) == ()


def test_a_single_part_stays() -> None:
    assert proposed_merge(counts(甲=5), ()) == ()


def test_what_was_merged_before_is_kept_or_grows() -> None:
    assert proposed_merge(counts(甲和乙=40, 丙=5, 丁=6), (("甲", "乙"),)) == (
        ("甲", "乙"),
        ("丙", "丁"),
    )
    assert proposed_merge(counts(甲和乙=5, 丙=40), (("甲", "乙"),)) == (("甲", "乙", "丙"),)


def test_raised_members_are_counted_apart() -> None:
    raised = [StratumCount(Layer("s", "raised", "1/2", part="乙"), 1, 1, 0)]
    assert proposed_merge([*counts(甲=40, 乙=20), *raised], ()) == (("乙", "甲"),)


@pytest.fixture
def year(db: None) -> Planning:
    made = planning()
    cast.mines(made.bureau, 3, town="砂窝镇")
    cast.mines(made.bureau, 4, town="王林口镇")
    return made


def logged_in(year: Planning, role: str = BUSINESS) -> Client:
    person = year.bureau.person(role)
    person.section = year.sections[MINING]
    person.save()
    client = Client()
    client.force_login(person)
    return client


def test_the_button_merges_the_towns_and_keeps_all_else(year: Planning) -> None:
    line = year.propose("2026-01", division="town", layers=cast.layers("1/10", "1/5"))
    client = logged_in(year)
    address = reverse("campaign_merge", args=[line.pk])
    assert f'action="{address}"' in client.get(reverse("campaign_list") + "?year=2026").content.decode()
    before = settings_of(line)
    client.post(address)
    line.refresh_from_db()
    assert line.merged_parts == [["砂窝镇", "王林口镇", "平阳镇"]]
    assert settings_of(line).layers == before.layers
    event = history(line.pk)[0]
    assert (event.act, event.reason) == ("plans.edit_campaign", "采纳合并分层的建议")
    assert sum(one.population for one in campaign_frame(year.clerk(), line).counts) == 47
    assert f'action="{address}"' not in client.get(reverse("campaign_list") + "?year=2026").content.decode()
    assert client.post(address).status_code == 422


def test_the_board_proposes_by_what_the_arbiter_counted_without_reading_the_register_again(
    year: Planning,
) -> None:
    line = year.propose("2026-01", division="town", layers=cast.layers("1/10", "1/5"))
    rows = board_of(year.clerk(), 2026)
    with CaptureQueriesContext(connection) as queries:
        proposed = [merge for _, merges in with_merges(rows, findings_on(rows)) for merge in merges]
    assert proposed == [(line, "砂窝镇、王林口镇、平阳镇")]
    asked = " ".join(one["sql"] for one in queries.captured_queries)
    assert "registers_target" not in asked and "registers_holder" not in asked


def test_a_leader_does_not_merge(year: Planning) -> None:
    line = year.propose("2026-01", division="town")
    assert logged_in(year, LEADER).post(reverse("campaign_merge", args=[line.pk])).status_code == 403


def test_the_button_joins_two_drafts_that_overlap(year: Planning) -> None:
    for number in ("2026-01", "2026-02"):
        year.propose(number)
    client = logged_in(year)
    page = client.get(reverse("year_forecast", args=[2026]))
    (proposal,) = page.context["joins"]
    assert page.content.decode().count('name="campaigns"') == 2
    sent = {
        "campaigns": [str(one.pk) for one in proposal.campaigns],
        "number": page.context["next_number"],
        "title": proposal.title,
        "reason": proposal.reason,
    }
    client.post(reverse("campaign_join"), sent)
    joint = Campaign.objects.exclude(state="cancelled").get()
    assert (joint.number, joint.title) == ("2026-03", "抽查2026-01、抽查2026-02")
    assert "共同主体47家" in history(Campaign.objects.get(number="2026-01").pk)[0].reason


def test_what_is_settled_is_not_offered_to_be_joined(year: Planning) -> None:
    for number in ("2026-01", "2026-02"):
        year.propose(number)
    Campaign.objects.filter(number="2026-01").update(state="ready")
    page = logged_in(year).get(reverse("year_forecast", args=[2026])).content.decode()
    assert 'name="campaigns"' not in page
    assert "须先退回编制" in page
