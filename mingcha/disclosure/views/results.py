"""检查结果: what is to be published, by campaign and one by one; withheld, withdrawn; the campaign closed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.common.lists import export_xlsx, paginate
from mingcha.disclosure import policies, services
from mingcha.disclosure.exports import RESULT_HEADINGS, result_cells
from mingcha.disclosure.queries.kinds import RESULTS, find_kind
from mingcha.disclosure.queries.objections import has_gone, objection_lines, objections, upheld_of
from mingcha.disclosure.queries.penalty_lines import penalty_lines_of
from mingcha.disclosure.queries.penalty_origins import is_origin
from mingcha.disclosure.queries.publications import publications
from mingcha.disclosure.queries.result_entries import entered_result
from mingcha.disclosure.queries.result_lines import (
    STANDINGS,
    campaigns_with_results,
    find_result,
    result_lines,
)
from mingcha.disclosure.queries.withholdings import past_withholdings
from mingcha.disclosure.result_forms import LiftForm, PublishForm, WithdrawForm, WithholdForm
from mingcha.disclosure.states import OBJECTION
from mingcha.inspections.models import Inspection
from mingcha.plans.queries import find_campaign
from mingcha.upkeep.policies import can_record_entry
from mingcha.upkeep.views import entry_page


@require_GET
def result_campaigns(request: StaffRequest) -> HttpResponse:
    """How far the publication of each campaign is."""
    policies.can_see_results(request.actor).require()
    found = campaigns_with_results(request.actor)
    if request.GET.get("export"):
        return export_xlsx(
            "抽查结果公示表.xlsx",
            "抽查结果公示表",
            RESULT_HEADINGS,
            result_cells(result_lines(request.actor, found)),
        )
    page = paginate(request, found)
    rows = publications(request.actor, list(page), moments.today())
    return render(request, "disclosure/result_campaigns.html", {"page": page, "rows": rows})


@require_GET
def result_list(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The results of one campaign, what is due first."""
    policies.can_see_results(request.actor).require()
    campaign = find_campaign(request.actor, pk)
    shown = [one for one in campaigns_with_results(request.actor) if one.pk == campaign.pk]
    lines = result_lines(request.actor, shown)
    if request.GET.get("export"):
        name = f"{campaign.number}抽查结果公示表"
        return export_xlsx(f"{name}.xlsx", name, RESULT_HEADINGS, result_cells(lines))
    wanted = request.GET.get("standing", "")
    facts = {
        "campaign": campaign,
        "stands": publications(request.actor, [campaign], moments.today())[0],
        "page": paginate(request, [one for one in lines if wanted in ("", one.standing)]),
        "standings": [(key, word) for key, (word, _) in STANDINGS.items()],
        "wanted": wanted,
        "may_publish": policies.can_publish_result(request.actor, campaign),
        "form": PublishForm(),
        "today": moments.today(),
    }
    return render(request, "disclosure/result_list.html", facts)


@require_POST
def results_publish(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Publish those that are ticked; the first that is refused stops, what is public stays."""
    campaign = find_campaign(request.actor, pk)
    policies.can_publish_result(request.actor, campaign).require()
    ticked = set(request.POST.getlist("record"))
    is_checked = request.POST.get("is_checked") == "on"
    for line in result_lines(request.actor, [campaign]):
        if line.row["record"] in ticked:
            services.publish_result(actor=request.actor, inspection=line.inspection.pk, is_checked=is_checked)
    messages.success(request, f"已公示{len(ticked)}户次。" if ticked else "没有勾选。")
    return redirect("result_list", pk)


@require_GET
def result_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One result as everybody will read it, and what may be done."""
    policies.can_see_results(request.actor).require()
    return _detail(request, pk, {})


@require_POST
def result_publish(request: StaffRequest, pk: UUID) -> HttpResponse:
    form = PublishForm(request.POST)
    return _act(
        request,
        pk,
        "publish",
        form,
        lambda told: services.publish_result(actor=request.actor, inspection=pk, **told),
    )


@require_POST
def result_withhold(request: StaffRequest, pk: UUID) -> HttpResponse:
    form = WithholdForm(request.POST)
    return _act(
        request,
        pk,
        "withhold",
        form,
        lambda told: services.propose_withholding(
            actor=request.actor, inspection=pk, ground=services.Ground(**told)
        ),
    )


@require_POST
def result_lift(request: StaffRequest, pk: UUID) -> HttpResponse:
    form = LiftForm(request.POST)
    return _act(
        request,
        pk,
        "lift",
        form,
        lambda told: services.propose_lifting(actor=request.actor, inspection=pk, **told),
    )


@require_POST
def result_withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    form = WithdrawForm(request.POST)
    return _act(
        request,
        pk,
        "withdraw",
        form,
        lambda told: services.withdraw_result(actor=request.actor, inspection=pk, **told),
    )


@require_http_methods(["GET", "POST"])
def result_entry(request: StaffRequest, pk: UUID, platform: str) -> HttpResponse:
    """Record that a public result was entered into a platform."""
    can_record_entry(request.actor).require()
    line = find_result(request.actor, pk)
    policies.can_publish_result(request.actor, line.inspection.campaign).require()
    return entry_page(request, entered_result(line, reverse("result_detail", args=[pk])), platform)


@require_POST
def withholding_decide(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The leader's word."""
    row = services.decide_withholding(
        actor=request.actor,
        withholding=pk,
        approves="approve" in request.POST,
        words=request.POST.get("words", ""),
    )
    messages.success(request, f"已决定：{row.get_state_display()}。")
    return redirect(services.PAGES[row.kind], row.record)


@require_POST
def campaign_close(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Nothing is left of the campaign."""
    campaign = find_campaign(request.actor, pk)
    services.close_campaign(actor=request.actor, campaign=campaign)
    messages.success(request, "任务已办结。")
    return redirect("result_list", pk)


def _act(
    request: StaffRequest,
    pk: UUID,
    name: str,
    form: django_forms.Form,
    act: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    """Done it leads back; refused the page keeps what was typed."""
    if not form.is_valid():
        return _detail(request, pk, {name: form})
    try:
        act(form.cleaned_data)
    except Refusal as raised:
        return _detail(request, pk, {name: form}, raised)
    messages.success(request, "已办理，记入留痕日志。")
    return redirect("result_detail", pk)


def _detail(
    request: StaffRequest, pk: UUID, typed: dict[str, django_forms.Form], refusal: Refusal | None = None
) -> HttpResponse:
    line = find_result(request.actor, pk)
    kind = find_kind(RESULTS)
    facts = {
        "line": line,
        "fields": [(one, line.row[one.key]) for one in kind.fields if one.key in line.row],
        "publish": typed.get("publish", PublishForm()),
        "withhold": typed.get("withhold", WithholdForm()),
        "lift": typed.get("lift", LiftForm()),
        "withdraw": typed.get("withdraw", WithdrawForm()),
        "refusal": refusal,
        "may_publish": policies.can_publish_result(request.actor, line.inspection.campaign),
        "may_punish": is_origin(line)
        and policies.can_enter_penalty(request.actor, line.inspection.campaign.section_id),
        "penalties": penalty_lines_of(request.actor, pk),
        "may_withdraw": policies.can_withdraw_records(request.actor),
        "may_decide": line.withholding
        and policies.can_decide_withholding(request.actor, line.withholding.asked_by_id),
        "past": past_withholdings(RESULTS, str(pk)),
        **_objected(request, line.inspection),
    }
    status = refusal.status if refusal else 200
    return render(request, "disclosure/result_detail.html", facts, status=status)


def _objected(request: StaffRequest, inspection: Inspection) -> dict[str, Any]:
    """What was objected to it, and whether a letter may be entered."""
    went = has_gone(request.actor, inspection)
    return {
        "objections": objection_lines(objections(request.actor).filter(inspection=inspection)),
        "may_enter": policies.can_answer_objection(request.actor, inspection.campaign, went=went),
        "upheld": upheld_of(inspection.pk),
        "objection_life": OBJECTION,
    }
