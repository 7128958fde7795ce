"""The hall page of a sitting: one matter at a time, each act a button that needs a click or Enter on it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from mingcha.accounts.policies import Decision
from mingcha.accounts.requests import StaffRequest
from mingcha.common.errors import Refusal
from mingcha.draws import policies
from mingcha.draws.forms import TermsForm
from mingcha.draws.models import Draw
from mingcha.draws.queries.attempts import current_draw, find_draw, find_sitting
from mingcha.draws.queries.ceremony import (
    Board,
    announcement_qr,
    board_of,
    check_numbers,
    names_to_read,
    reading_of,
    result_counts,
    result_digests,
)
from mingcha.draws.rules.steps import ANNOUNCE_TEAMS, TEAMS
from mingcha.draws.services import (
    announce_assignment,
    announce_draw,
    freeze_draw,
    reopen_team,
    resume_draw,
    thaw_draw,
)


@require_GET
def sitting(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The step the sitting stands at."""
    return _hall(request, pk, wanted=request.GET.get("step", ""))


@require_POST
def sitting_freeze(request: StaffRequest, pk: UUID) -> HttpResponse:
    freeze_draw(actor=request.actor, sitting=find_sitting(request.actor, pk))
    return redirect("sitting", pk)


@require_POST
def sitting_thaw(request: StaffRequest, pk: UUID) -> HttpResponse:
    thaw_draw(actor=request.actor, draw=_present(request, pk))
    return redirect("sitting", pk)


@require_POST
def sitting_announce(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Announce the frozen selection on the terms typed in."""
    policies.can_operate(request.actor, find_sitting(request.actor, pk)).require()
    form = TermsForm(request.POST, scope=request.actor)
    if not form.is_valid():
        return _hall(request, pk, form=form)
    try:
        announce_draw(actor=request.actor, draw=_present(request, pk), terms=form.terms())
    except Refusal as refusal:
        return _hall(request, pk, form=form, refusal=refusal)
    return redirect("sitting", pk)


@require_POST
def sitting_announce_teams(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Announce the assignment; an impossible one says what blocks it, and nothing is announced."""
    sitting = find_sitting(request.actor, pk)
    policies.can_operate(request.actor, sitting).require()
    form = TermsForm(request.POST, scope=request.actor)
    if not form.is_valid():
        return _hall(request, pk, wanted=ANNOUNCE_TEAMS, form=form)
    try:
        announce_assignment(actor=request.actor, sitting=sitting, terms=form.terms())
    except Refusal as refusal:
        return _hall(request, pk, wanted=ANNOUNCE_TEAMS, form=form, refusal=refusal)
    return redirect("sitting", pk)


@require_POST
def sitting_reopen_team(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Where the people do not suffice: the campaign's form, open for the team alone."""
    campaign = reopen_team(actor=request.actor, sitting=find_sitting(request.actor, pk))
    return redirect("campaign_edit", campaign.pk)


@require_POST
def sitting_compute(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Log the event and compute; after a crash the same button goes on where it stopped."""
    draw = resume_draw(actor=request.actor, draw=_present(request, pk))
    step = "" if draw.is_selection or draw.is_annulled else f"?step={TEAMS}"
    return redirect(reverse("sitting", args=[pk]) + step)


def _hall(
    request: StaffRequest,
    pk: UUID,
    *,
    wanted: str = "",
    form: TermsForm | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    board = board_of(request.actor, pk, wanted)
    policies.can_see_sitting(request.actor, board.sitting).require()
    draw, names = board.draw, names_to_read(request.actor, board)
    context = {
        "board": board,
        "counts": result_counts(draw) if draw and draw.is_selection and draw.is_computed else None,
        "digests": result_digests(draw) if draw and draw.is_computed else [],
        "numbers": check_numbers(board.sitting),
        "qr": announcement_qr(draw) if draw and draw.digest else "",
        "names": names,
        "reading": reading_of(draw, _place_to_read(request, board)) if draw and names else None,
        "form": form or TermsForm(scope=request.actor),
        "refusal": refusal,
        **_may(request, board),
        "step_template": f"draws/hall/{board.step.replace('-', '_')}.html",
    }
    return render(request, "draws/sitting.html", context, status=refusal.status if refusal else 200)


def _place_to_read(request: StaffRequest, board: Board) -> str:
    """Whoever operates reads out, on the projector; others hear it, and see no name before its turn."""
    return request.GET.get("read", "") if policies.can_operate(request.actor, board.sitting) else ""


def _may(request: StaffRequest, board: Board) -> dict[str, Decision | None]:
    actor, sitting = request.actor, board.sitting
    return {
        "may_operate": policies.can_operate(actor, sitting),
        "may_attach": policies.can_attach_recording(actor, sitting),
        "may_record": policies.can_record(actor, sitting),
        "may_thaw": policies.can_thaw(actor),
        "may_compute": policies.can_compute(actor, board.draw) if board.draw else None,
    }


def _present(request: StaffRequest, pk: UUID) -> Draw:
    """The attempt the sitting is about; without one a refusal that says what to do first."""
    sitting = find_sitting(request.actor, pk)
    draw = current_draw(sitting)
    if draw is None:
        policies.can_operate(request.actor, sitting).require()
        raise Refusal(
            "nothing-frozen", "名册还没有封存。", title="不能办理：还没有封存", remedy="请先封存名册。"
        )
    return find_draw(request.actor, draw.pk)
