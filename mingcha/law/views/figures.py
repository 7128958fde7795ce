"""Pages of legal figures."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.common.lists import export_xlsx
from mingcha.common.workbooks.writer import Value
from mingcha.law.forms import AmendForm
from mingcha.law.policies import can_amend_figure, can_view_figures
from mingcha.law.queries import figure_rows, latest_figure
from mingcha.law.queries.figures import FigureRow
from mingcha.law.services import amend_figure

HEADINGS = ("名称", "代号", "数值", "依据", "条文", "施行", "失效", "可信程度", "状态")


def _row(row: FigureRow) -> list[Value]:
    figure = row.figure
    span: list[Value] = [figure.in_force_from, figure.in_force_until]
    facts: list[Value] = [figure.title, figure.key, figure.words, figure.clause, figure.quote, *span]
    return [*facts, figure.get_confidence_display(), row.status_word]


@require_GET
def figure_list(request: StaffRequest) -> HttpResponse:
    can_view_figures(request.actor).require()
    rows = figure_rows(request.actor, moments.today())
    if request.GET.get("export"):
        return export_xlsx("法定数值.xlsx", "法定数值", HEADINGS, map(_row, rows))
    facts = {
        "rows": rows,
        "may_amend": can_amend_figure(request.actor),
    }
    return render(request, "law/figure_list.html", facts)


@require_http_methods(["GET", "POST"])
def figure_amend(request: StaffRequest, key: str) -> HttpResponse:
    can_amend_figure(request.actor).require()
    former = latest_figure(request.actor, key)
    form = AmendForm(request.POST or None)
    refusal = None
    if form.is_valid():
        try:
            amended = amend_figure(actor=request.actor, key=key, **form.cleaned_data)
        except Refusal as raised:
            refusal = raised
        else:
            messages.success(
                request, f"已登记：{amended.title}自{amended.in_force_from}起为{amended.words}。"
            )
            return redirect("figure_list")
    facts = {"form": form, "former": former, "refusal": refusal}
    return render(request, "law/figure_amend.html", facts, status=refusal.status if refusal else 200)
