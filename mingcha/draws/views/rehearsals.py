"""Rehearsals: the hall page and the callers' page of a sitting, without a draw."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common.errors import Conflict, Refusal
from mingcha.draws import policies
from mingcha.draws.forms import RehearsalForm, ThrowForm
from mingcha.draws.queries.ceremony import DIGITS_AT_MOST
from mingcha.draws.queries.rehearsals import (
    RehearsalBoard,
    find_rehearsal,
    open_rehearsals,
    rehearsal_board,
    rehearsed_reading,
)
from mingcha.draws.rules.events import ThrowState
from mingcha.draws.services import (
    advance_rehearsal,
    begin_rehearsal,
    end_rehearsal,
    enter_rehearsed_throw,
)


@require_http_methods(["GET", "POST"])
def rehearsal_begin(request: StaffRequest) -> HttpResponse:
    """Choose a campaign and the people; those under way stand beside."""
    policies.can_open_sitting(request.actor).require()
    initial = {"campaign": request.GET.get("campaign")}
    form = RehearsalForm(request.POST or None, scope=request.actor, initial=initial)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            rehearsal = begin_rehearsal(actor=request.actor, **form.cleaned_data)
            return redirect("rehearsal_hall", rehearsal.pk)
        except Refusal as error:
            refusal = error
    context = {"form": form, "refusal": refusal, "open": open_rehearsals(request.actor)}
    status = refusal.status if refusal else 200
    return render(request, "draws/rehearsal_begin.html", context, status=status)


@require_GET
def rehearsal_hall(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The step the rehearsal has reached."""
    return _hall(request, pk)


@require_POST
def rehearsal_advance(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One step on from the one that was seen."""
    rehearsal = find_rehearsal(request.actor, pk)
    try:
        advance_rehearsal(actor=request.actor, rehearsal=rehearsal, step=request.POST.get("step", ""))
    except Refusal as refusal:
        return _hall(request, pk, refusal)
    return redirect("rehearsal_hall", pk)


@require_POST
def rehearsal_end(request: StaffRequest, pk: UUID) -> HttpResponse:
    end_rehearsal(actor=request.actor, rehearsal=find_rehearsal(request.actor, pk))
    return redirect("draw_list")


@require_http_methods(["GET", "POST"])
def rehearsal_throws(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A caller's phone page: the throw that is asked for now."""
    rehearsal = find_rehearsal(request.actor, pk)
    policies.can_enter_rehearsed_throws(request.actor, rehearsal).require()
    board = rehearsal_board(rehearsal)
    place = int(request.actor.person_id == rehearsal.witness_id)
    state = board.current_throw if board.current_throw and board.current_throw.awaits(place) else None
    form, refusal = _throw_form(request, board, state), None
    if request.method == "POST":
        try:
            throw, texts = _typed(form)
            enter_rehearsed_throw(actor=request.actor, rehearsal=rehearsal, throw=throw, texts=texts)
            return redirect("rehearsal_throws", pk)
        except Refusal as error:
            refusal = error
    context = {"board": board, "asked": state, "form": form, "refusal": refusal, "is_witness": place}
    status = refusal.status if refusal else 200
    return render(request, "draws/rehearsal_throws.html", context, status=status)


def _hall(request: StaffRequest, pk: UUID, refusal: Refusal | None = None) -> HttpResponse:
    rehearsal = find_rehearsal(request.actor, pk)
    policies.can_see_rehearsal(request.actor, rehearsal).require()
    board = rehearsal_board(rehearsal)
    context = {
        "board": board,
        "reading": rehearsed_reading(board, _place(request)),
        "refusal": refusal,
        "may_operate": policies.can_operate_rehearsal(request.actor, rehearsal),
        "may_end": policies.can_end_rehearsal(request.actor, rehearsal),
    }
    status = refusal.status if refusal else 200
    return render(request, "draws/rehearsal_hall.html", context, status=status)


def _place(request: HttpRequest) -> int:
    said = request.GET.get("read", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < DIGITS_AT_MOST else 0


def _throw_form(request: StaffRequest, board: RehearsalBoard, state: ThrowState | None) -> ThrowForm | None:
    if state is None:
        return None
    data = request.POST if request.method == "POST" else None
    return ThrowForm(data, throw=state.throw, measure=board.event.measure)


def _typed(form: ThrowForm | None) -> tuple[int, list[str]]:
    """Throw and values as typed; `Conflict` where nothing is asked for any more."""
    if form is None or not form.is_valid():
        raise Conflict("not-asked", "现在不用录入。", title="不能录入：次序已变", remedy="请看下面的说明。")
    return form.cleaned_data["throw"], form.texts()
