"""抽后变动: looks at names, seats redrawn, units withdrawn and replaced."""

from functools import partial
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.errors import Conflict, Refusal
from mingcha.common.typed import is_typed_again, keeps_typed
from mingcha.draws import policies
from mingcha.draws.change_forms import DeclineForm, SeatForm, UnitGoneForm, VisitForm
from mingcha.draws.models import Draw
from mingcha.draws.queries.change_page import (
    ChangePage,
    change_page,
    interest_on_visit,
    party_of,
    seat_lines,
    visit_of,
)
from mingcha.draws.queries.changes import covered_by, vacancy_of, vacancy_proposal_of, withdrawal_of
from mingcha.draws.queries.looks import LOOKS_KEPT
from mingcha.draws.queries.results import unit_names
from mingcha.draws.rules.changes import ALL
from mingcha.draws.services import changes as services
from mingcha.draws.states import WITHDRAWAL
from mingcha.intake.views.proofs import proof_answer
from mingcha.plans.queries import find_campaign
from mingcha.registers.interest_forms import DecisionForm
from mingcha.registers.policies import can_decide_conflict, needs_collective
from mingcha.registers.services.interests import decide_conflict
from mingcha.registers.states import CONFLICT

SEAT, UNIT = "提出席位变动", "提出对象退出"


@require_POST
def names_look(request: StaffRequest, campaign: UUID) -> HttpResponse:
    """Record the look, keep it in this login, and go back to the page that asked for it."""
    scope = request.POST.get("scope", ALL)
    found = find_campaign(request.actor, campaign)
    look = services.look_at_names(actor=request.actor, campaign=found, scope=scope)
    kept = request.session.get(LOOKS_KEPT, {})
    request.session[LOOKS_KEPT] = kept | {policies.look_key(campaign, scope): str(look.pk)}
    back = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    if safe and is_typed_again(request):
        # The same fields once more, to the form that was refused: it shows them and waits.
        messages.info(request, "已登记查看。填写的内容照旧，请核对后提交；选好的文件须重新选择。")
        return HttpResponse(status=HTTPStatus.TEMPORARY_REDIRECT, headers={"Location": back})
    return redirect(back if back and safe else reverse("home"))


@require_GET
def draw_changes(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What became of the draw: seats, units, what waits, who looked."""
    policies.can_see_changes(request.actor).require()
    page = change_page(request.actor, pk)
    facts: dict[str, Any] = {
        "found": page,
        "withdrawal_life": WITHDRAWAL,
        "conflict_life": CONFLICT,
        "decline": DeclineForm(),
        "may_vacate": policies.can_enter_vacancy(request.actor),
        "may_withdraw": policies.can_propose_unit_withdrawal(request.actor),
        "may_list_looks": policies.can_list_looks(request.actor, page.sitting),
    }
    return render(request, "draws/draw_changes.html", facts)


@keeps_typed
@require_http_methods(["GET", "POST"])
def seat_vacate(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Say with proof that somebody cannot go; another person confirms, and the seat is redrawn."""
    policies.can_enter_vacancy(request.actor).require()
    page = change_page(request.actor, pk, rows=False)
    page.seats_seen.require()
    draw = _assignment(page)
    asked = _asked_visit(request, draw)
    visit = request.POST.get("seat", "").partition("/")[0] or _chosen(asked)
    if not visit and "seat" not in request.POST:
        return render(request, "draws/visit_choose.html", {"found": page, "form": asked, "of": SEAT})
    choices = _seat_choices(request, page, draw, visit)
    form = SeatForm(request.POST or None, request.FILES or None, seats=choices)
    refusal = None
    if form.is_valid() and not is_typed_again(request):
        try:
            return _vacate(request, draw, form)
        except Refusal as raised:
            refusal = raised
    facts = {"found": page, "form": form, "refusal": refusal}
    return render(request, "draws/seat_vacate.html", facts, status=refusal.status if refusal else 200)


def _seat_choices(request: StaffRequest, page: ChangePage, draw: Draw, visit: str) -> list[tuple[str, str]]:
    """The seats of the visit. One that was redrawn since the page was shown is still told apart by who held
    it."""
    seats = seat_lines(request.actor, draw, page.names, visit)
    lines = {line.key: line.word for line in seats if line.seat.inspector}
    posted = request.POST.get("seat", "")
    return [*({posted: ""} | lines if posted else lines).items()]


def _vacate(request: StaffRequest, draw: Draw, form: SeatForm) -> HttpResponse:
    place, left = form.place
    told = form.cleaned_data
    leaving = services.Leaving(told["reason"], told["words"], told["scan"])
    services.propose_vacancy(actor=request.actor, draw=draw, place=place, left=left, leaving=leaving)
    messages.success(request, "已提出席位变动，等另一人确认。")
    return redirect("draw_changes", draw.sitting_id)


@require_POST
def vacancy_confirm(request: StaffRequest, pk: UUID) -> HttpResponse:
    row = services.confirm_vacancy(actor=request.actor, proposal=pk)
    messages.success(request, "席位已按抽取规则重新抽定，变动记入留痕日志。")
    return redirect("draw_changes", row.draw.sitting_id)


@require_POST
def vacancy_decline(request: StaffRequest, pk: UUID) -> HttpResponse:
    words = request.POST.get("words", "")[:200]
    row = services.decline_vacancy(actor=request.actor, proposal=pk, words=words)
    messages.success(request, "已不予确认，席位不变。")
    return redirect("draw_changes", row.draw.sitting_id)


@require_GET
def vacancy_proposal_proof(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The paper behind a proposal: for those who may confirm it and have looked."""
    row = vacancy_proposal_of(request.actor, pk)
    policies.can_enter_vacancy(request.actor).require()
    change_page(request.actor, row.draw.sitting_id, rows=False).seats_seen.require()
    return proof_answer(row.proof)


@keeps_typed
@require_http_methods(["GET", "POST"])
def unit_withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Propose that a unit cannot be visited; another person confirms."""
    policies.can_propose_unit_withdrawal(request.actor).require()
    page = change_page(request.actor, pk, rows=False)
    units: list[tuple[str, str]] = []
    if page.assignment is not None:
        page.names.require()
        asked = _asked_visit(request, page.assignment)
        if not _chosen(asked):
            return render(request, "draws/visit_choose.html", {"found": page, "form": asked, "of": UNIT})
        units = _present_units(page.assignment, _chosen(asked))
    form = UnitGoneForm(request.POST or None, request.FILES or None, units=units)
    refusal = None
    if form.is_valid() and not is_typed_again(request):
        told = form.cleaned_data
        gone = services.Gone(told["reason"], told["words"], told["scan"])
        try:
            services.propose_unit_withdrawal(
                actor=request.actor, draw=page.selection, unit=told["unit"], gone=gone
            )
            messages.success(request, "已提出对象退出，等另一人确认。")
            return redirect("draw_changes", pk)
        except Refusal as raised:
            refusal = raised
    facts = {"found": page, "form": form, "refusal": refusal}
    return render(request, "draws/unit_withdraw.html", facts, status=refusal.status if refusal else 200)


@require_POST
def withdrawal_confirm(request: StaffRequest, pk: UUID) -> HttpResponse:
    services.confirm_unit_withdrawal(actor=request.actor, withdrawal=pk)
    messages.success(request, "已确认退出，变动记入留痕日志。")
    return redirect("draw_changes", withdrawal_of(request.actor, pk).draw.sitting_id)


@require_POST
def withdrawal_decline(request: StaffRequest, pk: UUID) -> HttpResponse:
    words = request.POST.get("words", "")[:200]
    services.decline_unit_withdrawal(actor=request.actor, withdrawal=pk, words=words)
    messages.success(request, "已不予确认，对象照旧检查。")
    return redirect("draw_changes", withdrawal_of(request.actor, pk).draw.sitting_id)


@require_GET
def withdrawal_proof(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The photo or paper behind a withdrawal: for who may see the names once there are any."""
    row = withdrawal_of(request.actor, pk)
    policies.can_decide_unit_withdrawal_at_all(request.actor).require()
    page = change_page(request.actor, row.draw.sitting_id, rows=False)
    if page.assignment is not None:
        page.names.require()
    return proof_answer(row.proof)


@require_GET
def vacancy_proof(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The paper behind a change of a seat: for those in charge who looked; one of an interest tells the party
    and is for who may see the names."""
    row = vacancy_of(request.actor, pk)
    policies.can_enter_vacancy(request.actor).require()
    page = change_page(request.actor, row.draw.sitting_id, rows=False)
    page.seats_seen.require()
    proof = row.proof
    if proof is None and row.conflict is not None and row.conflict.proof is not None:
        page.names.require()
        proof = row.conflict.proof
    if proof is None:
        raise Conflict("no-proof", "这次变动没有附材料。", title="没有材料")
    return proof_answer(proof)


@keeps_typed
@require_http_methods(["GET", "POST"])
def visit_interest_decide(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The head decides on an interest declared on a visit; the seat has been redrawn already."""
    row, draw = interest_on_visit(request.actor, pk)
    page = change_page(request.actor, draw.sitting_id, rows=False)
    can_decide_conflict(request.actor, row, moments.today()).require()
    page.names.require()
    form = DecisionForm(request.POST or None, request.FILES or None, is_collective=needs_collective(row))
    refusal = None
    if form.is_valid() and not is_typed_again(request):
        try:
            decide_conflict(actor=request.actor, conflict=row.pk, **form.decision())
            return redirect("draw_changes", draw.sitting_id)
        except Refusal as raised:
            refusal = raised
    party = party_of(request.actor, row)
    facts = {"found": page, "row": row, "party": party, "form": form, "refusal": refusal}
    return render(
        request, "draws/visit_interest_decide.html", facts, status=refusal.status if refusal else 200
    )


def _assignment(page: ChangePage) -> Draw:
    if page.assignment is None:
        raise Conflict("no-teams", "检查人员还没有抽出。", title="还没有席位")
    return page.assignment


def _asked_visit(request: StaffRequest, assignment: Draw) -> VisitForm:
    """A draw may have thousands of visits; a page offers the seats or units of one."""
    return VisitForm(request.GET or None, visit_of=partial(visit_of, assignment))


def _chosen(asked: VisitForm) -> str:
    return asked.cleaned_data["visit"] if asked.is_valid() else ""


def _present_units(assignment: Draw, visit: str) -> list[tuple[str, str]]:
    units = covered_by(assignment)[visit].units
    names = unit_names(assignment.office_id, units)
    return [(unit, f"{names[unit].name}（{unit}）") for unit in units]
