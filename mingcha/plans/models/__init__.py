"""年度抽查计划 and its lines, what they drew, who takes part, and clue checks beside them."""

from mingcha.plans.models.campaign import (
    BALANCES,
    CAP,
    COOLED,
    EVEN,
    EXTERNAL_PREFIX,
    HOLDER_UNIT,
    ORDINARY,
    RAISED,
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
    ADDRESSEES,
    JUSTICE,
    OTHER_BODY,
    SUPERIOR,
    Plan,
    PlanFiling,
    PlanPaper,
    PlanVersion,
)

__all__ = [
    "ADDRESSEES",
    "BALANCES",
    "CAP",
    "COOLED",
    "EVEN",
    "EXTERNAL_PREFIX",
    "HOLDER_UNIT",
    "JUSTICE",
    "ORDINARY",
    "OTHER_BODY",
    "RAISED",
    "STRATUM_KINDS",
    "SUPERIOR",
    "TARGET_UNIT",
    "UNITS",
    "Campaign",
    "CampaignItem",
    "ClueCheck",
    "DrawnUnit",
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
