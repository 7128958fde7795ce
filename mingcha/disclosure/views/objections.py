"""公示异议 for the staff: the list with its clocks, a letter entered, the answer, its approval."""

from collections.abc import Callable
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common.errors import Refusal
from mingcha.common.lists import export_xlsx, paginate
from mingcha.disclosure import policies, services
from mingcha.disclosure.exports import OBJECTION_HEADINGS, objection_cells
from mingcha.disclosure.objection_forms import AnswerForm, LetterForm, ObjectionDecisionForm
from mingcha.disclosure.queries.objections import (
    has_gone,
    objection_lines,
    objection_page,
    objections,
    proof_of,
)
from mingcha.disclosure.queries.result_lines import find_result
from mingcha.disclosure.states import OBJECTION
from mingcha.intake.views.proofs import proof_answer


@require_GET
def objection_list(request: StaffRequest) -> HttpResponse:
    """Those that the viewer may know of, what waits longest first."""
    policies.can_see_objections(request.actor).require()
    wanted = request.GET.get("state", "")
    found = objections(request.actor)
    rows = found.filter(state=wanted) if wanted in OBJECTION.words else found
    lines = sorted(objection_lines(rows), key=lambda one: one.order)
    if request.GET.get("export"):
        return export_xlsx("公示异议.xlsx", "公示异议", OBJECTION_HEADINGS, map(objection_cells, lines))
    facts = {
        "page": paginate(request, lines),
        "wanted": wanted,
        "states": OBJECTION.choices(),
        "open": sum(1 for one in lines if one.is_open),
        "late": sum(1 for one in lines if one.days_late),
        "life": OBJECTION,
    }
    return render(request, "disclosure/objection_list.html", facts)


@require_GET
def objection_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One, for whom the words are."""
    return _page(request, pk)


@require_POST
def objection_answer(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What the section found."""
    objection_page(request.actor, pk).may_answer.require()
    form = AnswerForm(request.POST)
    return _act(
        request,
        pk,
        form,
        "已送局领导批准。",
        lambda: services.answer_objection(actor=request.actor, objection=pk, answer=form.answer),
    )


@require_POST
def objection_decide(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The leader approves or returns."""
    page = objection_page(request.actor, pk)
    page.may_decide.require()
    form = ObjectionDecisionForm(request.POST, is_changed=page.changed is not None)
    approves = "approve" in request.POST
    return _act(
        request,
        pk,
        form,
        "已批准，提出异议的人凭回执可以看到答复。" if approves else "已退回。",
        lambda: services.decide_objection(
            actor=request.actor, objection=pk, approves=approves, **form.cleaned_data
        ),
    )


@require_http_methods(["GET", "POST"])
def objection_enter(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A letter, or what somebody came to say, on paper."""
    line, refusal = find_result(request.actor, pk), None
    went = has_gone(request.actor, line.inspection)
    policies.can_answer_objection(request.actor, line.inspection.campaign, went=went).require()
    form = LetterForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        try:
            row = services.enter_objection(actor=request.actor, inspection=pk, letter=form.letter)
            messages.success(request, "异议已登记。")
            return redirect("objection_detail", row.pk)
        except Refusal as raised:
            refusal = raised
    facts = {"line": line, "form": form, "refusal": refusal}
    return render(
        request, "disclosure/objection_enter.html", facts, status=refusal.status if refusal else 200
    )


@require_GET
def objection_file(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The paper or the proof, as it came."""
    return proof_answer(proof_of(objection_page(request.actor, pk).row))


def _act(
    request: StaffRequest, pk: UUID, form: django_forms.Form, done: str, act: Callable[[], object]
) -> HttpResponse:
    """Done it leads back; refused the page keeps what was typed."""
    if not form.is_valid():
        return _page(request, pk, form)
    try:
        act()
    except Refusal as raised:
        return _page(request, pk, form, raised)
    messages.success(request, done)
    return redirect("objection_detail", pk)


def _page(
    request: StaffRequest, pk: UUID, typed: django_forms.Form | None = None, refusal: Refusal | None = None
) -> HttpResponse:
    page = objection_page(request.actor, pk)
    decision = ObjectionDecisionForm(is_changed=page.changed is not None)
    former = {"verdict": page.row.verdict, "words": page.row.answer}
    facts = {
        "page": page,
        "answer": typed if isinstance(typed, AnswerForm) else AnswerForm(initial=former),
        "decision": typed if isinstance(typed, ObjectionDecisionForm) else decision,
        "form": typed,
        "refusal": refusal,
        "life": OBJECTION,
    }
    answer = render(
        request, "disclosure/objection_detail.html", facts, status=refusal.status if refusal else 200
    )
    answer["Cache-Control"] = "private, no-store"
    return answer
