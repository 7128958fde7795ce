"""检查经历: the list of past visits, and one put right."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.common.lists import export_xlsx, order_of, paginate
from mingcha.common.workbooks.writer import Value
from mingcha.registers.forms import VisitFilterForm, VisitForm
from mingcha.registers.models import VisitFact
from mingcha.registers.policies import can_correct_visit, can_import_targets, can_read_registers
from mingcha.registers.queries import visits
from mingcha.registers.services.correct_visit import VisitFacts, correct_visit, facts_of, visit_of

ORDERS = {"holder": "holder__code", "day": "visited_on", "body": "body"}
VISIT_HEADINGS = (
    *("检查对象名称", "统一社会信用代码", "许可证号", "检查机关", "检查日期"),
    *("检查事项", "检查类型", "检查结果", "来源", "状态"),
)
EXPORTED = 100_000


@require_GET
def visit_list(request: StaffRequest) -> HttpResponse:
    can_read_registers(request.actor).require()
    form = VisitFilterForm(request.GET)
    found = visits(request.actor, form.cleaned_data if form.is_valid() else {})
    order = order_of(request, ORDERS, "-day")
    found = order.of(found)
    if request.GET.get("export"):
        name = f"检查经历{moments.today():%Y%m%d}.xlsx"
        rows = map(_visit_row, found[:EXPORTED].iterator(chunk_size=2000))
        return export_xlsx(name, "检查经历", VISIT_HEADINGS, rows)
    facts = {
        "form": form,
        "wanted": order,
        "page": paginate(request, found),
        "may_import": can_import_targets(request.actor),
        "may_correct": can_correct_visit(request.actor),
    }
    return render(request, "registers/visit_list.html", facts)


@require_http_methods(["GET", "POST"])
def visit_correct(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One past visit put right, or made void."""
    can_read_registers(request.actor).require()
    can_correct_visit(request.actor).require()
    visit, refusal = visit_of(request.actor, pk), None
    form = VisitForm(request.POST or None, initial=vars(facts_of(visit)))
    if form.is_valid():
        typed = dict(form.cleaned_data)
        reason = typed.pop("reason")
        try:
            correct_visit(actor=request.actor, visit=pk, facts=VisitFacts(**typed), reason=reason)
            messages.success(request, "已更正，检查次数和间隔随之重新计算。")
            return redirect("visit_list")
        except Refusal as raised:
            refusal = raised
    facts = {"visit": visit, "form": form, "refusal": refusal}
    return render(request, "registers/visit_form.html", facts, status=refusal.status if refusal else 200)


def _visit_row(visit: VisitFact) -> list[Value]:
    return [
        visit.holder.name,
        visit.holder.uscc or visit.holder.code,
        visit.target.licence_no if visit.target else "",
        visit.body,
        visit.visited_on,
        visit.item,
        visit.get_manner_display(),
        visit.told_result,
        visit.source,
        "已作废" if visit.is_void else "",
    ]
