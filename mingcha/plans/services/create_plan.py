"""Begin the plan of a year."""

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.ledger.services import record_act
from mingcha.plans.models import Plan
from mingcha.plans.policies import can_lead_plan
from mingcha.plans.services.planning import lock_plans, plan_number, require_free_year


def create_plan(*, actor: Actor, year: int, number: str) -> Plan:
    """The plan of the year in draft, without a line. `Conflict` when there is one already."""
    with transaction.atomic():
        lock_plans(actor)
        can_lead_plan(actor).require()
        number = plan_number(number)
        require_free_year(actor, year, "编制")
        plan = Plan(office_id=actor.office_id, year=year, number=number, created_at=moments.now())
        plan.save(force_insert=True)
        record_act("plans.create_plan", actor=actor, content={"year": year}, records=[plan])
    return plan
