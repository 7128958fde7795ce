"""A campaign in the terms of drawproof/1: the rule objects and the groups of each visit."""

from typing import Any

from mingcha.plans.models import Campaign


def protocol_rule(campaign: Campaign) -> dict[str, Any]:
    """The `rule` of the selection (section 5)."""
    return {
        "strata": {
            row.code: {"ratio": row.ratio, "at_least": row.at_least, "reserve": row.reserve}
            for row in campaign.strata.all()
        }
    }


def assignment_rule(campaign: Campaign) -> dict[str, Any]:
    """The `rule` of the assignment (section 6)."""
    return {"balance": campaign.balance}


def visit_groups(campaign: Campaign) -> list[tuple[str, int, tuple[str, ...]]]:
    """(group, count, requires) of every visit in the committed order; tags strictly ascending."""
    return [(row.code, row.count, tuple(sorted(set(row.requires)))) for row in campaign.team_groups.all()]
