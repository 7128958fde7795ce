"""The arbiter's findings on a yearly plan as it stands now, and on the round of one of its campaigns."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from django.db.models import QuerySet

from mingcha.accounts.actors import Actor
from mingcha.accounts.models import Section
from mingcha.common import moments
from mingcha.items.models import InspectionItem
from mingcha.items.queries import published_items
from mingcha.plans.models import Campaign, CampaignItem, Plan
from mingcha.plans.queries.campaigns import campaigns
from mingcha.plans.queries.drawn import drawn_counts
from mingcha.plans.queries.frames import frame_of
from mingcha.plans.queries.plan_facts import (
    Entry,
    Known,
    known_facts,
    plan_figures,
    planned_item,
    usual_rounds,
)
from mingcha.plans.queries.plan_reading import PlanReading
from mingcha.plans.queries.settings import Settings, settings_of
from mingcha.plans.rules.counting import StratumCount
from mingcha.plans.rules.findings import Finding
from mingcha.plans.rules.loads import MonthLoad, month_loads
from mingcha.plans.rules.plan_arbiter import (
    Figures,
    ListedCategory,
    PlanFacts,
    PlannedLine,
    categories_left_out,
    examine_plan,
    floors,
)
from mingcha.plans.states import CANCELLED, DRAWN, READY


def examination_of_plan(scope: Actor, plan: Plan) -> list[Finding]:
    """Everything that blocks this plan or asks for a decision, blocking ones first; `rows` are the numbers of
    the campaigns concerned."""
    found = [*examine_plan(plan_facts(scope, plan)), *left_out_of(scope, plan)]
    return sorted(found, key=lambda finding: not finding.blocks)


def findings_of_line(scope: Actor, plan: Plan, settings: Settings, saved: Campaign | None) -> list[Finding]:
    """What the arbiter of the plan says to one of its lines as it is typed, among the others."""
    typed = _typed(scope, settings)
    others = [one for one in _campaigns(scope, plan) if one != saved and one.number != typed.key]
    known = known_facts(scope, [*map(entry_of, others), typed])
    day = min(settings.first_day, figures_day(scope, plan))
    found = examine_plan(_facts(known, plan_figures(scope, day)))
    return [finding for finding in found if typed.key in finding.rows]


def _typed(scope: Actor, settings: Settings) -> Entry:
    line = settings.line
    own = Section.objects.filter(office_id=scope.office_id)
    section = own.filter(pk=line.section_id).first() if line.section_id else None
    return Entry(
        key=settings.number or "本任务",
        settings=settings,
        section=section.name if section else "",
        category=line.category,
        round=str(line.round),
    )


def left_out_of(scope: Actor, plan: Plan) -> list[Finding]:
    """What concerns no line of the plan: categories of the published list that none of them inspects."""
    lines = _campaigns(scope, plan)
    if not lines:
        return []
    day = figures_day(scope, plan)
    codes = CampaignItem.objects.filter(campaign__in=lines).values_list("item__code", flat=True)
    planned_codes, planned = set(codes), {line.category for line in lines}
    listed: dict[tuple[str, str], list[InspectionItem]] = defaultdict(list)
    for item in published_items(scope, day).exclude(category="").order_by("section_name", "code"):
        listed[item.section_name, item.category].append(item)
        if item.code in planned_codes:
            planned.add(item.category)
    categories = [ListedCategory(*key, tuple(map(planned_item, items))) for key, items in listed.items()]
    return list(categories_left_out(categories, planned, usual_rounds(scope, day)))


def plan_facts(scope: Actor, plan: Plan) -> PlanFacts:
    """The plan as its arbiter sees it. Campaigns that were called off are no part of it."""
    entries = [entry_of(campaign) for campaign in _campaigns(scope, plan)]
    known = known_facts(scope, entries)
    return _facts(known, plan_figures(scope, figures_day(scope, plan)))


def _facts(known: Known, figures: Figures) -> PlanFacts:
    return PlanFacts(known.lines, known.rounds, known.holders, figures, known.brought_in)


def figures_day(scope: Actor, plan: Plan) -> datetime.date:
    """The day whose figures of law a plan is examined by: the first of its campaigns."""
    days = _campaigns(scope, plan).values_list("starts_on", flat=True)
    return min((day or moments.today() for day in days), default=datetime.date(plan.year, 1, 1))


def plan_loads(scope: Actor, plan: Plan) -> list[MonthLoad]:
    """What each month of the plan asks of the inspectors."""
    facts = plan_facts(scope, plan)
    reading = PlanReading(scope, [])
    return month_loads(facts.lines, plan.year, lambda day: len(reading.staff(day)))


def round_findings(scope: Actor, settings: Settings, counts: Sequence[StratumCount]) -> list[Finding] | None:
    """The floor of the round in which a campaign of a plan stands, with these settings in place of its saved
    ones and the numbers of its real frame, in which those who were drawn before or stand at the cap are left
    out; others that are settled count with theirs, drawn ones with what they drew. None where it stands in
    no plan."""
    facts = _round_of(scope, settings, counts)
    return None if facts is None else list(floors(facts))


def owed_to_the_round(scope: Actor, settings: Settings, counts: Sequence[StratumCount]) -> int | None:
    """How many more the campaigns of its round have to draw for the floor, below zero how many they draw
    above it; None where it stands in no plan, or its round owes no floor."""
    facts = _round_of(scope, settings, counts)
    if facts is None or not facts.rounds:
        return None
    return max(one.floor.required - sum(line.drawn_for_floor for line in one.lines) for one in facts.rounds)


def _round_of(scope: Actor, settings: Settings, counts: Sequence[StratumCount]) -> PlanFacts | None:
    saved = campaigns(scope).filter(number=settings.number).exclude(plan=None).first()
    if saved is None or saved.plan is None:
        return None
    own = replace(entry_of(saved), settings=settings, category=settings.line.category)
    own = replace(own, round=str(settings.line.round))
    listed = [one for one in _campaigns(scope, saved.plan) if one.pk != saved.pk]
    others = {one.number: one for one in listed if entry_of(one).group == own.group}
    known = known_facts(scope, [own, *map(entry_of, others.values())])
    drawn = drawn_counts(scope, [one for one in others.values() if one.state == DRAWN])

    def real(line: PlannedLine) -> PlannedLine:
        other = others.get(line.key)
        if other is None:
            return _counted(line, counts)
        if other.state == DRAWN:
            return replace(line, drawn=drawn[other.pk])
        if other.state == READY:
            return _counted(line, frame_of(scope, settings_of(other), is_settled=True).counts)
        return line

    rounds = tuple(replace(one, lines=tuple(map(real, one.lines))) for one in known.rounds)
    lines = tuple(map(real, known.lines))
    return PlanFacts(lines, rounds, (), plan_figures(scope, settings.first_day))


def _counted(line: PlannedLine, counts: Sequence[StratumCount]) -> PlannedLine:
    return replace(line, campaign=replace(line.campaign, counts=counts))


def _campaigns(scope: Actor, plan: Plan) -> "QuerySet[Campaign]":
    found = campaigns(scope).filter(plan=plan).exclude(state=CANCELLED)
    related = ("strata", "team_groups", "campaign_items")
    return found.select_related("section").prefetch_related(*related).order_by("starts_on", "number")


def entry_of(campaign: Campaign) -> Entry:
    """A saved campaign as a line to be counted."""
    settings = settings_of(campaign)
    return Entry(
        key=campaign.number,
        settings=settings,
        section=campaign.section.name if campaign.section else "",
        category=campaign.category,
        round=str(campaign.round),
        is_drawn=campaign.state == DRAWN,
    )
