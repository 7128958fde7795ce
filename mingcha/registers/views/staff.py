"""What stands beside an inspector: each kind of entry is a form, a verb and a word for what was done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts.actors import Actor
from mingcha.accounts.requests import StaffRequest
from mingcha.common.errors import Refusal
from mingcha.intake.queries import proof_of
from mingcha.intake.views.proofs import proof_answer
from mingcha.registers.models import Inspector
from mingcha.registers.policies import can_change_inspector, can_read_registers
from mingcha.registers.queries import inspector_of
from mingcha.registers.services.staff import (
    absence_of,
    add_inspector,
    add_licence,
    add_qualification,
    change_inspector,
    change_licence,
    confirm_absence,
    end_absence,
    end_licence,
    end_qualification,
    licence_of,
    qualification_of,
    register_absence,
    training_of,
    void_training,
)
from mingcha.registers.staff_forms import (
    AbsenceForm,
    EndAbsenceForm,
    EndForm,
    InspectorForm,
    LicenceForm,
    QualificationForm,
    VoidForm,
)


@dataclass(frozen=True)
class Deed:
    """One page with one form: `find` gives the thing its address names, `person` whom it concerns, `do` the
    verb; `words` is what the page and its button are called."""

    words: str
    form: type[forms.Form]
    find: Callable[[Actor, UUID], Any]
    do: Callable[..., Any]
    note: str = ""

    def person(self, thing: Any) -> Inspector:
        found: Inspector = thing if isinstance(thing, Inspector) else thing.inspector
        return found


def _licence(do: Callable[..., Any], name: str) -> Callable[..., Any]:
    return lambda actor, pk, form: do(
        actor=actor,
        **{name: pk},
        facts=form.facts(),
        scan=form.cleaned_data["scan"],
        reason=form.cleaned_data["reason"],
    )


def _plain(do: Callable[..., Any], name: str) -> Callable[..., Any]:
    return lambda actor, pk, form: do(actor=actor, **{name: pk}, **form.cleaned_data)


def _absence(actor: Actor, pk: UUID, form: AbsenceForm) -> None:
    register_absence(actor=actor, inspector=pk, facts=form.facts(), scan=form.cleaned_data["scan"])


ADD_LICENCE = Deed("登记执法证", LicenceForm, inspector_of, _licence(add_licence, "inspector"))
CHANGE_LICENCE = Deed("更正执法证", LicenceForm, licence_of, _licence(change_licence, "licence"))
END_LICENCE = Deed("注销执法证", EndForm, licence_of, _plain(end_licence, "licence"))
ADD_QUALIFICATION = Deed(
    "登记岗位资格",
    QualificationForm,
    inspector_of,
    _licence(add_qualification, "inspector"),
    "有效期内的资格计入资格标签，匹配时据以配岗。",
)
END_QUALIFICATION = Deed(
    "注销岗位资格", EndForm, qualification_of, _plain(end_qualification, "qualification")
)
VOID_TRAINING = Deed(
    "作废培训登记", VoidForm, training_of, _plain(void_training, "training"), "登记有误时作废，原登记仍可查。"
)
ADD_ABSENCE = Deed(
    "登记暂离岗位", AbsenceForm, inspector_of, _absence, "起止日之内不参加匹配，期满自动恢复。"
)
END_ABSENCE = Deed("结束暂离岗位", EndAbsenceForm, absence_of, _plain(end_absence, "absence"))


@require_POST
def absence_confirm(request: StaffRequest, pk: UUID) -> HttpResponse:
    """A second person confirms that somebody is away."""
    found = confirm_absence(actor=request.actor, absence=pk)
    messages.success(request, "已确认离岗登记。")
    return redirect("inspector_detail", found.inspector_id)


@require_http_methods(["GET", "POST"])
def staff_deed(request: StaffRequest, pk: UUID, deed: Deed) -> HttpResponse:
    can_change_inspector(request.actor).require()
    thing = deed.find(request.actor, pk)
    initial = LicenceForm.initial_of(thing) if deed is CHANGE_LICENCE else None
    form = deed.form(request.POST or None, request.FILES or None, initial=initial)
    refusal = None
    if form.is_valid():
        try:
            deed.do(request.actor, pk, form)
            messages.success(request, f"已{deed.words}。")
            return redirect("inspector_detail", pk=deed.person(thing).pk)
        except Refusal as raised:
            refusal = raised
    facts = {"deed": deed, "thing": thing, "inspector": deed.person(thing), "form": form, "refusal": refusal}
    return render(request, "registers/staff_deed.html", facts, status=refusal.status if refusal else 200)


@require_http_methods(["GET", "POST"])
def inspector_add(request: StaffRequest) -> HttpResponse:
    can_change_inspector(request.actor).require()
    form = InspectorForm(request.actor, None, request.POST or None)
    refusal = None
    if form.is_valid():
        try:
            added = add_inspector(actor=request.actor, facts=form.facts(), reason=form.cleaned_data["reason"])
            messages.success(request, "已登记。再登记执法证和培训，才能参加匹配。")
            return redirect("inspector_detail", pk=added.pk)
        except Refusal as raised:
            refusal = raised
    facts = {"form": form, "refusal": refusal}
    return render(request, "registers/inspector_form.html", facts, status=refusal.status if refusal else 200)


@require_http_methods(["GET", "POST"])
def inspector_change(request: StaffRequest, pk: UUID) -> HttpResponse:
    can_change_inspector(request.actor).require()
    inspector = inspector_of(request.actor, pk)
    form = InspectorForm(request.actor, inspector, request.POST or None)
    refusal = None
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            change_inspector(actor=request.actor, inspector=pk, facts=form.facts(), reason=reason)
            messages.success(request, "已修改。")
            return redirect("inspector_detail", pk=pk)
        except Refusal as raised:
            refusal = raised
    facts = {"form": form, "refusal": refusal, "inspector": inspector}
    return render(request, "registers/inspector_form.html", facts, status=refusal.status if refusal else 200)


@require_GET
def proof_download(request: StaffRequest, pk: UUID) -> HttpResponse:
    can_read_registers(request.actor).require()
    return proof_answer(proof_of(request.actor, pk))
