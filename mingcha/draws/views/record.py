"""The list of all attempts, opening a sitting, its record, disclosure, the result sheet."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from mingcha.accounts.requests import StaffRequest
from mingcha.common.errors import Refusal
from mingcha.common.lists import export_xlsx, paginate
from mingcha.draws import policies
from mingcha.draws.exports import team_cells, team_headings
from mingcha.draws.forms import CloseForm, DisclosureForm, SittingForm
from mingcha.draws.queries.attempts import draws, find_sitting
from mingcha.draws.queries.disclosure import preview_disclosure
from mingcha.draws.queries.listing import (
    LIST_HEADINGS,
    idle_sittings,
    list_row,
    narrowed,
    recording_of,
    waiting_campaigns,
)
from mingcha.draws.queries.looks import looks_at
from mingcha.draws.queries.papers.drafts import paper_lines
from mingcha.draws.queries.platforms import entered_subject
from mingcha.draws.queries.record import record_of
from mingcha.draws.rules.words import DISCLOSURE_SENTENCE
from mingcha.draws.services import close_sitting, disclose_draw, open_sitting
from mingcha.draws.states import DRAW
from mingcha.papers.queries.numbers import number_of
from mingcha.papers.rules.kinds import SITTING
from mingcha.upkeep.policies import can_record_entry
from mingcha.upkeep.views import entry_page


@require_GET
def draw_list(request: StaffRequest) -> HttpResponse:
    """Every attempt with its state, and the campaigns that wait to be drawn."""
    policies.can_see_draws(request.actor).require()
    found = narrowed(draws(request.actor), request.GET)
    if request.GET.get("export"):
        return export_xlsx("抽取.xlsx", "抽取", LIST_HEADINGS, map(list_row, found))
    page = paginate(request, found)
    context = {
        "page": page,
        "rows": [(draw, recording_of(draw)) for draw in page],
        "life": DRAW,
        "waiting": waiting_campaigns(request.actor),
        "may_open": policies.can_open_sitting(request.actor),
        "states": DRAW.choices(),
        "idle": idle_sittings(request.actor),
    }
    return render(request, "draws/draw_list.html", context)


@require_http_methods(["GET", "POST"])
def sitting_open(request: StaffRequest) -> HttpResponse:
    """Name the three people and the place."""
    policies.can_open_sitting(request.actor).require()
    form = SittingForm(
        request.POST or None, scope=request.actor, initial={"campaign": request.GET.get("campaign")}
    )
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            sitting = open_sitting(actor=request.actor, **form.cleaned_data)
            return redirect("sitting", sitting.pk)
        except Refusal as error:
            refusal = error
    status = refusal.status if refusal else 200
    return render(request, "draws/sitting_open.html", {"form": form, "refusal": refusal}, status=status)


@require_http_methods(["GET", "POST"])
def sitting_close(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Say why a sitting came to nothing."""
    sitting = find_sitting(request.actor, pk)
    policies.can_close_sitting(request.actor, sitting).require()
    form, refusal = CloseForm(request.POST or None), None
    if request.method == "POST" and form.is_valid():
        try:
            close_sitting(actor=request.actor, sitting=sitting, **form.cleaned_data)
            messages.success(request, "抽取会已结束，理由已记入留痕日志。")
            return redirect("draw_list")
        except Refusal as error:
            refusal = error
    status = refusal.status if refusal else 200
    facts = {"form": form, "refusal": refusal, "sitting": sitting}
    return render(request, "draws/sitting_close.html", facts, status=status)


@require_GET
def draw_record(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One sitting on paper-like terms: who, when, how many, and names for those who may see them."""
    record = record_of(request.actor, pk)
    policies.can_see_sitting(request.actor, record.sitting).require()
    if request.GET.get("export"):
        record.names.require()
        title = f"{record.campaign.number}抽中名单和检查组"
        return export_xlsx(f"{title}.xlsx", title, team_headings(record), team_cells(record))
    facts = {
        "record": record,
        "life": DRAW,
        "page": paginate(request, record.visits),
        "papers": paper_lines(request.actor, record),
        "number": number_of(SITTING, pk),
    }
    return render(request, "draws/draw_record.html", facts | _may(request, record))


@require_http_methods(["GET", "POST"])
def draw_disclose(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Read what becomes public, then publish it."""
    policies.can_disclose(request.actor).require()
    preview = preview_disclosure(request.actor, pk)
    form = DisclosureForm(
        request.POST or None, needs_reason=bool(preview.unexplained), is_early=bool(preview.early_until)
    )
    refusal = preview.obstacle
    if request.method == "POST" and form.is_valid():
        try:
            disclose_draw(actor=request.actor, sitting=preview.sitting, **form.cleaned_data)
            return redirect("public_draw", pk)
        except Refusal as error:
            refusal = error
    context = {"form": form, "preview": preview, "refusal": refusal, "sentence": DISCLOSURE_SENTENCE}
    posted = request.method == "POST"
    return render(
        request, "draws/draw_disclose.html", context, status=refusal.status if refusal and posted else 200
    )


@require_http_methods(["GET", "POST"])
def draw_entry(request: StaffRequest, pk: UUID, platform: str) -> HttpResponse:
    """Record that the draws of a sitting were entered into a platform."""
    can_record_entry(request.actor).require()
    sitting = find_sitting(request.actor, pk)
    return entry_page(request, entered_subject(sitting), platform)


def _may(request: StaffRequest, record: Any) -> dict[str, Any]:
    may_list = policies.can_list_looks(request.actor, record.sitting)
    return {
        "may_record": policies.can_record(request.actor, record.sitting),
        "may_attach": policies.can_attach_recording(request.actor, record.sitting),
        "may_explain": policies.can_explain_recording(request.actor),
        "may_issue": policies.can_issue_papers(request.actor),
        "may_disclose": policies.can_disclose(request.actor),
        "may_see_changes": policies.can_see_changes(request.actor),
        "may_list_looks": may_list,
        "looks": looks_at(request.actor, record.campaign.pk) if may_list else [],
    }
