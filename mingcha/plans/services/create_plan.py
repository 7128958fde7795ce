"""Begin the plan of a year."""

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.ledger.services import record_act
from mingcha.plans.models import Plan
from mingcha.plans.policies import can_lead_plan
from mingcha.plans.queries import plan_of_year
from mingcha.plans.services.planning import lock_plans

NUMBER_LENGTH = 32


def create_plan(*, actor: Actor, year: int, number: str) -> Plan:
    """The plan of the year in draft, without a line. `Conflict` when there is one already."""
    with transaction.atomic():
        lock_plans(actor)
        can_lead_plan(actor).require()
        number = number.strip()
        if not 0 < len(number) <= NUMBER_LENGTH:
            sentence = f"计划编号应填写，不超过{NUMBER_LENGTH}字。"
            raise Refusal("plan-form", sentence, title="不能编制计划：填写不完整")
        if plan_of_year(actor, year) is not None:
            raise Conflict(
                "plan-known",
                f"{year}年度抽查计划已经编制，一个年度一份。",
                title="不能编制：已有本年度计划",
                remedy="请打开已有的计划，在其中提出任务。",
            )
        plan = Plan(office_id=actor.office_id, year=year, number=number, created_at=moments.now())
        plan.save(force_insert=True)
        record_act("plans.create_plan", actor=actor, content={"year": year}, records=[plan])
    return plan
