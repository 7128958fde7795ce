"""总览: the year in figures, and the rows behind each number."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from mingcha.accounts.requests import StaffRequest
from mingcha.common.lists import export_book, paginate
from mingcha.oversight.exports import figure_sheets, rows_sheet
from mingcha.oversight.forms import SpanForm
from mingcha.oversight.policies import can_see_overview
from mingcha.oversight.queries.overview import FIGURES, Span, figure_of, overview, rows_of, span_of


@require_GET
def year_overview(request: StaffRequest) -> HttpResponse:
    """Every figure of the year and section that the address names."""
    can_see_overview(request.actor).require()
    span = _span(request)
    if key := request.GET.get("export"):
        figure, rows = figure_of(request.actor, span, key)
        return export_book(f"{_title(span)}{figure.name}.xlsx", figure_sheets(figure, rows))
    shown = {
        "span": span,
        "title": _title(span),
        "form": SpanForm(request.actor, span),
        "figures": overview(request.actor, span),
        "query": _query(span),
    }
    return render(request, "oversight/overview.html", shown)


@require_GET
def overview_rows(request: StaffRequest) -> HttpResponse:
    """The rows that one number counts."""
    can_see_overview(request.actor).require()
    span = _span(request)
    figure, of, line = (request.GET.get(name, "") for name in ("figure", "of", "line"))
    figure, of = (figure, of) if figure else next((key, kind.whole) for key, kind in FIGURES.items())
    found = rows_of(request.actor, span, figure, of, line)
    if request.GET.get("export"):
        return export_book(f"{_title(span)}{found.title}.xlsx", [rows_sheet(found)])
    page = paginate(request, found.rows)
    shown = {
        "title": _title(span),
        "found": found,
        "page": page,
        "lines": [(row.url, list(zip(found.headings, row.texts, strict=True))) for row in page],
        "back": f"{reverse('overview')}?{_query(span)}#{figure}",
    }
    return render(request, "oversight/overview_rows.html", shown)


def _span(request: StaffRequest) -> Span:
    return span_of(request.actor, request.GET.get("year", ""), request.GET.get("section", ""))


def _title(span: Span) -> str:
    return f"{span.section.name if span.section else '全局'}{span.year}年总览"


def _query(span: Span) -> str:
    """Year and section as they stand in an address."""
    return urlencode({"year": span.year} | ({"section": str(span.section_id)} if span.section else {}))
