"""对象类别: the list, one category with its fields, everything that changes them."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common.errors import Refusal
from mingcha.common.lists import export_xlsx, order_of, paginate
from mingcha.registers import services
from mingcha.registers.category_forms import CategoryForm, FieldForm, KindForm, ReasonForm
from mingcha.registers.exports import FIELD_HEADINGS, field_rows
from mingcha.registers.models import CategoryField, TargetCategory
from mingcha.registers.policies import can_keep_categories, can_read_registers
from mingcha.registers.queries import (
    categories_of,
    category_of,
    field_of,
    fields_of,
    target_counts_by_category,
)
from mingcha.registers.rules.categories import KINDS

ORDERS = {"name": "name", "fields": "field_count"}
SHARED = "各类别共有的栏目"


@require_GET
def category_list(request: StaffRequest) -> HttpResponse:
    can_read_registers(request.actor).require()
    categories = categories_of(request.actor)
    counts = target_counts_by_category(request.actor)
    order = order_of(request, ORDERS, "")
    page = paginate(request, order.of(categories))
    facts = {
        "page": page,
        "wanted": order,
        "rows": [(category, counts.get(category.name, 0)) for category in page],
        "shared": fields_of(request.actor, None).filter(in_use_until=None).count(),
        "may_keep": can_keep_categories(request.actor),
    }
    return render(request, "registers/category_list.html", facts)


@require_GET
def category_export(request: StaffRequest) -> HttpResponse:
    can_read_registers(request.actor).require()
    owners = [None, *categories_of(request.actor)]
    rows = (row for owner in owners for row in field_rows(owner, fields_of(request.actor, owner)))
    return export_xlsx("对象类别和栏目.xlsx", "对象类别和栏目", FIELD_HEADINGS, rows)


@require_GET
def category_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    can_read_registers(request.actor).require()
    return _page(request, category_of(request.actor, pk))


@require_GET
def category_shared(request: StaffRequest) -> HttpResponse:
    can_read_registers(request.actor).require()
    return _page(request, None)


@require_http_methods(["GET", "POST"])
def category_add(request: StaffRequest) -> HttpResponse:
    can_keep_categories(request.actor).require()
    form = CategoryForm(request.POST or None)

    def add() -> HttpResponse:
        given = form.cleaned_data
        added = services.add_category(
            actor=request.actor, name=given["name"], facts=form.facts, reason=given["reason"]
        )
        messages.success(request, f"已新增对象类别“{added.name}”，可以为它添加栏目。")
        return redirect("category_detail", pk=added.pk)

    return _form_page(request, form, add, heading="新增对象类别", verb="新增")


@require_http_methods(["GET", "POST"])
def category_change(request: StaffRequest, pk: UUID) -> HttpResponse:
    can_keep_categories(request.actor).require()
    category = category_of(request.actor, pk)
    form = CategoryForm(request.POST or None, category=category)

    def change() -> HttpResponse:
        reason = form.cleaned_data["reason"]
        services.change_category(actor=request.actor, category=pk, facts=form.facts, reason=reason)
        messages.success(request, "已保存。")
        return redirect("category_detail", pk=pk)

    return _form_page(request, form, change, heading="修改对象类别", verb="保存修改", owner=category)


@require_POST
def category_retire(request: StaffRequest, pk: UUID) -> HttpResponse:
    return _with_reason(request, pk, services.retire_category, "已停用，不再登记新的对象。")


@require_POST
def category_restore(request: StaffRequest, pk: UUID) -> HttpResponse:
    return _with_reason(request, pk, services.restore_category, "已恢复使用。")


@require_http_methods(["GET", "POST"])
def field_add(request: StaffRequest, pk: UUID | None = None) -> HttpResponse:
    """First the kind, in the address; then what a field of this kind has."""
    can_keep_categories(request.actor).require()
    owner = category_of(request.actor, pk) if pk else None
    kind = request.GET.get("kind", "")
    facts: dict[str, Any] = {"heading": "新增栏目", "verb": "新增", "owner": owner, "is_field": True}
    if kind not in KINDS:
        facts |= {"form": KindForm(), "verb": "下一步", "method": "get"}
        return render(request, "registers/category_form.html", facts)
    form = FieldForm(kind, request.POST or None)

    def add() -> HttpResponse:
        reason = form.cleaned_data["reason"]
        services.add_field(actor=request.actor, category=pk, kind=kind, facts=form.facts, reason=reason)
        messages.success(request, "已新增，表单、列表、导入和导出随即都有这一栏。")
        return _to_owner(pk)

    return _form_page(request, form, add, **facts, kind=KINDS[kind])


def field_add_shared(request: StaffRequest) -> HttpResponse:
    return field_add(request)


@require_http_methods(["GET", "POST"])
def field_change(request: StaffRequest, pk: UUID) -> HttpResponse:
    can_keep_categories(request.actor).require()
    field = field_of(request.actor, pk)
    form = FieldForm(field.kind, request.POST or None, field=field)

    def change() -> HttpResponse:
        reason = form.cleaned_data["reason"]
        services.change_field(actor=request.actor, field=pk, facts=form.facts, reason=reason)
        messages.success(request, "已保存。")
        return _to_owner(field.category_id)

    facts = {
        "heading": f"修改栏目“{field.title}”",
        "verb": "保存修改",
        "owner": field.category,
        "field": field,
    }
    kind = field.get_kind_display()
    return _form_page(request, form, change, **facts, kind=kind, is_field=True, reason_form=ReasonForm())


@require_POST
def field_retire(request: StaffRequest, pk: UUID) -> HttpResponse:
    return _field_with_reason(request, pk, services.retire_field, "已停用；已登记的内容留存，仍然显示。")


@require_POST
def field_restore(request: StaffRequest, pk: UUID) -> HttpResponse:
    return _field_with_reason(request, pk, services.restore_field, "已恢复使用。")


def _page(
    request: StaffRequest,
    category: TargetCategory | None,
    refusal: Refusal | None = None,
    form: ReasonForm | None = None,
) -> HttpResponse:
    counts = target_counts_by_category(request.actor)
    facts = {
        "category": category,
        "title": category.name if category else SHARED,
        "fields": list(fields_of(request.actor, category)),
        "count": counts.get(category.name, 0) if category else sum(counts.values()),
        "may_keep": can_keep_categories(request.actor),
        "refusal": refusal,
        "form": form or ReasonForm(),
    }
    status = refusal.status if refusal else 200
    return render(request, "registers/category_detail.html", facts, status=status)


def _form_page(
    request: StaffRequest, form: forms.Form, save: Callable[[], HttpResponse], **facts: Any
) -> HttpResponse:
    """The form; what is sent in order is saved, a refusal is shown above what was typed."""
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            return save()
        except Refusal as raised:
            refusal = raised
    facts |= {"form": form, "refusal": refusal}
    return render(request, "registers/category_form.html", facts, status=refusal.status if refusal else 200)


def _with_reason(
    request: StaffRequest, pk: UUID, verb: Callable[..., TargetCategory], done: str
) -> HttpResponse:
    can_keep_categories(request.actor).require()
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, category_of(request.actor, pk), form=form)
    try:
        verb(actor=request.actor, category=pk, **form.cleaned_data)
    except Refusal as refusal:
        return _page(request, category_of(request.actor, pk), refusal, form)
    messages.success(request, done)
    return redirect("category_detail", pk=pk)


def _field_with_reason(
    request: StaffRequest, pk: UUID, verb: Callable[..., CategoryField], done: str
) -> HttpResponse:
    can_keep_categories(request.actor).require()
    field = field_of(request.actor, pk)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, field.category, form=form)
    try:
        verb(actor=request.actor, field=pk, **form.cleaned_data)
    except Refusal as refusal:
        return _page(request, field.category, refusal, form)
    messages.success(request, done)
    return _to_owner(field.category_id)


def _to_owner(category: UUID | None) -> HttpResponse:
    return redirect("category_detail", pk=category) if category else redirect("category_shared")
