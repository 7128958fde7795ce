"""The load of each inspector in a year, from played draws that can never become one."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mingcha.accounts.requests import StaffRequest
from mingcha.common.lists import export_xlsx, paginate
from mingcha.common.plots import bar_plot
from mingcha.draws import policies
from mingcha.draws.queries.simulation import LOAD_HEADINGS, campaign_count, load_export_row, loads_of
from mingcha.draws.rules.simulation import RUNS
from mingcha.draws.services import simulate_loads

PLOTTED = 12


@require_http_methods(["GET", "POST"])
def year_loads(request: StaffRequest, year: int) -> HttpResponse:
    """GET shows what was played so far, POST plays on; a script posts until there are enough runs."""
    policies.can_simulate_loads(request.actor).require()
    if request.method == "POST":
        simulate_loads(actor=request.actor, year=year)
        if not request.headers.get("HX-Request"):
            return redirect("year_loads", year)
    loads = loads_of(request.actor, year)
    if request.GET.get("export"):
        title = f"{year}年度检查人员负担模拟"
        return export_xlsx(f"{title}.xlsx", title, LOAD_HEADINGS, map(load_export_row, loads.lines))
    busiest = [(line.name, line.total, f"{line.mean:.1f}户次") for line in loads.lines[:PLOTTED]]
    facts = {
        "year": year,
        "campaigns": campaign_count(request.actor, year),
        "loads": loads,
        "runs": RUNS,
        "plot": bar_plot(busiest),
        "page": paginate(request, loads.lines),
    }
    template = "draws/_loads.html" if request.headers.get("HX-Request") else "draws/year_loads.html"
    return render(request, template, facts)
