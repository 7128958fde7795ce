"""The ledger as a list of acts, one act with what binds it, and the examination of everything."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common.lists import export_xlsx, paginate
from mingcha.ledger.queries import log_size
from mingcha.oversight.forms import ActFilterForm
from mingcha.oversight.policies import can_examine_ledger, can_read_ledger
from mingcha.oversight.queries.acts import acts, find_act, lines
from mingcha.oversight.services import examine_everything

HEADINGS = ("日志条号", "时间", "办理", "办理人", "原因", "涉及记录")
EXPORTED = 10_000
SHOWN_FINDINGS = 200


@require_GET
def ledger_list(request: StaffRequest) -> HttpResponse:
    can_read_ledger(request.actor).require()
    form = ActFilterForm(request.GET, scope=request.actor)
    found = acts(request.actor, form.narrow())
    if request.GET.get("export"):
        listed = lines(request.actor, found[:EXPORTED])
        rows = ((a.number, a.at, a.word, a.actor_name, a.reason, a.touched) for a in listed)
        return export_xlsx("留痕日志.xlsx", "留痕日志", HEADINGS, rows)
    page = paginate(request, found)
    shown = {"form": form, "page": page, "acts": lines(request.actor, page), "size": log_size()}
    shown["may_examine"] = can_examine_ledger(request.actor)
    return render(request, "oversight/ledger_list.html", shown)


@require_GET
def ledger_entry(request: StaffRequest, number: int) -> HttpResponse:
    can_read_ledger(request.actor).require()
    return render(request, "oversight/ledger_entry.html", {"found": find_act(request.actor, number)})


@require_POST
def ledger_examine(request: StaffRequest) -> HttpResponse:
    """Heavy, so asked for by a button; the answer is shown at once and changes nothing."""
    can_examine_ledger(request.actor).require()
    findings = list(examine_everything())
    shown = {"findings": findings[:SHOWN_FINDINGS], "count": len(findings), "size": log_size()}
    return render(request, "oversight/ledger_examine.html", shown)
