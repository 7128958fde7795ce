"""What is imported into plans."""

from mingcha.plans.subjects.plan import PLAN_LINES

__all__ = ["PLAN_LINES"]
