"""The visits of the demo: the campaign that the platform drew is approved, two visits have their day, and one
is over, its result public."""

import datetime
from dataclasses import replace
from datetime import time

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Person
from mingcha.draws.policies import look_key
from mingcha.draws.rules.changes import OWN
from mingcha.draws.services.changes import look_at_names
from mingcha.inspections.models import Inspection
from mingcha.inspections.queries.coverage import coverages
from mingcha.inspections.rules.methods import ON_PAPER, ON_SITE
from mingcha.inspections.services import (
    VisitPlan,
    approve_inspections,
    propose_approval,
    schedule_inspection,
)
from mingcha.law.queries.calendar import calendar_of
from mingcha.plans.models import Campaign

WORDS = "检查组两人一组，自行安排日期，提前一天制作检查通知书；能书面核查的不入企（演示）。"
ARRANGED = 2


def arrange_visits(*, campaign: Campaign, clerk: Actor, leader: Actor, today: datetime.date) -> None:
    """Asked for by the clerk, approved by the leader; the team leader sets the first days."""
    approval = propose_approval(actor=clerk, campaign=campaign, words=WORDS)
    approve_inspections(actor=leader, approval=approval)
    head, _ = team_of(campaign)
    calendar, day = calendar_of(campaign.office_id), today
    for number, row in enumerate(Inspection.objects.filter(campaign=campaign)[:ARRANGED]):
        method = ON_PAPER if number == ARRANGED - 1 else ON_SITE
        while not calendar.is_working_day(day):
            day += datetime.timedelta(days=1)
        plan = VisitPlan(day, time(9 + number, 30), 90, method)
        schedule_inspection(actor=head, inspection=row.pk, plan=plan)
        day += datetime.timedelta(days=number)


def team_of(campaign: Campaign) -> list[Actor]:
    """The team of all its visits, the leader first, each in a login that looked at the own visits."""
    coverage = next(iter(coverages(campaign).values()))
    return [_looking(campaign, roster_no) for roster_no in coverage.team]


def _looking(campaign: Campaign, roster_no: str) -> Actor:
    actor = Actor.of(Person.objects.get(inspector__roster_no=roster_no, office=campaign.office_id))
    look_at_names(actor=actor, campaign=campaign, scope=OWN)
    return replace(actor, opened=frozenset({look_key(campaign.pk, OWN)}))
