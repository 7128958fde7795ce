"""Pages of clue checks: the list, proposing one, deciding on it, its result; the public share."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts.models import Office
from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.access import public
from mingcha.common.errors import Refusal
from mingcha.common.lists import export_xlsx, paginate
from mingcha.common.workbooks.writer import Value
from mingcha.intake.views.proofs import proof_answer
from mingcha.plans import policies, services
from mingcha.plans.clue_forms import ApproveForm, AtOnceForm, ClueForm, ClueVisitForm, DropForm
from mingcha.plans.models import ClueCheck
from mingcha.plans.queries.clues import clue_checks, clue_shares, evidence_of, find_clue_check, sent_people
from mingcha.plans.rules.clues import STANDINGS
from mingcha.plans.states import DRAFT, DRAWN, READY, SENT

HEADINGS = (
    "编号", "来源", "来源编号", "收到日期", "主体", "检查对象", "线索", "提出人", "提出时间",
    "状态", "决定人", "决定时间", "未经抽取的理由", "核查日期", "核查结果",
)  # fmt: skip


@require_GET
def clue_list(request: StaffRequest) -> HttpResponse:
    policies.can_see_clues(request.actor).require()
    found = clue_checks(request.actor)
    state = request.GET.get("state", "")
    if state in STANDINGS:
        found = found.filter(campaign__state=state)
    if request.GET.get("export"):
        return export_xlsx("线索核查.xlsx", "线索核查", HEADINGS, map(_cells, found))
    facts = {
        "page": paginate(request, found),
        "chosen": state,
        "states": [(one, word) for one, (_, word) in STANDINGS.items()],
        "shares": clue_shares(Office.objects.get(pk=request.actor.office_id)),
        "may_propose": policies.can_propose_clue(request.actor),
    }
    return render(request, "plans/clue_list.html", facts)


@require_http_methods(["GET", "POST"])
def clue_propose(request: StaffRequest) -> HttpResponse:
    policies.can_propose_clue(request.actor).require()
    form = ClueForm(request.POST or None, request.FILES or None, scope=request.actor)
    refusal = None
    if form.is_valid():
        try:
            clue = services.propose_clue_check(
                actor=request.actor, facts=form.facts, evidence=form.cleaned_data["evidence"]
            )
        except Refusal as raised:
            refusal = raised
        else:
            messages.success(request, f"已提出{clue}，等局领导决定。")
            return redirect("clue_detail", clue.pk)
    facts = {"form": form, "refusal": refusal}
    return render(request, "plans/clue_form.html", facts, status=refusal.status if refusal else 200)


@require_GET
def clue_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    policies.can_see_clues(request.actor).require()
    return _page(request, find_clue_check(request.actor, pk))


@require_POST
def clue_approve(request: StaffRequest, pk: UUID) -> HttpResponse:
    clue = find_clue_check(request.actor, pk)
    services.approve_clue_check(actor=request.actor, clue=clue, remark=request.POST.get("remark", "")[:200])
    messages.success(request, f"已批准{clue}，请执法监察股召开抽取会抽取检查组。")
    return redirect("clue_detail", pk)


@require_POST
def clue_send(request: StaffRequest, pk: UUID) -> HttpResponse:
    clue = find_clue_check(request.actor, pk)
    policies.can_send_at_once(request.actor, clue, moments.today()).require()
    form = AtOnceForm(request.POST, scope=request.actor)
    if not form.is_valid():
        return _page(request, clue, send_form=form)
    try:
        services.send_at_once(actor=request.actor, clue=clue, **form.cleaned_data)
    except Refusal as refusal:
        return _page(request, clue, send_form=form, refusal=refusal)
    messages.success(request, f"{clue}已派出检查组，理由记入留痕日志。")
    return redirect("clue_detail", pk)


@require_POST
def clue_drop(request: StaffRequest, pk: UUID) -> HttpResponse:
    clue = find_clue_check(request.actor, pk)
    services.drop_clue_check(actor=request.actor, clue=clue, reason=request.POST.get("reason", "")[:200])
    messages.success(request, f"{clue}不再核查。")
    return redirect("clue_detail", pk)


@require_POST
def clue_visit(request: StaffRequest, pk: UUID) -> HttpResponse:
    clue = find_clue_check(request.actor, pk)
    policies.can_record_clue_visit(request.actor, clue).require()
    form = ClueVisitForm(request.POST)
    if not form.is_valid():
        return _page(request, clue, visit_form=form)
    try:
        services.record_clue_visit(actor=request.actor, clue=clue, **form.cleaned_data)
    except Refusal as refusal:
        return _page(request, clue, visit_form=form, refusal=refusal)
    messages.success(request, f"已登记{clue}的结果。")
    return redirect("clue_detail", pk)


@require_GET
def clue_evidence(request: StaffRequest, pk: UUID) -> HttpResponse:
    policies.can_see_clues(request.actor).require()
    return proof_answer(evidence_of(request.actor, pk))


@public
@require_GET
def public_clues(request: HttpRequest) -> HttpResponse:
    """How many checks came from clues and not from a draw, and their share of all visits."""
    offices = [(office, clue_shares(office)) for office in Office.objects.order_by("founded_at")]
    return render(request, "plans/public_clues.html", {"offices": offices})


def _page(
    request: StaffRequest,
    clue: ClueCheck,
    *,
    send_form: forms.Form | None = None,
    visit_form: forms.Form | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    is_wrong = send_form is not None or visit_form is not None
    may_decide = policies.can_decide_clue(request.actor, clue)
    may_send = policies.can_send_at_once(request.actor, clue, moments.today())
    forms_shown = {
        "send_form": send_form or (AtOnceForm(None, scope=request.actor) if may_send else None),
        "approve_form": ApproveForm(),
        "drop_form": DropForm(auto_id="drop_%s"),
        "visit_form": visit_form or ClueVisitForm(),
        "refusal": refusal,
    }
    facts = _facts(request, clue) | forms_shown | {"may_decide": may_decide, "may_send": may_send}
    status = refusal.status if refusal else 422 if is_wrong else 200
    return render(request, "plans/clue_detail.html", facts, status=status)


def _facts(request: StaffRequest, clue: ClueCheck) -> dict[str, Any]:
    """What the page says of the clue, whatever form is on it."""
    state = clue.campaign.state
    return {
        "clue": clue,
        "items": [row.item for row in clue.campaign.campaign_items.select_related("item")],
        "seats": clue.campaign.team_groups.all(),
        "sent": sent_people(clue),
        "is_open": state == DRAFT,
        "is_ready": state == READY,
        "may_drop": policies.can_drop_clue(request.actor, clue),
        "may_visit": policies.can_record_clue_visit(request.actor, clue),
        "awaits_visit": state in (DRAWN, SENT) and not clue.visited_on,
    }


def _cells(clue: ClueCheck) -> list[Value]:
    campaign = clue.campaign
    said: list[Value] = [campaign.number, clue.get_source_display(), clue.source_no, clue.received_on]
    party: list[Value] = [clue.holder.name, clue.target.code if clue.target else "", clue.summary]
    decided: list[Value] = [clue.standing[1], clue.decided_by, clue.decided_at]
    done: list[Value] = [clue.urgent_reason, clue.visited_on, clue.result]
    return [*said, *party, clue.proposed_by, clue.proposed_at, *decided, *done]
