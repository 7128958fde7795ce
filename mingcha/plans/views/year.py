"""A year's campaigns together: what they mean for a holder, which become one, which strata are merged."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.common.lists import export_xlsx, paginate
from mingcha.common.plots import bar_plot
from mingcha.plans import policies, queries, services
from mingcha.plans.forms import JoinForm
from mingcha.plans.queries.forecasts import FORECAST_HEADINGS, band_rows, forecast_export_row
from mingcha.plans.queries.proposals import join_proposals, merge_words, merged_settings
from mingcha.plans.rules.forecast import YEARS_AHEAD


@require_GET
def year_forecast(request: StaffRequest, year: int) -> HttpResponse:
    """What the year's campaigns mean for a holder: chances, expected visits, who is never reached."""
    policies.can_view_campaigns(request.actor).require()
    found = queries.year_forecast(request.actor, year)
    groups = found.forecast.groups
    if request.GET.get("export"):
        title = f"{year}年度抽查机会测算"
        return export_xlsx(f"{title}.xlsx", title, FORECAST_HEADINGS, map(forecast_export_row, groups))
    bands = band_rows(found.forecast)
    facts = {
        "found": found,
        "bands": bands,
        "plot": bar_plot([(words, count, f"{count:,}家") for words, count in bands]),
        "spared": [(years, found.forecast.never_drawn(years)) for years in YEARS_AHEAD],
        "page": paginate(request, groups),
        "joins": join_proposals(found.overlaps, {one.number: one for one in found.campaigns}),
        "next_number": queries.suggest_number(request.actor, year),
        "may_draft": policies.can_draft_campaign(request.actor),
    }
    return render(request, "plans/year_forecast.html", facts)


@require_http_methods(["GET", "POST"])
def campaign_join(request: StaffRequest) -> HttpResponse:
    """Drafts become one joint campaign: `?number=` names those that are ticked at first."""
    policies.can_draft_campaign(request.actor).require()
    drafts = queries.unsettled_campaigns(request.actor)
    chosen = drafts.filter(number__in=request.GET.getlist("number"))
    year = chosen[0].year if chosen else moments.today().year
    typed = {"campaigns": chosen, "number": queries.suggest_number(request.actor, year)}
    form = JoinForm(request.POST or None, initial=typed, drafts=drafts.order_by("number"))
    if not form.is_valid():
        return render(request, "plans/campaign_join.html", {"form": form, "year": year})
    try:
        joint = services.join_campaigns(actor=request.actor, **form.cleaned_data)
    except Refusal as refusal:
        facts = {"form": form, "year": year, "refusal": refusal}
        return render(request, "plans/campaign_join.html", facts, status=refusal.status)
    messages.success(request, f"已合并为联合抽查“{joint}”，原任务已取消。")
    return redirect("campaign_detail", joint.pk)


@require_POST
def campaign_merge(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The small strata of a campaign are drawn together as the arbiter proposes."""
    campaign = queries.find_campaign(request.actor, pk)
    policies.can_edit_campaign(request.actor, campaign).require()
    settings = merged_settings(request.actor, campaign)
    if settings is None:
        raise Refusal("nothing-to-merge", "现在没有要合并的层。", title="不能合并：没有过小的层")
    services.edit_campaign(
        actor=request.actor, campaign=campaign, settings=settings, reason="采纳合并分层的建议"
    )
    messages.success(request, f"已合并：{merge_words(settings)}。加强层与一般层仍分别抽取。")
    return redirect("campaign_detail", pk)
