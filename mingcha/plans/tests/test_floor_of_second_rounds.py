"""Who was drawn before is left out, and the floor is that of all before exclusions: what is missing is lifted
when the line of a published plan is settled, which nobody can change any more."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.accounts.rules import ENFORCEMENT, LEADER
from mingcha.common.errors import Refusal
from mingcha.plans import services
from mingcha.plans.models import Campaign, Stratum
from mingcha.plans.queries import (
    campaign_findings,
    campaign_frame,
    frame_of,
    owed_to_the_round,
    settings_of,
)
from mingcha.plans.rules.division import TOWN
from mingcha.plans.states import DRAFT, READY
from mingcha.plans.tests.planning import Planning, planning
from mingcha.registers.models import Holder

pytestmark = pytest.mark.django_db
SECOND = {"round": 2}


@pytest.fixture
def year() -> Planning:
    """Forty mines, at 5 % two of them in each round."""
    return planning()


def drawn_first(year: Planning, count: int, **facts: Any) -> Campaign:
    """A second round under a published plan whose first round drew `count`."""
    first, second = year.propose("2026-01"), year.propose("2026-02", line=SECOND, **facts)
    year.published()
    ready = services.settle_campaign(actor=year.bureau.actor(LEADER), campaign=first)
    codes = Holder.objects.filter(office=year.bureau.office).order_by("code").values_list("code", flat=True)
    draw(year, ready, codes[:count])
    return Campaign.objects.get(pk=second.pk)


def draw(year: Planning, campaign: Campaign, codes: Iterable[str]) -> None:
    services.mark_campaign_drawn(
        actor=year.bureau.actor(ENFORCEMENT),
        campaign=campaign,
        draw=f"{campaign.number}-a-1",
        units=[(code, code) for code in codes],
        teams={},
    )


def year_owes(actor: Actor, line: Campaign) -> int | None:
    settings = settings_of(Campaign.objects.get(pk=line.pk))
    return owed_to_the_round(actor, settings, frame_of(actor, settings, is_settled=True).counts)


def settle(year: Planning, line: Campaign) -> Campaign:
    return services.settle_campaign(actor=year.bureau.actor(LEADER), campaign=line)


@pytest.mark.parametrize(("drawn", "least"), [(0, 1), (20, 2), (38, 2)])
def test_what_the_exclusions_take_is_lifted_when_the_line_is_settled(
    year: Planning, drawn: int, least: int
) -> None:
    line = drawn_first(year, drawn)
    assert [one.code for one in campaign_findings(year.bureau.actor(LEADER), line) if one.blocks] == []
    assert settle(year, line).state == READY
    assert Stratum.objects.get(campaign=line, code="s1").at_least == least
    assert campaign_frame(year.bureau.actor(LEADER), line).drawn == 2


def test_where_too_few_are_left_nothing_is_settled(year: Planning) -> None:
    line = drawn_first(year, 39)
    with pytest.raises(Refusal) as refused:
        settle(year, line)
    assert refused.value.code == "below-floor"
    line.refresh_from_db()
    assert line.state == DRAFT


def test_a_divided_frame_is_not_lifted_by_itself(year: Planning) -> None:
    line = drawn_first(year, 20, division=TOWN)
    with pytest.raises(Refusal) as refused:
        settle(year, line)
    assert refused.value.code == "below-floor"


def test_others_of_the_round_may_draw_what_one_owes(year: Planning) -> None:
    line, actor = drawn_first(year, 20), year.bureau.actor(LEADER)
    assert year_owes(actor, line) == 1
    Stratum.objects.filter(campaign=line, code="s1").update(ratio="1/2")
    assert year_owes(actor, line) == -8


def test_a_settled_line_of_the_round_counts_with_its_real_number_and_a_drawn_one_with_what_it_drew(
    year: Planning,
) -> None:
    first, leader = year.propose("2026-01"), year.bureau.actor(LEADER)
    line, other = year.propose("2026-02", line=SECOND), year.propose("2026-03", line=SECOND)
    year.published()
    codes = Holder.objects.filter(office=year.bureau.office).order_by("code").values_list("code", flat=True)
    draw(year, settle(year, first), codes[:39])
    # One holder is left for both: planned are two and two, real are one and one; two are owed.
    assert year_owes(leader, line) == -1
    settle(year, other)
    assert year_owes(leader, line) == 0
    draw(year, Campaign.objects.get(pk=other.pk), [])
    assert year_owes(leader, line) == 1


def test_who_settles_is_told_of_it(year: Planning) -> None:
    line = drawn_first(year, 20)
    client = Client()
    client.force_login(year.bureau.person(LEADER))
    page = client.post(reverse("campaign_settle", args=[line.pk]), follow=True).content.decode()
    assert "至少抽取数已按比例下限调高" in page
