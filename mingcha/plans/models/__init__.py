"""年度抽查计划 and its lines, what they drew, who takes part, and clue checks beside them."""

from mingcha.plans.models.campaign import (
    AFTER_VISITS,
    BALANCES,
    CAP,
    COOLED,
    EVEN,
    EXTERNAL_PREFIX,
    HOLDER_UNIT,
    ON_THE_SPOT,
    ORDINARY,
    RAISED,
    SHOWINGS,
    STRATUM_KINDS,
    TARGET_UNIT,
    UNITS,
    Campaign,
    CampaignItem,
    Stratum,
    TeamGroup,
)
from mingcha.plans.models.clues import ClueCheck
from mingcha.plans.models.drawn import DrawnUnit, StandingUnits
from mingcha.plans.models.partners import Participation, PartnerItem, PartnerResult
from mingcha.plans.models.plan import (
    FilingList,
    Plan,
    PlanFiling,
    PlanPaper,
    PlanVersion,
)

__all__ = [
    "AFTER_VISITS",
    "BALANCES",
    "CAP",
    "COOLED",
    "EVEN",
    "EXTERNAL_PREFIX",
    "HOLDER_UNIT",
    "ON_THE_SPOT",
    "ORDINARY",
    "RAISED",
    "SHOWINGS",
    "STRATUM_KINDS",
    "TARGET_UNIT",
    "UNITS",
    "Campaign",
    "CampaignItem",
    "ClueCheck",
    "DrawnUnit",
    "FilingList",
    "Participation",
    "PartnerItem",
    "PartnerResult",
    "Plan",
    "PlanFiling",
    "PlanPaper",
    "PlanVersion",
    "StandingUnits",
    "Stratum",
    "TeamGroup",
]
