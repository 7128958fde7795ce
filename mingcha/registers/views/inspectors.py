"""执法检查人员: the list with who may be assigned, one person, the state."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.common.lists import export_xlsx, order_of, paginate
from mingcha.registers.exports import INSPECTOR_HEADINGS, inspector_export_rows
from mingcha.registers.forms import InspectorFilterForm, ProposeConflictForm, StateForm
from mingcha.registers.models import Inspector
from mingcha.registers.policies import (
    can_change_inspector,
    can_confirm_absence,
    can_declare_conflict,
    can_export_in_full,
    can_import_inspectors,
    can_read_registers,
    can_see_endings,
)
from mingcha.registers.queries import (
    Eligible,
    declared_conflicts,
    eligibility,
    eligible_inspectors,
    hours_wanted,
    inspector_history,
    inspector_of,
    parties,
    training_hours,
)
from mingcha.registers.queries.people import lacks_training, matching
from mingcha.registers.services import change_inspector_state
from mingcha.registers.states import CONFLICT, INSPECTOR

ORDERS = {
    "code": "inspector__roster_no",
    "section": "inspector__section_name",
    "state": "inspector__state",
}


@require_GET
def inspector_list(request: StaffRequest) -> HttpResponse:
    can_read_registers(request.actor).require()
    people, form, found = _found(request)
    order = order_of(request, ORDERS, "code")
    eligible = sum(1 for one in people if not one.reasons)
    facts = {
        "form": form,
        "wanted": order,
        "page": paginate(request, order.of(found)),
        "size": len(people),
        "eligible": eligible,
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "lacking": sum(1 for one in people if lacks_training(one)),
        "may_import": can_import_inspectors(request.actor),
        "may_change": can_change_inspector(request.actor),
        "may_see_endings": can_see_endings(request.actor),
        "life": INSPECTOR,
        "today": moments.today(),
    }
    return render(request, "registers/inspector_list.html", facts)


@require_GET
def inspector_export(request: StaffRequest) -> HttpResponse:
    can_read_registers(request.actor).require()
    _, _, found = _found(request)
    in_full = can_export_in_full(request.actor).allowed
    conflicts = declared_conflicts(request.actor).filter(until_on=None)
    found = order_of(request, ORDERS, "code").of(found)
    rows = inspector_export_rows(found, conflicts, in_full=in_full)
    name = f"执法检查人员名录库{moments.today():%Y%m%d}.xlsx"
    return export_xlsx(name, "执法检查人员名录库", INSPECTOR_HEADINGS, rows)


@require_GET
def inspector_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    can_read_registers(request.actor).require()
    return inspector_page(request, pk)


@require_http_methods(["GET", "POST"])
def inspector_state(request: StaffRequest, pk: UUID) -> HttpResponse:
    can_read_registers(request.actor).require()
    form = StateForm(_acts(inspector_of(request.actor, pk).state), request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return inspector_page(request, pk, state_form=form)
    try:
        changed = change_inspector_state(actor=request.actor, inspector=pk, **form.cleaned_data)
    except Refusal as refusal:
        return inspector_page(request, pk, state_form=form, refusal=refusal)
    messages.success(request, f"已办理，现在的状态是“{INSPECTOR.words[changed.state][0]}”。")
    return redirect("inspector_detail", pk=pk)


def inspector_page(
    request: StaffRequest,
    pk: UUID,
    *,
    refusal: Refusal | None = None,
    **forms: StateForm | ProposeConflictForm,
) -> HttpResponse:
    """One person; `forms` holds whichever of `state_form` and `conflict_form` is being filled in."""
    inspector = inspector_of(request.actor, pk)
    conflicts = list(declared_conflicts(request.actor).filter(inspector=inspector))
    named = parties(request.actor, conflicts)
    facts = {
        "one": eligibility(inspector, moments.today()),
        "inspector": inspector,
        "conflicts": [(conflict, named[conflict.pk]) for conflict in conflicts],
        "refusal": refusal,
        "history": inspector_history(inspector),
        "life": INSPECTOR,
        "conflict_life": CONFLICT,
    }
    facts |= _hours(inspector) | _may(request, inspector)
    blank = {"state_form": StateForm(_acts(inspector.state)), "conflict_form": ProposeConflictForm()}
    status = refusal.status if refusal else 200
    return render(request, "registers/inspector_detail.html", facts | blank | forms, status=status)


def _may(request: StaffRequest, inspector: Inspector) -> dict[str, object]:
    actor = request.actor
    return {
        "may_change": can_change_inspector(actor),
        "may_confirm": {one.pk for one in inspector.absences.all() if can_confirm_absence(actor, one)},
        "may_declare": can_declare_conflict(actor),
    }


def _hours(inspector: Inspector) -> dict[str, object]:
    today = moments.today()
    wanted = hours_wanted(inspector.office_id, today)
    return {"today": today, "hours": training_hours(inspector, today.year), "hours_wanted": wanted}


def _acts(state: str) -> list[tuple[str, str]]:
    return [(act, name) for act, (name, starts, _) in INSPECTOR.acts.items() if state in starts]


def _found(request: StaffRequest) -> tuple[list[Eligible], InspectorFilterForm, list[Eligible]]:
    """Everybody, the filter, and whom it leaves. An office has some dozens of inspectors."""
    people = eligible_inspectors(request.actor, moments.today())
    sections = sorted({one.inspector.section_name for one in people} - {""})
    form = InspectorFilterForm(sections, request.GET)
    form.full_clean()
    return people, form, [one for one in people if matching(one, **form.cleaned_data)]
