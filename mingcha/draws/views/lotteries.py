"""What was said of the lotteries of an annulled attempt, put right by two people; computing it then."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common.errors import Conflict, Refusal
from mingcha.draws import policies
from mingcha.draws.forms import CorrectionForm
from mingcha.draws.models import Draw
from mingcha.draws.queries.attempts import find_draw
from mingcha.draws.queries.said_of_lotteries import SaidOfLotteries, said_of_lotteries
from mingcha.draws.services import confirm_event_correction, propose_event_correction, resume_draw
from mingcha.draws.views.as_read import seen_by
from mingcha.ledger.queries import last_change


@require_http_methods(["GET", "POST"])
def event_correct(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The first of two people says what is right; the page shows the second one what was said."""
    draw = _draw(request, pk)
    _require_lotteries(draw)
    form = CorrectionForm(
        request.POST or None, initial={"event_happened": "no" if draw.event_happened else "yes"}
    )
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            propose_event_correction(actor=request.actor, draw=draw, **form.cleaned_data)
            return redirect("event_correct", pk)
        except Refusal as error:
            refusal = error
    said = said_of_lotteries(draw)
    context = {"said": said, "draw": draw, "form": form, "refusal": refusal} | _may(request, said)
    return render(request, "draws/event_correct.html", context, status=refusal.status if refusal else 200)


@require_POST
def event_correct_confirm(request: StaffRequest, pk: UUID) -> HttpResponse:
    confirm_event_correction(actor=request.actor, draw=_draw(request, pk), seen=seen_by(request))
    return redirect("event_correct", pk)


@require_POST
def attempt_compute(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What an annulled attempt would have drawn, whatever its sitting has drawn since."""
    resume_draw(actor=request.actor, draw=_draw(request, pk))
    return redirect("event_correct", pk)


def _may(request: StaffRequest, said: SaidOfLotteries) -> dict[str, Any]:
    actor, draw, proposal = request.actor, said.draw, said.proposal
    return {
        "seen": last_change(proposal.pk) if proposal else "",
        "may_correct": policies.can_annul(actor, draw),
        "may_confirm": policies.can_confirm_annulment(actor, proposal) if proposal else None,
        "may_enter": policies.can_enter_throws(actor, draw.sitting),
        "may_compute": policies.can_compute(actor, draw),
        "may_disclose": policies.can_disclose(actor),
    }


def _draw(request: StaffRequest, pk: UUID) -> Draw:
    draw = find_draw(request.actor, pk)
    policies.can_see_sitting(request.actor, draw.sitting).require()
    return draw


def _require_lotteries(draw: Draw) -> None:
    if not draw.is_annulled or not draw.issues:
        raise Conflict(
            "no-lotteries",
            "只有作废的、用彩票开奖号码的抽取，才有开奖情况可以更正。",
            title="没有开奖情况",
        )
