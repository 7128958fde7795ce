"""检查对象: the list, one target, its holder, its state."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.common.lists import export_xlsx, paginate
from mingcha.intake.queries import latest_import
from mingcha.registers.exports import target_workbook
from mingcha.registers.forms import DETAIL, StateForm, TargetFilterForm
from mingcha.registers.policies import (
    can_change_target,
    can_decide_duplicates,
    can_enter_target,
    can_export_in_full,
    can_import_targets,
    can_read_registers,
)
from mingcha.registers.queries import (
    LOOKS,
    TargetFilter,
    conflicts_with_holder,
    definitions_of,
    former_of,
    history_of,
    holder_of,
    listed_targets,
    look_counts,
    register_size,
    target_counts_by_town,
    target_facets,
    target_of,
    targets_of,
)
from mingcha.registers.queries.details import shown_details
from mingcha.registers.queries.field_lists import SORT, filter_conditions, list_fields
from mingcha.registers.rules.categories import FieldRule
from mingcha.registers.services import change_target_state
from mingcha.registers.states import TARGET
from mingcha.registers.tiles import legend, tiles
from mingcha.registers.views.as_of import target_list_as_of
from mingcha.registers.views.standing import standing_panel

EXPORT_LIMIT = 100_000


@require_GET
def registers_home(request: StaffRequest) -> HttpResponse:
    return redirect("target_list")


@require_GET
def target_list(request: StaffRequest) -> HttpResponse:
    if "on" in request.GET:
        return target_list_as_of(request)
    can_read_registers(request.actor).require()
    form, wanted = _wanted(request)
    by_town = target_counts_by_town(request.actor, wanted)
    counts = look_counts(request.actor)
    facts = {
        "form": form,
        "wanted": wanted,
        "page": paginate(request, listed_targets(request.actor, wanted)),
        "size": register_size(request.actor),
        "latest": latest_import(request.actor, "targets"),
        "tiles": tiles(by_town, wanted.town),
        "legend": legend(by_town),
        "in_tiles": sum(by_town.values()),
        "looks": [(key, title, counts[key]) for key, (title, _) in LOOKS.items()],
        "chips": _chips(request.GET, form, wanted),
        "rules": [(rule, f"{SORT}{rule.key}") for rule in _list_rules(request)],
        "may_import": can_import_targets(request.actor),
        "life": TARGET,
        "today": moments.today(),
    }
    return render(request, "registers/target_list.html", facts)


@require_GET
def target_export(request: StaffRequest) -> HttpResponse:
    can_read_registers(request.actor).require()
    _, wanted = _wanted(request)
    rows = targets_of(request.actor, wanted)[:EXPORT_LIMIT].iterator(chunk_size=2000)
    in_full = can_export_in_full(request.actor).allowed
    definitions = definitions_of(request.actor)
    headings, cells = target_workbook(definitions, rows, category=wanted.category, in_full=in_full)
    name = f"检查对象名录库{moments.today():%Y%m%d}.xlsx"
    return export_xlsx(name, "检查对象名录库", headings, cells)


@require_GET
def target_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    can_read_registers(request.actor).require()
    return _target_page(request, pk, None)


@require_http_methods(["GET", "POST"])
def target_state(request: StaffRequest, pk: UUID) -> HttpResponse:
    can_read_registers(request.actor).require()
    target = target_of(request.actor, pk)
    form = StateForm(_acts(target.state), request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return _target_page(request, pk, form)
    try:
        changed = change_target_state(actor=request.actor, target=pk, **form.cleaned_data)
    except Refusal as refusal:
        return _target_page(request, pk, form, refusal)
    messages.success(request, f"已办理，现在的状态是“{TARGET.words[changed.state][0]}”。")
    return redirect("target_detail", pk=pk)


@require_GET
def holder_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    can_read_registers(request.actor).require()
    holder = holder_of(request.actor, pk)
    targets = list(holder.targets.filter(merged_into=None).order_by("code")[:200])
    facts = {
        "holder": holder,
        "targets": targets,
        "may_enter": can_enter_target(request.actor),
        "conflicts": conflicts_with_holder(request.actor, holder),
        "former": former_of(request.actor, holder),
        "may_decide": can_decide_duplicates(request.actor),
        **standing_panel(request, holder),
        "history": history_of(holder, *targets[:20]),
        "life": TARGET,
        "today": moments.today(),
    }
    return render(request, "registers/holder_detail.html", facts)


def _target_page(
    request: StaffRequest, pk: UUID, form: StateForm | None, refusal: Refusal | None = None
) -> HttpResponse:
    target = target_of(request.actor, pk)
    facts = {
        "target": target,
        "form": form or StateForm(_acts(target.state)),
        "refusal": refusal,
        "may_change": can_change_target(request.actor),
        "may_enter": can_enter_target(request.actor),
        "former": former_of(request.actor, target),
        "may_decide": can_decide_duplicates(request.actor),
        "details": shown_details(target, definitions_of(request.actor)),
        **standing_panel(request, target),
        "history": history_of(target, target.holder),
        "life": TARGET,
        "today": moments.today(),
    }
    return render(request, "registers/target_detail.html", facts, status=refusal.status if refusal else 200)


def _acts(state: str) -> list[tuple[str, str]]:
    return [(act, name) for act, (name, starts, _) in TARGET.acts.items() if state in starts]


def _wanted(request: StaffRequest) -> tuple[TargetFilterForm, TargetFilter]:
    form = TargetFilterForm(target_facets(request.actor), request.GET)
    form.offer(_list_rules(request))
    look = "expired" if request.GET.get("expired") else request.GET.get("look", "")
    usual = "until" if look in ("expiring", "expired") else "code"
    return form, form.wanted(look, request.GET.get("sort", usual))


def _list_rules(request: StaffRequest) -> list[FieldRule]:
    """The fields that the list shows as columns: those of the one category that is asked for."""
    category = request.GET.get("category", "")
    return list_fields(definitions_of(request.actor), category) if category else []


def _chips(query: QueryDict, form: TargetFilterForm, wanted: TargetFilter) -> list[tuple[str, str, str]]:
    """Each condition with its words and the address without it."""
    found: list[tuple[str, str, str]] = []
    conditions = {name: value for name, value in wanted.conditions.items() if name != "detail"}
    conditions |= {DETAIL + key: text for key, text in filter_conditions(wanted.detail).items()}
    for name, value in conditions.items():
        rest = query.copy()
        for key in (name, "page", *(("expired",) if name == "look" else ())):
            rest.pop(key, None)
        field: Any = form.fields.get(name)
        words = dict(getattr(field, "choices", ())).get(value, value)
        title = "条件" if name == "look" else "查询" if name == "q" else str(field.label)
        found.append((title, LOOKS[value][0] if name == "look" else str(words), rest.urlencode()))
    return found
