"""Partner bureaus and what is borrowed from them."""

from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.common.lists import export_xlsx, order_of, paginate
from mingcha.common.workbooks.writer import Value
from mingcha.registers.interest_forms import BorrowingForm, PartnerForm, ReasonForm
from mingcha.registers.policies import (
    can_change_inspector,
    can_decide_borrowing,
    can_import_inspectors,
    can_propose_borrowing,
    can_read_registers,
    can_see_endings,
)
from mingcha.registers.queries.borrowings import borrowings, partners
from mingcha.registers.services.borrowings import (
    add_partner,
    decide_borrowing,
    end_borrowing,
    propose_borrowing,
)
from mingcha.registers.states import BORROWING

ORDERS = {"unit": "partner__name", "from": "from_on", "state": "state"}
PARTNER_ORDERS = {"name": "name", "people": "people"}
HEADINGS = ("抽调范围", "用途", "起", "止", "状态", "提出人", "批准人")
PARTNER_HEADINGS = ("部门", "抽取中的标签", "名册人数")


@require_http_methods(["GET", "POST"])
def borrowing_list(request: StaffRequest) -> HttpResponse:
    can_read_registers(request.actor).require()
    form = BorrowingForm(request.POST or None, request.FILES or None)
    refusal = None
    if form.is_valid():
        try:
            propose_borrowing(actor=request.actor, **form.cleaned_data)
            messages.success(request, "已提出，局领导批准后生效。")
            return redirect("borrowing_list")
        except Refusal as raised:
            refusal = raised
    order = order_of(request, ORDERS, "-from")
    found = order.of(borrowings(request.actor))
    facts = {"page": paginate(request, found), "wanted": order, "form": form, "refusal": refusal}
    facts |= {"may_propose": can_propose_borrowing(request.actor), "life": BORROWING}
    facts |= {"may_decide": can_decide_borrowing(request.actor), "today": moments.today()}
    facts |= {"may_see_endings": can_see_endings(request.actor)}
    return render(request, "registers/borrowing_list.html", facts, status=refusal.status if refusal else 200)


@require_GET
def borrowing_export(request: StaffRequest) -> HttpResponse:
    can_read_registers(request.actor).require()
    rows: Iterator[list[Value]] = (
        [
            one.unit_words,
            one.purpose,
            one.from_on,
            one.until_on,
            BORROWING.words[one.state][0],
            one.proposed_by,
            one.decided_by,
        ]
        for one in borrowings(request.actor)
    )
    return export_xlsx(f"抽调{moments.today():%Y%m%d}.xlsx", "抽调", HEADINGS, rows)


@require_POST
def borrowing_decide(request: StaffRequest, pk: UUID, act: str) -> HttpResponse:
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    decide_borrowing(actor=request.actor, borrowing=pk, approve=act == "approve", reason=reason)
    messages.success(request, "已办理。")
    return redirect("borrowing_list")


@require_POST
def borrowing_end(request: StaffRequest, pk: UUID) -> HttpResponse:
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    end_borrowing(actor=request.actor, borrowing=pk, reason=reason)
    messages.success(request, "已结束。")
    return redirect("borrowing_list")


@require_http_methods(["GET", "POST"])
def partner_list(request: StaffRequest) -> HttpResponse:
    can_read_registers(request.actor).require()
    form = PartnerForm(request.POST or None)
    refusal = None
    if form.is_valid():
        try:
            add_partner(actor=request.actor, **form.cleaned_data)
            messages.success(request, "已登记，可以导入它的名册。")
            return redirect("partner_list")
        except Refusal as raised:
            refusal = raised
    order = order_of(request, PARTNER_ORDERS, "name")
    found = order.of(partners(request.actor))
    facts = {"page": paginate(request, found), "wanted": order, "form": form, "refusal": refusal}
    facts |= {"may_change": can_change_inspector(request.actor)}
    facts |= {"may_import": can_import_inspectors(request.actor)}
    return render(request, "registers/partner_list.html", facts, status=refusal.status if refusal else 200)


@require_GET
def partner_export(request: StaffRequest) -> HttpResponse:
    can_read_registers(request.actor).require()
    rows = map(list, partners(request.actor).values_list("name", "tag", Count("inspectors")))
    return export_xlsx(f"联合部门{moments.today():%Y%m%d}.xlsx", "联合部门", PARTNER_HEADINGS, rows)
