"""Interests: the list, one with its decision, several decided together."""

from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.common.lists import export_xlsx, order_of, paginate
from mingcha.common.workbooks.values import compact_text
from mingcha.common.workbooks.writer import Value
from mingcha.registers.interest_forms import ConflictFilterForm, DecisionForm, DecisionsForm
from mingcha.registers.models import ConflictOfInterest
from mingcha.registers.policies import (
    can_decide_conflict,
    can_declare_conflict,
    can_export_in_full,
    can_read_registers,
    can_see_endings,
    needs_collective,
)
from mingcha.registers.queries import conflict_of, declared_conflicts, parties
from mingcha.registers.queries.interests import conflicts_to_decide_together
from mingcha.registers.services.interests import decide_conflict, decide_conflicts
from mingcha.registers.states import CONFLICT, PENDING

ORDERS = {
    "person": "inspector__roster_no",
    "kind": "kind",
    "from": "from_on",
    "declared": "declared_on",
    "state": "state",
}
HEADINGS = ("姓名", "名册编号", "相对方", "种类", "关系", "起", "止", "来源", "申报日期", "状态", "决定人")


@require_GET
def conflict_list(request: StaffRequest) -> HttpResponse:
    can_read_registers(request.actor).require()
    form, found = _found(request)
    order = order_of(request, ORDERS, "person")
    page = paginate(request, order.of(found))
    named = parties(request.actor, page)
    facts = {
        "form": form,
        "wanted": order,
        "page": page,
        "rows": [(one, named[one.pk], _may_decide(request, one)) for one in page],
        "life": CONFLICT,
        "may_declare": can_declare_conflict(request.actor),
        "may_see_endings": can_see_endings(request.actor),
        "to_decide": len(conflicts_to_decide_together(request.actor, moments.today())),
        "is_filtered": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "registers/conflict_list.html", facts)


@require_GET
def conflict_export(request: StaffRequest) -> HttpResponse:
    can_read_registers(request.actor).require()
    _, found = _found(request)
    in_full = can_export_in_full(request.actor).allowed
    rows = _rows(order_of(request, ORDERS, "person").of(found), in_full=in_full)
    return export_xlsx(f"利害关系{moments.today():%Y%m%d}.xlsx", "利害关系", HEADINGS, rows)


@require_http_methods(["GET", "POST"])
def conflict_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    conflict = conflict_of(request.actor, pk)
    may_decide = can_decide_conflict(request.actor, conflict, moments.today())
    if not may_decide:
        can_read_registers(request.actor).require()
    is_collective = needs_collective(conflict)
    form = DecisionForm(request.POST or None, request.FILES or None, is_collective=is_collective)
    refusal = None
    if form.is_valid():
        try:
            done = decide_conflict(actor=request.actor, conflict=pk, **form.decision())
            messages.success(request, f"已决定，这项利害关系{CONFLICT.words[done.state][0]}。")
            return redirect("conflict_detail", pk=pk)
        except Refusal as raised:
            refusal = raised
    facts = {"conflict": conflict, "parties": parties(request.actor, [conflict])[conflict.pk]}
    facts |= {"form": form, "refusal": refusal, "may_decide": may_decide, "is_collective": is_collective}
    facts |= {"life": CONFLICT, "may_read": can_read_registers(request.actor)}
    return render(request, "registers/conflict_detail.html", facts, status=refusal.status if refusal else 200)


@require_http_methods(["GET", "POST"])
def conflict_decisions(request: StaffRequest) -> HttpResponse:
    """What waits for this very viewer, to be ticked and decided for one reason."""
    waiting = conflicts_to_decide_together(request.actor, moments.today())
    if not waiting:
        can_read_registers(request.actor).require()
    form, ticked, refusal = DecisionsForm(request.POST or None), request.POST.getlist("tick"), None
    if form.is_valid():
        chosen = [one.pk for one in waiting if str(one.pk) in ticked]
        try:
            done = decide_conflicts(actor=request.actor, conflicts=chosen, **form.cleaned_data)
            messages.success(request, f"已决定{len(done)}项，每项各有一条留痕。")
            return redirect("conflict_decisions")
        except Refusal as raised:
            refusal = raised
    page = paginate(request, waiting)
    named = parties(request.actor, page)
    facts = {"page": page, "rows": [(one, named[one.pk]) for one in page], "form": form, "ticked": ticked}
    facts |= {"refusal": refusal, "may_read": can_read_registers(request.actor)}
    status = refusal.status if refusal else 200
    return render(request, "registers/conflict_decisions.html", facts, status=status)


def _may_decide(request: StaffRequest, one: ConflictOfInterest) -> bool:
    return one.state == PENDING and bool(can_decide_conflict(request.actor, one, moments.today()))


def _found(request: StaffRequest) -> tuple[ConflictFilterForm, "QuerySet[ConflictOfInterest]"]:
    form = ConflictFilterForm(request.GET)
    form.full_clean()
    rows = declared_conflicts(request.actor)
    for name in ("state", "kind", "source"):
        if value := form.cleaned_data.get(name):
            rows = rows.filter(**{name: value})
    if text := compact_text(form.cleaned_data.get("q", "")):
        fits = Q(inspector__name__contains=text) | Q(inspector__roster_no=text.upper())
        rows = rows.filter(fits | Q(holder_code__startswith=text.upper()))
    return form, rows


def _rows(found: "QuerySet[ConflictOfInterest]", *, in_full: bool) -> Iterator[list[Value]]:
    for one in found:
        decision = getattr(one, "decision", None)
        yield [
            one.inspector.name,
            one.inspector.roster_no,
            one.holder_code or (one.named if in_full else one.named_masked),
            one.get_kind_display(),
            one.relation,
            one.from_on,
            one.until_on,
            one.get_source_display(),
            one.declared_on,
            CONFLICT.words[one.state][0],
            decision.decided_by if decision else "",
        ]
