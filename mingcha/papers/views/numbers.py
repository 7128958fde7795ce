"""Pages of document numbers: the list, the 代字 of each kind, what the office's own book has used."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from mingcha.accounts.requests import StaffRequest
from mingcha.common.errors import Refusal
from mingcha.common.lists import export_xlsx, paginate
from mingcha.papers import policies
from mingcha.papers.forms import OutsideForm, SeriesForm
from mingcha.papers.queries import numbers as queries
from mingcha.papers.rules.kinds import NUMBERED
from mingcha.papers.rules.numbers import STANDINGS
from mingcha.papers.services import record_outside_numbers, set_series


@require_GET
def number_list(request: StaffRequest) -> HttpResponse:
    """Every number given, what it stands on, and why one stands on nothing."""
    policies.can_see_numbers(request.actor).require()
    found = queries.narrowed(queries.numbers(request.actor), request.GET)
    if request.GET.get("export"):
        return export_xlsx("文号.xlsx", "文号", queries.NUMBER_HEADINGS, map(queries.number_cells, found))
    facts = {
        "page": paginate(request, found),
        "series": queries.series_rows(request.actor),
        "codes": queries.codes_of(request.actor),
        "years": queries.years_of(request.actor),
        "standings": [(key, word) for key, (word, _) in STANDINGS.items()],
        "may_set": policies.can_set_series(request.actor),
    }
    return render(request, "papers/number_list.html", facts)


@require_http_methods(["GET", "POST"])
def series_change(request: StaffRequest, kind: str) -> HttpResponse:
    policies.can_set_series(request.actor).require()
    if kind not in NUMBERED:
        raise Http404
    known = queries.series_of(request.actor.office_id).get(kind, "")
    form, refusal = SeriesForm(request.POST or None, initial={"code": known}), None
    if request.method == "POST" and form.is_valid():
        try:
            row = set_series(actor=request.actor, kind=kind, **form.cleaned_data)
            said = (
                f"{NUMBERED[kind]}今后用代字“{row}”编号。" if row else f"{NUMBERED[kind]}今后不由系统编号。"
            )
            messages.success(request, f"已保存：{said}")
            return redirect("number_list")
        except Refusal as raised:
            refusal = raised
    facts = {"form": form, "refusal": refusal, "title": NUMBERED[kind], "known": known}
    return render(request, "papers/series_change.html", facts, status=refusal.status if refusal else 200)


@require_http_methods(["GET", "POST"])
def numbers_outside(request: StaffRequest) -> HttpResponse:
    """An office that begins in the middle of a year says how far its own book came."""
    policies.can_explain_numbers(request.actor).require()
    codes = sorted(set(queries.series_of(request.actor.office_id).values()))
    form, refusal = OutsideForm(request.POST or None, codes=codes), None
    if request.method == "POST" and form.is_valid():
        try:
            rows = record_outside_numbers(actor=request.actor, **form.cleaned_data)
            messages.success(request, f"已登记{len(rows)}个号为系统外已用，下一个号接着编。")
            return redirect("number_list")
        except Refusal as raised:
            refusal = raised
    facts = {"form": form, "refusal": refusal, "codes": codes}
    return render(request, "papers/numbers_outside.html", facts, status=refusal.status if refusal else 200)
