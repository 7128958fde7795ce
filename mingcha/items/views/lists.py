"""Versions of the list: all of them, one with its items and differences, and what is done with one."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common.errors import Refusal
from mingcha.common.lists import export_xlsx, order_of, paginate
from mingcha.items import policies, queries, services
from mingcha.items.exports import (
    ITEM_HEADINGS,
    LIST_HEADINGS,
    QUESTION_HEADINGS,
    item_rows,
    list_rows,
    question_rows,
)
from mingcha.items.forms import ReasonForm
from mingcha.items.models import ItemList
from mingcha.items.states import DRAFT, ITEM_LIST

ORDERS = {"number": "number", "state": "state", "published": "published_at"}
QUESTIONS = "questions"
"""What `?export=` asks for beside the items."""


@require_GET
def item_lists(request: StaffRequest) -> HttpResponse:
    """All versions, with the one in force and the one in progress named in the sentence."""
    policies.can_view_items(request.actor).require()
    order = order_of(request, ORDERS, "-number")
    lists = order.of(queries.counted_lists(request.actor))
    if request.GET.get("export"):
        return export_xlsx("抽查事项清单各版.xlsx", "抽查事项清单各版", LIST_HEADINGS, list_rows(lists))
    facts = {
        "lists": lists,
        "wanted": order,
        "published": queries.published_list(request.actor),
        "in_progress": queries.lists_in_progress(request.actor).first(),
        "may_draft": policies.can_draft_items(request.actor),
        "life": ITEM_LIST,
    }
    return render(request, "items/item_lists.html", facts)


@require_GET
def item_list_detail(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One version: its items with what they lack, and what it changes against the former one."""
    policies.can_view_items(request.actor).require()
    item_list = queries.find_list(request.actor, pk)
    if part := request.GET.get("export"):
        return _export(item_list, part)
    rows = queries.item_rows(item_list)
    former = queries.former_list(item_list)
    facts = {
        "item_list": item_list,
        "page": paginate(request, rows),
        "lacking": [row for row in rows if row.shortcomings],
        "former": former,
        "differences": queries.differences_to(former, item_list) if former else [],
        "may": _permissions(request, item_list),
        "is_draft": item_list.state == DRAFT,
        "life": ITEM_LIST,
        "reason_form": ReasonForm(auto_id="return_%s"),
        "remark": queries.last_remark(item_list) if item_list.state == DRAFT else "",
        "to_check": queries.unregistered_titles(request.actor, item_list),
        "paper": queries.paper_of(item_list),
        "may_print": policies.can_print_list(request.actor, item_list),
    }
    return render(request, "items/item_list_detail.html", facts)


@require_POST
def item_list_start(request: StaffRequest) -> HttpResponse:
    item_list = services.start_list(actor=request.actor)
    return redirect("item_list_detail", item_list.pk)


@require_POST
def item_list_submit(request: StaffRequest, pk: UUID) -> HttpResponse:
    return _move(request, pk, services.submit_list, "已送审，等局领导审定。")


@require_POST
def item_list_approve(request: StaffRequest, pk: UUID) -> HttpResponse:
    return _move(request, pk, services.approve_list, "已审定，可以公布。")


@require_POST
def item_list_publish(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Published first; where the paper cannot be made, the version is in force all the same."""
    answer = _move(request, pk, services.publish_list, "已公布，代替上一版。")
    try:
        services.keep_list_paper(actor=request.actor, item_list=queries.find_list(request.actor, pk))
    except Refusal as refusal:
        messages.warning(request, f"{refusal.sentence}{refusal.remedy}")
    return answer


@require_POST
def item_list_paper(request: StaffRequest, pk: UUID) -> HttpResponse:
    item_list = queries.find_list(request.actor, pk)
    services.keep_list_paper(actor=request.actor, item_list=item_list)
    messages.success(request, f"{item_list}的打印稿已生成。")
    return redirect("item_list_detail", pk)


@require_POST
def item_list_return(request: StaffRequest, pk: UUID) -> HttpResponse:
    reason = request.POST.get("reason", "")[:200]
    item_list = queries.find_list(request.actor, pk)
    services.return_list(actor=request.actor, item_list=item_list, reason=reason)
    messages.success(request, f"{item_list}已退回编制。")
    return redirect("item_list_detail", pk)


def _move(request: StaffRequest, pk: UUID, service: Callable[..., ItemList], said: str) -> HttpResponse:
    item_list = service(actor=request.actor, item_list=queries.find_list(request.actor, pk))
    messages.success(request, f"{item_list}{said}")
    return redirect("item_list_detail", pk)


def _permissions(request: StaffRequest, item_list: ItemList) -> dict[str, object]:
    return {
        act: policy(request.actor, item_list)
        for act, policy in (
            ("edit", policies.can_edit_list),
            ("submit", policies.can_submit_list),
            ("return", policies.can_return_list),
            ("approve", policies.can_approve_list),
            ("publish", policies.can_publish_list),
        )
    }


def _export(item_list: ItemList, part: str) -> HttpResponse:
    """The items of a version, or the questions of all their checklists."""
    items = list(item_list.items.all())
    if part == QUESTIONS:
        title = f"随机抽查事项清单{item_list}检查单题目"
        rows = question_rows(queries.questions_in(items))
        return export_xlsx(f"{title}.xlsx", title, QUESTION_HEADINGS, rows)
    title = f"随机抽查事项清单{item_list}"
    return export_xlsx(f"{title}.xlsx", title, ITEM_HEADINGS, item_rows(items))
