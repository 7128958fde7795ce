"""检查单 of an item: read, printed, written question by question."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common import moments
from mingcha.common.errors import Refusal
from mingcha.common.lists import export_xlsx
from mingcha.items import policies, queries, services
from mingcha.items.exports import QUESTION_HEADINGS, question_rows
from mingcha.items.forms import ChecklistForm, QuestionForm, question_as_typed
from mingcha.items.models import ChecklistQuestion, InspectionItem
from mingcha.items.rules.checklists import answers_of, finding_words
from mingcha.law.queries import shelf_of


@require_GET
def checklist(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The questions with their answers; prints as a form to be filled in by hand."""
    policies.can_view_items(request.actor).require()
    item = queries.find_item(request.actor, pk)
    if request.GET.get("export"):
        return _export(item)
    shelf, on = shelf_of(request.actor.office_id), moments.today()
    facts = {
        "item": item,
        "checklist": queries.checklist_of(item),
        "rows": [
            {
                "question": question,
                "answers": answers_of(question),
                "finding": finding_words(question, question.unit),
                "lapses": [
                    lapse for one in queries.cited_by(question, shelf, on) if (lapse := one.lapse(on))
                ],
            }
            for question in queries.questions_of(item)
        ],
        "may_edit": policies.can_edit_list(request.actor, item.item_list),
    }
    return render(request, "items/checklist.html", facts)


@require_http_methods(["GET", "POST"])
def checklist_describe(request: StaffRequest, pk: UUID) -> HttpResponse:
    item = _drafted(request, pk)
    known = queries.checklist_of(item)
    initial = {
        "title": known.title if known else f"{item.name}检查单",
        "guidance": known.guidance if known else "",
    }
    form = ChecklistForm(request.POST or None, initial=initial)

    def describe() -> None:
        services.describe_checklist(actor=request.actor, item=item, **form.cleaned_data)

    return _form_page(request, form, item, describe, "名称和要求")


@require_http_methods(["GET", "POST"])
def question_add(request: StaffRequest, pk: UUID) -> HttpResponse:
    item = _drafted(request, pk)
    form = QuestionForm(request.POST or None)

    def add() -> None:
        values = dict(form.cleaned_data)
        services.add_question(actor=request.actor, item=item, number=values.pop("number"), values=values)

    return _form_page(request, form, item, add, "新增题目")


@require_http_methods(["GET", "POST"])
def question_edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    question = queries.find_question(request.actor, pk)
    item = _drafted(request, question.checklist.item_id)
    form = QuestionForm(request.POST or None, initial=question_as_typed(question))

    def edit() -> None:
        values = dict(form.cleaned_data)
        number = values.pop("number")
        services.edit_question(actor=request.actor, question=question, number=number, values=values)

    return _form_page(request, form, item, edit, f"修改第{question.number}题", question)


@require_POST
def question_remove(request: StaffRequest, pk: UUID) -> HttpResponse:
    question = queries.find_question(request.actor, pk)
    item = services.remove_question(actor=request.actor, question=question)
    messages.success(request, f"已去掉“{question.words[:20]}”，后面的题目依次前移。")
    return redirect("checklist", item.pk)


def _export(item: InspectionItem) -> HttpResponse:
    title = f"{item.name}检查单"
    return export_xlsx(f"{title}.xlsx", title, QUESTION_HEADINGS, question_rows(queries.questions_in([item])))


def _drafted(request: StaffRequest, pk: UUID) -> InspectionItem:
    item = queries.find_item(request.actor, pk)
    policies.can_edit_list(request.actor, item.item_list).require()
    return item


def _form_page(
    request: StaffRequest,
    form: Any,
    item: InspectionItem,
    act: Callable[[], None],
    verb: str,
    question: ChecklistQuestion | None = None,
) -> HttpResponse:
    refusal = None
    if form.is_valid():
        try:
            act()
        except Refusal as raised:
            refusal = raised
        else:
            messages.success(request, "已保存。")
            return redirect("checklist", item.pk)
    facts = {"form": form, "item": item, "verb": verb, "question": question, "refusal": refusal}
    return render(request, "items/checklist_form.html", facts, status=refusal.status if refusal else 200)
