"""A published plan is reported, and to whom it must be: the superior, the justice bureau, or another body."""

import datetime
from collections.abc import Sequence

from django.db import transaction

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.intake.services import Scan, keep_scan
from mingcha.ledger.services import record_act
from mingcha.plans.models import FilingList, Plan, PlanFiling
from mingcha.plans.policies import can_decide_campaigns, can_file_plan, can_report_plan
from mingcha.plans.queries import latest_version
from mingcha.plans.queries.plans import reported_of
from mingcha.plans.rules.filing import Body, is_filed
from mingcha.plans.services.planning import lock_plans, locked_plan
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
    itself. The plan counts as filed once every body that must have it has it, each with its receipt.
    `Refusal` for a day before the publication or after today."""
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
        if is_filed(reported_of(plan)):
            plan.state = state
        plan.save()
        content = {"year": plan.year, "amendment": version.number, "body": filing.body}
        record_act("plans.file_plan", actor=actor, content=content, records=[*receipts, plan, filing])
    return filing


def set_filing_list(
    *, actor: Actor, bodies: Sequence[Body], in_force_from: datetime.date, reason: str
) -> FilingList:
    """To whom plans that are published from that day on must be reported. Those published before keep the
    list of their day, so the day is never a past one."""
    with transaction.atomic():
        lock_plans(actor)
        can_decide_campaigns(actor).require()
        if not bodies or not reason.strip():
            raise Refusal(
                "filing-list-empty",
                "名单要有至少一个机关，并写明设定依据。",
                title="不能保存：名单不完整",
                remedy="请勾选或写明机关，填写依据。",
            )
        if in_force_from < moments.today():
            raise Refusal(
                "filing-list-of-the-past",
                f"生效日期{in_force_from}已经过去，此前公布的计划按当时的名单报送。",
                title="不能保存：生效日期已过",
                remedy="请填今天或以后的日期。",
            )
        saved = FilingList(
            office_id=actor.office_id,
            in_force_from=in_force_from,
            bodies=[[one.addressee, one.name] for one in bodies],
            reason=reason.strip(),
            set_by=actor.name,
            set_at=moments.now(),
        )
        saved.save(force_insert=True)
        content = {"bodies": [one.title for one in bodies], "in_force_from": in_force_from.isoformat()}
        record_act(
            "plans.set_filing_list", actor=actor, reason=saved.reason, content=content, records=[saved]
        )
    return saved
