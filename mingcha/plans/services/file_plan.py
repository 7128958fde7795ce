"""A published plan is reported: to the superior, the justice bureau, or another body."""

import datetime

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.intake.services import Scan, keep_scan
from mingcha.ledger.services import record_act
from mingcha.plans.models import Plan, PlanFiling
from mingcha.plans.policies import can_file_plan, can_report_plan
from mingcha.plans.queries import latest_version
from mingcha.plans.services.planning import locked_plan
from mingcha.plans.states import PLAN


def file_plan(
    *,
    actor: Actor,
    plan: Plan,
    addressee: str,
    body: str,
    filed_on: datetime.date,
    document_no: str = "",
    receipt: Scan | None = None,
) -> PlanFiling:
    """The filing of the latest version, with the receipt when there is one; each addressee is filed to by
    itself. `Refusal` for a day before the publication or after today."""
    # Obligation plan-published of docs/law/obligations.yml.
    with transaction.atomic():
        can_report_plan(actor).require()
        plan = locked_plan(actor, plan)
        state = PLAN.after("file", plan.state)
        can_file_plan(actor, plan).require()
        version = latest_version(plan)
        if version is None:
            raise RuntimeError(f"{plan}: in force without a version")
        published_on = moments.local_day(version.published_at)
        if not published_on <= filed_on <= moments.today():
            raise Refusal(
                "filed-on-another-day",
                f"报送日期{filed_on}不在公布之日{published_on}至今天之间。",
                title="不能登记备案：日期不对",
                remedy="请按报送文件或回执上的日期填写。",
            )
        receipts = keep_scan(actor, receipt)
        filing = PlanFiling(
            version=version,
            addressee=addressee,
            body=body.strip(),
            filed_on=filed_on,
            filed_by=actor.name,
            document_no=document_no.strip(),
            receipt=receipts[0] if receipts else None,
        )
        filing.save(force_insert=True)
        plan.state = state
        plan.save()
        content = {"year": plan.year, "amendment": version.number, "body": filing.body}
        record_act("plans.file_plan", actor=actor, content=content, records=[*receipts, plan, filing])
    return filing
