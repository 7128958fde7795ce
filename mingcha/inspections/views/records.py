"""检查记录: begin, type, hand in, confirm or give back, put right."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingcha.accounts.requests import StaffRequest
from mingcha.common.errors import Refusal, Unknown
from mingcha.inspections.forms import records as forms
from mingcha.inspections.models import InspectionRecord
from mingcha.inspections.policies import can_decide_changes_at_all
from mingcha.inspections.queries.page import VisitPage, visit_page
from mingcha.inspections.queries.records import find_record
from mingcha.inspections.queries.visible import find_inspection
from mingcha.inspections.services import (
    allow_change,
    ask_change,
    begin_record,
    confirm_record,
    decline_change,
    give_up_record,
    return_record,
    save_record,
    submit_record,
)
from mingcha.inspections.states import RECORD
from mingcha.inspections.views.small_form import answer_small_form


@require_POST
def record_begin(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Begin to type, or go on."""
    begin_record(actor=request.actor, inspection=pk)
    return redirect("record_edit", pk)


@require_http_methods(["GET", "POST"])
def record_edit(request: StaffRequest, pk: UUID) -> HttpResponse:
    """The draft: save it, or save it and hand it in."""
    page = visit_page(request.actor, find_inspection(request.actor, pk))
    page.may_work.require()
    record = _draft(page)
    method = page.row.method
    if request.method == "GET":
        form = forms.RecordForm(initial=forms.initial_of(record), method=method)
        return _typing(request, page, record, form, forms.typed_of(record), {})
    form = forms.RecordForm(request.POST, method=method)
    readable = form.is_valid()
    typed, wrong = forms.read_typed(form, request.POST, page.asked, page.team)
    if not readable or wrong:
        return _typing(request, page, record, form, typed, wrong, status=200)
    try:
        revision = form.cleaned_data["revision"]
        saved = save_record(actor=request.actor, inspection=pk, revision=revision, typed=typed)
        if "submit" in request.POST:
            return _handed_in(request, page, saved)
    except Refusal as raised:
        return _typing(request, page, record, form, typed, {}, refusal=raised)
    messages.success(request, "已保存。")
    return redirect("record_edit", pk)


def _handed_in(request: StaffRequest, page: VisitPage, record: InspectionRecord) -> HttpResponse:
    """What was typed is saved; where it is not whole the page says what is missing."""
    try:
        submit_record(actor=request.actor, inspection=page.row.pk, revision=record.revision)
    except Refusal as raised:
        form = forms.RecordForm(initial=forms.initial_of(record), method=page.row.method)
        return _typing(request, page, record, form, forms.typed_of(record), {}, refusal=raised)
    messages.success(request, "已提交，不能再改；请检查组另一人确认。")
    return redirect("inspection_detail", page.row.pk)


def _typing(
    request: StaffRequest,
    page: VisitPage,
    record: InspectionRecord,
    form: forms.RecordForm,
    typed: Any,
    wrong: dict[str, str],
    *,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    facts = {
        "page": page,
        "record": record,
        "form": form,
        "lines": forms.lines_of(page.asked, typed),
        "attended": list(typed.attended),
        "wrong": wrong,
        "refusal": refusal,
    }
    return render(
        request, "inspections/record_edit.html", facts, status=refusal.status if refusal else status
    )


def _draft(page: VisitPage) -> InspectionRecord:
    record = page.open_record
    if record is None or record.state != "draft":
        raise Unknown("no-draft", "没有正在填写的检查记录。", title="没有找到", remedy="请回到检查页面。")
    return record


@require_GET
def record_view(request: StaffRequest, pk: UUID) -> HttpResponse:
    """One version as it stands, with what may be done with it."""
    seen, record = find_record(request.actor, pk)
    page = visit_page(request.actor, seen)
    facts = {
        "page": page,
        "record": record,
        "lines": forms.lines_of(page.asked_in(record), forms.typed_of(record)),
        "attended": record.attended,
        "life": RECORD,
        "words_form": forms.WordsForm(),
        "is_open": page.open_record is not None and page.open_record.pk == record.pk,
    }
    return render(request, "inspections/record_view.html", facts)


@require_POST
def record_confirm(request: StaffRequest, pk: UUID, version: int) -> HttpResponse:
    """The other officer agrees."""
    confirm_record(actor=request.actor, inspection=pk, version=version)
    messages.success(request, "已确认。请制作检查结果告知书，告知企业。")
    return redirect("inspection_detail", pk)


@require_POST
def record_return(request: StaffRequest, pk: UUID, version: int) -> HttpResponse:
    """The other officer does not agree, and says why."""
    words = request.POST.get("words", "").replace("\x00", "")
    return_record(actor=request.actor, inspection=pk, version=version, words=words)
    messages.success(request, "已退回。这一版保留，填写人另写下一版。")
    return redirect("inspection_detail", pk)


@require_http_methods(["GET", "POST"])
def record_give_up(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Stop what was begun by mistake, or take back a change that was asked for."""
    page = visit_page(request.actor, find_inspection(request.actor, pk))
    page.may_give_up.require()
    form = forms.GiveUpForm(request.POST or None)
    return answer_small_form(
        request,
        page,
        form,
        "放弃检查记录草稿",
        lambda: give_up_record(actor=request.actor, inspection=pk, **form.cleaned_data),
        "已放弃。可以改检查日期，也可以重新填写。",
    )


@require_http_methods(["GET", "POST"])
def change_ask(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Ask to put a confirmed record right."""
    page = visit_page(request.actor, find_inspection(request.actor, pk))
    page.may_work.require()
    form = forms.ChangeReasonForm(request.POST or None)
    refusal = None
    if form.is_valid():
        try:
            ask_change(actor=request.actor, inspection=pk, **form.cleaned_data)
            messages.success(request, "已申请更正，等没有经手的执法监察人员或局领导批准。")
            return redirect("inspection_detail", pk)
        except Refusal as raised:
            refusal = raised
    facts = {"page": page, "form": form, "refusal": refusal}
    return render(request, "inspections/change_ask.html", facts, status=refusal.status if refusal else 200)


@require_POST
def change_decide(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Allow a new version, or not; a POST that says neither decides nothing."""
    can_decide_changes_at_all(request.actor).require()
    find_inspection(request.actor, pk)
    words = request.POST.get("words", "").replace("\x00", "")
    if not {"allow", "decline"} & set(request.POST):
        return redirect("inspection_detail", pk)
    decide = decline_change if "decline" in request.POST else allow_change
    decide(actor=request.actor, inspection=pk, words=words)
    messages.success(
        request, "不予更正。" if decide is decline_change else "已批准更正，检查组可以填写新的一版。"
    )
    return redirect("inspection_detail", pk)
