"""Publish an approved plan: every line as it reads and counts today is kept as a version for good."""

from uuid import UUID, uuid4

from django.db import transaction
from django.urls import reverse

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.ledger.services import record_act
from mingcha.papers.models import DocumentNumber
from mingcha.papers.rules.kinds import PLAN as PLAN_PAPER
from mingcha.papers.services import Bearer, refuse_typed_number, take_number, typed_before
from mingcha.plans.models import Plan, PlanVersion
from mingcha.plans.policies import can_handle_plan, can_publish_plan
from mingcha.plans.queries.plan_lines import plan_lines
from mingcha.plans.services.planning import locked_plan, require_public_words
from mingcha.plans.states import PLAN


def publish_plan(*, actor: Actor, plan: Plan, document_no: str = "", reason: str = "") -> PlanVersion:
    """The new version, public from this moment; the former ones stay. Its campaigns can be settled now.
    Without a typed number it takes the next one of the office's series for plans, if there is one."""
    # Obligation plan-published of docs/law/obligations.yml.
    with transaction.atomic():
        can_handle_plan(actor).require()
        plan = locked_plan(actor, plan)
        state = PLAN.after("publish", plan.state)
        can_publish_plan(actor, plan).require()
        plan.state, plan.published_at, plan.published_by = state, moments.now(), actor.name
        plan.save()
        key, numbers = uuid4(), list[DocumentNumber]()
        if not document_no.strip():
            numbers, document_no = _numbered(actor, plan, key)
        else:
            refuse_typed_number(actor.office_id, document_no)
        version = _version(actor, plan, document_no.strip(), key)
        require_public_words(plan, "publish", version.reason, version.lines)
        version.save(force_insert=True)
        content = {"year": plan.year, "amendment": plan.amendment, "lines": len(version.lines)}
        record_act(
            "plans.publish_plan",
            actor=actor,
            reason=reason,
            content=content,
            records=[plan, version, *numbers],
        )
    return version


def _numbered(actor: Actor, plan: Plan, key: UUID) -> tuple[list[DocumentNumber], str]:
    """The row of the number and the number as it is written; nothing without a series."""
    url = reverse("public_plan_version", args=[plan.year, plan.amendment])
    amended = f"第{plan.amendment}次修订" if plan.amendment else "首次公布"
    number = take_number(actor=actor, kind=PLAN_PAPER, bearer=Bearer(key, f"{plan}（{amended}）", url))
    if number is None:
        return [], ""
    if PlanVersion.objects.filter(plan__office_id=actor.office_id, document_no=str(number)).exists():
        raise typed_before(number, "不能公布计划")
    return [number], str(number)


def _version(actor: Actor, plan: Plan, document_no: str, key: UUID) -> PlanVersion:
    if plan.published_at is None or plan.approved_at is None or plan.complete_from is None:
        raise RuntimeError(f"{plan}: published without approval")
    return PlanVersion(
        pk=key,
        plan=plan,
        number=plan.amendment,
        reason=plan.amendment_reason,
        lines=plan_lines(actor, plan, document_no),
        complete_from=plan.complete_from,
        document_no=document_no,
        approved_at=plan.approved_at,
        approved_by=plan.approved_by,
        published_at=plan.published_at,
        published_by=plan.published_by,
    )
