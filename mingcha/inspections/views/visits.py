"""检查: how far the campaigns are, the visits of one, one's own, those of a month, one visit."""

import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.lists import export_xlsx, paginate
from mingcha.draws.states import MEMBER_CHANGE
from mingcha.inspections import policies
from mingcha.inspections.exports import HEADINGS, PROGRESS_HEADINGS, cells_of, progress_cells
from mingcha.inspections.queries.listing import lines_of, month_of, own_campaigns, progress_of
from mingcha.inspections.queries.materials import materials_of
from mingcha.inspections.queries.page import visit_page
from mingcha.inspections.queries.papers.lines import paper_lines
from mingcha.inspections.queries.visible import find_inspection, sight_of, visible_inspections
from mingcha.inspections.states import APPROVAL, CALL_OFF, FOLLOW_UP, INSPECTION, RECORD
from mingcha.law.queries.calendar import calendar_of
from mingcha.plans.queries import find_campaign
from mingcha.registers.queries.interests import own_inspector

YEARS = range(2000, 2101)


@require_GET
def inspection_list(request: StaffRequest) -> HttpResponse:
    """Every campaign whose teams are drawn, in numbers."""
    policies.can_see_progress(request.actor).require()
    rows = progress_of(request.actor, moments.today())
    if request.GET.get("export"):
        return export_xlsx("检查进度.xlsx", "检查进度", PROGRESS_HEADINGS, progress_cells(rows))
    page = paginate(request, rows)
    facts = {"page": page, "life": APPROVAL, "waiting": [one for one in rows if one.awaits_approval]}
    return render(request, "inspections/inspection_list.html", facts)


@require_GET
def campaign_inspections(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The visits of one campaign that the viewer may see, and where its approval stands."""
    policies.can_see_progress(request.actor).require()
    campaign = find_campaign(request.actor, pk)
    sight = sight_of(request.actor, campaign)
    rows = visible_inspections(request.actor, sight)
    state = request.GET.get("state", "")
    if state in INSPECTION.words:
        rows = rows.filter(state=state)
    if request.GET.get("export"):
        return export_xlsx(f"{campaign.number}检查.xlsx", "检查", HEADINGS, cells_of(lines_of(sight, rows)))
    page = paginate(request, rows)
    facts = {
        "campaign": campaign,
        "sight": sight,
        "progress": next(
            (one for one in progress_of(request.actor, moments.today()) if one.campaign == campaign), None
        ),
        "page": page,
        "lines": lines_of(sight, page),
        "states": INSPECTION.choices(),
        "life": APPROVAL,
        "may_propose": policies.can_propose_approval(request.actor, campaign),
        "today": moments.today(),
    }
    return render(request, "inspections/campaign_inspections.html", facts)


@require_GET
def my_inspections(request: StaffRequest) -> HttpResponse:
    """One's own visits of approved campaigns, by day."""
    own_inspector(request.actor)
    facts = {"found": own_campaigns(request.actor), "today": moments.today()}
    return render(request, "inspections/my_inspections.html", facts)


@require_GET
def inspection_calendar(request: StaffRequest) -> HttpResponse:
    """A month of visits."""
    policies.can_see_progress(request.actor).require()
    first = _month(request.GET.get("month", ""))
    working = calendar_of(request.actor.office_id).is_working_day
    facts = {
        "first": first,
        "before": (first - datetime.timedelta(days=1)).replace(day=1),
        "after": (first + datetime.timedelta(days=32)).replace(day=1),
        "weeks": month_of(request.actor, first, working),
        "today": moments.today(),
    }
    return render(request, "inspections/inspection_calendar.html", facts)


@require_GET
def inspection_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One visit from its day to its follow-ups."""
    seen = find_inspection(request.actor, pk)
    facts = {
        "page": visit_page(request.actor, seen),
        "papers": paper_lines(request.actor, seen),
        "materials": materials_of(seen.inspection),
        "life": INSPECTION,
        "record_life": RECORD,
        "follow_life": FOLLOW_UP,
        "member_life": MEMBER_CHANGE,
        "call_off_life": CALL_OFF,
        "today": moments.today(),
    }
    return render(request, "inspections/inspection_detail.html", facts)


def _month(text: str) -> datetime.date:
    """The first day of `2026-06`; of this month where the address asks for none that there is."""
    try:
        found = datetime.date.fromisoformat(f"{text}-01")
    except ValueError:
        return moments.today().replace(day=1)
    return found if found.year in YEARS else moments.today().replace(day=1)
