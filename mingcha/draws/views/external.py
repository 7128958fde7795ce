"""Pages of external draws: the list, bringing one in, its page with every decision, its sheet, the public
page."""

from contextlib import ExitStack
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common.access import public
from mingcha.common.errors import Refusal
from mingcha.common.lists import export_xlsx, paginate
from mingcha.common.typed import is_typed_again, keeps_typed
from mingcha.draws import policies
from mingcha.draws.exports import MARK_HEADINGS, marked_cells, team_cells, team_headings
from mingcha.draws.forms import (
    DisclosureForm,
    ExplanationForm,
    ExternalForm,
    ExternalReasonForm,
    PaperForm,
    WithdrawalForm,
)
from mingcha.draws.models import ExternalDraw
from mingcha.draws.queries.external.obstacles import obstacle_to_take_in
from mingcha.draws.queries.external.record import (
    DIFFERENCE_HEADINGS,
    LIST_HEADINGS,
    ExternalRecord,
    difference_cells,
    difference_lines,
    differences,
    external_record,
    list_cells,
    narrowed,
    public_external,
)
from mingcha.draws.queries.external.standing import (
    external_draws,
    find_external_draw,
    screenshot_of,
    standing_draw,
)
from mingcha.draws.queries.listing import waiting_elsewhere
from mingcha.draws.queries.papers.platforms import external_papers, find_external_paper
from mingcha.draws.queries.platforms import entered_external
from mingcha.draws.rules.external.words import LISTS, MARK
from mingcha.draws.rules.words import DISCLOSURE_SENTENCE
from mingcha.draws.services import external as services
from mingcha.draws.states import EXTERNAL
from mingcha.draws.views.as_read import seen_by
from mingcha.intake.views.proofs import proof_answer
from mingcha.intake.views.uploading import on_disk
from mingcha.ledger.queries import last_change
from mingcha.plans.models import Campaign
from mingcha.plans.queries import find_campaign
from mingcha.upkeep.policies import can_record_entry
from mingcha.upkeep.views import entry_page


@require_GET
def external_list(request: StaffRequest) -> HttpResponse:
    """Every result brought in, and the campaigns that wait for one."""
    policies.can_see_draws(request.actor).require()
    found = narrowed(external_draws(request.actor), request.GET)
    if request.GET.get("export"):
        return export_xlsx("上级平台抽取.xlsx", "上级平台抽取", LIST_HEADINGS, map(list_cells, found))
    facts = {
        "page": paginate(request, found),
        "life": EXTERNAL,
        "states": EXTERNAL.choices(),
        "waiting": waiting_elsewhere(request.actor),
        "may_take_in": policies.can_take_in_external(request.actor),
    }
    return render(request, "draws/external_list.html", facts)


@require_http_methods(["GET", "POST"])
def external_take_in(request: StaffRequest, campaign: UUID) -> HttpResponse:
    """Hand in the three lists and the screenshots of one campaign."""
    policies.can_take_in_external(request.actor).require()
    chosen = find_campaign(request.actor, campaign)
    before = standing_draw(chosen.pk)
    if before is not None and request.method == "GET":
        return redirect("external_draw", before.pk)
    form = ExternalForm(request.POST or None, request.FILES or None)
    refusal = obstacle = obstacle_to_take_in(chosen)
    if request.method == "POST" and obstacle is None and form.is_valid():
        try:
            draw = _take_in(request, chosen, form)
        except Refusal as raised:
            refusal = raised
        else:
            messages.success(request, f"已导入{draw}，等另一人对照截图确认。")
            return redirect("external_draw", draw.pk)
    facts = {"form": form, "campaign": chosen, "refusal": refusal, "is_closed": obstacle is not None}
    return render(request, "draws/external_form.html", facts, status=refusal.status if refusal else 200)


def _take_in(request: StaffRequest, campaign: Campaign, form: ExternalForm) -> ExternalDraw:
    with ExitStack() as files:
        workbooks = {
            kind: services.Workbook(
                files.enter_context(on_disk(form.cleaned_data[kind])), Path(form.cleaned_data[kind].name).name
            )
            for kind in LISTS
        }
        return services.take_in_external_draw(
            actor=request.actor,
            campaign=campaign,
            facts=form.facts,
            workbooks=workbooks,
            screenshots=form.cleaned_data["screenshots"],
        )


@require_GET
def external_draw(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One of them, with every decision; the visits by the page, or taken away whole."""
    policies.can_see_draws(request.actor).require()
    record = external_record(request.actor, pk)
    if request.GET.get("export"):
        record.names.require()
        title = f"{record.campaign.number}平台抽中名单和检查组"
        return export_xlsx(f"{title}.xlsx", title, team_headings(record, "标记"), team_cells(record, MARK))
    return render(request, "draws/external_draw.html", _facts(request, record))


@require_GET
def external_sheet(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The A4 sheet to sign."""
    policies.can_see_draws(request.actor).require()
    record = external_record(request.actor, pk)
    record.names.require()
    return render(request, "draws/external_sheet.html", {"record": record})


@keeps_typed
@require_http_methods(["GET", "POST"])
def external_paper(request: StaffRequest, pk: UUID, kind: str) -> HttpResponse:
    """Make the lists of visits or the volume, or make it anew with a reason."""
    policies.can_issue_papers(request.actor).require()
    record = external_record(request.actor, pk)
    line = find_external_paper(request.actor, record, kind)
    line.may_be_made.require()
    posted = request.POST if request.method == "POST" else None
    form, refusal = PaperForm(posted, is_known=line.latest is not None), None
    if form.is_valid() and not is_typed_again(request):
        try:
            told = {"draw": record.draw, "kind": kind, **form.cleaned_data}
            paper = services.issue_external_paper(actor=request.actor, **told)
            messages.success(request, f"{paper.title}已制作，{paper.pages}页，摘要已记入留痕日志。")
            return redirect(f"{reverse('external_draw', args=[pk])}#papers")
        except Refusal as raised:
            refusal = raised
    facts = {"form": form, "refusal": refusal, "line": line, "draw": record.draw}
    return render(request, "draws/external_paper.html", facts, status=refusal.status if refusal else 200)


@require_GET
def external_differences(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Unit by unit, where the platform's base list and the register differ."""
    draw = find_external_draw(request.actor, pk)
    policies.can_see_draws(request.actor).require()
    policies.can_see_external_names(request.actor, draw).require()
    lines = difference_lines(draw)
    if request.GET.get("export"):
        title, rows = f"{draw.campaign.number}基数差异", differences(draw, lines)
        return export_xlsx(f"{title}.xlsx", title, DIFFERENCE_HEADINGS, map(difference_cells, rows))
    page = paginate(request, lines)
    facts = {"draw": draw, "page": page, "differences": differences(draw, list(page.object_list))}
    return render(request, "draws/external_differences.html", facts)


@require_GET
def external_screenshot(request: StaffRequest, pk: UUID, number: int) -> HttpResponse:
    """The screens name who is drawn."""
    draw = find_external_draw(request.actor, pk)
    policies.can_see_draws(request.actor).require()
    policies.can_see_external_names(request.actor, draw).require()
    return proof_answer(screenshot_of(request.actor, draw, number))


@require_POST
def external_explain(request: StaffRequest, pk: UUID) -> HttpResponse:
    draw, words = find_external_draw(request.actor, pk), _words(request, "explanation", 500)
    services.explain_external_draw(actor=request.actor, draw=draw, explanation=words)
    messages.success(request, "差异说明已保存。")
    return redirect("external_draw", pk)


@require_POST
def external_confirm(request: StaffRequest, pk: UUID) -> HttpResponse:
    draw = find_external_draw(request.actor, pk)
    services.confirm_external_draw(actor=request.actor, draw=draw, seen=seen_by(request))
    messages.success(request, f"已接收{draw}，任务“{draw.campaign}”已抽取。")
    return redirect("external_draw", pk)


@require_POST
def external_return(request: StaffRequest, pk: UUID) -> HttpResponse:
    draw, reason = find_external_draw(request.actor, pk), _words(request, "reason", 200)
    services.return_external_draw(actor=request.actor, draw=draw, reason=reason)
    messages.success(request, f"已退回{draw}，可以重新导入。")
    return redirect("external_draw", pk)


@require_POST
def external_withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    draw, reason = find_external_draw(request.actor, pk), _words(request, "reason", 200)
    services.propose_external_withdrawal(actor=request.actor, draw=draw, reason=reason)
    messages.success(request, "已提出撤回，等另一人确认。")
    return redirect("external_draw", pk)


@require_POST
def external_withdraw_confirm(request: StaffRequest, pk: UUID) -> HttpResponse:
    draw = find_external_draw(request.actor, pk)
    services.confirm_external_withdrawal(actor=request.actor, draw=draw, seen=seen_by(request))
    messages.success(request, f"已撤回{draw}，任务可以重新导入抽取结果。")
    return redirect("external_draw", pk)


@require_POST
def external_disclose(request: StaffRequest, pk: UUID) -> HttpResponse:
    draw = find_external_draw(request.actor, pk)
    words = _words(request, "confirmation", 40)
    services.disclose_external_draw(actor=request.actor, draw=draw, confirmation=words)
    return redirect("public_external", pk)


@require_http_methods(["GET", "POST"])
def external_entry(request: StaffRequest, pk: UUID, platform: str) -> HttpResponse:
    """Record that the draw was entered into a platform."""
    can_record_entry(request.actor).require()
    return entry_page(request, entered_external(find_external_draw(request.actor, pk)), platform)


@public
@require_GET
def public_external_draw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One external draw as anybody may read it: nothing to download, nothing to verify."""
    record = public_external(pk)
    draw = record.draw
    if request.GET.get("export"):
        title = f"{draw.campaign.number}平台抽中名单"
        return export_xlsx(f"{title}.xlsx", title, MARK_HEADINGS, map(marked_cells, record.rows))
    facts = {"record": record, "life": EXTERNAL, "page": paginate(request, record.rows)}
    return render(request, "draws/public_external.html", facts)


def _facts(request: StaffRequest, record: ExternalRecord) -> dict[str, Any]:
    return {
        "record": record,
        "page": paginate(request, record.visits),
        "draw": record.draw,
        "seen": last_change(record.draw.pk),
        "life": EXTERNAL,
        "sentence": DISCLOSURE_SENTENCE,
        "explanation_form": ExplanationForm(
            initial={"explanation": record.draw.explanation}, auto_id="explain_%s"
        ),
        "return_form": ExternalReasonForm(auto_id="return_%s"),
        "withdraw_form": WithdrawalForm(auto_id="withdraw_%s"),
        "disclose_form": DisclosureForm(auto_id="disclose_%s"),
        "may": _may(request, record.draw),
        "papers": external_papers(request.actor, record),
        "may_issue": policies.can_issue_papers(request.actor),
    }


def _may(request: StaffRequest, draw: ExternalDraw) -> dict[str, Any]:
    actor = request.actor
    return {
        "explain": policies.can_explain_external(actor, draw),
        "confirm": policies.can_confirm_external(actor, draw),
        "return": policies.can_return_external(actor, draw),
        "withdraw": policies.can_withdraw_external(actor),
        "confirm_withdrawal": policies.can_confirm_withdrawal(actor, draw),
        "disclose": policies.can_disclose(actor),
    }


def _words(request: StaffRequest, name: str, length: int) -> str:
    return request.POST.get(name, "")[:length]
