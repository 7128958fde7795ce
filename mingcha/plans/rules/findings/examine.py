"""The arbiter of a campaign: every check in its order. Pure."""

from collections.abc import Callable, Iterator

from mingcha.plans.rules.findings.facts import CampaignFacts
from mingcha.plans.rules.findings.finding import Finding
from mingcha.plans.rules.findings.items import items
from mingcha.plans.rules.findings.people import officers, seats_in_all, staff
from mingcha.plans.rules.findings.shares import cooled, floor, frame, raised


def examine(facts: CampaignFacts) -> list[Finding]:
    """Every finding, those that block first, in the order of the checks."""
    found = [finding for check in CHECKS for finding in check(facts)]
    return sorted(found, key=lambda finding: not finding.blocks)


CHECKS: tuple[Callable[[CampaignFacts], Iterator[Finding]], ...] = (
    items,
    frame,
    floor,
    raised,
    cooled,
    officers,
    staff,
    seats_in_all,
)
