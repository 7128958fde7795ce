"""A training round for many people, and what of them ends soon."""

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
from mingcha.registers.policies import can_change_inspector, can_see_endings
from mingcha.registers.queries import (
    Eligible,
    PersonEnding,
    eligible_inspectors,
    person_endings,
    warning_steps,
)
from mingcha.registers.queries.people import lacks_training
from mingcha.registers.services.staff import record_training
from mingcha.registers.staff_forms import EndingFilterForm, TrainingForm

ORDERS = {
    "person": "inspector__roster_no",
    "section": "inspector__section_name",
    "thing": "thing_word",
    "until": "ending__end",
}
ENDING_HEADINGS = ("姓名", "名册编号", "股所室队", "种类", "编号或名称", "有效期至", "剩余天数", "提醒")


@require_http_methods(["GET", "POST"])
def training_add(request: StaffRequest) -> HttpResponse:
    can_change_inspector(request.actor).require()
    people = eligible_inspectors(request.actor, moments.today())
    chosen = {"inspectors": _asked(request, people)}
    form = TrainingForm(_choices(people), request.POST or None, request.FILES or None, initial=chosen)
    refusal = None
    if form.is_valid():
        try:
            data = form.cleaned_data
            done = record_training(
                actor=request.actor,
                inspectors=data["inspectors"],
                facts=form.facts(),
                scan=data["scan"],
            )
            until = done[0].valid_until.isoformat()
            messages.success(request, f"已登记{len(done)}名人员的培训，有效期至{until}。")
            return redirect("inspector_list")
        except Refusal as raised:
            refusal = raised
    facts = {"form": form, "refusal": refusal}
    return render(request, "registers/training_add.html", facts, status=refusal.status if refusal else 200)


@require_GET
def inspector_endings(request: StaffRequest) -> HttpResponse:
    can_see_endings(request.actor).require()
    form, found = _found(request)
    steps = warning_steps(request.actor.office_id, moments.today())
    order = order_of(request, ORDERS, "until")
    facts = {
        "form": form,
        "wanted": order,
        "page": paginate(request, order.of(found)),
        "steps": steps,
        "may_change": can_change_inspector(request.actor),
    }
    return render(request, "registers/inspector_endings.html", facts)


@require_GET
def inspector_endings_export(request: StaffRequest) -> HttpResponse:
    can_see_endings(request.actor).require()
    _, found = _found(request)
    rows: Iterator[list[Value]] = (
        [
            one.inspector.name,
            one.inspector.roster_no,
            one.inspector.section_name,
            one.thing_word,
            one.ending.name,
            one.ending.end,
            one.ending.days_left,
            one.status_word,
        ]
        for one in found
    )
    return export_xlsx(f"到期提醒{moments.today():%Y%m%d}.xlsx", "到期提醒", ENDING_HEADINGS, rows)


def _found(request: StaffRequest) -> tuple[EndingFilterForm, list[PersonEnding]]:
    today = moments.today()
    everything = person_endings(request.actor, today)
    named = sorted({one.inspector.section_name for one in everything} - {""})
    form = EndingFilterForm(warning_steps(request.actor.office_id, today), named, request.GET)
    form.full_clean()
    thing, level, section = (form.cleaned_data.get(key, "") for key in ("thing", "level", "section"))
    fits = [
        one
        for one in everything
        if thing in ("", one.ending.thing)
        and level in ("", one.ending.level)
        and section in ("", one.inspector.section_name)
    ]
    return form, fits


def _asked(request: StaffRequest, people: list[Eligible]) -> list[str]:
    """Whom the address proposes: `?lacking=1` all without a valid training, `?person=` one."""
    if request.GET.get("lacking"):
        return [str(one.inspector.pk) for one in people if lacks_training(one)]
    return request.GET.getlist("person")


def _choices(people: list[Eligible]) -> list[tuple[str, str]]:
    return [
        (
            str(one.inspector.pk),
            f"{one.inspector.name}（{one.inspector.section_name or one.inspector.roster_no}）",
        )
        for one in people
        if one.inspector.state != "ended"
    ]
