"""Declared interests of an inspector."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mingcha.accounts.requests import StaffRequest
from mingcha.common.errors import Refusal
from mingcha.registers.forms import EndConflictForm, ProposeConflictForm
from mingcha.registers.policies import can_declare_conflict, can_read_registers
from mingcha.registers.queries import conflict_of
from mingcha.registers.services import declare_conflict, end_conflict
from mingcha.registers.views.inspectors import inspector_page


@require_http_methods(["GET", "POST"])
def conflict_declare(request: StaffRequest, pk: UUID) -> HttpResponse:
    can_read_registers(request.actor).require()
    form = ProposeConflictForm(request.POST or None, request.FILES or None)
    if request.method == "GET" or not form.is_valid():
        return inspector_page(request, pk, conflict_form=form)
    try:
        declare_conflict(actor=request.actor, inspector=pk, **form.cleaned_data)
    except Refusal as refusal:
        return inspector_page(request, pk, conflict_form=form, refusal=refusal)
    messages.success(request, "已提出，等待决定；决定之前的匹配也自动回避。")
    return redirect("inspector_detail", pk=pk)


@require_http_methods(["GET", "POST"])
def conflict_end(request: StaffRequest, pk: UUID) -> HttpResponse:
    can_read_registers(request.actor).require()
    can_declare_conflict(request.actor).require()
    conflict = conflict_of(request.actor, pk)
    form = EndConflictForm(request.POST or None)
    refusal = None
    if form.is_valid():
        try:
            end_conflict(actor=request.actor, conflict=pk, **form.cleaned_data)
            messages.success(request, "已登记终止。")
            return redirect("inspector_detail", pk=conflict.inspector_id)
        except Refusal as raised:
            refusal = raised
    facts = {"conflict": conflict, "form": form, "refusal": refusal}
    return render(request, "registers/conflict_end.html", facts, status=refusal.status if refusal else 200)
