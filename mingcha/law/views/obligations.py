"""Pages of obligations: the list, one with its history, a change proposed and decided."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.common.lists import export_xlsx, paginate
from mingcha.common.workbooks.writer import Value
from mingcha.law import policies, services
from mingcha.law.forms import ChangeForm, DecideForm, ObligationFilterForm
from mingcha.law.models import ObligationChange
from mingcha.law.queries import (
    ObligationFilter,
    ObligationLine,
    changes_of,
    find_change,
    find_obligation,
    latest_row,
    obligation_lines,
    open_changes,
)
from mingcha.law.queries.wording import corrected_units, new_wordings
from mingcha.law.rules import BY_KEY
from mingcha.law.states import CHANGE, PROPOSED

HEADINGS = (
    "名称", "代号", "内容", "数值", "依据", "原文", "适用范围", "责任岗位", "可信程度",
    "是否执行", "施行", "失效", "状态", "由程序核对", "尚未核对或不执行的原因",
)  # fmt: skip


def _cells(lines: Iterable[ObligationLine]) -> Iterator[list[Value]]:
    """A row for each dated row, the latest first."""
    for line in lines:
        rule = line.rule
        enforced, why = "；".join(rule.enforced_by.values()), f"{rule.not_yet}{rule.off_because}"
        for row, _, word in line.history:
            cited: list[Value] = [row.title, row.key, rule.text, row.words, row.clause, row.quote]
            said: list[Value] = [rule.scope, line.owner, row.get_confidence_display()]
            span: list[Value] = ["是" if row.is_on else "否", row.in_force_from, row.in_force_until, word]
            yield [*cited, *said, *span, enforced, why]


@require_GET
def obligation_list(request: StaffRequest) -> HttpResponse:
    policies.can_view_obligations(request.actor).require()
    form = ObligationFilterForm(request.GET)
    wanted = form.narrow()
    lines = obligation_lines(request.actor, moments.today(), wanted)
    if request.GET.get("export"):
        return export_xlsx("法定义务.xlsx", "法定义务", HEADINGS, _cells(lines))
    facts = {
        "form": form,
        "page": paginate(request, lines),
        "is_filtered": wanted != ObligationFilter(),
        "waiting": open_changes(request.actor),
        "may_propose": policies.can_propose_change(request.actor),
        "wordings": new_wordings(request.actor),
        "units": corrected_units(request.actor),
        "may_adopt": policies.can_adopt_wording(request.actor),
    }
    return render(request, "law/obligation_list.html", facts)


@require_POST
def wording_adopt(request: StaffRequest) -> HttpResponse:
    rows = services.adopt_wording(actor=request.actor)
    messages.success(request, f"已采用{len(rows)}条新版条文，数值和施行日期不变。")
    return redirect("obligation_list")


@require_GET
def obligation_detail(request: StaffRequest, key: str) -> HttpResponse:
    policies.can_view_obligations(request.actor).require()
    facts = {
        "line": find_obligation(request.actor, key, moments.today()),
        "changes": changes_of(request.actor, key),
        "may_propose": policies.can_propose_change(request.actor),
        "life": CHANGE,
    }
    return render(request, "law/obligation_detail.html", facts)


@require_http_methods(["GET", "POST"])
def obligation_change(request: StaffRequest, key: str) -> HttpResponse:
    policies.can_propose_change(request.actor).require()
    latest = latest_row(request.actor, key)
    rule = BY_KEY.get(key)
    form = ChangeForm(request.POST or None, row=latest, may_be_off=rule is None or rule.may_be_off)
    refusal = None
    if form.is_valid():
        try:
            change = services.propose_change(actor=request.actor, key=key, facts=form.facts)
        except Refusal as raised:
            refusal = raised
        else:
            messages.success(request, "已提出，等局领导决定。")
            return redirect("change_detail", change.pk)
    facts = {"form": form, "latest": latest, "rule": rule, "refusal": refusal}
    return render(request, "law/obligation_change.html", facts, status=refusal.status if refusal else 200)


@require_GET
def change_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    policies.can_view_obligations(request.actor).require()
    return _change_page(request, find_change(request.actor, pk))


@require_POST
def change_approve(request: StaffRequest, pk: UUID) -> HttpResponse:
    change = find_change(request.actor, pk)
    remark = request.POST.get("remark", "")[:200]
    row = services.approve_change(actor=request.actor, change=change, remark=remark)
    messages.success(request, f"已批准：{row}自{row.in_force_from}起施行。")
    return redirect("obligation_detail", change.key)


@require_POST
def change_decline(request: StaffRequest, pk: UUID) -> HttpResponse:
    change = find_change(request.actor, pk)
    try:
        services.decline_change(
            actor=request.actor, change=change, remark=request.POST.get("remark", "")[:200]
        )
    except Refusal as refusal:
        if refusal.code != "reason-missing":
            raise
        return _change_page(request, change, refusal)
    messages.success(request, "已决定不批准。")
    return redirect("change_detail", pk)


@require_POST
def change_withdraw(request: StaffRequest, pk: UUID) -> HttpResponse:
    change = find_change(request.actor, pk)
    services.withdraw_change(actor=request.actor, change=change)
    messages.success(request, "已撤回。")
    return redirect("obligation_detail", change.key)


def _change_page(
    request: StaffRequest, change: ObligationChange, refusal: Refusal | None = None
) -> HttpResponse:
    facts = {
        "change": change,
        "line": find_obligation(request.actor, change.key, moments.today()),
        "is_open": change.state == PROPOSED,
        "is_past": change.in_force_from <= moments.today(),
        "form": DecideForm(),
        "may_decide": policies.can_decide_change(request.actor, change),
        "may_withdraw": policies.can_withdraw_change(request.actor, change),
        "refusal": refusal,
        "life": CHANGE,
    }
    return render(request, "law/change_detail.html", facts, status=refusal.status if refusal else 200)
