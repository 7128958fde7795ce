"""A published plan as what is entered into the platforms of superior bodies."""

from django.db.models import Max
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict
from mingcha.plans.models import Plan
from mingcha.plans.queries.plans import plans
from mingcha.upkeep.queries import entered_subjects
from mingcha.upkeep.rules import PLAN, Subject


def entered_plan(plan: Plan) -> Subject:
    """`Conflict` before the plan was first published."""
    last = plan.versions.order_by("number").last()
    if last is None:
        raise Conflict(
            "nothing-to-enter",
            f"{plan}还没有公布，没有可以录入平台的内容。",
            title="不能登记平台录入：计划没有公布",
            remedy="请在计划公布以后登记。",
        )
    url = reverse("plan_detail", args=[plan.pk])
    return Subject(PLAN, plan.pk, str(plan), f"{url}#platforms", moments.local_day(last.published_at))


def plans_not_entered(scope: Actor, platform: str) -> list[Subject]:
    """Published plans that do not stand in that platform as they were last published."""
    published = plans(scope).annotate(last=Max("versions__published_at")).exclude(last=None)
    changed = dict(published.values_list("pk", "last"))
    entered = entered_subjects(scope, PLAN, platform, changed)
    return [entered_plan(plan) for plan in published if plan.pk not in entered]
