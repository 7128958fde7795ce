"""The callers' phone page, and the annulment by two people."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common.errors import Conflict, Refusal
from mingcha.draws import policies
from mingcha.draws.forms import AnnulmentForm, ThrowForm, WitnessForm
from mingcha.draws.models import Draw
from mingcha.draws.queries.attempts import current_draw, find_draw, find_sitting, open_annulment
from mingcha.draws.queries.ceremony import CallerView, attempt_view, caller_view
from mingcha.draws.services import confirm_annulment, enter_throw, propose_annulment, state_as_witness
from mingcha.draws.views.as_read import seen_by
from mingcha.ledger.queries import last_change


@require_http_methods(["GET", "POST"])
def throw_entry(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One's own entries and nothing else; both values only where they disagree."""
    policies.can_enter_throws(request.actor, find_sitting(request.actor, pk)).require()
    return _entering(request, caller_view(request.actor, pk))


@require_http_methods(["GET", "POST"])
def attempt_throws(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The same for one attempt, annulled and still owed, whatever its sitting has drawn since."""
    draw = find_draw(request.actor, pk)
    policies.can_enter_throws(request.actor, draw.sitting).require()
    return _entering(request, attempt_view(request.actor, draw))


@require_POST
def witness_statement(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The witness confirms one result or objects to it."""
    draw = find_draw(request.actor, pk)
    policies.can_state_as_witness(request.actor, draw.sitting).require()
    form = WitnessForm(request.POST)
    try:
        state_as_witness(actor=request.actor, draw=draw, **form.told())
    except Refusal as refusal:
        view = caller_view(request.actor, draw.sitting_id)
        return _page(request, view, _form(request, view, is_read=False), refusal, said=form)
    return redirect("throw_entry", draw.sitting_id)


@require_http_methods(["GET", "POST"])
def draw_annul(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The first of two people says why; the page shows the second one what was said."""
    draw = _draw(request, pk)
    form = AnnulmentForm(request.POST or None, is_elsewhere=bool(draw.issues))
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            propose_annulment(actor=request.actor, draw=draw, **form.cleaned_data)
            return redirect("draw_annul", pk)
        except Refusal as error:
            refusal = error
    proposal = open_annulment(draw)
    context = {
        "draw": draw,
        "form": form,
        "refusal": refusal,
        "proposal": proposal,
        "seen": last_change(proposal.pk) if proposal else "",
        "may_annul": policies.can_annul(request.actor, draw),
        "may_confirm": policies.can_confirm_annulment(request.actor, proposal) if proposal else None,
    }
    return render(request, "draws/draw_annul.html", context, status=refusal.status if refusal else 200)


@require_POST
def draw_annul_confirm(request: StaffRequest, pk: UUID) -> HttpResponse:
    confirm_annulment(actor=request.actor, draw=_draw(request, pk), seen=seen_by(request))
    return redirect("sitting", pk)


def _entering(request: StaffRequest, view: CallerView) -> HttpResponse:
    form = _form(request, view)
    refusal = None
    if request.method == "POST":
        try:
            _enter(request, view, form)
            return redirect(request.path)
        except Refusal as error:
            refusal = error
    return _page(request, view, form, refusal)


def _page(
    request: StaffRequest,
    view: CallerView,
    form: ThrowForm | None,
    refusal: Refusal | None,
    said: WitnessForm | None = None,
) -> HttpResponse:
    # While somebody writes, the page does not refresh itself.
    saying = request.GET.get("say", "")
    context = {
        "view": view,
        "form": form,
        "refusal": refusal,
        "said": said or WitnessForm(),
        "saying": saying,
    }
    return render(request, "draws/throw_entry.html", context, status=refusal.status if refusal else 200)


def _form(request: StaffRequest, view: CallerView, *, is_read: bool = True) -> ThrowForm | None:
    if view.asked is None:
        return None
    data = request.POST if request.method == "POST" and is_read else None
    return ThrowForm(data, throw=view.asked, measure=view.event.measure)


def _enter(request: StaffRequest, view: CallerView, form: ThrowForm | None) -> None:
    if form is None or view.draw is None or not form.is_valid():
        raise Conflict("not-asked", "现在不用录入。", title="不能录入：次序已变", remedy="请看下面的说明。")
    enter_throw(actor=request.actor, draw=view.draw, throw=form.cleaned_data["throw"], texts=form.texts())


def _draw(request: StaffRequest, pk: UUID) -> Draw:
    sitting = find_sitting(request.actor, pk)
    policies.can_see_sitting(request.actor, sitting).require()
    draw = current_draw(sitting)
    if draw is None or draw.attempt is None:
        raise Refusal(
            "nothing-announced", "还没有公告，不用作废；退回封存即可。", title="不能作废：还没有公告"
        )
    return find_draw(request.actor, draw.pk)
