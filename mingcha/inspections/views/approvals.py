"""检查审批: the section asks, a leader decides."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mingcha.accounts.requests import StaffRequest
from mingcha.common.errors import Refusal
from mingcha.inspections import policies
from mingcha.inspections.forms.approvals import ApprovalForm, OpinionForm
from mingcha.inspections.queries.coverage import coverages
from mingcha.inspections.queries.papers.approvals import approval_line
from mingcha.inspections.queries.visible import find_approval
from mingcha.inspections.services import approve_inspections, propose_approval, return_approval
from mingcha.inspections.states import APPROVAL
from mingcha.plans.queries import find_campaign


@require_http_methods(["GET", "POST"])
def approval_propose(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Ask for the approval of a drawn campaign's visits."""
    campaign = find_campaign(request.actor, pk)
    policies.can_propose_approval(request.actor, campaign).require()
    known = getattr(campaign, "approval", None)
    form = ApprovalForm(request.POST or None, initial={"words": known.words if known else ""})
    refusal = None
    if form.is_valid():
        try:
            propose_approval(actor=request.actor, campaign=campaign, **form.cleaned_data)
            messages.success(request, "已报批，等局领导决定。")
            return redirect("campaign_inspections", pk)
        except Refusal as raised:
            refusal = raised
    facts = {
        "campaign": campaign,
        "form": form,
        "refusal": refusal,
        "known": known,
        "visits": len(coverages(campaign)),
    }
    return render(request, "inspections/approval_propose.html", facts, status=_status(refusal))


@require_http_methods(["GET", "POST"])
def approval_decide(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Approve, or return with what has to be changed."""
    approval = find_approval(request.actor, pk)
    policies.can_see_approval(request.actor, approval).require()
    form = OpinionForm(request.POST or None)
    refusal = None
    if form.is_valid() and {"approve", "return"} & set(request.POST):
        decide = return_approval if "return" in request.POST else approve_inspections
        try:
            decide(actor=request.actor, approval=approval, **form.cleaned_data)
            messages.success(
                request, "已退回。" if decide is return_approval else "已批准，检查组可以安排日期。"
            )
            return redirect("campaign_inspections", approval.campaign_id)
        except Refusal as raised:
            refusal = raised
    facts = {
        "approval": approval,
        "life": APPROVAL,
        "form": form,
        "refusal": refusal,
        "may_decide": policies.can_decide_approval(request.actor, approval),
        "paper": approval_line(request.actor, approval),
    }
    return render(request, "inspections/approval_decide.html", facts, status=_status(refusal))


def _status(refusal: Refusal | None) -> int:
    return refusal.status if refusal else 200
