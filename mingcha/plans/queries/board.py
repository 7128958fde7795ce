"""The year's campaigns side by side, each with its numbers and findings."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from mingcha.accounts.actors import Actor
from mingcha.common.workbooks.writer import Value
from mingcha.ledger.queries import history
from mingcha.plans.models import Campaign
from mingcha.plans.queries.campaigns import campaigns
from mingcha.plans.queries.examination import examination_of
from mingcha.plans.queries.frames import frame_of
from mingcha.plans.queries.settings import settings_of
from mingcha.plans.rules.counting import MEASURES, Layer
from mingcha.plans.rules.findings import Finding
from mingcha.plans.rules.months import Span, span_in
from mingcha.plans.states import DRAFT, READY

BOARD_HEADINGS = (
    *("任务编号", "抽查任务", "抽取比例", "抽查基数", "应抽", "单位"),
    *("开始日期", "结束日期", "状态", "审查意见"),
)
SETTLED_ACT = "plans.settle_campaign"


@dataclass(frozen=True)
class BoardRow:
    """A campaign on the board. Numbers are those of now while it can still be drawn, afterwards those with
    which it was settled; None when it never was."""

    campaign: Campaign
    layers: tuple[Layer, ...]
    population: int | None
    drawn: int | None
    findings: tuple[Finding, ...]
    span: Span

    @property
    def measure(self) -> str:
        return MEASURES[self.campaign.unit]

    @cached_property
    def blocking(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.blocks]


def years_of(scope: Actor) -> list[int]:
    """The years that have campaigns, the latest first."""
    return sorted(set(campaigns(scope).order_by().values_list("year", flat=True)), reverse=True)


def board_of(scope: Actor, year: int) -> list[BoardRow]:
    """The campaigns of a year by number."""
    rows = campaigns(scope).filter(year=year).order_by("number")
    return [_row(scope, campaign) for campaign in rows]


def totals_of(rows: Sequence[BoardRow]) -> list[str]:
    """All that will be drawn, per measure: holders and targets are never added up."""
    sums: dict[str, int] = {}
    for row in rows:
        sums[row.measure] = sums.get(row.measure, 0) + (row.drawn or 0)
    return [f"{total:,}{measure}" for measure, total in sorted(sums.items(), reverse=True)]


def _row(scope: Actor, campaign: Campaign) -> BoardRow:
    settings = settings_of(campaign)
    span = span_in(campaign.year, campaign.starts_on, campaign.ends_on)
    if campaign.state not in {DRAFT, READY}:
        population, drawn = _settled_numbers(campaign)
        return BoardRow(campaign, settings.layers, population, drawn, (), span)
    frame = frame_of(scope, settings)
    found = tuple(examination_of(scope, settings, frame)) if campaign.state == DRAFT else ()
    return BoardRow(campaign, settings.layers, frame.population, frame.drawn, found, span)


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
