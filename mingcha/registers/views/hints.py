"""Hints: what two registers say alike and nobody has declared."""

from collections.abc import Iterator

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.common.lists import export_xlsx, order_of, paginate
from mingcha.common.workbooks.writer import Value
from mingcha.registers.policies import can_declare_conflict
from mingcha.registers.queries.interests import hints
from mingcha.registers.rules.staff import HINT
from mingcha.registers.services import declare_conflict

ORDERS = {"person": "inspector__roster_no", "holder": "holder__code", "why": "why"}
HINT_HEADINGS = ("姓名", "名册编号", "市场主体", "对象编码", "线索")


@require_http_methods(["GET", "POST"])
def conflict_hints(request: StaffRequest) -> HttpResponse:
    can_declare_conflict(request.actor).require()
    found, refusal = hints(request.actor), None
    if request.method == "POST":
        wanted = (request.POST.get("inspector"), request.POST.get("holder"))
        hint = next((one for one in found if (str(one.inspector.pk), one.holder.code) == wanted), None)
        try:
            if hint is not None:
                party, inspector = hint.holder.code, hint.inspector.pk
                declare_conflict(
                    actor=request.actor, inspector=inspector, party=party, relation=hint.why, source=HINT
                )
                messages.success(request, "已提出，等待决定；决定之前的匹配也自动回避。")
            return redirect("conflict_hints")
        except Refusal as raised:
            refusal = raised
    order = order_of(request, ORDERS, "person")
    facts = {"page": paginate(request, order.of(found)), "wanted": order, "refusal": refusal}
    return render(request, "registers/conflict_hints.html", facts, status=refusal.status if refusal else 200)


@require_GET
def conflict_hints_export(request: StaffRequest) -> HttpResponse:
    can_declare_conflict(request.actor).require()
    rows: Iterator[list[Value]] = (
        [one.inspector.name, one.inspector.roster_no, one.holder.name, one.holder.code, one.why]
        for one in hints(request.actor)
    )
    return export_xlsx(f"比对线索{moments.today():%Y%m%d}.xlsx", "比对线索", HINT_HEADINGS, rows)
