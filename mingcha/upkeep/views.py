"""Pages of upkeep: how current the two registers and the list are."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.upkeep.forms import AssignForm, ConfirmForm
from mingcha.upkeep.policies import can_assign_upkeep, can_confirm_upkeep, can_see_upkeep
from mingcha.upkeep.queries import upkeep_of, upkeep_rows
from mingcha.upkeep.services import assign_upkeep, confirm_upkeep


@require_GET
def upkeep_list(request: StaffRequest) -> HttpResponse:
    can_see_upkeep(request.actor).require()
    facts = {
        "rows": upkeep_rows(request.actor, moments.today()),
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
