"""The arbiter of a year's plan: every campaign by itself, and what only all of them together show. Pure."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from mingcha.plans.rules.findings import Finding, examine
from mingcha.plans.rules.plan_arbiter.caps import general_items, visits_per_holder
from mingcha.plans.rules.plan_arbiter.facts import (
    Figures,
    HolderGroup,
    OwnRounds,
    Place,
    PlanFacts,
    PlannedItem,
    PlannedLine,
    Round,
)
from mingcha.plans.rules.plan_arbiter.rounds import (
    ListedCategory,
    categories_left_out,
    floors,
    raised_more,
    rounds_a_year,
)
from mingcha.plans.rules.plan_arbiter.strata import strata

__all__ = [
    "Figures",
    "HolderGroup",
    "ListedCategory",
    "OwnRounds",
    "Place",
    "PlanFacts",
    "PlannedItem",
    "PlannedLine",
    "Round",
    "categories_left_out",
    "examine_plan",
    "floors",
]


def examine_plan(facts: PlanFacts) -> list[Finding]:
    """Every finding, those that block first, in the order of the checks."""
    found = [finding for check in CHECKS for finding in check(facts)]
    return sorted(found, key=lambda finding: not finding.blocks)


def _campaigns(facts: PlanFacts) -> Iterator[Finding]:
    """What the arbiter of a campaign finds, line by line. Its floor is that of its round."""
    for line in facts.lines:
        for finding in examine(line.campaign):
            yield replace(finding, title=f"{line.title}：{finding.title}", rows=(line.key,))


CHECKS: tuple[Callable[[PlanFacts], Iterator[Finding]], ...] = (
    _campaigns,
    floors,
    rounds_a_year,
    raised_more,
    general_items,
    visits_per_holder,
    strata,
)
