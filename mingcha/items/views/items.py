"""One item: read, added, changed, left out of the version being drafted."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.items import policies, queries, services
from mingcha.items.forms import ItemForm, ReasonForm, as_typed
from mingcha.items.models import InspectionItem, ItemList
from mingcha.items.rules import FIELD_TITLES, shown
from mingcha.law.policies import can_keep_texts
from mingcha.law.queries import shelf_of
from mingcha.registers.queries import category_names


@require_GET
def item_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    policies.can_view_items(request.actor).require()
    item = queries.find_item(request.actor, pk)
    row = queries.item_row(item, shelf_of(request.actor.office_id), moments.today())
    facts = {
        "item": item,
        "fields": [(title, shown(field, item.facts[field])) for field, title in FIELD_TITLES.items()],
        "row": row,
        "lapsed": queries.lapses_of(item, shelf_of(request.actor.office_id), moments.today()),
        "shortcomings": row.shortcomings,
        "powers": queries.powers_of(request.actor, item),
        "questions": queries.questions_of(item),
        "may_edit": policies.can_edit_list(request.actor, item.item_list),
        "may_propose": policies.can_propose_item(request.actor),
        "may_keep_texts": can_keep_texts(request.actor),
        "cite_form": ReasonForm(auto_id="cite_%s"),
    }
    return render(request, "items/item_detail.html", facts)


@require_http_methods(["GET", "POST"])
def item_add(request: StaffRequest, pk: UUID) -> HttpResponse:
    item_list = queries.find_list(request.actor, pk)
    policies.can_edit_list(request.actor, item_list).require()
    return _form_page(request, item_list, None)


@require_http_methods(["GET", "POST"])
def item_edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    item = queries.find_item(request.actor, pk)
    policies.can_edit_list(request.actor, item.item_list).require()
    return _form_page(request, item.item_list, item)


@require_POST
def item_leave_out(request: StaffRequest, pk: UUID) -> HttpResponse:
    item = queries.find_item(request.actor, pk)
    item_list = services.leave_out_item(actor=request.actor, item=item)
    messages.success(request, f"已从{item_list}去掉“{item.name}”。")
    return redirect("item_list_detail", item_list.pk)


@require_POST
def item_cite(request: StaffRequest, pk: UUID) -> HttpResponse:
    item = queries.find_item(request.actor, pk)
    reason = request.POST.get("reason", "")[:200]
    services.confirm_citations(actor=request.actor, item=item, reason=reason)
    messages.success(request, f"“{item.name}”已按现行文本引用。")
    return redirect("item_detail", pk)


def _form_page(request: StaffRequest, item_list: ItemList, item: InspectionItem | None) -> HttpResponse:
    form = ItemForm(
        category_names(request.actor), request.POST or None, initial=as_typed(item) if item else None
    )
    refusal = None
    if form.is_valid():
        try:
            return _saved(request, item_list, item, form)
        except Refusal as raised:
            refusal = raised
    facts = {"form": form, "item_list": item_list, "item": item, "refusal": refusal}
    status = refusal.status if refusal else 200
    return render(request, "items/item_form.html", facts, status=status)


def _saved(
    request: StaffRequest, item_list: ItemList, item: InspectionItem | None, form: ItemForm
) -> HttpResponse:
    values = form.cleaned_data
    if item is None:
        saved = services.add_item(actor=request.actor, item_list=item_list, values=values)
    else:
        values["code"] = values["code"] or item.code
        saved = services.edit_item(actor=request.actor, item=item, values=values)
    lacking = queries.item_row(saved, shelf_of(request.actor.office_id), moments.today()).shortcomings
    said = f"但还不能送审：{'；'.join(lacking)}。" if lacking else "可以送审。"
    messages.add_message(
        request, messages.WARNING if lacking else messages.SUCCESS, f"已保存“{saved}”，{said}"
    )
    return redirect("item_list_detail", item_list.pk)
