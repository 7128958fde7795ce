"""What is imported into plans."""

from mingcha.plans.subjects.partner_items import PARTNER_ITEMS
from mingcha.plans.subjects.partner_results import PARTNER_RESULTS
from mingcha.plans.subjects.plan import PLAN_LINES

__all__ = ["PARTNER_ITEMS", "PARTNER_RESULTS", "PLAN_LINES"]
