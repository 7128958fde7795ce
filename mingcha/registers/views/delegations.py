"""Delegations: who may decide in a leader's place, under which document, how long."""

from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.common.lists import export_xlsx, order_of, paginate
from mingcha.common.workbooks.writer import Value
from mingcha.registers.interest_forms import DelegationForm, ReasonForm
from mingcha.registers.policies import can_delegate, can_read_registers
from mingcha.registers.queries.interests import delegations
from mingcha.registers.services.interests import give_delegation, withdraw_delegation

ORDERS = {"person": "person__name", "from": "from_on"}
DELEGATION_HEADINGS = ("被授权人", "授权事项", "授权文号", "起", "止", "授权人")


@require_http_methods(["GET", "POST"])
def delegation_list(request: StaffRequest) -> HttpResponse:
    can_read_registers(request.actor).require()
    may_give = can_delegate(request.actor)
    form = DelegationForm(request.actor, request.POST or None)
    refusal = None
    if form.is_valid():
        try:
            give_delegation(actor=request.actor, **form.cleaned_data)
            messages.success(request, "已授权，期满自动失效。")
            return redirect("delegation_list")
        except Refusal as raised:
            refusal = raised
    order = order_of(request, ORDERS, "-from")
    found = order.of(delegations(request.actor))
    facts = {"page": paginate(request, found), "wanted": order, "form": form, "refusal": refusal}
    facts |= {"may_give": may_give, "today": moments.today()}
    return render(request, "registers/delegation_list.html", facts, status=refusal.status if refusal else 200)


@require_GET
def delegation_export(request: StaffRequest) -> HttpResponse:
    can_read_registers(request.actor).require()
    rows: Iterator[list[Value]] = (
        [one.person.name, one.get_matter_display(), one.document_no, one.from_on, one.until_on, one.given_by]
        for one in delegations(request.actor)
    )
    return export_xlsx(f"决定授权{moments.today():%Y%m%d}.xlsx", "授权", DELEGATION_HEADINGS, rows)


@require_POST
def delegation_withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    withdraw_delegation(actor=request.actor, delegation=pk, reason=reason)
    messages.success(request, "已收回，明天起不再有效。")
    return redirect("delegation_list")
