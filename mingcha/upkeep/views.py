"""Pages of upkeep: how current the two registers and the list are; and the page with which upper apps record
what was entered into a platform."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.errors import Refusal, Unknown
from mingcha.common.lists import export_xlsx
from mingcha.intake.views.proofs import proof_answer
from mingcha.upkeep.forms import AssignForm, ConfirmForm, EntryForm
from mingcha.upkeep.policies import (
    can_assign_upkeep,
    can_confirm_upkeep,
    can_record_entry,
    can_see_upkeep,
)
from mingcha.upkeep.queries import (
    UPKEEP_HEADINGS,
    platform_lines,
    receipt_of,
    upkeep_export_row,
    upkeep_of,
    upkeep_rows,
)
from mingcha.upkeep.rules import Subject
from mingcha.upkeep.services import assign_upkeep, confirm_upkeep, record_platform_entry


@require_GET
def upkeep_list(request: StaffRequest) -> HttpResponse:
    can_see_upkeep(request.actor).require()
    rows = upkeep_rows(request.actor, moments.today())
    if request.GET.get("export"):
        title = "两库一单更新情况"
        return export_xlsx(f"{title}.xlsx", title, UPKEEP_HEADINGS, map(upkeep_export_row, rows))
    facts = {
        "rows": rows,
        "may_assign": can_assign_upkeep(request.actor),
    }
    return render(request, "upkeep/upkeep_list.html", facts)


@require_http_methods(["GET", "POST"])
def upkeep_assign(request: StaffRequest, kind: str) -> HttpResponse:
    can_assign_upkeep(request.actor).require()
    upkeep = upkeep_of(request.actor.office_id, kind)
    form = AssignForm(request.POST or None, scope=request.actor, upkeep=upkeep)
    refusal = None
    if form.is_valid():
        try:
            kept = assign_upkeep(actor=request.actor, kind=kind, **form.cleaned_data)
            messages.success(request, f"已保存：{kept}由{kept.keeper_words}负责更新。")
            return redirect("upkeep_list")
        except Refusal as raised:
            refusal = raised
    facts = {"form": form, "upkeep": upkeep, "refusal": refusal}
    return render(request, "upkeep/upkeep_assign.html", facts, status=refusal.status if refusal else 200)


@require_http_methods(["GET", "POST"])
def upkeep_confirm(request: StaffRequest, kind: str) -> HttpResponse:
    can_see_upkeep(request.actor).require()
    upkeep = upkeep_of(request.actor.office_id, kind)
    can_confirm_upkeep(request.actor, upkeep).require()
    form = ConfirmForm(request.POST or None)
    refusal = None
    if form.is_valid():
        try:
            confirm_upkeep(actor=request.actor, kind=kind, **form.cleaned_data)
            messages.success(request, f"已确认：{upkeep}截至今天核对无误。")
            return redirect("upkeep_list")
        except Refusal as raised:
            refusal = raised
    facts = {"form": form, "upkeep": upkeep, "refusal": refusal}
    return render(request, "upkeep/upkeep_confirm.html", facts, status=refusal.status if refusal else 200)


@require_GET
def platform_receipt(request: StaffRequest, pk: UUID) -> HttpResponse:
    can_see_upkeep(request.actor).require()
    return proof_answer(receipt_of(request.actor, pk))


def entry_page(request: StaffRequest, subject: Subject, platform: str) -> HttpResponse:
    """The form of one platform for a subject that the upper app has found; a POST records and goes back."""
    can_record_entry(request.actor).require()
    lines = {line.platform: line for line in platform_lines(request.actor, subject.kind, subject.pk)}
    if platform not in lines:
        raise Unknown("no-platform", "没有这个平台。", title="没有找到")
    form = EntryForm(
        request.POST or None, request.FILES or None, line=lines[platform], name=request.actor.name
    )
    refusal = None
    if form.is_valid():
        try:
            entry = record_platform_entry(actor=request.actor, subject=subject, facts=form.facts)
        except Refusal as raised:
            refusal = raised
        else:
            messages.success(request, f"已登记：{entry}，{entry.entered_on}录入。")
            return redirect(subject.url)
    facts = {"form": form, "subject": subject, "line": lines[platform], "refusal": refusal}
    return render(request, "upkeep/platform_entry.html", facts, status=refusal.status if refusal else 200)
