"""A campaign in the terms of drawproof/1: the rule objects and the groups of each visit."""

from typing import Any

from mingcha.plans.models import Campaign
from mingcha.plans.queries.frames import Frame


def protocol_rule(frame: Frame) -> dict[str, Any]:
    """The `rule` of the selection (section 5): every stratum into which the frame is divided."""
    layers = [count.layer for count in frame.counts]
    return {
        "strata": {
            layer.code: {"ratio": layer.ratio, "at_least": layer.at_least, "reserve": layer.reserve}
            for layer in layers
        }
    }


def assignment_rule(campaign: Campaign) -> dict[str, Any]:
    """The `rule` of the assignment (section 6)."""
    return {"balance": campaign.balance}


def visit_groups(campaign: Campaign) -> list[tuple[str, int, tuple[str, ...]]]:
    """(group, count, requires) of every visit in the committed order; tags strictly ascending."""
    # Obligation one-visit of docs/law/obligations.yml.
    return [(row.code, row.count, tuple(sorted(set(row.requires)))) for row in campaign.team_groups.all()]
