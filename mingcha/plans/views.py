"""Pages of campaigns: the year board, one campaign, its form, what is done with it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.common.lists import export_xlsx, paginate
from mingcha.common.workbooks.writer import Value
from mingcha.items.queries import Touched, touched_by
from mingcha.items.states import ITEM_LIST
from mingcha.law.queries import find_text
from mingcha.ledger.queries import history
from mingcha.plans import policies, queries, services
from mingcha.plans.forms import CampaignForm, ReasonForm, TrialForm, as_typed
from mingcha.plans.models import Campaign
from mingcha.plans.queries.board import BOARD_HEADINGS, board_export_row, board_of, totals_of, years_of
from mingcha.plans.queries.settings import items_of
from mingcha.plans.queries.touched import campaigns_with_items
from mingcha.plans.states import CAMPAIGN
from mingcha.plans.words import ACTS

TOUCHED_HEADINGS = ("事项编码", "抽查事项", "清单", "引用的条款", "检查单题号")


@require_GET
def campaign_list(request: StaffRequest) -> HttpResponse:
    """The board of one year, with the findings on its drafts beside it."""
    policies.can_view_campaigns(request.actor).require()
    this_year = moments.today().year
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else this_year
    rows = board_of(request.actor, year)
    if request.GET.get("export"):
        title = f"{year}年度抽查任务"
        return export_xlsx(f"{title}.xlsx", title, BOARD_HEADINGS, map(board_export_row, rows))
    facts = {
        "year": year,
        "years": sorted({this_year, year, *years_of(request.actor)}, reverse=True),
        "rows": rows,
        "drafts": [row for row in rows if row.findings],
        "totals": totals_of(rows),
        "months": range(1, 13),
        "may_draft": policies.can_draft_campaign(request.actor),
        "life": CAMPAIGN,
    }
    return render(request, "plans/campaign_list.html", facts)


@require_GET
def campaign_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One campaign with its numbers of now, findings, items, team and history."""
    policies.can_view_campaigns(request.actor).require()
    campaign = queries.find_campaign(request.actor, pk)
    settings = queries.settings_of(campaign)
    facts = {
        "campaign": campaign,
        "settings": settings,
        "items": items_of(settings, request.actor.office_id),
        "events": [(event, ACTS.get(event.act, event.act)) for event in history(campaign.pk)],
        "may": _permissions(request, campaign),
        "life": CAMPAIGN,
        "reopen_form": ReasonForm(auto_id="reopen_%s"),
        "cancel_form": ReasonForm(auto_id="cancel_%s"),
        **_numbers(request, settings),
    }
    return render(request, "plans/campaign_detail.html", facts)


@require_GET
def text_touched(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What a legal text carries: items, checklist questions, campaigns."""
    policies.can_view_campaigns(request.actor).require()
    text = find_text(request.actor, pk)
    touched = touched_by(request.actor, text)
    if request.GET.get("export"):
        title = f"{text.title}涉及的事项"
        return export_xlsx(f"{title}.xlsx", title, TOUCHED_HEADINGS, map(_touched_row, touched))
    facts = {
        "text": text,
        "is_in_force": text.is_in_force(moments.today()),
        "page": paginate(request, touched),
        "campaigns": campaigns_with_items(request.actor, [one.item.pk for one in touched]),
        "list_life": ITEM_LIST,
        "life": CAMPAIGN,
    }
    return render(request, "plans/text_touched.html", facts)


def _touched_row(one: Touched) -> list[Value]:
    questions = "、".join(map(str, one.questions))
    return [one.item.code, one.item.name, str(one.item.item_list), "；".join(one.words), questions]


@require_http_methods(["GET", "POST"])
def campaign_create(request: StaffRequest) -> HttpResponse:
    policies.can_draft_campaign(request.actor).require()
    number = queries.suggest_number(request.actor, moments.today().year)
    return _form_page(request, None, {"number": number})


@require_http_methods(["GET", "POST"])
def campaign_edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    campaign = queries.find_campaign(request.actor, pk)
    policies.can_edit_campaign(request.actor, campaign).require()
    return _form_page(request, campaign, as_typed(queries.settings_of(campaign)))


@require_POST
def campaign_try(request: StaffRequest) -> HttpResponse:
    """N, n and findings of what is typed so far, as a fragment. Writes nothing."""
    policies.can_draft_campaign(request.actor).require()
    form = TrialForm(request.POST, scope=request.actor)
    facts = _numbers(request, form.settings) if form.is_valid() else {"unread": form}
    return render(request, "plans/_numbers.html", facts)


@require_POST
def campaign_settle(request: StaffRequest, pk: UUID) -> HttpResponse:
    campaign = queries.find_campaign(request.actor, pk)
    services.settle_campaign(actor=request.actor, campaign=campaign)
    messages.success(request, f"“{campaign}”已定案，可以公告抽取。")
    return redirect("campaign_detail", pk)


@require_POST
def campaign_reopen(request: StaffRequest, pk: UUID) -> HttpResponse:
    campaign = queries.find_campaign(request.actor, pk)
    services.reopen_campaign(actor=request.actor, campaign=campaign, reason=_reason(request))
    messages.success(request, f"“{campaign}”已退回编制。")
    return redirect("campaign_detail", pk)


@require_POST
def campaign_cancel(request: StaffRequest, pk: UUID) -> HttpResponse:
    campaign = queries.find_campaign(request.actor, pk)
    services.cancel_campaign(actor=request.actor, campaign=campaign, reason=_reason(request))
    messages.success(request, f"“{campaign}”已取消。")
    return redirect("campaign_detail", pk)


def _form_page(request: StaffRequest, campaign: Campaign | None, typed: dict[str, object]) -> HttpResponse:
    former = queries.settings_of(campaign) if campaign else None
    is_trial = "try" in request.POST
    kind = TrialForm if is_trial else CampaignForm
    form = kind(request.POST or None, initial=typed, scope=request.actor, settings=former)
    refusal = None
    if form.is_valid() and not is_trial:
        try:
            saved = _save(request, campaign, form)
        except Refusal as raised:
            refusal = raised
        else:
            messages.success(request, "已保存。")
            return redirect("campaign_detail", saved.pk)
    numbers = _numbers(request, form.settings) if form.is_valid() else {}
    facts = {"form": form, "campaign": campaign, "refusal": refusal, **numbers}
    return render(request, "plans/campaign_form.html", facts, status=refusal.status if refusal else 200)


def _save(request: StaffRequest, campaign: Campaign | None, form: CampaignForm) -> Campaign:
    if campaign is None:
        return services.create_campaign(actor=request.actor, settings=form.settings)
    return services.edit_campaign(actor=request.actor, campaign=campaign, settings=form.settings)


def _numbers(request: StaffRequest, settings: queries.Settings) -> dict[str, object]:
    frame = queries.frame_of(request.actor, settings)
    findings = queries.examination_of(request.actor, settings, frame)
    return {
        "frame": frame,
        "findings": findings,
        "blocking": [finding for finding in findings if finding.blocks],
        "team_size": sum(group.count for group in settings.seats),
    }


def _permissions(request: StaffRequest, campaign: Campaign) -> dict[str, object]:
    return {
        "edit": policies.can_edit_campaign(request.actor, campaign),
        "settle": policies.can_settle_campaign(request.actor, campaign),
        "reopen": policies.can_reopen_campaign(request.actor, campaign),
        "cancel": policies.can_cancel_campaign(request.actor, campaign),
    }


def _reason(request: StaffRequest) -> str:
    return request.POST.get("reason", "")[:200]
