"""The day of a visit."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mingcha.accounts.requests import StaffRequest
from mingcha.common.errors import Refusal
from mingcha.inspections.forms.schedule import ScheduleForm
from mingcha.inspections.models import Inspection
from mingcha.inspections.queries.page import visit_page
from mingcha.inspections.queries.visible import find_inspection
from mingcha.inspections.services import schedule_inspection


@require_http_methods(["GET", "POST"])
def inspection_schedule(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Set or change the day."""
    seen = find_inspection(request.actor, pk)
    seen.may_work(request.actor).require()
    form = ScheduleForm(request.POST or None, initial=_initial(seen.inspection))
    refusal = None
    if form.is_valid():
        try:
            row = schedule_inspection(actor=request.actor, inspection=pk, plan=form.plan)
            messages.success(request, f"检查定在{row.planned_on}。接着制作检查通知书。")
            return redirect("inspection_detail", pk)
        except Refusal as raised:
            refusal = raised
    facts = {"page": visit_page(request.actor, seen), "form": form, "refusal": refusal}
    status = refusal.status if refusal else 200
    return render(request, "inspections/inspection_schedule.html", facts, status=status)


def _initial(row: Inspection) -> dict[str, object]:
    """What was set before; nothing the first time."""
    if row.planned_on is None:
        return {}
    at = f"{row.planned_at:%H:%M}" if row.planned_at else ""
    return {
        "on": row.planned_on.isoformat(),
        "at": at,
        "minutes": row.planned_minutes,
        "method": row.method,
        "reason": row.day_reason,
    }
