"""One target or holder by hand: added, changed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from mingcha.accounts.requests import StaffRequest
from mingcha.common.errors import Refusal
from mingcha.registers.holding_forms import (
    AnsweredForm,
    CategoryChoiceForm,
    HolderForm,
    NewTargetForm,
    TargetForm,
)
from mingcha.registers.policies import can_enter_target
from mingcha.registers.queries import definitions_of, holder_of, target_of
from mingcha.registers.subjects.by_hand import Asked, add_holder, add_target, change_holder, change_target
from mingcha.registers.subjects.by_hand.targets import remarks_on


@require_http_methods(["GET", "POST"])
def target_add(request: StaffRequest, pk: UUID | None = None) -> HttpResponse:
    """First the category, in the address; `pk` names the holder, if it is known."""
    can_enter_target(request.actor).require()
    definitions = definitions_of(request.actor)
    holder = holder_of(request.actor, pk) if pk else None
    category = request.GET.get("category", "")
    facts: dict[str, Any] = {
        "heading": "新增检查对象",
        "verb": "新增",
        "holder": holder,
        "category": category,
    }
    if category not in definitions.names:
        facts |= {"form": CategoryChoiceForm(definitions.names), "verb": "下一步", "method": "get"}
        return render(request, "registers/holding_form.html", facts)
    kind = TargetForm if holder else NewTargetForm
    form = kind(definitions, category, request.POST or None)

    def add() -> HttpResponse:
        reason, cells = form.cleaned_data["reason"], form.cells
        actor, answer = request.actor, form.answer
        added = add_target(actor=actor, cells=cells, reason=reason, holder=pk, answer=answer)
        return _saved(request, "已新增检查对象。", remarks_on(actor, cells), "target_detail", added.pk)

    return _form_page(request, form, add, **facts)


def target_add_new(request: StaffRequest) -> HttpResponse:
    return target_add(request)


@require_http_methods(["GET", "POST"])
def target_change(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Another category may stand in the address: the target then moves into it."""
    can_enter_target(request.actor).require()
    definitions = definitions_of(request.actor)
    target = target_of(request.actor, pk)
    category = request.GET.get("category", "")
    if category not in definitions.names:
        category = target.category
    form = TargetForm(definitions, category, request.POST or None, known=target)

    def change() -> HttpResponse:
        reason = form.cleaned_data["reason"]
        change_target(actor=request.actor, target=pk, cells=form.cells, reason=reason, answer=form.answer)
        return _saved(request, "已保存。", remarks_on(request.actor, form.cells), "target_detail", pk)

    facts = {"heading": f"修改“{target}”", "verb": "保存修改", "holder": target.holder, "target": target}
    other = CategoryChoiceForm(definitions.names, initial={"category": category})
    return _form_page(request, form, change, **facts, category=category, other=other)


@require_http_methods(["GET", "POST"])
def holder_add(request: StaffRequest) -> HttpResponse:
    can_enter_target(request.actor).require()
    form = HolderForm(request.POST or None)

    def add() -> HttpResponse:
        reason = form.cleaned_data["reason"]
        added = add_holder(actor=request.actor, cells=form.cells, reason=reason, answer=form.answer)
        return _saved(request, "已新增主体，可以为它新增检查对象。", [], "holder_detail", added.pk)

    return _form_page(request, form, add, heading="新增主体", verb="新增")


@require_http_methods(["GET", "POST"])
def holder_change(request: StaffRequest, pk: UUID) -> HttpResponse:
    can_enter_target(request.actor).require()
    holder = holder_of(request.actor, pk)
    form = HolderForm(request.POST or None, known=holder)

    def change() -> HttpResponse:
        reason = form.cleaned_data["reason"]
        change_holder(actor=request.actor, holder=pk, cells=form.cells, reason=reason, answer=form.answer)
        return _saved(request, "已保存。", [], "holder_detail", pk)

    return _form_page(request, form, change, heading=f"修改“{holder}”", verb="保存修改", holder=holder)


def _form_page(
    request: StaffRequest, form: AnsweredForm, save: Callable[[], HttpResponse], **facts: Any
) -> HttpResponse:
    """The form; what is in order is saved, a refusal stands above what was typed, a question brings its
    answers."""
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            return save()
        except Refusal as raised:
            refusal = raised
            if isinstance(raised, Asked):
                form.ask(raised.choices)
    facts |= {"form": form, "refusal": refusal}
    return render(request, "registers/holding_form.html", facts, status=refusal.status if refusal else 200)


def _saved(request: StaffRequest, done: str, remarks: list[str], name: str, pk: UUID) -> HttpResponse:
    messages.success(request, done)
    for remark in remarks:
        messages.warning(request, remark)
    return redirect(name, pk=pk)
