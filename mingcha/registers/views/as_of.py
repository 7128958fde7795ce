"""检查对象名录库 as it was on a day: read only, filtered and exported like the present one."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.lists import export_xlsx, paginate
from mingcha.registers.exports import target_workbook
from mingcha.registers.forms import DayForm, TargetFilterForm
from mingcha.registers.policies import can_export_in_full, can_read_registers
from mingcha.registers.queries import definitions_of, facets_as_of, register_as_of
from mingcha.registers.states import TARGET


@require_GET
def target_list_as_of(request: StaffRequest) -> HttpResponse:
    """The list for `?on=`; without a readable day that has been, the form that asks for one."""
    can_read_registers(request.actor).require()
    asked = DayForm(request.GET)
    if not asked.is_valid():
        return render(request, "registers/target_list_as_of.html", {"asked": asked}, status=422)
    day = asked.cleaned_data["on"]
    form = TargetFilterForm(facets_as_of(request.actor, day), request.GET)
    wanted = form.wanted("", "code")
    found = register_as_of(request.actor, day, wanted.conditions)
    if request.GET.get("export"):
        in_full = can_export_in_full(request.actor).allowed
        headings, cells = target_workbook(
            definitions_of(request.actor), found, category=wanted.category, in_full=in_full
        )
        return export_xlsx(f"检查对象名录库（{day:%Y%m%d}）.xlsx", f"{day}的检查对象名录库", headings, cells)
    facts = {
        "asked": asked,
        "day": day,
        "form": form,
        "page": paginate(request, found),
        "life": TARGET,
        "today": moments.today(),
    }
    return render(request, "registers/target_list_as_of.html", facts)
