"""不再实施 of one visit: ask, decide, take up again, read the paper."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.inspections import policies
from mingcha.inspections.forms.call_offs import CallOffForm, ResumeForm
from mingcha.inspections.queries.attached import find_call_off
from mingcha.inspections.queries.page import visit_page
from mingcha.inspections.queries.visible import find_inspection
from mingcha.inspections.services import approve_call_off, ask_call_off, decline_call_off, resume_visit
from mingcha.inspections.views.small_form import answer_small_form
from mingcha.intake.views.proofs import proof_answer


@require_http_methods(["GET", "POST"])
def call_off_ask(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Say that nobody can make this visit."""
    seen = find_inspection(request.actor, pk)
    own, team = seen.sight.roster_no, seen.coverage.team
    policies.can_ask_call_off(request.actor, seen.inspection.campaign, team, own).require()
    form = CallOffForm(request.POST or None, request.FILES or None)
    return answer_small_form(
        request,
        visit_page(request.actor, seen),
        form,
        "申请不再实施",
        lambda: ask_call_off(actor=request.actor, inspection=pk, **form.cleaned_data),
        why="执法人员不够法定人数、按规则又没有人可以替补的，由没有经手的局领导决定；户次另行计数、公开。",
    )


@require_POST
def call_off_decide(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A leader approves, or says why the visit is made."""
    words = request.POST.get("words", "").replace("\x00", "")
    if "decline" in request.POST:
        decline_call_off(actor=request.actor, inspection=pk, words=words)
        messages.success(request, "已不予批准，这一户次照常检查。")
    else:
        approve_call_off(actor=request.actor, inspection=pk, words=words)
        messages.success(request, "已批准，这一户次不再实施，另行计数。")
    return redirect("inspection_detail", pk)


@require_http_methods(["GET", "POST"])
def visit_resume(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Somebody can go again."""
    seen = find_inspection(request.actor, pk)
    policies.can_resume_visit(request.actor).require()
    form = ResumeForm(request.POST or None)
    return answer_small_form(
        request,
        visit_page(request.actor, seen),
        form,
        "恢复实施",
        lambda: resume_visit(actor=request.actor, inspection=pk, **form.cleaned_data),
        why="恢复以后由检查组重新安排日期、制作通知书。任务办结以后不能恢复。",
    )


@require_GET
def call_off_proof(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The paper that came with it, for whoever sees the visit."""
    row = find_call_off(request.actor, pk)
    return proof_answer(row.proof) if row.proof else redirect("inspection_detail", row.inspection_id)
