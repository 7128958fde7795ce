"""The law as data: every obligation a new office starts with, printed as `docs/law/obligations.yml`. Pure.

The one table of them; the rows of an office begin as copies of it and change by approved, dated rows."""

from mingcha.law.rules.obligations import cases, checking, following, lists, planning
from mingcha.law.rules.obligations.shape import CONFIDENCE, DefaultObligation

OBLIGATIONS: tuple[DefaultObligation, ...] = (
    *lists.LISTS,
    *planning.PLANS,
    *checking.DRAW,
    *checking.PEOPLE,
    *checking.VISIT,
    *following.DISCLOSURE,
    *following.RISK,
    *cases.CASE,
    *cases.REFERRALS,
    *following.KEEPING,
)
BY_KEY = {one.key: one for one in OBLIGATIONS}

__all__ = ["BY_KEY", "CONFIDENCE", "OBLIGATIONS", "DefaultObligation"]
