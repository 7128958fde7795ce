"""Pages of the calendar: a year, entering its notice, what an entry moved, the deadlines counted by it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.common.lists import export_xlsx, paginate
from mingcha.common.workbooks.writer import Value
from mingcha.law.forms import DeadlineFilterForm, NoticeForm
from mingcha.law.models import Deadline
from mingcha.law.policies import can_enter_notice, can_view_calendar
from mingcha.law.queries.calendar import find_notice, notice_versions, preview_notice, require_year, year_page
from mingcha.law.queries.deadlines import deadlines
from mingcha.law.services import check_notice, enter_notice

HEADINGS = ("事项", "起算日", "期限", "到期日", "暂定", "依据", "办结时间")
EXPORTED = 100_000


@require_GET
def calendar_now(request: StaffRequest) -> HttpResponse:
    can_view_calendar(request.actor).require()
    return redirect("calendar_year", moments.today().year)


@require_GET
def calendar_year(request: StaffRequest, year: int) -> HttpResponse:
    can_view_calendar(request.actor).require()
    facts = {
        "page": year_page(request.actor, year, moments.today()),
        "may_enter": can_enter_notice(request.actor),
        "today": moments.today(),
    }
    return render(request, "law/calendar_year.html", facts)


@require_http_methods(["GET", "POST"])
def calendar_enter(request: StaffRequest, year: int) -> HttpResponse:
    """Read off the notice, look at the year it makes, enter it."""
    can_enter_notice(request.actor).require()
    require_year(year, moments.today())
    latest = notice_versions(request.actor, year).first()
    form = NoticeForm(request.POST or None, year=year, latest=latest)
    preview = refusal = None
    if form.is_valid():
        try:
            if "check" not in request.POST:
                return _entered(request, form)
            preview = preview_notice(request.actor, check_notice(request.actor, form.notice))
        except Refusal as raised:
            refusal = raised
    facts = {"form": form, "year": year, "latest": latest, "preview": preview, "refusal": refusal}
    status = refusal.status if refusal else 200
    return render(request, "law/calendar_enter.html", facts, status=status)


def _entered(request: StaffRequest, form: NoticeForm) -> HttpResponse:
    told = form.cleaned_data
    entered = enter_notice(
        actor=request.actor,
        notice=form.notice,
        seen=told["seen"],
        reason=told.get("reason", ""),
        count_note=told["count_note"],
    )
    messages.success(request, f"已登记{entered}，重新计算了未办结的期限，其中{len(entered.moved)}项有变动。")
    return redirect("notice_detail", entered.pk)


@require_GET
def notice_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    can_view_calendar(request.actor).require()
    return render(request, "law/notice_detail.html", {"row": find_notice(request.actor, pk)})


@require_GET
def deadline_list(request: StaffRequest) -> HttpResponse:
    can_view_calendar(request.actor).require()
    form = DeadlineFilterForm(request.GET or {"look": "open"})
    found = deadlines(request.actor, form.narrow(), moments.today())
    if request.GET.get("export"):
        return export_xlsx("期限.xlsx", "期限", HEADINGS, map(_line, found[:EXPORTED]))
    facts = {"form": form, "page": paginate(request, found), "today": moments.today()}
    return render(request, "law/deadline_list.html", facts)


def _line(row: Deadline) -> tuple[Value, ...]:
    word = "暂定" if row.is_provisional else ""
    return row.title, row.starts_on, row.span, row.due_on, word, row.clause, row.closed_at
