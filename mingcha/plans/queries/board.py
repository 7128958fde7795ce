"""The year's campaigns side by side, each with its numbers and findings."""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.workbooks.writer import Value
from mingcha.ledger.queries import history
from mingcha.plans.models import Campaign, Plan
from mingcha.plans.queries.campaigns import campaigns
from mingcha.plans.queries.examination import examination_of
from mingcha.plans.queries.frames import Frame, frame_of
from mingcha.plans.queries.plan_examination import plan_facts
from mingcha.plans.queries.settings import Settings, settings_of
from mingcha.plans.queries.standings import stopped_of
from mingcha.plans.rules.counting import MEASURES, Layer, StratumCount
from mingcha.plans.rules.findings import Finding
from mingcha.plans.rules.months import Span, span_in, spread
from mingcha.plans.rules.plan_arbiter import examine_plan
from mingcha.plans.states import DRAFT, EXAMINED, READY

BOARD_HEADINGS = (
    *("任务编号", "抽查任务", "抽取比例", "抽查基数", "应抽", "单位"),
    *("开始日期", "结束日期", "状态", "审查意见"),
)
SETTLED_ACT = "plans.settle_campaign"


@dataclass(frozen=True)
class BoardRow:
    """A campaign on the board. Numbers are those of now while it can still be drawn, afterwards those with
    which it was settled; None when it never was. `planned` are the strata that the arbiter of a drafted plan
    counted for it."""

    campaign: Campaign
    layers: tuple[Layer, ...]
    population: int | None
    drawn: int | None
    findings: tuple[Finding, ...]
    span: Span
    planned: tuple[StratumCount, ...] = ()

    @property
    def measure(self) -> str:
        return MEASURES[self.campaign.unit]

    @cached_property
    def blocking(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.blocks]

    @property
    def is_stopped(self) -> bool:
        """Settled, and yet not to be drawn as law and list are now."""
        return any(finding.stops for finding in self.findings)


def years_of(scope: Actor) -> list[int]:
    """The years that have campaigns, the latest first."""
    return sorted(set(campaigns(scope).order_by().values_list("year", flat=True)), reverse=True)


def board_of(scope: Actor, year: int) -> list[BoardRow]:
    """The campaigns of a year by number."""
    found = campaigns(scope).filter(year=year).select_related("section", "plan")
    return rows_of(scope, found.order_by("number"))


def rows_of(scope: Actor, found: Iterable[Campaign]) -> list[BoardRow]:
    """These campaigns with their numbers and findings, in their order. What concerns a line of a plan that is
    not approved yet is found by examining the plan, once."""
    listed = list(found)
    drafted = {one.plan for one in listed if one.plan is not None and one.plan.state in EXAMINED}
    examined = {plan.pk: _examined(scope, plan) for plan in drafted}
    ready = [one for one in listed if one.state == READY and not one.held_by]
    stopped = stopped_of(scope, ready, moments.today()) if ready else {}
    return [
        _row(scope, one, examined.get(one.plan_id) if one.plan_id else None, stopped.get(one.pk, ()))
        for one in listed
    ]


@dataclass(frozen=True)
class _Examined:
    """A drafted plan: what its arbiter found, and the strata it counted for each line by number."""

    findings: Sequence[Finding]
    counts: Mapping[str, tuple[StratumCount, ...]]


def _examined(scope: Actor, plan: Plan) -> _Examined:
    facts = plan_facts(scope, plan)
    return _Examined(examine_plan(facts), {line.key: tuple(line.counts) for line in facts.lines})


def totals_of(rows: Sequence[BoardRow]) -> list[str]:
    """All that will be drawn, per measure: holders and targets are never added up."""
    sums: dict[str, int] = {}
    for row in rows:
        sums[row.measure] = sums.get(row.measure, 0) + (row.drawn or 0)
    return [f"{total:,}{measure}" for measure, total in sorted(sums.items(), reverse=True)]


@dataclass(frozen=True)
class BoardGroup:
    """The rows of one section, or those that belong to none (then without a name)."""

    name: str
    rows: list[BoardRow]


def groups_of(rows: Sequence[BoardRow]) -> list[BoardGroup]:
    """The rows by section, sections in the order of their first row; without a section last."""
    grouped: dict[str, list[BoardRow]] = {}
    for row in sorted(rows, key=lambda row: row.campaign.section_id is None):
        name = row.campaign.section.name if row.campaign.section else ""
        grouped.setdefault(name, []).append(row)
    return [BoardGroup(name, found) for name, found in grouped.items()]


def months_of(rows: Sequence[BoardRow]) -> list[tuple[str, list[int]]]:
    """What each month has to inspect, per measure: every campaign spread evenly over its months."""
    sums: dict[str, list[int]] = {}
    for row in rows:
        load = spread(row.drawn or 0, row.span)
        former = sums.get(row.measure, [0] * len(load))
        sums[row.measure] = [one + more for one, more in zip(former, load, strict=True)]
    return sorted(sums.items(), reverse=True)


def _row(scope: Actor, campaign: Campaign, of_plan: _Examined | None, stopped: Sequence[Finding]) -> BoardRow:
    settings = settings_of(campaign)
    span = span_in(campaign.year, campaign.starts_on, campaign.ends_on)
    if campaign.state not in {DRAFT, READY}:
        population, drawn = _settled_numbers(campaign)
        return BoardRow(campaign, settings.layers, population, drawn, (), span)
    planned = of_plan.counts.get(campaign.number, ()) if of_plan else ()
    # The arbiter's own count where there is one: reading the whole register once for every line of a plan
    # would keep a large office waiting.
    frame = None if planned else frame_of(scope, settings, is_settled=campaign.state != DRAFT)
    counts = planned if frame is None else frame.counts
    population, drawn = sum(one.population for one in counts), sum(one.drawn for one in counts)
    found = stopped or _findings(scope, campaign, settings, frame, of_plan)
    return BoardRow(campaign, settings.layers, population, drawn, tuple(found), span, planned)


def _findings(
    scope: Actor, campaign: Campaign, settings: Settings, frame: Frame | None, of_plan: _Examined | None
) -> Sequence[Finding]:
    if campaign.state != DRAFT:
        return ()
    if of_plan is None:
        return examination_of(scope, settings, frame or frame_of(scope, settings))
    return [finding for finding in of_plan.findings if campaign.number in finding.rows]


def first_settled_at(campaign: Campaign) -> datetime.datetime | None:
    """When the leader settled the campaign for the first time; None when nobody has."""
    found = [event.at for event in history(campaign.pk) if event.act == SETTLED_ACT]
    return found[-1] if found else None


def _settled_numbers(campaign: Campaign) -> tuple[int | None, int | None]:
    settled = next((event for event in history(campaign.pk) if event.act == SETTLED_ACT), None)
    return (settled.content["population"], settled.content["drawn"]) if settled else (None, None)


def board_export_row(row: BoardRow) -> list[Value]:
    """A campaign as a row of a workbook; each stratum with its ratio, findings by their titles."""
    campaign = row.campaign
    ratios = "；".join(f"{layer.title}{layer.ratio_words}" for layer in row.layers)
    findings = "；".join(finding.title for finding in row.findings)
    days: list[Value] = [campaign.starts_on, campaign.ends_on]
    numbers: list[Value] = [row.population, row.drawn, row.measure]
    return [campaign.number, campaign.title, ratios, *numbers, *days, campaign.get_state_display(), findings]
