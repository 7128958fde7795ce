"""The paper of a published plan: typeset once, kept, its digest in the ledger."""

import hashlib

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Conflict
from mingcha.common.papers import typeset
from mingcha.ledger.services import record_act
from mingcha.plans.models import PlanPaper, PlanVersion
from mingcha.plans.policies import can_handle_plan
from mingcha.plans.queries.plan_papers import paper_content
from mingcha.plans.queries.plans import find_plan
from mingcha.plans.services.planning import lock_plans

TEMPLATE = "plans/papers/plan.typ"


def keep_plan_paper(*, actor: Actor, version: PlanVersion) -> PlanPaper:
    """The PDF of a published version. It is never made again: what was published stays as it was printed.
    `Conflict` for a version that has its paper already."""
    can_handle_plan(actor).require()
    find_plan(actor, version.plan_id)
    pdf = typeset(TEMPLATE, paper_content(version), on=moments.local_day(version.published_at))
    with transaction.atomic():
        lock_plans(actor)
        if PlanPaper.objects.filter(version=version).exists():
            raise Conflict(
                "paper-known", f"{version}已有打印稿，不再重新生成。", title="不能生成：已有打印稿"
            )
        paper = PlanPaper(
            version=version,
            content=pdf,
            sha256=hashlib.sha256(pdf).hexdigest(),
            made_at=moments.now(),
        )
        paper.save(force_insert=True)
        said = {"year": version.plan.year, "amendment": version.number, "sha256": paper.sha256}
        record_act("plans.keep_plan_paper", actor=actor, content=said, records=[paper])
    return paper
