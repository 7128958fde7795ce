"""Pages of campaigns: the year board, one campaign, its form, what is done with it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.errors import Refusal, Unknown
from mingcha.common.lists import download, export_xlsx, paginate
from mingcha.common.workbooks.writer import Value
from mingcha.items.queries import Touched, touched_by
from mingcha.items.states import ITEM_LIST
from mingcha.law.queries import find_text
from mingcha.ledger.queries import history
from mingcha.plans import policies, queries, services
from mingcha.plans.exports import plan_book
from mingcha.plans.forms import CampaignForm, ReasonForm, TrialForm, as_typed
from mingcha.plans.models import Campaign, Plan
from mingcha.plans.queries.board import (
    BOARD_HEADINGS,
    BoardRow,
    board_export_row,
    board_of,
    groups_of,
    months_of,
    totals_of,
    years_of,
)
from mingcha.plans.queries.participations import partner_items
from mingcha.plans.queries.plan_examination import findings_of_line, left_out_of
from mingcha.plans.queries.plan_findings import findings_on
from mingcha.plans.queries.plan_lines import exported_lines, stands_in
from mingcha.plans.queries.plans import discarded_plans, has_published_plan
from mingcha.plans.queries.proposals import (
    ONE_VISIT,
    ONE_VISIT_QUOTE,
    JoinProposal,
    draft_overlaps,
    overlaps_with,
    with_merges,
)
from mingcha.plans.queries.recent_changes import CHANGE_HEADINGS, change_export_row
from mingcha.plans.queries.settings import items_of
from mingcha.plans.queries.standings import drawing_findings_of
from mingcha.plans.queries.touched import campaigns_with_items, items_under_way
from mingcha.plans.rules.findings import Finding
from mingcha.plans.states import CAMPAIGN, DRAFT, EXAMINED, PLAN, READY
from mingcha.plans.words import ACTS

JOINS_SHOWN = 5
TOUCHED_HEADINGS = ("事项编码", "抽查事项", "清单", "引用的条款", "检查单题号")


@require_GET
def campaign_list(request: StaffRequest) -> HttpResponse:
    """The board of one year, with the findings on its drafts beside it."""
    policies.can_view_campaigns(request.actor).require()
    this_year = moments.today().year
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else this_year
    rows, plan = board_of(request.actor, year), queries.plan_of_year(request.actor, year)
    if request.GET.get("export"):
        return _export(request, year, plan, rows)
    facts = {
        "year": year,
        "years": sorted({this_year, year, *years_of(request.actor)}, reverse=True),
        "plan": plan,
        "discarded": discarded_plans(request.actor, year),
        "plan_life": PLAN,
        "life": CAMPAIGN,
        "now": moments.now(),
        **_board(request, rows, plan),
        **_joins(request, draft_overlaps(request.actor, [row.campaign for row in rows]), year),
        **_board_permissions(request, plan),
    }
    return render(request, "plans/campaign_list.html", facts)


def _board(request: StaffRequest, rows: list[BoardRow], plan: Plan | None) -> dict[str, object]:
    """The rows by section with their sums and months, and what the arbiter says to them."""
    of_none = left_out_of(request.actor, plan) if plan is not None and plan.state in EXAMINED else []
    found, groups = findings_on(rows, of_none), groups_of(rows)
    return {
        "rows": rows,
        "groups": groups,
        "sections": sum(1 for group in groups if group.name),
        "totals": totals_of(rows),
        "months": range(1, 13),
        "month_sums": months_of(rows),
        "findings": with_merges(rows, found),
        "blocking": [one for one in found if one.finding.blocks],
        "stopped": [row for row in rows if row.is_stopped],
    }


def _joins(request: StaffRequest, found: list[JoinProposal], year: int) -> dict[str, object]:
    """Drafts that would visit the same holders: the foremost, and how many in all."""
    return {
        "joins": found[:JOINS_SHOWN],
        "joins_in_all": len(found),
        "joins_year": year,
        "one_visit": (ONE_VISIT, ONE_VISIT_QUOTE),
        "next_number": queries.suggest_number(request.actor, year) if found else "",
        "may_join": policies.can_draft_campaign(request.actor),
    }


def _board_permissions(request: StaffRequest, plan: Plan | None) -> dict[str, object]:
    may_draft = policies.can_draft_campaign(request.actor)
    return {
        "may_draft": may_draft,
        "may_lead": policies.can_lead_plan(request.actor),
        "may_propose": policies.can_propose_line(request.actor, plan) if plan else None,
        "may_mend": may_draft and (plan is None or plan.state == DRAFT),
    }


def _export(request: StaffRequest, year: int, plan: Plan | None, rows: list[BoardRow]) -> HttpResponse:
    """A plan in the columns in which plans are exchanged; without one the rows of the board."""
    if plan is None:
        title = f"{year}年度抽查任务"
        return export_xlsx(f"{title}.xlsx", title, BOARD_HEADINGS, map(board_export_row, rows))
    lines = exported_lines(request.actor, plan, [row for row in rows if stands_in(row, plan)])
    return download(plan_book(str(plan), lines), f"{plan}.xlsx")


@require_GET
def campaign_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One campaign with its numbers of now, findings, items, team and history."""
    policies.can_view_campaigns(request.actor).require()
    campaign = queries.find_campaign(request.actor, pk)
    settings = queries.settings_of(campaign)
    numbers = _numbers(request, settings, campaign)
    plan = queries.plan_of_year(request.actor, campaign.year)
    is_draft = campaign.state == DRAFT and not hasattr(campaign, "clue_check")
    met = overlaps_with(request.actor, settings, campaign) if is_draft else []
    facts = {
        **_joins(request, met, campaign.year),
        "campaign": campaign,
        "open_plan": plan if plan and not campaign.plan_id and plan.state == DRAFT else None,
        "settings": settings,
        "items": items_of(settings, request.actor.office_id),
        "partner_items": partner_items(campaign),
        "events": [(event, ACTS.get(event.act, event.act)) for event in history(campaign.pk)],
        "may": _permissions(request, campaign),
        "life": CAMPAIGN,
        "plan_life": PLAN,
        "reopen_form": ReasonForm(auto_id="reopen_%s"),
        "cancel_form": ReasonForm(auto_id="cancel_%s"),
        **numbers,
    }
    return render(request, "plans/campaign_detail.html", facts)


@require_GET
def campaign_changes(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What changed lately in the register within the campaign's scope."""
    policies.can_view_campaigns(request.actor).require()
    campaign = queries.find_campaign(request.actor, pk)
    found = queries.recent_changes(request.actor, campaign)
    if request.GET.get("export"):
        title = f"{campaign.number}范围内名录库变动"
        return export_xlsx(f"{title}.xlsx", title, CHANGE_HEADINGS, map(change_export_row, found.changes[:]))
    facts = {"campaign": campaign, "found": found, "page": paginate(request, found.changes)}
    return render(request, "plans/campaign_changes.html", facts)


@require_GET
def text_touched(request: StaffRequest, pk: UUID) -> HttpResponse:
    """What a legal text carries: items, checklist questions, campaigns."""
    policies.can_view_campaigns(request.actor).require()
    text = find_text(request.actor, pk)
    touched = touched_by(request.actor, text, still_used=items_under_way(request.actor))
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
    """A new campaign: a line of the drafted plan that the address names, else one outside."""
    policies.can_draft_campaign(request.actor).require()
    plan = _named_plan(request)
    number = queries.suggest_number(request.actor, plan.year if plan else moments.today().year)
    return _form_page(request, None, {"number": number}, plan)


def _named_plan(request: StaffRequest) -> Plan | None:
    """The drafted plan of the year that the address names, to which a line may be proposed."""
    asked = request.GET.get("plan", "")
    if not asked.isascii() or not asked.isdigit():
        return None
    plan = queries.plan_of_year(request.actor, int(asked))
    if plan is None:
        raise Unknown("no-such-plan", f"{asked}年还没有编制抽查计划。", title="没有找到")
    policies.can_propose_line(request.actor, plan).require()
    return plan


@require_http_methods(["GET", "POST"])
def campaign_edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    campaign = queries.find_campaign(request.actor, pk)
    policies.can_edit_campaign(request.actor, campaign).require()
    return _form_page(request, campaign, as_typed(queries.settings_of(campaign)))


@require_POST
def campaign_try(request: StaffRequest) -> HttpResponse:
    """N, n and findings of what is typed so far, as a fragment. Writes nothing."""
    policies.can_draft_campaign(request.actor).require()
    same = queries.campaigns(request.actor).filter(number=request.POST.get("number", "")).first()
    former = queries.settings_of(same) if same else None
    form = TrialForm(request.POST, scope=request.actor, settings=former)
    plan = same.plan if same else _named_plan(request)
    facts = _tried(request, form.settings, same, plan) if form.is_valid() else {"unread": form}
    return render(request, "plans/_numbers.html", facts)


@require_POST
def campaign_settle(request: StaffRequest, pk: UUID) -> HttpResponse:
    campaign = queries.find_campaign(request.actor, pk)
    before = queries.settings_of(campaign).layers
    settled = services.settle_campaign(actor=request.actor, campaign=campaign)
    is_lifted = queries.settings_of(settled).layers != before
    why = "排除的对象较多，至少抽取数已按比例下限调高。" if is_lifted else ""
    messages.success(request, f"“{campaign}”已定案，可以抽取。{why}")
    return redirect("campaign_detail", pk)


@require_POST
def campaign_enter(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A campaign that was drafted outside goes into the drafted plan of its year."""
    campaign = queries.find_campaign(request.actor, pk)
    plan = queries.plan_of_year(request.actor, campaign.year)
    if plan is None:
        raise Unknown("no-such-plan", f"{campaign.year}年还没有编制抽查计划。", title="没有找到")
    services.enter_campaign(actor=request.actor, plan=plan, campaign=campaign)
    messages.success(request, f"“{campaign}”已列入{plan}。")
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


def _form_page(
    request: StaffRequest, campaign: Campaign | None, typed: dict[str, object], plan: Plan | None = None
) -> HttpResponse:
    former = queries.settings_of(campaign) if campaign else None
    is_trial = "try" in request.POST
    kind = TrialForm if is_trial else CampaignForm
    form = kind(request.POST or None, initial=typed, scope=request.actor, settings=former)
    refusal = None
    if form.is_valid() and not is_trial:
        try:
            saved = _save(request, campaign, form, plan)
        except Refusal as raised:
            refusal = raised
        else:
            messages.success(request, "已保存。")
            return redirect("campaign_detail", saved.pk)
    line_of = plan or (campaign.plan if campaign else None)
    numbers = _tried(request, form.settings, campaign, line_of) if form.is_valid() else {}
    asks = line_of is None and _asks_outside(request, campaign)
    facts = {"form": form, "campaign": campaign, "plan": line_of, "asks_outside": asks, "refusal": refusal}
    status = refusal.status if refusal else 200
    return render(request, "plans/campaign_form.html", facts | numbers, status=status)


def _asks_outside(request: StaffRequest, campaign: Campaign | None) -> bool:
    """Whether a campaign outside the plan needs a basis: its year has a published one."""
    return has_published_plan(request.actor, campaign.year if campaign else moments.today().year)


def _save(
    request: StaffRequest, campaign: Campaign | None, form: CampaignForm, plan: Plan | None
) -> Campaign:
    if campaign is None and plan is not None:
        return services.propose_campaign(actor=request.actor, plan=plan, settings=form.settings)
    if campaign is None:
        return services.create_campaign(actor=request.actor, settings=form.settings)
    return services.edit_campaign(actor=request.actor, campaign=campaign, settings=form.settings)


def _numbers(request: StaffRequest, settings: queries.Settings, campaign: Campaign) -> dict[str, object]:
    frame = queries.frame_of(request.actor, settings, is_settled=campaign.state != DRAFT)
    findings = _examined(request, settings, frame, campaign, campaign.plan)
    if not campaign.held_by:
        findings = findings + queries.standing_findings_of(request.actor, campaign)
    if campaign.state == READY and not campaign.held_by:
        stopped = drawing_findings_of(request.actor, campaign, moments.today())
        findings = stopped + [finding for finding in findings if finding.anchor != "items"]
    is_open = campaign.state in {DRAFT, READY}
    changes = queries.recent_changes(request.actor, campaign) if is_open else None
    return {**_told(settings, frame, findings), "changes": changes}


def _told(settings: queries.Settings, frame: queries.Frame, findings: list[Finding]) -> dict[str, object]:
    return {
        "frame": frame,
        "findings": findings,
        "blocking": [finding for finding in findings if finding.blocks],
        "stopped": [finding for finding in findings if finding.stops],
        "team_size": sum(group.count for group in settings.seats),
    }


def _tried(
    request: StaffRequest, settings: queries.Settings, saved: Campaign | None, plan: Plan | None
) -> dict[str, object]:
    """What is typed, before it is saved: its numbers, and the drafts that would visit the same holders."""
    frame = queries.frame_of(request.actor, settings)
    findings = _examined(request, settings, frame, saved, plan)
    met = overlaps_with(request.actor, settings, saved)
    return {**_told(settings, frame, findings), **_joins(request, met, settings.first_day.year)}


def _examined(
    request: StaffRequest,
    settings: queries.Settings,
    frame: queries.Frame,
    saved: Campaign | None,
    plan: Plan | None,
) -> list[Finding]:
    """By the arbiter of its plan as long as both are drafted, else by that of campaigns."""
    is_draft = saved is None or saved.state == DRAFT
    if is_draft and plan is not None and plan.state in EXAMINED:
        return findings_of_line(request.actor, plan, settings, saved)
    return queries.examination_of(request.actor, settings, frame)


def _permissions(request: StaffRequest, campaign: Campaign) -> dict[str, object]:
    return {
        "edit": policies.can_edit_campaign(request.actor, campaign),
        "settle": policies.can_settle_campaign(request.actor, campaign),
        "reopen": policies.can_reopen_campaign(request.actor, campaign),
        "cancel": policies.can_cancel_campaign(request.actor, campaign),
    }


def _reason(request: StaffRequest) -> str:
    return request.POST.get("reason", "")[:200]
