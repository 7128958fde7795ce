"""行政处罚决定: entered with its paper, checked and published by another, corrected, withheld, withdrawn."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts.policies import Decision
from mingcha.accounts.requests import StaffRequest
from mingcha.common.errors import Refusal, Unknown
from mingcha.common.lists import export_xlsx, paginate
from mingcha.disclosure import policies, services
from mingcha.disclosure.exports import LINE_HEADINGS, PENALTY_HEADINGS, line_cells, penalty_cells
from mingcha.disclosure.models import Penalty
from mingcha.disclosure.penalty_forms import (
    CheckForm,
    PenaltyForm,
    ReturnForm,
    VoidPenaltyForm,
    shown_of,
)
from mingcha.disclosure.queries.penalty_entries import entered_penalty
from mingcha.disclosure.queries.penalty_lines import (
    PENALTY_STANDINGS,
    PenaltyLine,
    find_penalty,
    last_authority_code,
    penalty_lines,
    public_penalties,
    versions_of_penalty,
)
from mingcha.disclosure.queries.penalty_origins import find_origin, origins, party_of
from mingcha.disclosure.queries.penalty_page import penalty_page
from mingcha.disclosure.result_forms import LiftForm, WithdrawForm, WithholdForm
from mingcha.disclosure.states import PENALTY
from mingcha.intake.views.proofs import proof_answer
from mingcha.upkeep.policies import can_record_entry
from mingcha.upkeep.views import entry_page


@require_GET
def penalty_list(request: StaffRequest) -> HttpResponse:
    """How far every decision is, what is due first; `?export=both` is what 双公示 asks for."""
    policies.can_see_penalties(request.actor).require()
    export = request.GET.get("export")
    if export == "both":
        rows = map(penalty_cells, public_penalties(request.actor))
        return export_xlsx("双公示（行政处罚）.xlsx", "行政处罚", PENALTY_HEADINGS, rows)
    wanted, words = request.GET.get("standing", ""), request.GET.get("q", "").strip()
    lines = [one for one in penalty_lines(request.actor) if _fits(one, wanted, words)]
    if export:
        return export_xlsx("行政处罚公示情况.xlsx", "行政处罚公示情况", LINE_HEADINGS, map(line_cells, lines))
    facts = {
        "page": paginate(request, lines),
        "standings": [(key, word) for key, (word, _) in PENALTY_STANDINGS.items()],
        "wanted": wanted,
        "words": words,
        "open": sum(one.is_open for one in lines),
        "late": sum(bool(one.days_late) for one in lines),
        "may_enter": policies.can_enter_penalty(request.actor, request.actor.section_id),
    }
    return render(request, "disclosure/penalty_list.html", facts)


@require_http_methods(["GET", "POST"])
def penalty_enter(request: StaffRequest) -> HttpResponse:
    """A decision with its paper; `?origin=` is the visit or what was to be done after it."""
    policies.can_enter_penalty(request.actor, request.actor.section_id).require()
    shown = {"authority_code": last_authority_code(request.actor), **_came_from(request)}
    form = _form(request, shown)
    return _worked(
        request,
        form,
        {"title": "录入行政处罚决定"},
        lambda: services.enter_penalty(actor=request.actor, submitted=form.submitted),
    )


@require_http_methods(["GET", "POST"])
def penalty_edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What nobody has checked yet is written over."""
    line = find_penalty(request.actor, pk)
    policies.can_enter_penalty(request.actor, line.penalty.section_id).require()
    form = _form(request, shown_of(line.penalty))
    seen = request.POST.get("revision", "")
    revision = int(seen) if seen.isdecimal() else line.penalty.revision
    return _worked(
        request,
        form,
        {"title": f"修改：{line.penalty}", "line": line, "revision": revision},
        lambda: services.edit_penalty(
            actor=request.actor, decision=pk, revision=revision, submitted=form.submitted
        ),
    )


@require_http_methods(["GET", "POST"])
def penalty_correct(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The next version of what was public."""
    line = find_penalty(request.actor, pk)
    policies.can_enter_penalty(request.actor, line.penalty.section_id).require()
    form = _form(request, shown_of(line.penalty), is_correction=True)
    return _worked(
        request,
        form,
        {"title": f"更正：{line.penalty}", "line": line},
        lambda: services.correct_penalty(
            actor=request.actor, decision=pk, submitted=form.submitted, reason=form.cleaned_data["reason"]
        ),
    )


@require_GET
def penalty_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One decision as it was entered, what of it anybody reads, and what may be done."""
    policies.can_see_penalties(request.actor).require()
    return _detail(request, pk, {})


@require_GET
def penalty_paper(request: StaffRequest, pk: UUID, number: int) -> HttpResponse:
    """The paper of one version, as it came; it names persons and is for those who see the decision."""
    policies.can_see_penalties(request.actor).require()
    found = [one for one in versions_of_penalty(request.actor, pk) if one.number == number]
    if not found:
        raise Unknown("no-paper", "没有这一版决定书。", title="没有找到")
    return proof_answer(found[0].paper)


@require_POST
def penalty_publish(request: StaffRequest, pk: UUID) -> HttpResponse:
    return _act(request, pk, "check", "may_check", CheckForm(request.POST), services.publish_penalty)


@require_POST
def penalty_return(request: StaffRequest, pk: UUID) -> HttpResponse:
    return _act(request, pk, "give_back", "may_check", ReturnForm(request.POST), services.return_penalty)


@require_POST
def penalty_void(request: StaffRequest, pk: UUID) -> HttpResponse:
    return _act(request, pk, "void", "may_enter", VoidPenaltyForm(request.POST), services.void_penalty)


@require_POST
def penalty_withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    return _act(
        request, pk, "withdraw", "may_withdraw", WithdrawForm(request.POST), services.withdraw_penalty
    )


@require_POST
def penalty_withhold(request: StaffRequest, pk: UUID) -> HttpResponse:
    def ask(*, reason: str, clause: str, **named: Any) -> object:
        return services.propose_penalty_withholding(ground=services.Ground(reason, clause), **named)

    return _act(request, pk, "withhold", "may_enter", WithholdForm(request.POST), ask)


@require_POST
def penalty_lift(request: StaffRequest, pk: UUID) -> HttpResponse:
    act = services.propose_penalty_lifting
    return _act(request, pk, "lift", "may_enter", LiftForm(request.POST), act)


@require_http_methods(["GET", "POST"])
def penalty_entry(request: StaffRequest, pk: UUID, platform: str) -> HttpResponse:
    """Record that a public decision was entered into a platform."""
    can_record_entry(request.actor).require()
    line = find_penalty(request.actor, pk)
    policies.can_enter_penalty(request.actor, line.penalty.section_id).require()
    return entry_page(request, entered_penalty(line, reverse("penalty_detail", args=[pk])), platform)


def _fits(line: PenaltyLine, wanted: str, words: str) -> bool:
    row = line.penalty
    return wanted in ("", line.standing) and words in f"{row.document_no}{row.party}{row.holder_code}"


def _came_from(request: StaffRequest) -> dict[str, Any]:
    """What the visit named in the address tells of the party."""
    try:
        key = UUID(request.GET.get("origin", ""))
    except ValueError:
        return {}
    return {"origin": key, **party_of(request.actor, find_origin(request.actor, key))}


def _form(request: StaffRequest, shown: dict[str, Any], *, is_correction: bool = False) -> PenaltyForm:
    return PenaltyForm(
        request.POST or None,
        request.FILES or None,
        origins=origins(request.actor),
        shown=shown,
        is_correction=is_correction,
    )


def _worked(
    request: StaffRequest, form: PenaltyForm, facts: dict[str, Any], act: Callable[[], Penalty]
) -> HttpResponse:
    """The form, or after the act the page of the decision."""
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            row = act()
        except Refusal as raised:
            refusal = raised
        else:
            messages.success(request, "已保存，由另一人核对后公示。")
            return redirect("penalty_detail", row.decision)
    status = refusal.status if refusal else 422 if form.errors else 200
    facts |= {"form": form, "refusal": refusal}
    return render(request, "disclosure/penalty_form.html", facts, status=status)


def _act(
    request: StaffRequest,
    pk: UUID,
    name: str,
    may: str,
    form: django_forms.Form,
    act: Callable[..., object],
) -> HttpResponse:
    """Done it leads back; refused the page keeps what was typed. `may` is the page's word on who may."""
    decision: Decision = getattr(penalty_page(request.actor, pk), may)
    decision.require()
    if not form.is_valid():
        return _detail(request, pk, {name: form})
    try:
        act(actor=request.actor, decision=pk, **form.cleaned_data)
    except Refusal as raised:
        return _detail(request, pk, {name: form}, raised)
    messages.success(request, "已办理，记入留痕日志。")
    return redirect("penalty_detail", pk)


def _detail(
    request: StaffRequest, pk: UUID, typed: dict[str, django_forms.Form], refusal: Refusal | None = None
) -> HttpResponse:
    page = penalty_page(request.actor, pk)
    seen = {"revision": page.row.revision}
    forms = {
        "check": CheckForm(initial=seen),
        "give_back": ReturnForm(initial=seen),
        "void": VoidPenaltyForm(),
        "withhold": WithholdForm(),
        "lift": LiftForm(),
        "withdraw": WithdrawForm(),
    }
    facts = {
        "page": page,
        "line": page.line,
        "life": PENALTY,
        "forms": {**forms, **typed},
        "refusal": refusal,
    }
    status = refusal.status if refusal else 422 if typed else 200
    return render(request, "disclosure/penalty_detail.html", facts, status=status)
