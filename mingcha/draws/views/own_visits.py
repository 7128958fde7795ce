"""我的检查任务: the own visits, an interest declared on one, a unit that is not there."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from mingcha.accounts.requests import StaffRequest
from mingcha.common.errors import Refusal
from mingcha.common.typed import is_typed_again, keeps_typed
from mingcha.draws.change_forms import OwnInterestForm, UnitGoneForm
from mingcha.draws.queries.attempts import find_draw
from mingcha.draws.queries.own_visits import own_draws, own_parties, own_visit
from mingcha.draws.services import changes as services


@require_GET
def own_visits(request: StaffRequest) -> HttpResponse:
    """How many visits are one's own; which ones, after a look."""
    return render(request, "draws/own_visits.html", {"draws": own_draws(request.actor)})


@keeps_typed
@require_http_methods(["GET", "POST"])
def own_visit_interest(request: StaffRequest, pk: UUID, visit: str) -> HttpResponse:
    """Declare an interest in the party of an own visit; the seat is redrawn at once."""
    draw = find_draw(request.actor, pk)
    parties = own_parties(request.actor, draw, visit)
    form = OwnInterestForm(request.POST or None, request.FILES or None, parties=parties)
    refusal = None
    if form.is_valid() and not is_typed_again(request):
        interest = services.Interest(**form.cleaned_data)
        try:
            services.leave_own_seat(actor=request.actor, draw=draw, visit=visit, interest=interest)
        except Refusal as raised:
            refusal = raised
        else:
            messages.success(request, "已申报，本人席位已重新抽定，不再参加这一户次。")
            return redirect("own_visits")
    found = own_visit(request.actor, draw, visit)
    facts = {"draw": draw, "found": found, "form": form, "refusal": refusal}
    status = refusal.status if refusal else 200
    return render(request, "draws/own_visit_interest.html", facts, status=status)


@keeps_typed
@require_http_methods(["GET", "POST"])
def own_visit_unit(request: StaffRequest, pk: UUID, visit: str) -> HttpResponse:
    """Say with a photo that a unit of an own visit is not there; another person confirms."""
    draw = find_draw(request.actor, pk)
    found = own_visit(request.actor, draw, visit)
    units = [(one.code, one.name) for one in found.row.units]
    form = UnitGoneForm(request.POST or None, request.FILES or None, units=units)
    refusal = None
    if form.is_valid() and not is_typed_again(request):
        told = form.cleaned_data
        gone = services.Gone(told["reason"], told["words"], told["scan"])
        try:
            services.propose_own_withdrawal(
                actor=request.actor, draw=draw, visit=visit, unit=told["unit"], gone=gone
            )
        except Refusal as raised:
            refusal = raised
        else:
            messages.success(request, "已上报，等执法监察或局领导确认后递补。")
            return redirect("own_visits")
    facts = {"draw": draw, "found": found, "form": form, "refusal": refusal}
    return render(request, "draws/own_visit_unit.html", facts, status=refusal.status if refusal else 200)
