"""权责清单: the list, one power, and the comparison with the item list."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common.lists import export_xlsx, order_of, paginate
from mingcha.items import policies, queries, services
from mingcha.items.forms import PowerFilterForm, ReasonForm
from mingcha.items.queries import Comparison, PowerFilter
from mingcha.items.rules.powers import POWER_TITLES
from mingcha.items.states import POWER

ITEMS, POWERS = "items", "powers"
"""Which side of the comparison is shown."""
ORDERS = {"code": "code", "kind": "kind", "section": "section_name", "state": "state"}


@require_GET
def power_list(request: StaffRequest) -> HttpResponse:
    policies.can_view_items(request.actor).require()
    form = PowerFilterForm(queries.power_kinds(request.actor), request.GET)
    wanted = PowerFilter(**form.cleaned_data) if form.is_valid() else PowerFilter()
    order = order_of(request, ORDERS, "code")
    found = order.of(queries.filtered_powers(request.actor, wanted))
    if request.GET.get("export"):
        rows = [[*power.facts.values(), power.get_state_display()] for power in found]
        return export_xlsx("权责清单.xlsx", "权责清单", [*POWER_TITLES.values(), "状态"], rows)
    facts = {
        "form": form,
        "wanted": order,
        "page": paginate(request, found),
        "size": queries.powers(request.actor).count(),
        "is_filtered": wanted != PowerFilter(),
        "may_keep": policies.can_keep_powers(request.actor),
        "life": POWER,
    }
    return render(request, "items/power_list.html", facts)


@require_GET
def power_gaps(request: StaffRequest) -> HttpResponse:
    """Items without a power, powers to inspect without an item."""
    policies.can_view_items(request.actor).require()
    compared = queries.compare_powers(request.actor)
    if request.GET.get("export"):
        headings = ["问题", "编码", "名称", "依据", "股室", "说明"]
        return export_xlsx("清单与权责清单核对.xlsx", "清单与权责清单核对", headings, _gap_rows(compared))
    side = POWERS if request.GET.get("side") == POWERS else ITEMS
    facts = {
        "compared": compared,
        "side": side,
        "page": paginate(request, compared.powers if side == POWERS else compared.items),
        "size": queries.powers(request.actor).count(),
        "may_edit": policies.can_draft_items(request.actor),
    }
    return render(request, "items/power_gaps.html", facts)


@require_GET
def power_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    policies.can_view_items(request.actor).require()
    power = queries.find_power(request.actor, pk)
    facts = {
        "power": power,
        "fields": [(title, power.facts[field]) for field, title in POWER_TITLES.items()],
        "may_keep": policies.can_keep_powers(request.actor),
        "reason_form": ReasonForm(),
        "life": POWER,
    }
    return render(request, "items/power_detail.html", facts)


@require_POST
def power_strike_off(request: StaffRequest, pk: UUID) -> HttpResponse:
    power = queries.find_power(request.actor, pk)
    reason = request.POST.get("reason", "")[:200]
    services.strike_off_power(actor=request.actor, power=power, reason=reason)
    messages.success(request, f"已从权责清单取消“{power}”。")
    return redirect("power_detail", pk)


@require_POST
def power_restore(request: StaffRequest, pk: UUID) -> HttpResponse:
    power = queries.find_power(request.actor, pk)
    reason = request.POST.get("reason", "")[:200]
    services.restore_power(actor=request.actor, power=power, reason=reason)
    messages.success(request, f"已在权责清单恢复“{power}”。")
    return redirect("power_detail", pk)


def _gap_rows(compared: Comparison) -> list[list[Any]]:
    items = [
        ["事项没有对应的权力", one.item.code, one.item.name, one.item.basis, one.item.section_name, one.why]
        for one in compared.items
    ]
    powers = [
        ["权力没有对应的事项", power.code, power.name, power.basis, power.section_name, power.kind]
        for power in compared.powers
    ]
    return items + powers
