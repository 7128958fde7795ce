"""企业评价和投诉: counts for leaders and the auditor, each one for the discipline people."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from mingcha.accounts.requests import StaffRequest
from mingcha.common.errors import Refusal
from mingcha.common.lists import export_xlsx, paginate
from mingcha.inspections.exports import FEEDBACK_HEADINGS, feedback_cells
from mingcha.inspections.forms.feedback import ReplyForm
from mingcha.inspections.models import Feedback
from mingcha.inspections.policies import can_read_feedback, can_see_ratings
from mingcha.inspections.queries.feedback import feedback, feedback_counts, find_feedback, replies_of
from mingcha.inspections.queries.papers.notices import WHO
from mingcha.inspections.services import reply_feedback

TITLE = "企业评价和投诉"


@require_GET
def feedback_list(request: StaffRequest) -> HttpResponse:
    """How many said what; and for the discipline people each one."""
    can_see_ratings(request.actor).require()
    may_read = can_read_feedback(request.actor)
    rows = feedback(request.actor) if may_read else Feedback.objects.none()
    if may_read and request.GET.get("export"):
        return export_xlsx(
            "企业评价和投诉.xlsx", "企业评价和投诉", FEEDBACK_HEADINGS, map(feedback_cells, rows)
        )
    facts = {
        "counts": feedback_counts(request.actor),
        "may_read": may_read,
        "page": paginate(request, rows),
    }
    return render(request, "inspections/feedback_list.html", facts)


@require_http_methods(["GET", "POST"])
def feedback_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One, with what was done about it."""
    row, refusal = find_feedback(request.actor, pk), None
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            reply_feedback(actor=request.actor, feedback=row, **form.cleaned_data)
            messages.success(request, "已登记。")
            return redirect("feedback_detail", pk)
        except Refusal as raised:
            refusal = raised
    facts = {"who": WHO, "row": row, "replies": replies_of(row), "form": form, "refusal": refusal}
    answer = render(
        request, "inspections/feedback_detail.html", facts, status=refusal.status if refusal else 200
    )
    answer["Cache-Control"] = "private, no-store"
    return answer
