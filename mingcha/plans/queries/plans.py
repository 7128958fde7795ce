"""Yearly plans of an office: the one of a year, its lines, its published versions."""

import datetime
from uuid import UUID

from django.db.models import QuerySet

from mingcha.accounts.actors import Actor
from mingcha.common import moments
from mingcha.common.errors import Unknown
from mingcha.plans.models import Campaign, FilingList, Plan, PlanFiling, PlanPaper, PlanVersion
from mingcha.plans.rules.filing import DEFAULT_BODIES, Body, Reported, Sent, reported_to
from mingcha.plans.states import CANCELLED, DISCARDED, DRAFT, READY


def plans(scope: Actor) -> QuerySet[Plan]:
    """All plans of the viewer's office, the latest year first."""
    return Plan.objects.filter(office_id=scope.office_id).select_related("office")


def find_plan(scope: Actor, pk: UUID) -> Plan:
    """The plan, or `Unknown` when there is none in the viewer's office."""
    found = plans(scope).filter(pk=pk).first()
    if found is None:
        raise Unknown("no-such-plan", "本机构没有这个年度抽查计划。", title="没有找到")
    return found


def plan_of_year(scope: Actor, year: int) -> Plan | None:
    """The plan of that year; a discarded one is none."""
    return plans(scope).filter(year=year).exclude(state=DISCARDED).first()


def discarded_plans(scope: Actor, year: int) -> list[Plan]:
    """Plans of that year that were begun by mistake: they keep their history and count for nothing."""
    return list(plans(scope).filter(year=year, state=DISCARDED).order_by("created_at"))


def lines_of(plan: Plan) -> QuerySet[Campaign]:
    """The campaigns that stand in the plan, by number; withdrawn ones excepted."""
    rows = plan.campaigns.exclude(state=CANCELLED)
    return rows.select_related("section", "plan").order_by("number")


def withdrawn_lines(plan: Plan) -> QuerySet[Campaign]:
    """Lines that were called off, each with its reason in the ledger."""
    return plan.campaigns.filter(state=CANCELLED).order_by("number")


def unfinished_lines(plan: Plan) -> QuerySet[Campaign]:
    """Lines that are neither drawn nor called off."""
    return lines_of(plan).filter(state__in=[DRAFT, READY])


def begun_lines(plan: Plan) -> QuerySet[Campaign]:
    """Every line that was ever proposed, withdrawn or not."""
    return plan.campaigns.order_by("number")


def versions_of(plan: Plan) -> QuerySet[PlanVersion]:
    """What was published, the latest first."""
    return plan.versions.order_by("-number")


def latest_version(plan: Plan) -> PlanVersion | None:
    """What the public reads now, also while the plan is being amended."""
    return versions_of(plan).first()


def has_published_plan(scope: Actor, year: int) -> bool:
    """Whether a plan of this year was ever published: from then on a campaign outside it needs a basis."""
    return PlanVersion.objects.filter(plan__office_id=scope.office_id, plan__year=year).exists()


def filings_of(plan: Plan) -> QuerySet[PlanFiling]:
    """To whom the plan was sent, each version apart."""
    rows = PlanFiling.objects.filter(version__plan=plan).select_related("version", "receipt")
    return rows.order_by("filed_on", "body")


def paper_of(version: PlanVersion) -> PlanPaper | None:
    """The paper without its bytes, or None when it was not made."""
    return PlanPaper.objects.filter(version=version).defer("content").first()


def filing_lists(scope: Actor) -> QuerySet[FilingList]:
    """Who was told to have the plans, the latest first."""
    return FilingList.objects.filter(office_id=scope.office_id)


def required_bodies(office_id: UUID, on: datetime.date) -> tuple[Body, ...]:
    """To whom a plan that is published that day must be reported."""
    row = FilingList.objects.filter(office_id=office_id, in_force_from__lte=on).first()
    return tuple(Body(*pair) for pair in row.bodies) if row else DEFAULT_BODIES


def reported_of(plan: Plan) -> list[Reported]:
    """How far the latest version is reported, body by body; nothing before a publication."""
    version = latest_version(plan)
    if version is None:
        return []
    rows = version.filings.values_list("addressee", "body", "receipt")
    sent = [Sent(addressee, body, receipt is not None) for addressee, body, receipt in rows]
    return reported_to(required_bodies(plan.office_id, moments.local_day(version.published_at)), sent)
