"""Whether anybody can make a visit is asked of every day that is left, of registers that are read once."""

import datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext

from mingcha.common import moments
from mingcha.draws.tests.conftest import platform as platform
from mingcha.draws.tests.county import Clock
from mingcha.draws.tests.platform import Platform
from mingcha.inspections.queries.staffing import staffing_of
from mingcha.inspections.queries.visible import find_inspection
from mingcha.inspections.tests.test_call_off_visit import lapse, lose
from mingcha.inspections.tests.test_other_draws import approved
from mingcha.inspections.tests.visiting import Visiting
from mingcha.plans.models import Campaign
from mingcha.registers.models import Inspector


def queries(visiting: Visiting, days: int) -> int:
    """How many it takes to find that nobody can go, of a campaign that ends in so many days."""
    ends_on = moments.today() + datetime.timedelta(days=days)
    Campaign.objects.filter(pk=visiting.campaign_pk).update(ends_on=ends_on)
    actor = visiting.member(visiting.first)
    seen = find_inspection(actor, visiting.first.pk)
    with CaptureQueriesContext(connection) as asked:
        assert staffing_of(actor, seen).is_lost
    return len(asked)


def test_ten_months_are_asked_with_as_many_queries_as_one(visiting: Visiting) -> None:
    lose(visiting)
    few = queries(visiting, 31)
    assert queries(visiting, 300) == few < 30


def test_where_a_platform_drew_no_day_costs_a_query_either(platform: Platform, clock: Clock) -> None:
    platform.confirmed()
    visiting = approved(platform.county, clock, Campaign.objects.get(pk=platform.county.campaign.pk))
    Inspector.objects.filter(roster_no="J004").update(is_expert=True)
    lapse(*Inspector.objects.exclude(roster_no__in=["J002", "J004"]).values_list("roster_no", flat=True))
    few = queries(visiting, 31)
    assert queries(visiting, 300) == few < 30
