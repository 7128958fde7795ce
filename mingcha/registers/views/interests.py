"""Interests: the list, one with its decision, hints, delegations."""

from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.common.lists import export_xlsx, paginate
from mingcha.common.workbooks.values import compact_text
from mingcha.common.workbooks.writer import Value
from mingcha.registers.interest_forms import ConflictFilterForm, DecisionForm, DelegationForm, ReasonForm
from mingcha.registers.models import ConflictOfInterest
from mingcha.registers.policies import (
    can_decide_conflict,
    can_declare_conflict,
    can_delegate,
    can_export_in_full,
    can_read_registers,
    can_see_endings,
    needs_collective,
)
from mingcha.registers.queries import conflict_of, declared_conflicts, parties
from mingcha.registers.queries.interests import delegations, hints
from mingcha.registers.rules.staff import HINT
from mingcha.registers.services import declare_conflict
from mingcha.registers.services.interests import decide_conflict, give_delegation, withdraw_delegation
from mingcha.registers.states import CONFLICT, PENDING

HEADINGS = ("姓名", "名册编号", "相对方", "种类", "关系", "起", "止", "来源", "申报日期", "状态", "决定人")
HINT_HEADINGS = ("姓名", "名册编号", "市场主体", "对象编码", "线索")
DELEGATION_HEADINGS = ("被授权人", "授权文号", "起", "止", "授权人")


@require_GET
def conflict_list(request: StaffRequest) -> HttpResponse:
    can_read_registers(request.actor).require()
    form, found = _found(request)
    page = paginate(request, found)
    named = parties(request.actor, page)
    facts = {
        "form": form,
        "page": page,
        "rows": [(one, named[one.pk], _may_decide(request, one)) for one in page],
        "life": CONFLICT,
        "may_declare": can_declare_conflict(request.actor),
        "may_see_endings": can_see_endings(request.actor),
        "is_filtered": any(request.GET.get(name) for name in form.fields),
    }
    return render(request, "registers/conflict_list.html", facts)


@require_GET
def conflict_export(request: StaffRequest) -> HttpResponse:
    can_read_registers(request.actor).require()
    _, found = _found(request)
    in_full = can_export_in_full(request.actor).allowed
    rows = _rows(found, in_full=in_full)
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
    facts = {"page": paginate(request, found), "refusal": refusal}
    return render(request, "registers/conflict_hints.html", facts, status=refusal.status if refusal else 200)


@require_GET
def conflict_hints_export(request: StaffRequest) -> HttpResponse:
    can_declare_conflict(request.actor).require()
    rows: Iterator[list[Value]] = (
        [one.inspector.name, one.inspector.roster_no, one.holder.name, one.holder.code, one.why]
        for one in hints(request.actor)
    )
    return export_xlsx(f"比对线索{moments.today():%Y%m%d}.xlsx", "比对线索", HINT_HEADINGS, rows)


@require_http_methods(["GET", "POST"])
def delegation_list(request: StaffRequest) -> HttpResponse:
    can_read_registers(request.actor).require()
    may_give = can_delegate(request.actor)
    form = DelegationForm(request.actor, request.POST or None)
    refusal = None
    if form.is_valid():
        try:
            give_delegation(actor=request.actor, **form.cleaned_data)
            messages.success(request, "已授权，期满自动失效。")
            return redirect("delegation_list")
        except Refusal as raised:
            refusal = raised
    facts = {"page": paginate(request, delegations(request.actor)), "form": form, "refusal": refusal}
    facts |= {"may_give": may_give, "today": moments.today()}
    return render(request, "registers/delegation_list.html", facts, status=refusal.status if refusal else 200)


@require_GET
def delegation_export(request: StaffRequest) -> HttpResponse:
    can_read_registers(request.actor).require()
    rows: Iterator[list[Value]] = (
        [one.person.name, one.document_no, one.from_on, one.until_on, one.given_by]
        for one in delegations(request.actor)
    )
    return export_xlsx(f"回避决定授权{moments.today():%Y%m%d}.xlsx", "授权", DELEGATION_HEADINGS, rows)


@require_POST
def delegation_withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    withdraw_delegation(actor=request.actor, delegation=pk, reason=reason)
    messages.success(request, "已收回，明天起不再有效。")
    return redirect("delegation_list")


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
