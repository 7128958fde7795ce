"""The arbiter of a campaign: what blocks it, what must be decided, each with clause and way out. Pure."""

from mingcha.plans.rules.findings.examine import examine
from mingcha.plans.rules.findings.facts import CampaignFacts, Cited, Crew, ItemStanding, Seats
from mingcha.plans.rules.findings.finding import (
    ASK,
    BASIS,
    CAP,
    FLOOR,
    GENERAL_CAP,
    ITEM,
    PEOPLE,
    RAISED_MORE,
    REFUSED,
    ROUNDS,
    RULES,
    STRATA,
    UNREADABLE,
    Finding,
)
from mingcha.plans.rules.findings.items import LAWFUL_CLAUSE, LAWFUL_QUOTE, drawing_findings
from mingcha.plans.rules.findings.people import ratio_of
from mingcha.plans.rules.findings.shares import (
    RAISED_CLAUSE,
    RAISED_QUOTE,
    floor_findings,
    raised_ratio_findings,
)

__all__ = [
    "ASK",
    "BASIS",
    "CAP",
    "FLOOR",
    "GENERAL_CAP",
    "ITEM",
    "LAWFUL_CLAUSE",
    "LAWFUL_QUOTE",
    "PEOPLE",
    "RAISED_CLAUSE",
    "RAISED_MORE",
    "RAISED_QUOTE",
    "REFUSED",
    "ROUNDS",
    "RULES",
    "STRATA",
    "UNREADABLE",
    "CampaignFacts",
    "Cited",
    "Crew",
    "Finding",
    "ItemStanding",
    "Seats",
    "drawing_findings",
    "examine",
    "floor_findings",
    "raised_ratio_findings",
    "ratio_of",
]
