"""拆分: targets to another holder, a merged target back to itself."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mingcha.accounts.requests import StaffRequest
from mingcha.common.errors import Refusal
from mingcha.registers.forms import ReasonForm, SplitForm
from mingcha.registers.policies import can_decide_duplicates, can_read_registers
from mingcha.registers.queries import former_of, holder_of, target_of
from mingcha.registers.services import split_holder, split_target

MOST = 500


@require_http_methods(["GET", "POST"])
def holder_split(request: StaffRequest, pk: UUID) -> HttpResponse:
    can_read_registers(request.actor).require()
    can_decide_duplicates(request.actor).require()
    holder = holder_of(request.actor, pk)
    targets = list(holder.targets.filter(merged_into=None).order_by("code")[:MOST])
    form = SplitForm(request.actor, targets, former_of(request.actor, holder), request.POST or None)
    refusal = None
    if form.is_valid():
        try:
            receiver = split_holder(actor=request.actor, holder=pk, **form.wanted)
            messages.success(request, f"已拆分，移到{receiver.code}。")
            return redirect("holder_detail", pk=receiver.pk)
        except Refusal as raised:
            refusal = raised
    facts = {"holder": holder, "form": form, "refusal": refusal}
    return render(request, "registers/holder_split.html", facts, status=refusal.status if refusal else 200)


@require_http_methods(["GET", "POST"])
def target_split(request: StaffRequest, pk: UUID) -> HttpResponse:
    can_read_registers(request.actor).require()
    can_decide_duplicates(request.actor).require()
    target = target_of(request.actor, pk)
    form = ReasonForm(request.POST or None)
    refusal = None
    if form.is_valid():
        try:
            split_target(actor=request.actor, target=pk, **form.cleaned_data)
            messages.success(request, f"{target.code}已拆回，单独登记。")
            return redirect("target_detail", pk=pk)
        except Refusal as raised:
            refusal = raised
    facts = {"target": target, "form": form, "refusal": refusal}
    return render(request, "registers/target_split.html", facts, status=refusal.status if refusal else 200)
