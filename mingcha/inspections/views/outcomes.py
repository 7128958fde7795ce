"""事项专用结果: what an office adds to the common results."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.inspections import policies
from mingcha.inspections.forms.outcomes import ItemOutcomeForm
from mingcha.inspections.models import ItemOutcome
from mingcha.inspections.rules.outcomes import STANDARD
from mingcha.inspections.services import add_item_outcome, retire_item_outcome
from mingcha.items.queries import published_items


@require_http_methods(["GET", "POST"])
def item_outcomes(request: StaffRequest) -> HttpResponse:
    """The common results, the office's own, and the form that adds one."""
    policies.can_see_outcomes(request.actor).require()
    items = published_items(request.actor, moments.today())
    names = dict(items.values_list("code", "name"))
    form = ItemOutcomeForm(
        request.POST or None, items=[(code, f"{code} {name}") for code, name in names.items()]
    )
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            add_item_outcome(actor=request.actor, facts=form.facts)
            messages.success(request, "已登记，填写检查记录时可以选。")
            return redirect("item_outcomes")
        except Refusal as raised:
            refusal = raised
    facts = {
        "standard": STANDARD,
        "own": ItemOutcome.objects.filter(office_id=request.actor.office_id),
        "names": names,
        "form": form,
        "refusal": refusal,
        "may_keep": policies.can_keep_outcomes(request.actor),
    }
    return render(request, "inspections/item_outcomes.html", facts, status=refusal.status if refusal else 200)


@require_POST
def item_outcome_retire(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Offered no more."""
    retire_item_outcome(actor=request.actor, outcome=pk)
    messages.success(request, "已停用；已有的记录不变。")
    return redirect("item_outcomes")
