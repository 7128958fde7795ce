"""What the arbiter says to a plan as a whole, each finding with the lines it is about."""

from collections.abc import Iterable
from dataclasses import dataclass

from mingcha.accounts.actors import Actor
from mingcha.plans.models import Campaign, Plan
from mingcha.plans.queries.board import BoardRow
from mingcha.plans.queries.plan_examination import examination_of_plan
from mingcha.plans.queries.plans import lines_of
from mingcha.plans.rules.findings import Finding


@dataclass(frozen=True)
class PlanFinding:
    """A finding of the arbiter and the campaigns it is about, the one to be mended first."""

    finding: Finding
    lines: tuple[Campaign, ...]


def plan_findings(scope: Actor, plan: Plan) -> list[PlanFinding]:
    """What keeps the plan from being approved or asks for a decision: blocking ones first, those of
    one rule together."""
    lines = {line.number: line for line in lines_of(plan)}
    found = examination_of_plan(scope, plan)
    return _like_with_like(
        PlanFinding(one, tuple(lines[row] for row in one.rows if row in lines)) for one in found
    )


def findings_on(rows: Iterable[BoardRow], of_none: Iterable[Finding] = ()) -> list[PlanFinding]:
    """The same from rows that are counted already; one finding on several rows stands once, and `of_none`
    are those that concern no row."""
    lines: dict[Finding, list[Campaign]] = {finding: [] for finding in of_none}
    for row in rows:
        for finding in row.findings:
            lines.setdefault(finding, []).append(row.campaign)
    return _like_with_like(PlanFinding(finding, tuple(about)) for finding, about in lines.items())


def _like_with_like(found: Iterable[PlanFinding]) -> list[PlanFinding]:
    return sorted(found, key=lambda one: (not one.finding.blocks, not one.finding.stops, one.finding.rule))
